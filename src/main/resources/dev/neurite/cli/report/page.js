// What all charts stand on: elements, figures, numbers, colours, and when to draw again.

const root = document.documentElement;
const main = document.getElementById('charts');
const nav = document.getElementById('nav').appendChild(document.createElement('ul'));
const D = JSON.parse(document.getElementById('data').textContent);
const SVG = document.querySelector('svg').namespaceURI;
const drawings = []; // each is called again when colours or sizes change
let drawn = 0;
let failed = 0;

addEventListener('error', (e) => {
  failed++;
  root.dataset.error = e.message;
});

// An element with attributes and children; text stays text. Styles go by property: no attribute is allowed to.
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'style') {
      for (const [property, v] of Object.entries(value)) node.style.setProperty(property, v);
    } else if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value != null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat().filter((c) => c != null));
  return node;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

function section(id, title, about) {
  const grid = el('div', { class: 'grid' });
  main.append(el('section', { id, 'aria-label': title }, el('h2', {}, title), about && el('p', { class: 'about' }, about), grid));
  nav.append(el('li', {}, el('a', { href: '#' + id }, title)));
  return grid;
}

// A figure: heading, buttons, body, caption.
function figure(grid, title, caption, kind) {
  const top = el('div', { class: 'top' }, el('h3', {}, title));
  const body = el('div', { class: 'body' });
  const node = el('figure', { class: kind || '' }, top, body, caption && el('figcaption', {}, caption));
  grid.append(node);
  return { node, top, body };
}

// The numbers behind a figure, for who does not see it; evenly thinned.
function numbers(fig, heads, rows, most = 60) {
  const step = Math.max(1, Math.ceil(rows.length / most));
  const shown = rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
  fig.node.append(el('details', {}, el('summary', {}, 'Numbers'),
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Numbers of the figure' },
      el('table', {},
        el('thead', {}, el('tr', {}, heads.map((h) => el('th', { scope: 'col' }, h)))),
        el('tbody', {}, shown.map((r) => el('tr', {}, r.map((c) => el('td', {}, typeof c === 'string' ? c : number(c))))))))));
}

// Draws now and whenever colours or sizes change.
function drawing(draw) {
  drawings.push(draw);
  draw();
  drawn++;
}

function number(v) {
  if (v == null || Number.isNaN(v)) return '–';
  const a = Math.abs(v);
  if (v === 0) return '0';
  if (Number.isInteger(v) && a < 1e7) return String(v);
  if (a >= 1e6 || a < 1e-3) return v.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e');
  return String(Number(v.toPrecision(4)));
}
// Of an axis: as many digits as its steps need.
const share = (v, step = 0.1) => percent(v, step < 0.00999 || Math.round(1000 * step) % 10 ? 1 : 0);
const percent = (v, digits = 1) => v == null ? '–' : (100 * v).toFixed(digits) + ' %';
const plural = (n, word) => n + ' ' + word + (n === 1 ? '' : 's');

// What a colour of the style sheet is at the moment: canvases know no variables.
const probe = document.body.appendChild(el('span', { hidden: '' }));
function colour(name, alpha = 1) {
  probe.style.setProperty('color', `color-mix(in srgb, var(${name}) ${100 * alpha}%, transparent)`);
  return toRgba(getComputedStyle(probe).color);
}
const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
function toRgba(css) {
  const [r, g, b, a] = bytes(css);
  return `rgba(${r}, ${g}, ${b}, ${a / 255})`;
}
function bytes(css) {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = css;
  pixel.fillRect(0, 0, 1, 1);
  return pixel.getImageData(0, 0, 1, 1).data;
}
const rgb = (name) => [...bytes(colour(name))].slice(0, 3);
const blend = (a, b, t) => a.map((x, i) => Math.round(x + (b[i] - x) * t));
const series = (i) => '--c' + i % 10;

// Round numbers for an axis.
function ticks(low, high, about) {
  const span = high - low || 1;
  const raw = span / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= raw * 0.7);
  const out = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + step * 1e-9; t += step) out.push(Math.abs(t) < step / 1e6 ? 0 : t);
  return out;
}

const decode = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
