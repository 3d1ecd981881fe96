// Lines over a run or a rate, by uPlot; points in a square, by hand.

// The nearest place that has a value: series of different places share one axis.
function nearest(u, s, i) {
  const values = u.data[s];
  if (i == null || values[i] != null) return i;
  for (let d = 1; d < values.length; d++) {
    if (values[i - d] != null) return i - d;
    if (values[i + d] != null) return i + d;
  }
  return i;
}

function guides(lines, low) { // dashed lines with a word: [axis, value, text]
  return (u) => {
    const { ctx, bbox } = u;
    const dpr = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('--soft');
    ctx.setLineDash([3 * dpr, 4 * dpr]);
    ctx.lineWidth = dpr;
    ctx.font = `${11 * dpr}px system-ui, sans-serif`;
    for (const [axis, value, text] of lines) {
      const scale = u.scales[axis];
      if (value == null || value < scale.min || value > scale.max) continue;
      const at = Math.round(u.valToPos(value, axis, true));
      ctx.beginPath();
      if (axis === 'x') {
        const right = at > bbox.left + bbox.width * 0.8;
        ctx.moveTo(at, bbox.top);
        ctx.lineTo(at, bbox.top + bbox.height);
        ctx.textAlign = right ? 'right' : 'left';
        ctx.fillText(text, at + (right ? -5 : 5) * dpr, low ? bbox.top + bbox.height - 6 * dpr : bbox.top + 12 * dpr);
      } else {
        ctx.moveTo(bbox.left, at);
        ctx.lineTo(bbox.left + bbox.width, at);
        ctx.textAlign = 'right';
        ctx.fillText(text, bbox.left + bbox.width - 4 * dpr, at - 5 * dpr);
      }
      ctx.stroke();
    }
    ctx.restore();
  };
}

const isLog = (values) => {
  const v = values.filter((x) => x != null);
  return v.length > 1 && v.every((x) => x > 0) && Math.max(...v) / Math.min(...v) > 40;
};

/*
 * tables: [[x…], [y…], …] each with an x of its own; lines: {label, colour, width, dash, faint, fill} per y;
 * options: log (true, false, or to be chosen), format, unit, lines to guide the eye, range, sync, label.
 */
function lineChart(fig, tables, lines, options) {
  const data = tables.length === 1 ? tables[0] : uPlot.join(tables);
  const ys = data.slice(1).flat();
  const canLog = options.log !== false && ys.some((v) => v > 0);
  let log = options.log === true || options.log == null && isLog(ys);
  const place = el('div');
  fig.body.append(place);
  const format = options.format || number;
  let chart;
  const decades = (_, splits) => splits.map((v) => !log || Math.abs(Math.log10(v) % 1) < 1e-9 ? v : null);
  const draw = () => {
    if (chart) chart.destroy();
    const line = { stroke: colour('--line'), width: 1 };
    const axis = { stroke: colour('--soft'), grid: line, ticks: { ...line, size: 5 }, font: '12px system-ui, sans-serif' };
    const rest = (u) => { // without a pointer the legend says where lines end
      if (options.ends && u.cursor.idx == null && u.legend.idx !== data[0].length - 1) u.setLegend({ idx: data[0].length - 1 });
    };
    const shown = log ? data.map((a, i) => i ? a.map((v) => v > 0 ? v : null) : a) : data;
    chart = new uPlot({
      width: Math.max(200, place.clientWidth), height: innerWidth < 500 || 'print' in root.dataset ? 210 : options.height || 250,
      legend: { live: true, markers: { width: 0, fill: (u, i) => u.series[i].stroke() } },
      cursor: { sync: options.sync ? { key: options.sync, scales: ['x', null] } : undefined, dataIdx: nearest, drag: { x: true, y: false }, points: { size: 7 } },
      scales: { x: { time: false, range: options.xRange }, y: { distr: log ? 3 : 1, range: log ? undefined : options.range } },
      axes: [
        { ...axis, size: 34, values: (_, v) => v.map((t) => t == null ? '' : options.xFormat ? options.xFormat(t) : number(t)) },
        { ...axis, size: options.size || 58, grid: { ...line, filter: decades }, ticks: { ...line, size: 5, filter: decades },
          filter: decades, values: (_, v, i, space, step) => v.map((t) => t == null ? '' : format(t, step)) },
      ],
      series: [{ label: options.x, value: (_, v) => v == null ? '' : options.xFormat ? options.xFormat(v, 0.001) : number(v) }].concat(lines.map((l) => ({
        label: l.label, stroke: colour(l.colour, l.faint ? 0.38 : 1), width: l.width || 2, dash: l.dash, spanGaps: true,
        fill: l.fill ? colour(l.colour, 0.12) : undefined, points: { show: data[0].length < 3, size: 6 },
        value: (_, v) => v == null ? '' : format(v, 0.001),
      }))),
      hooks: { draw: options.guides ? [guides(options.guides, options.low)] : [], ready: [rest], setCursor: [rest] },
    }, shown, place);
    const wrap = chart.root.querySelector('.u-wrap');
    wrap.setAttribute('role', 'img');
    wrap.setAttribute('aria-label', options.label);
  };
  drawing(draw);
  if (canLog && options.log !== true && ys.every((v) => v == null || v >= 0)) {
    const button = el('button', { type: 'button', 'aria-pressed': String(log), onclick: () => {
      log = !log;
      button.setAttribute('aria-pressed', String(log));
      draw();
    } }, 'log scale');
    fig.top.append(button);
  }
}

// A field with axes for points, as wide as there is room; returns how to place them.
function square(body, options) {
  const W = Math.max(240, body.clientWidth), H = Math.min(options.height || 300, W), left = 52, bottom = 36, top = 8, right = 14 + (options.margin || 0);
  const [x0, x1] = options.xs, [y0, y1] = options.ys;
  const px = (x) => left + (x - x0) / (x1 - x0) * (W - left - right);
  const py = (y) => H - bottom - (y - y0) / (y1 - y0) * (H - top - bottom);
  const node = svg('svg', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': options.label });
  const format = options.format || number;
  for (const t of ticks(x0, x1, 5)) {
    node.append(svg('line', { class: 'axis', x1: px(t), x2: px(t), y1: top, y2: H - bottom }),
      svg('text', { x: px(t), y: H - bottom + 14, 'text-anchor': 'middle' }, format(t)));
  }
  for (const t of ticks(y0, y1, 5)) {
    node.append(svg('line', { class: 'axis', x1: left, x2: W - right, y1: py(t), y2: py(t) }),
      svg('text', { x: left - 6, y: py(t) + 4, 'text-anchor': 'end' }, format(t)));
  }
  node.append(svg('text', { x: (left + W - right) / 2, y: H - 2, 'text-anchor': 'middle' }, options.x),
    svg('text', { x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(10 ${(H - bottom) / 2}) rotate(-90)` }, options.y));
  return { node, px, py, W, H, left, right, top, bottom };
}

const path = (points) => points.map(([x, y], i) => (i ? 'L' : 'M') + x.toFixed(1) + ' ' + y.toFixed(1)).join('');

function padded(values, share = 0.05) {
  const v = values.filter((x) => x != null);
  const low = Math.min(...v), high = Math.max(...v), pad = (high - low || Math.abs(high) || 1) * share;
  return [low - pad, high + pad];
}
