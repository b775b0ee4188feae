// what the page listens to, and how it begins
setUpSearch((h) => (h.n ? chooseName(h.n.i) : choose(h.e)));
const strip = setUpStrip(() => {
  if (F.from === null && F.to === null) return lookAll();
  look(F.from === null ? first : F.from, (F.to === null ? last : F.to) + 1);
});
const bars = (cls, on) =>
  sample((add) => {
    const n = add('rect', { x: 1, y: 2, width: 32, height: 8, rx: 3 });
    n.style.stroke = 'currentColor';
    n.style.fill = on ? 'currentColor' : 'none';
    if (!on)
      for (let o = 5; o < 32; o += 6)
        add('line', { x1: o, y1: 10, x2: o + 5, y2: 2 }).style.stroke = 'currentColor';
  });
const legend = setUpLegend(
  changed,
  [
    ['exact day', sample((add) => add('circle', { cx: 17, cy: 6, r: 5, fill: 'currentColor' }))],
    ['some day in between', bars('', false)],
    ['lasting', bars('', true)],
    [
      'before or after',
      sample((add) => {
        add('line', { x1: 8, x2: 30, y1: 6, y2: 6, 'stroke-width': 2 }).style.stroke = 'currentColor';
        add('path', { d: 'M1 6l9-5v10z', fill: 'currentColor' });
      }),
    ],
    [
      'planned is hollow',
      sample((add) => {
        const n = add('circle', { cx: 17, cy: 6, r: 4.6, 'stroke-width': 2 });
        n.style.fill = 'none';
        n.style.stroke = 'currentColor';
      }),
    ],
  ],
  'How days are drawn',
);
function laneMenu() {
  const s = el('select');
  s.setAttribute('aria-label', 'Lanes');
  for (const n of [6, 12, 24, 60]) {
    const o = el('option', '', 'the ' + n + ' busiest names');
    o.value = n;
    s.append(o);
  }
  s.value = view.lanes;
  s.addEventListener('change', () => {
    view.lanes = Number(s.value);
    changed();
  });
  const field = el('fieldset', '', el('legend', '', 'Lanes'), s);
  if (view.extra.length)
    field.append(
      act('link', 'remove the ' + view.extra.length + ' added', () => {
        view.extra = [];
        laneMenu();
        changed();
      }),
    );
  $('lanemenu')?.remove();
  field.id = 'lanemenu';
  $('legend').prepend(field);
}
setUpTheme(() => {
  hatches.clear();
  legend();
  laneMenu();
  later();
  strip();
});
setUpHelp();
$('png').addEventListener('click', () => savePng(canvas, 'timeline.png'));
setUpControls({
  isTable: () => view.table,
  flipTable() {
    view.table = !view.table;
    keep();
    showTable();
  },
  clear,
  zoomIn: () => zoomAt(0.6),
  zoomOut: () => zoomAt(1.6),
  showAll: lookAll,
  own(ev) {
    if (ev.key === 'ArrowLeft' || ev.key === 'ArrowRight') {
      ev.preventDefault();
      const list = dated.filter((e) => passes(e, true)).sort((a, b) => lo(a) - lo(b) || a.i - b.i);
      const at = list.findIndex((e) => e.i === view.sel);
      const next =
        at < 0
          ? list.find((e) => lo(e) >= view.from) || list[0]
          : list[at + (ev.key === 'ArrowRight' ? 1 : -1)];
      if (next) choose(next);
    } else if (ev.key === 'ArrowUp' || ev.key === 'ArrowDown') {
      ev.preventDefault();
      view.y = Math.max(0, Math.min(view.y + (ev.key === 'ArrowDown' ? 80 : -80), total - tall + TOP + 20));
      later();
    }
  },
});
function fromHash() {
  const p = readHash();
  filtersFromHash(p);
  view.table = p.get('view') === 'table';
  view.lanes = [6, 12, 24, 60].includes(Number(p.get('n'))) ? Number(p.get('n')) : 12;
  view.extra = (p.get('lanes') || '')
    .split('~')
    .map((id) => ents.findIndex((n) => n.id === id))
    .filter((n) => n >= 0);
  const from = F.from,
    to = F.to;
  legend();
  laneMenu();
  makeLanes();
  if (from !== null && to !== null) look(from, to + 1, false);
  else lookBusy();
  count();
  showTable();
  const e = evs.find((v) => v.id === p.get('sel'));
  if (e) choose(e);
  else {
    view.sel = null;
    $('panel').hidden = true;
  }
}
addEventListener('hashchange', fromHash);
{
  const r = canvas.getBoundingClientRect();
  wide = r.width;
  tall = r.height;
}
fromHash();
resize();
new ResizeObserver(resize).observe(canvas);
document.documentElement.dataset.ready = '1';
