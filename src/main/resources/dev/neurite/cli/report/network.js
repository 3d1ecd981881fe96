// The graph of the network: along the width where there is room, else down the page.

function network() {
  const N = D.network;
  const grid = section('network', 'The network', null);
  const fig = figure(grid, 'Layers and what they read', 'Each box is a layer: its name, what it computes, the numbers it puts out, and its parameters.', 'wide');
  const holder = fig.body.appendChild(el('div', { class: 'scroll', style: { 'max-height': 'none' } }));
  drawing(() => holder.replaceChildren(graph(N, holder.clientWidth)));
  numbers(fig, ['layer', 'reads', 'outputs', 'parameters', 'what'],
    N.nodes.map((n) => [n.name, N.edges.filter((e) => e.to === n.name).map((e) => e.from).join(', ') || '–', n.width, n.parameters, n.text]), 200);
}

function graph(N, room) {
  const w = room < 480 ? 124 : 148, h = 58, ranks = Math.max(...N.nodes.map((n) => n.rank)) + 1;
  const slots = N.nodes.concat(N.edges.flatMap((e) => e.points.map((p) => ({ slot: p[1] })))).map((n) => n.slot);
  const low = Math.min(...slots), high = Math.max(...slots);
  const flat = ranks * (w + 26) <= room + 26;
  const along = flat ? (ranks > 1 ? Math.min(w + 70, (room - w) / (ranks - 1)) : 0) : h + 34, across = flat ? h + 26 : w + (room < 480 ? 8 : 18);
  const x = (r, s) => flat ? r * along : (s - low) * across;
  const y = (r, s) => flat ? (s - low) * across : r * along;
  const W = (flat ? (ranks - 1) * along : (high - low) * across) + w, H = (flat ? (high - low) * across : (ranks - 1) * along) + h;
  const node = svg('svg', { viewBox: `-2 -2 ${W + 4} ${H + 4}`, role: 'img', 'aria-label': `${plural(N.nodes.length - 1, 'layer')} from ${N.nodes[0].width} features to the output ${N.output}`,
    style: { width: W + 4 + 'px', 'max-width': W > 2.2 * room ? 'none' : '100%', margin: '0 auto' } });
  for (const e of N.edges) {
    const points = e.points.map(([r, s]) => [x(r, s), y(r, s)]);
    let d = '';
    points.forEach(([px, py], i) => {
      if (!i) return;
      const [fx, fy] = points[i - 1], inner = i > 1, end = i === points.length - 1;
      const a = flat ? [fx + (inner ? w / 2 : w), fy + h / 2] : [fx + w / 2, fy + (inner ? h / 2 : h)];
      const b = flat ? [px + (end ? -5 : w / 2), py + h / 2] : [px + w / 2, py + (end ? -5 : h / 2)];
      const m = flat ? [(a[0] + b[0]) / 2, (a[0] + b[0]) / 2, a[1], b[1]] : [a[0], b[0], (a[1] + b[1]) / 2, (a[1] + b[1]) / 2];
      d += (i === 1 ? `M${a[0]} ${a[1]}` : '') + `C${m[0]} ${m[2]} ${m[1]} ${m[3]} ${b[0]} ${b[1]}`;
    });
    const [ex, ey] = points.at(-1);
    const tip = flat ? [ex, ey + h / 2] : [ex + w / 2, ey];
    node.append(svg('path', { class: 'edge', d, style: { 'stroke-width': 1 + Math.log10(e.width) * 0.5 } }, svg('title', {}, `${e.from} → ${e.to}: ${plural(e.width, 'number')}`)),
      svg('path', { class: 'arrow', d: flat ? `M${tip[0]} ${tip[1]}l-7 -4v8z` : `M${tip[0]} ${tip[1]}l-4 -7h8z` }));
  }
  const kinds = [...new Set(N.nodes.map((n) => n.kind))];
  const cut = (t, n) => t.length > n ? t.slice(0, n - 1) + '…' : t;
  for (const n of N.nodes) {
    const left = x(n.rank, n.slot), top = y(n.rank, n.slot);
    node.append(svg('g', { class: 'node' + (n.name === N.output ? ' out' : ''), transform: `translate(${left} ${top})` },
      svg('title', {}, n.text),
      svg('rect', { width: w, height: h, rx: 9 }),
      svg('path', { d: `M0 9a9 9 0 0 1 9 -9h-4a5 5 0 0 0 -5 5zM0 9v${h - 18}`, style: { fill: 'none' } }),
      svg('circle', { cx: 15, cy: 17, r: 4.5, style: { fill: `var(${n.kind === 'input' ? '--soft' : series(kinds.indexOf(n.kind) - 1)})` } }),
      svg('text', { x: 26, y: 21 }, cut(n.name, w < 140 ? 12 : 15)),
      svg('text', { class: 'sub', x: 12, y: 36 }, cut(n.label, w < 140 ? 17 : 20)),
      svg('text', { class: 'sub', x: 12, y: 50 }, plural(n.width, 'output').replace('outputs', n.kind === 'input' ? 'wide' : 'out').replace('output', 'out') + (n.parameters ? ` · ${n.parameters.toLocaleString('en')} ${w < 140 ? 'par.' : 'params'}` : ''))));
  }
  return node;
}
