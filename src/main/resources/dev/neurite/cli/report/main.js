// Everything in order, and again when colours or sizes change.

const parts = [learning, results, plane, mistakes, layers, filters, network];
for (const part of parts) {
  try {
    part();
  } catch (e) { // the other parts are still worth looking at
    failed++;
    root.dataset.error = part.name + ': ' + e.message;
    console.error(e);
  }
}
nav.append(el('li', {}, el('a', { href: '#settings' }, 'Settings')));

const redraw = () => drawings.forEach((draw) => draw());
const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = document.getElementById('theme');
const isDark = () => (root.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark';
const label = () => {
  theme.textContent = isDark() ? 'Light' : 'Dark';
  theme.setAttribute('aria-label', theme.textContent + ' colours');
};
theme.hidden = false;
label();
theme.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  label();
  redraw();
});
dark.addEventListener('change', () => {
  label();
  redraw();
});

let width = innerWidth;
let waiting = 0;
addEventListener('resize', () => {
  if (innerWidth === width) return; // phones resize in height while they scroll
  width = innerWidth;
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(redraw);
});

let screenTheme;
addEventListener('beforeprint', () => {
  screenTheme = root.dataset.theme;
  root.dataset.print = '';
  root.dataset.theme = 'light';
  redraw();
});
addEventListener('afterprint', () => {
  delete root.dataset.print;
  if (screenTheme) root.dataset.theme = screenTheme;
  else delete root.dataset.theme;
  redraw();
});

// For tests: what was drawn, and whether it fits.
function account() {
  root.dataset.charts = drawn;
  root.dataset.failed = failed;
  root.dataset.colours = isDark() ? 'dark' : 'light';
  root.dataset.viewport = innerWidth;
  root.dataset.width = root.scrollWidth;
  root.dataset.height = root.scrollHeight;
}
requestAnimationFrame(() => requestAnimationFrame(account));
account();
