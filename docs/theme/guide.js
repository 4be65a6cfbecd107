'use strict';
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

// Light and dark: the system's choice until the reader makes one, which is kept.
one('.theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try { localStorage.setItem('theme', root.dataset.theme); } catch { /* kept for this page only */ }
});

// Chapters on a phone.
const menu = one('.menu'), chapters = one('#chapters');
function showChapters(open) {
  chapters.classList.toggle('open', open);
  menu.setAttribute('aria-expanded', open);
}
menu.addEventListener('click', () => showChapters(!chapters.classList.contains('open')));
addEventListener('keydown', event => { if (event.key === 'Escape') showChapters(false); });

// Copy buttons: without callout numbers and without the prompt.
for (const figure of all('figure.code')) figure.append(element('button', { class: 'copy', type: 'button' }, 'Copy'));
addEventListener('click', async event => {
  const button = event.target.closest('.copy');
  if (!button) return;
  const code = one('pre', button.parentElement).cloneNode(true);
  all('.conum, .conum + b', code).forEach(mark => mark.remove());
  all('.gp', code).forEach(prompt => { prompt.nextSibling?.remove(); prompt.remove(); });
  await copy(code.textContent.replace(/[ \t]+$/gm, '').trim());
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {   // an older browser, or a page without the right to the clipboard
    const area = element('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

// On this page: marks the section at the top of the window.
const links = all('.sections a');
const headings = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
function spy() {
  const passed = headings.filter(heading => heading.getBoundingClientRect().top < 120).length;
  const here = links[Math.max(0, passed - 1)];
  links.forEach(link => link === here ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
  if (here) one('.sections').scrollTop = here.offsetTop - 200;   // a long list follows
}
addEventListener('scroll', spy, { passive: true });
spy();

// Search: every word must begin some word of a section; words in the heading weigh more.
const query = one('#query'), hits = one('#hits');
let chosen = -1;

function found(text) {
  const words = text.split(/\s+/).filter(Boolean)
    .map(word => new RegExp('(^|[^\\p{L}\\p{N}])' + word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['’]/g, "['’]"), 'iu'));
  const score = entry => {
    const each = words.map(word => 10 * word.test(entry.section) + word.test(entry.section + ' ' + entry.text));
    return each.includes(0) ? 0 : each.reduce((sum, n) => sum + n, 0);
  };
  return words.length === 0 ? [] : (window.SEARCH ?? []).map(entry => ({ entry, score: score(entry) }))
    .filter(hit => hit.score > 0).sort((a, b) => b.score - a.score).slice(0, 8).map(hit => hit.entry);
}

function show() {
  const entries = found(query.value);
  chosen = -1;
  hits.replaceChildren(...entries.map((entry, n) => {
    const hit = element('li', { role: 'option', id: 'hit-' + n, 'aria-selected': 'false' }, entry.section, element('small', {}, entry.page));
    hit.dataset.href = entry.href;
    return hit;
  }));
  if (query.value.trim() && entries.length === 0) hits.append(element('li', { role: 'option', 'aria-disabled': 'true' }, 'Nothing found'));
  hits.hidden = hits.children.length === 0;
  query.setAttribute('aria-expanded', !hits.hidden);
  query.removeAttribute('aria-activedescendant');
}

function choose(step) {
  const options = all('[data-href]', hits);
  if (options.length === 0) return;
  chosen = chosen < 0 && step < 0 ? options.length - 1 : (chosen + step + options.length) % options.length;
  options.forEach((option, n) => option.setAttribute('aria-selected', n === chosen));
  options[chosen].scrollIntoView({ block: 'nearest' });
  query.setAttribute('aria-activedescendant', options[chosen].id);
}

function go(hit) {
  if (!hit) return;
  location.href = hit.dataset.href;
  query.value = '';
  show();
}

query.addEventListener('input', show);
query.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown') choose(1);
  else if (event.key === 'ArrowUp') choose(-1);
  else if (event.key === 'Enter') go(all('[data-href]', hits)[Math.max(0, chosen)]);
  else if (event.key === 'Escape') { query.value = ''; show(); }
  else return;
  event.preventDefault();
});
hits.addEventListener('mousedown', event => go(event.target.closest('[data-href]')));
query.addEventListener('blur', () => { hits.hidden = true; query.setAttribute('aria-expanded', 'false'); });
query.addEventListener('focus', show);
addEventListener('keydown', event => {
  if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    query.focus();
  }
});
