// Rows as pictures: mistakes, and what the first layer looks for.

function picture(base64, height, width, tone, label) {
  const canvas = el('canvas', { width, height, role: 'img', 'aria-label': label });
  const data = decode(base64);
  drawing(() => {
    const shades = tone(), g = canvas.getContext('2d'), image = g.createImageData(width, height);
    data.forEach((v, i) => image.data.set([...shades(v), 255], 4 * i));
    g.putImageData(image, 0, 0);
  });
  return canvas;
}

const paperToInk = () => {
  const paper = rgb('--raised'), ink = rgb('--ink');
  return (v) => blend(paper, ink, v / 255);
};
const minusToPlus = () => {
  const paper = rgb('--card'), minus = rgb('--minus'), plus = rgb('--accent');
  return (v) => v < 127.5 ? blend(paper, minus, (127.5 - v) / 127.5) : blend(paper, plus, (v - 127.5) / 127.5);
};

function mistakes() {
  const M = D.mistakes;
  if (!M) return;
  const names = (i) => i < 0 ? 'no answer' : D.classes.names[i];
  const grid = section('mistakes', 'Mistakes', M.count
    ? `${plural(M.count, 'row')} of ${M.of} (${percent(M.count / M.of)}) got another class than theirs.` + (M.count > M.rows.length ? ` The ${M.rows.length} it was surest of.` : ' The surest come first.')
    : `None: all ${plural(M.of, 'row')} got their class.`);
  if (!M.rows.length) return;
  const fig = figure(grid, M.height ? 'What it took for something else' : 'Rows it took for something else',
    M.height ? 'Below each picture: what it is, and what it was taken for, with the probability the network gave it.'
      : 'With the features that are farthest from their mean, in standard deviations where features are scaled.', 'wide');
  if (M.height) {
    fig.body.append(el('div', { class: 'pictures' }, M.rows.map((r) => el('div', {},
      picture(r.picture, M.height, M.width, paperToInk, `${names(r.actual)} taken for ${names(r.predicted)}`),
      el('span', { class: 'right' }, names(r.actual)), ' → ', el('span', { class: 'wrong' }, names(r.predicted)),
      el('small', {}, r.sure == null ? 'row ' + r.row : percent(r.sure, 0))))));
  } else {
    fig.body.append(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Mistakes' }, el('table', { class: 'measures' },
      el('thead', {}, el('tr', {}, ['row', 'actual', 'predicted', 'sure', 'unusual'].map((h) => el('th', { scope: 'col', class: h === 'unusual' ? 'long' : null }, h)))),
      el('tbody', {}, M.rows.map((r) => el('tr', {}, el('th', { scope: 'row' }, String(r.row)), el('td', { class: 'right' }, names(r.actual)), el('td', { class: 'wrong' }, names(r.predicted)),
        el('td', {}, r.sure == null ? '–' : percent(r.sure)),
        el('td', { class: 'long' }, r.features.slice(0, 3).map((f) => `${f.name} ${number(f.value)}` + (f.scaled == null ? '' : ` (${f.scaled < 0 ? '−' : '+'}${Math.abs(f.scaled).toFixed(1)} σ)`)).join(', '))))))));
    drawn++;
  }
}

function filters() {
  const F = D.filters;
  if (!F) return;
  const grid = document.querySelector('#layers .grid') || section('layers', 'Inside the layers', null);
  const fig = figure(grid, 'What the first layer looks for', `The weights of ${F.pictures.length} of the ${F.all} units of ${F.layer}, as pictures of the input: what excites a unit, and what calms it. Each has its own scale.`, 'wide');
  fig.body.append(el('div', { class: 'pictures' }, F.pictures.map((p) => el('div', {}, picture(p.picture, F.height, F.width, minusToPlus, `weights of unit ${p.unit}, up to ±${number(p.greatest)}`), el('small', {}, 'unit ' + p.unit)))),
    el('div', { class: 'key' }, el('span', {}, el('i', { style: { background: 'var(--accent)' } }), 'excites'), el('span', {}, el('i', { style: { background: 'var(--minus)' } }), 'calms')));
}
