// What the network answers to all values of one or two features, as it learns.

function plane() {
  const P = D.plane;
  if (!P) return;
  const two = P.features === 2;
  const grid = section('boundary', two && P.classes ? 'Decision boundary' : 'The learned function', null);
  const fig = figure(grid, P.frames.length > 1 ? 'As it learned' : 'As it is', two && P.classes
    ? 'Colour is the class the network answers, fainter where it is less sure. Dots are rows it was measured on; ringed ones got another class than theirs.'
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
  const side = el('div', {}, P.frames.length > 1 ? el('div', { class: 'player' }, button, slider, output) : null);
  if (P.classes || !two) side.append(el('div', { class: 'key' }, P.names.map((n, i) => el('span', {}, el('i', { style: { background: `var(${series(i)})` } }), n))));
  if (two && P.frames.length > 1) {
    const small = P.frames.map((f, i) => el('canvas', { width: P.side, height: P.side, role: 'img', 'aria-label': f.epoch ? 'After epoch ' + f.epoch : 'As it is now' }));
    side.append(el('div', { class: 'frames' }, small.map((c, i) => el('button', { type: 'button', onclick: () => {
      stop();
      move(i);
    } }, c, el('span', {}, P.frames[i].epoch ? String(P.frames[i].epoch) : 'now')))));
    drawing(() => small.forEach((c, i) => paint(c, P, i)));
  }
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
    const ramp = paint(small, P, at);
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

// A frame, a pixel per cell; returns the colours of numbers.
function paint(canvas, P, at) {
  const cells = decode(P.frames[at].cells), g = canvas.getContext('2d'), image = g.createImageData(P.side, P.side);
  const card = rgb('--card'), tones = Array.from({ length: P.colours }, (_, i) => rgb(series(i)));
  const low = rgb('--minus'), high = rgb('--accent');
  const ramp = (t) => t < 0.5 ? blend(low, card, 2 * t) : blend(card, high, 2 * t - 1);
  cells.forEach((v, i) => {
    const sure = v % P.shades / (P.shades - 1);
    const c = P.classes ? blend(card, tones[Math.floor(v / P.shades)], 0.1 + 0.55 * Math.max(0, (sure - 0.3) / 0.7)) : ramp(v / 255);
    image.data.set([...c, 255], 4 * ((P.side - 1 - Math.floor(i / P.side)) * P.side + i % P.side));
  });
  g.putImageData(image, 0, 0);
  return ramp;
}

function line(fig, P) {
  const all = P.frames.flatMap((f) => f.lines.flat()).concat(P.points.map((p) => p[2]));
  const place = fig.body.appendChild(el('div'));
  const x = (i) => P.low[0] + (i + 0.5) / P.side * (P.high[0] - P.low[0]);
  return (at) => {
    const s = square(place, { height: 380, xs: [P.low[0], P.high[0]], ys: padded(all), x: P.axes[0], y: P.axes[1], label: `What the network says over ${P.axes[0]}` });
    for (const [px, , t] of P.points) s.node.append(svg('circle', { cx: s.px(px).toFixed(1), cy: s.py(t).toFixed(1), r: 3, style: { fill: 'var(--c8)', 'fill-opacity': 0.5 } }));
    P.frames[at].lines.forEach((v, j) => s.node.append(svg('path', { d: path(v.map((y, i) => [s.px(x(i)), s.py(y)]).filter((p) => Number.isFinite(p[1]))),
      style: { fill: 'none', stroke: `var(${series(j)})`, 'stroke-width': 2.4 } })));
    place.replaceChildren(s.node);
  };
}
