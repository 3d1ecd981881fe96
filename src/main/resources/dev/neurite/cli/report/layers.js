// Inside the layers: how far steps go, how weights and outputs are spread, which units respond.

const IDLE = { ZERO: ['dead', 'are 0 for every row'], SATURATED_SIGMOID: ['saturated', 'lie within 0.01 of 0 or 1'], SATURATED_TANH: ['saturated', 'lie within 0.01 of −1 or 1'] };

function layers() {
  const Y = D.layers;
  if (!Y || !Y.layers.length) return;
  const grid = section('layers', 'Inside the layers',
    `Looked at between epochs with ${plural(Y.sampleRows, 'row')} that are trained on and up to ${Y.sampleWeights} weights and ${Y.sampleOutputs} outputs per layer.`
    + (Y.layers.length < Y.allLayers ? ` ${Y.layers.length} of ${Y.allLayers} layers are shown.` : ''));
  ratios(grid, Y);
  idle(grid, Y);
  ridges(grid, Y, 'weights', 'Weights', 'How the weights of each layer are spread, epoch after epoch: the first epoch at the back, the last in front.');
  ridges(grid, Y, 'outputs', 'Activations', 'How what each layer says is spread over the sample, epoch after epoch. Exact zeros, which rectifiers make, are counted apart.');
}

function ratios(grid, Y) {
  const shown = Y.layers.filter((l) => l.ratios && l.ratios.some((r) => r > 0));
  if (!shown.length) return;
  const fig = figure(grid, 'Update to weight', 'How far the last step of each epoch moves the weights of a layer, relative to their length. About a thousandth is healthy: far below, a layer hardly learns; far above, it jumps.');
  lineChart(fig, [[Y.steps, ...shown.map((l) => l.ratios)]], shown.map((l, i) => ({ label: l.name, colour: series(i) })), {
    x: 'epoch', log: true, ends: true, sync: 'run', guides: [['y', 1e-3, 'a thousandth']], size: 62,
    label: 'Update-to-weight ratio at the end: ' + shown.map((l) => `${l.name} ${number(l.ratios.at(-1))}`).join(', '),
  });
  numbers(fig, ['epoch', ...shown.map((l) => l.name)], Y.steps.map((e, i) => [e, ...shown.map((l) => l.ratios[i])]));
}

function idle(grid, Y) {
  const shown = Y.layers.filter((l) => IDLE[l.idleKind]);
  if (!shown.length) return;
  const kinds = [...new Set(shown.map((l) => IDLE[l.idleKind][0]))];
  const fig = figure(grid, kinds.length > 1 ? 'Dead units, saturated outputs' : kinds[0] === 'dead' ? 'Dead units' : 'Saturated outputs',
    (kinds.includes('dead') ? 'Dead: the share of a layer’s units that are 0 for every row of the sample; they learn nothing. ' : '')
    + (kinds.includes('saturated') ? 'Saturated: the share of outputs at the flat ends of the activation; hardly any gradient comes through.' : ''));
  if (Y.snapshots.length) {
    lineChart(fig, [[Y.snapshots, ...shown.map((l) => l.idle)]], shown.map((l, i) => ({ label: l.name + (kinds.length > 1 ? ' ' + IDLE[l.idleKind][0] : ''), colour: series(Y.layers.indexOf(l)) })), {
      x: 'epoch', log: false, sync: 'run', format: share, ends: true, range: (_, low, high) => [0, Math.max(0.05, Math.min(1, high * 1.2))],
      label: 'At the end: ' + shown.map((l) => `${l.name} ${percent(l.idle.at(-1))} ${IDLE[l.idleKind][0]}`).join(', '),
    });
  }
  units(grid, shown);
  numbers(fig, ['epoch', ...shown.map((l) => l.name)], Y.snapshots.map((e, i) => [e, ...shown.map((l) => percent(l.idle[i]))]));
}

function units(grid, shown) {
  const fig = figure(grid, 'Unit by unit', 'A square per unit, at the end of the run: the darker, the more rows of the sample it responds to.', 'wide');
  const list = fig.body.appendChild(el('div', { class: 'units' }));
  for (const l of shown) {
    const dead = l.units.filter((u) => u === 0).length;
    const canvas = el('canvas', { role: 'img', 'aria-label': `${l.name}: ${plural(dead, 'unit')} of ${l.units.length} respond to no row` });
    list.append(el('div', {}, el('h4', {}, l.name + ' ', el('span', {}, `${plural(l.width, 'unit')}, ${dead || 'none'} ${l.idleKind === 'ZERO' ? 'dead' : 'always saturated'}`
      + (l.units.length < l.width ? `, ${l.units.length} of them shown` : ''))), canvas));
    drawing(() => {
      const room = Math.max(200, list.clientWidth), cell = l.units.length > 256 ? 11 : 15;
      const columns = Math.min(l.units.length, Math.floor(room / cell)), rows = Math.ceil(l.units.length / columns), dpr = devicePixelRatio;
      canvas.width = columns * cell * dpr;
      canvas.height = rows * cell * dpr;
      canvas.style.setProperty('width', columns * cell + 'px');
      const g = canvas.getContext('2d');
      g.scale(dpr, dpr);
      const low = blend(rgb('--card'), rgb('--accent'), 0.14), high = rgb('--accent'), bad = colour('--bad');
      l.units.forEach((u, i) => {
        g.fillStyle = u === 0 ? bad : `rgb(${blend(low, high, u / 100)})`;
        g.beginPath();
        g.roundRect(i % columns * cell, Math.floor(i / columns) * cell, cell - 2, cell - 2, 2.5);
        g.fill();
      });
    });
  }
  fig.body.append(el('div', { class: 'key' },
    el('span', {}, el('i', { style: { background: 'var(--bad)' } }), 'responds to no row'),
    el('span', {}, el('i', { style: { background: 'color-mix(in srgb, var(--accent) 20%, var(--card))' } }), 'to few'),
    el('span', {}, el('i', { style: { background: 'var(--accent)' } }), 'to all')));
}

function ridges(grid, Y, what, title, caption) {
  const shown = Y.layers.filter((l) => l[what]);
  if (!shown.length) return;
  const fig = figure(grid, title, caption, 'wide');
  const list = fig.body.appendChild(el('div', { class: 'ridges' }));
  for (const l of shown) {
    const R = l[what], end = R.rows.at(-1);
    const zeros = end.zeros > 0.005 ? `${percent(end.zeros, 0)} exactly 0` : '';
    const broken = end.notFinite ? `${end.notFinite} not finite` : '';
    list.append(el('div', {}, el('h4', {}, l.name + ' ', el('span', {}, [`± ${number(end.deviation)}`, zeros, broken].filter(Boolean).join(', '))), ridge(R, `${title} of ${l.name}`)));
    drawn++;
  }
  numbers(fig, ['layer', 'epoch', 'mean', 'deviation', 'least', 'greatest', 'zeros', 'not finite'],
    shown.flatMap((l) => l[what].rows.filter((_, i, all) => i === 0 || i === all.length - 1 || i === all.length >> 1)
      .map((r) => [l.name, r.epoch, r.mean, r.deviation, r.least, r.greatest, percent(r.zeros), r.notFinite])));
}

function ridge(R, label) {
  const W = 300, H = 190, bottom = 20, tall = 62, left = 4, right = 46, n = R.rows.length;
  const node = svg('svg', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': `${label}: at the end mean ${number(R.rows.at(-1).mean)}, deviation ${number(R.rows.at(-1).deviation)}` });
  const px = (x) => left + (x - R.low) / (R.high - R.low || 1) * (W - left - right);
  const base = (i) => tall + 6 + (n === 1 ? 1 : i / (n - 1)) * (H - bottom - tall - 8);
  for (const t of ticks(R.low, R.high, 4)) {
    node.append(svg('line', { class: 'axis', x1: px(t), x2: px(t), y1: 6, y2: H - bottom }), svg('text', { x: px(t), y: H - 6, 'text-anchor': 'middle' }, number(t)));
  }
  const width = (R.high - R.low) / (R.bins || 1);
  R.rows.forEach((row, i) => {
    const y = base(i), points = [[px(R.low + row.from * width), y]];
    row.heights.forEach((h, b) => points.push([px(R.low + (row.from + b + 0.5) * width), y - tall * h / 999]));
    points.push([px(R.low + (row.from + row.heights.length) * width), y]);
    const share = Math.round(n === 1 ? 100 : 100 * i / (n - 1));
    const tone = `color-mix(in oklab, var(--new) ${share}%, var(--old))`;
    node.append(svg('path', { class: 'ridge', d: path(points) + 'Z', style: { fill: `color-mix(in srgb, ${tone} 78%, var(--card))`, stroke: 'var(--card)' } },
      svg('title', {}, `epoch ${row.epoch}: mean ${number(row.mean)}, deviation ${number(row.deviation)}, from ${number(row.least)} to ${number(row.greatest)}`)));
    if (i === 0 || i === n - 1) node.append(svg('text', { x: W, y: y + 3, 'text-anchor': 'end' }, (i ? '' : 'epoch ') + row.epoch));
  });
  return node;
}
