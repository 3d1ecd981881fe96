// What the network answers to all values of one or two features, as it learns.

function plane() {
  const P = D.plane;
  if (!P) return;
  const two = P.features === 2;
  const grid = section('boundary', two && P.classes ? 'Decision boundary' : 'The learned function', null);
  const fig = figure(grid, 'As it learned', two && P.classes
    ? 'Colour is the class the network answers, paler where it is less sure. Dots are rows it was measured on; ringed ones got another class than theirs.'
    : two ? 'Colour is the output of the network. Dots are rows it was measured on, filled with the colour of what was right.'
      : 'Lines are what the network says; dots are rows it was measured on.', 'wide');
  const show = two ? board(fig, P) : line(fig, P);
  let at = P.frames.length - 1, timer = 0;
  const name = () => P.frames[at].epoch ? 'after epoch ' + P.frames[at].epoch : 'as it is now';
  const output = el('output', {}, name());
  const move = (i) => {
    at = i;
    slider.value = String(i);
    output.textContent = name();
    show(at);
  };
  const slider = el('input', { type: 'range', min: 0, max: P.frames.length - 1, value: at, 'aria-label': 'Epoch shown', oninput: (e) => {
    stop();
    move(Number(e.target.value));
  } });
  const button = el('button', { type: 'button', onclick: () => timer ? stop() : play() }, 'Play');
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = 'Play';
  };
  const play = () => {
    button.textContent = 'Stop';
    if (at === P.frames.length - 1) move(0);
    timer = setInterval(() => at < P.frames.length - 1 ? move(at + 1) : stop(), 350);
  };
  const side = el('div', {}, el('div', { class: 'player' }, button, slider, output));
  if (P.classes || !two) side.append(el('div', { class: 'key' }, P.names.map((n, i) => el('span', {}, el('i', { style: { background: `var(${series(i)})` } }), n))));
  (fig.body.querySelector('.plane') || fig.body).append(side);
  drawing(() => show(at));
}

function board(fig, P) {
  const canvas = el('canvas', { role: 'img', 'aria-label': `What the network answers over ${P.axes[0]} and ${P.axes[1]}` });
  const dots = svg('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const ends = (i) => [number(P.low[i]), P.axes[i], number(P.high[i])].map((t) => el('span', {}, t));
  fig.body.append(el('div', { class: 'plane' }, el('div', { class: 'board' }, canvas, dots, el('div', { class: 'x' }, ends(0)), el('div', { class: 'y' }, ends(1)))));
  const where = (v, i) => 100 * (v - P.low[i]) / (P.high[i] - P.low[i]);
  const small = document.createElement('canvas');
  small.width = small.height = P.side;
  return (at) => {
    const cells = decode(P.frames[at].cells), g = small.getContext('2d'), image = g.createImageData(P.side, P.side);
    const card = rgb('--card'), tones = Array.from({ length: P.colours }, (_, i) => rgb(series(i)));
    const low = rgb('--minus'), high = rgb('--accent');
    const ramp = (t) => t < 0.5 ? blend(low, card, 2 * t) : blend(card, high, 2 * t - 1);
    cells.forEach((v, i) => {
      const sure = v % P.shades / (P.shades - 1);
      const c = P.classes ? blend(card, tones[Math.floor(v / P.shades)], 0.1 + 0.55 * Math.max(0, (sure - 0.3) / 0.7)) : ramp(v / 255);
      image.data.set([...c, 255], 4 * ((P.side - 1 - Math.floor(i / P.side)) * P.side + i % P.side));
    });
    g.putImageData(image, 0, 0);
    canvas.width = canvas.height = 640;
    const big = canvas.getContext('2d');
    big.imageSmoothingQuality = 'high';
    big.drawImage(small, 0, 0, 640, 640);
    dots.replaceChildren(...P.points.map(([x, y, t, ok]) => {
      const tone = P.classes ? `var(${series(t)})` : `rgb(${ramp((t - P.range[0]) / (P.range[1] - P.range[0]))})`;
      return svg('circle', { cx: where(x, 0).toFixed(2), cy: (100 - where(y, 1)).toFixed(2), r: ok ? 0.85 : 1.15,
        style: { fill: tone, stroke: ok ? 'var(--card)' : 'var(--ink)', 'stroke-width': ok ? 0.25 : 0.5 } });
    }));
  };
}

function line(fig, P) {
  const all = P.frames.flatMap((f) => f.lines.flat()).concat(P.points.map((p) => p[2]));
  const s = square({ width: 720, height: 360, xs: [P.low[0], P.high[0]], ys: padded(all), x: P.axes[0], y: P.axes[1], label: `What the network says over ${P.axes[0]}` });
  for (const [x, , t] of P.points) s.node.append(svg('circle', { cx: s.px(x).toFixed(1), cy: s.py(t).toFixed(1), r: 3, style: { fill: 'var(--c8)', 'fill-opacity': 0.45 } }));
  const lines = P.frames[0].lines.map((_, j) => s.node.appendChild(svg('path', { style: { fill: 'none', stroke: `var(${series(j)})`, 'stroke-width': 2.4 } })));
  fig.body.append(s.node);
  const x = (i) => P.low[0] + (i + 0.5) / P.side * (P.high[0] - P.low[0]);
  return (at) => P.frames[at].lines.forEach((v, j) => lines[j].setAttribute('d', path(v.map((y, i) => [s.px(x(i)), s.py(y)]).filter((p) => Number.isFinite(p[1])))));
}
