// How good the network is on the rows it was measured on.

function results() {
  const C = D.classes;
  if (!C && !D.regression) return;
  const grid = section('results', 'Results', 'Measured on ' + D.measuredOn + '.');
  if (C && C.confusion) confusion(grid, C);
  if (C && C.curves.shown.length) curves(grid, C);
  if (C && C.calibration) calibration(grid, C);
  if (D.regression) for (const o of D.regression.outputs) regression(grid, o);
}

function confusion(grid, C) {
  const M = C.confusion;
  const name = (k) => C.names[M.classes[k].index];
  const some = M.classes.length < M.all;
  const fig = figure(grid, 'Confusion matrix',
    'A line per actual class, a column per answer: what is off the diagonal is wrong. Colours are shares of the line.'
    + (some ? ` The ${M.classes.length} of ${M.all} classes that are mistaken most.` : '')
    + (M.none ? ` ${plural(M.none, 'row')} had no answer: an output was NaN.` : ''));
  const table = el('table', { class: 'matrix' }, el('caption', { class: 'side' }, 'actual ↓ · predicted →'),
    el('thead', {}, el('tr', {}, el('td'), M.classes.map((_, k) => el('th', { scope: 'col', title: name(k) }, name(k))))));
  const rows = el('tbody');
  M.counts.forEach((line, i) => {
    rows.append(el('tr', {}, el('th', { scope: 'row', title: name(i) }, name(i)), line.map((n, j) => {
      const share = n / Math.max(1, M.classes[i].rows);
      const strength = n ? 10 + 85 * Math.sqrt(share) : 0;
      const cell = el('td', { class: n ? '' : 'none', title: `${name(i)} taken for ${name(j)}: ${n} of ${M.classes[i].rows}` }, n ? String(n) : '·');
      if (n) {
        cell.style.setProperty('background', `color-mix(in srgb, var(${i === j ? '--accent' : '--bad'}) ${strength}%, var(--card))`);
        if (strength > 52) cell.style.setProperty('color', 'var(--card)');
      }
      return cell;
    })));
  });
  table.append(rows);
  fig.body.append(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Confusion matrix' }, table));
  drawn++;

  const by = figure(grid, 'Class by class', 'Precision: of the rows taken for a class, the share that is of it. Recall: of the rows of a class, the share that was found.');
  const bar = (v) => [percent(v), el('span', { class: 'bar', style: { width: 100 * v + '%' } })];
  by.body.append(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Class by class' }, el('table', { class: 'measures' },
    el('thead', {}, el('tr', {}, ['class', 'precision', 'recall', 'F1', 'rows'].map((h) => el('th', { scope: 'col' }, h)))),
    el('tbody', {}, M.classes.map((c, k) => el('tr', {}, el('th', { scope: 'row' }, name(k)),
      el('td', {}, bar(c.precision)), el('td', {}, bar(c.recall)), el('td', {}, bar(c.f1)), el('td', {}, String(c.rows))))))));
  if (M.all > 2 && M.pairs.length) {
    by.body.append(el('p', { class: 'about', style: { margin: '.8rem 0 0', 'font-size': '.9rem' } }, 'Mistaken most often: '
      + M.pairs.slice(0, 5).map((p) => `${C.names[p.actual]} for ${C.names[p.predicted]} (${p.count})`).join(', ') + '.'));
  }
  drawn++;
}

function curves(grid, C) {
  const V = C.curves;
  const x = [0].concat(Array.from({ length: V.steps + 1 }, (_, i) => i / V.steps));
  const name = (c) => C.names[c.index];
  const lines = (auc) => V.shown.map((c, i) => ({ label: V.two ? name(c) : `${name(c)} ${c[auc].toFixed(3)}`, colour: series(i), fill: V.two, width: V.two ? 2.4 : 1.6 }));
  const rest = V.shown.length < V.all ? ` The ${V.shown.length} of ${V.all} classes that are worst.` : '';
  const of = V.two ? `“${C.names[1]}” against “${C.names[0]}”.` : 'Each class against the rest.' + rest;
  const format = (v, step) => v > 1 ? '' : share(v, step), xFormat = share;
  let fig = figure(grid, 'ROC' + (V.two ? `, area ${V.shown[0].rocAuc.toFixed(4)}` : `, mean area ${V.meanRocAuc.toFixed(4)}`),
    of + ' Up: the share of the class that is found; right: the share of the rest that is taken for it, as the threshold falls.', 'third');
  lineChart(fig, [[x, ...V.shown.map((c) => [0].concat(c.roc)), x]], lines('rocAuc').concat({ label: 'by lot', colour: '--c8', dash: [4, 4], width: 1 }), {
    x: 'false positives', log: false, format, xFormat, range: [0, 1.02], xRange: [0, 1], size: 50,
    label: 'Receiver operating characteristic: ' + V.shown.map((c) => `${name(c)} area ${c.rocAuc.toFixed(3)}`).join(', '),
  });
  numbers(fig, ['class', 'rows', 'ROC area', 'average precision'], V.shown.map((c) => [name(c), c.positives, c.rocAuc, c.prAuc]));
  fig = figure(grid, 'Precision over recall' + (V.two ? `, ${V.shown[0].prAuc.toFixed(4)}` : ''),
    of + ' Up: of the rows taken for the class, the share that is of it; right: the share of the class that is found.', 'third');
  const grown = x.slice(1);
  const low = Math.min(...V.shown.flatMap((c) => c.pr.filter((p) => p != null)));
  lineChart(fig, [[grown, ...V.shown.map((c) => c.pr)]], lines('prAuc'), {
    x: 'recall', log: false, format, xFormat, range: [Math.max(0, Math.floor(low * 10) / 10 - 0.1), 1.02], xRange: [0, 1], size: 50,
    guides: V.two ? [['y', V.shown[0].positives / V.rows, 'by lot']] : [],
    label: 'Precision over recall: ' + V.shown.map((c) => `${name(c)} average precision ${c.prAuc.toFixed(3)}`).join(', '),
  });
  numbers(fig, ['recall', ...V.shown.map(name)], grown.map((r, i) => [r, ...V.shown.map((c) => c.pr[i])]), 20);
}

function calibration(grid, C) {
  const K = C.calibration;
  const whose = { second: `the probability of “${C.names[1]}”`, predicted: 'the probability of the class it is taken for', outputs: 'the probability of each output' }[K.of];
  const fig = figure(grid, `Calibration, error ${percent(K.error)}`,
    `Right: ${whose}; up: how often that came true. On the dashed line, 80 % means 80 %. Circles grow with the rows; lines say how sure so many rows make us (95 %, by Wilson).`, 'third');
  const total = K.counts.reduce((a, b) => a + b, 0);
  const filled = K.counts.map((n, b) => [K.said[b], K.was[b], n]).filter((p) => p[2]);
  drawing(() => {
    const s = square(fig.body, { xs: [0, 1], ys: [0, 1], x: 'said', y: 'came true', height: 320, format: (v) => percent(v, 0), label: `Calibration: expected error ${percent(K.error)}` });
    s.node.append(svg('path', { class: 'guide', d: path([[s.px(0), s.py(0)], [s.px(1), s.py(1)]]) }));
    for (const [said, was, n] of filled) {
      const [low, high] = wilson(was, n);
      s.node.append(svg('line', { x1: s.px(said), x2: s.px(said), y1: s.py(low), y2: s.py(high), style: { stroke: 'var(--c0)', 'stroke-width': 1.4, opacity: 0.55 } }),
        svg('circle', { cx: s.px(said), cy: s.py(was), r: 3.5 + 8 * Math.sqrt(n / total), style: { fill: 'var(--c0)', 'fill-opacity': 0.8, stroke: 'var(--card)' } },
          svg('title', {}, `said ${percent(said)}, came true ${percent(was)} (${percent(low, 0)} to ${percent(high, 0)}), ${plural(n, 'row')}`)));
    }
    fig.body.replaceChildren(s.node);
  });
  numbers(fig, ['said', 'came true', 'rows'], filled.map((p) => [percent(p[0]), percent(p[1]), p[2]]));
}

// Where a share lies with 95 %, of which this many rows show p [Wilson 1927].
function wilson(p, n) {
  const z = 1.96, c = p + z * z / (2 * n), d = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)), f = 1 + z * z / n;
  return [(c - d) / f, (c + d) / f];
}

function regression(grid, o) {
  const name = D.regression.all > 1 ? ` of output ${o.name}` : '';
  let fig = figure(grid, 'Predicted against actual' + name, `On the dashed line a prediction is exact. R² ${number(o.r2)}, root mean squared error ${number(o.rmse)}, mean absolute error ${number(o.mae)}.`);
  const range = padded(o.actual.concat(o.predicted));
  const pairs = o.actual.map((a, i) => [a, o.predicted[i]]).filter((p) => p[0] != null && p[1] != null);
  const dot = (x, y, text) => svg('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: 3.2, style: { fill: 'var(--c0)', 'fill-opacity': 0.5 } }, svg('title', {}, text));
  drawing(() => {
    const s = square(fig.body, { xs: range, ys: range, x: 'actual', y: 'predicted', height: 400, label: `Predicted against actual: R² ${number(o.r2)}` });
    s.node.append(svg('path', { class: 'guide', d: path([[s.px(range[0]), s.py(range[0])], [s.px(range[1]), s.py(range[1])]]) }),
      ...pairs.map(([a, p]) => dot(s.px(a), s.py(p), `actual ${number(a)}, predicted ${number(p)}`)));
    fig.body.replaceChildren(s.node);
  });
  numbers(fig, ['actual', 'predicted'], pairs, 40);

  const other = figure(grid, 'Residuals' + name, 'Predicted − actual, over what was predicted; their spread stands on the right. A pattern here is something the network has not learned.');
  const res = pairs.map(([a, p]) => p - a);
  const high = Math.max(...padded(res).map(Math.abs));
  drawing(() => {
    const R = o.residuals, row = R.rows[0], w = (R.high - R.low) / (R.bins || 1), wide = 56;
    const s = square(other.body, { xs: padded(pairs.map((p) => p[1])), ys: [-high, high], x: 'predicted', y: 'residual', height: 400, margin: wide + 8, label: `Residuals: root mean square ${number(o.rmse)}` });
    s.node.append(svg('path', { class: 'guide', d: path([[s.left, s.py(0)], [s.W, s.py(0)]]) }),
      ...pairs.map(([, p], i) => dot(s.px(p), s.py(res[i]), `predicted ${number(p)}, residual ${number(res[i])}`)));
    row.heights.forEach((h, i) => {
      const low = Math.max(-high, R.low + (row.from + i) * w), top = Math.min(high, R.low + (row.from + i + 1) * w);
      if (h && top > low) {
        s.node.append(svg('rect', { x: s.W - s.right + 6, y: s.py(top), width: wide * h / 999, height: Math.max(0.5, s.py(low) - s.py(top) - 1), rx: 1.5, style: { fill: 'var(--c1)', opacity: 0.75 } }));
      }
    });
    other.body.replaceChildren(s.node);
  });
}
