'use strict';
const details = JSON.parse(document.getElementById('details').textContent),
  box = document.getElementById('detail'),
  text = document.getElementById('text');
const STATUS_WORDS = { Negated: 'did not happen' };
const make = (tag, cls, words) => {
  const n = document.createElement(tag);
  if (cls) n.className = cls;
  if (words) n.textContent = words;
  return n;
};
let held = false;
function show(span) {
  for (const n of text.querySelectorAll('.on')) n.classList.remove('on');
  box.textContent = '';
  if (!span) return;
  span.classList.add('on');
  const rows = span.dataset.d
    .split(' ')
    .map((d) => details[d])
    .sort((a, b) => (a.kind < b.kind ? 1 : a.kind > b.kind ? -1 : 0));
  for (const d of rows) {
    const card = make('section', 'detail');
    card.append(make('h3', '', d.head));
    if (d.status)
      card.append(make('span', 'chip s-' + d.status, STATUS_WORDS[d.status] || d.status.toLowerCase()));
    const list = make('dl');
    for (const [name, words] of d.rows) {
      list.append(make('dt', '', name || 'what'), make('dd', '', words));
    }
    card.append(list);
    if (d.page) {
      const a = make('a', '', d.kind === 'event' ? 'On the timeline' : 'In the graph');
      a.href = d.page;
      card.append(a);
    }
    box.append(card);
  }
}
const target = (ev) => ev.target instanceof Element && ev.target.closest('span[data-d]');
text.addEventListener('click', (ev) => {
  const s = target(ev);
  held = Boolean(s);
  show(s);
});
text.addEventListener('pointerover', (ev) => {
  const s = target(ev);
  if (s && !held && ev.pointerType === 'mouse') show(s);
});
text.addEventListener('focusin', (ev) => {
  const s = target(ev);
  if (s) show(s);
});
document.addEventListener('keydown', (ev) => {
  if (ev.key === 'Escape') {
    held = false;
    show(null);
  }
});
for (const input of document.querySelectorAll('input[data-hide]'))
  input.addEventListener('change', () => text.classList.toggle('hide-' + input.dataset.hide, !input.checked));
function light() {
  for (const n of text.querySelectorAll('.lit')) n.classList.remove('lit');
  const m = /^#p(\d+)-(\d+)$/.exec(location.hash);
  if (!m) return;
  const from = Number(m[1]),
    to = Number(m[2]);
  let first = null;
  for (const n of text.querySelectorAll('span[data-p]')) {
    const p = Number(n.dataset.p);
    if (p >= from && p < to) {
      n.classList.add('lit');
      first = first || n;
    }
  }
  if (first) first.scrollIntoView({ block: 'center' });
}
addEventListener('hashchange', light);
light();
document.documentElement.dataset.ready = '1';
