// moving, choosing and reading: pointer, wheel, keys, panel, table and address
let due = false;
function later() {
  if (!due) {
    due = true;
    requestAnimationFrame(() => {
      due = false;
      draw();
    });
  }
}
function resize() {
  const r = canvas.getBoundingClientRect(),
    k = devicePixelRatio || 1;
  if (!r.width) return;
  wide = r.width;
  tall = r.height;
  canvas.width = Math.round(wide * k);
  canvas.height = Math.round(tall * k);
  left = wide < 640 ? 108 : 170;
  side = wide < 640 ? 0 : 190;
  pack();
  draw();
  strip();
}
const first = dated.reduce((m, e) => Math.min(m, lo(e)), Infinity),
  last = dated.reduce((m, e) => Math.max(m, hi(e)), -Infinity);
function look(from, to, keepHash = true) {
  const span = Math.min(Math.max(to - from, 2), 60000);
  const mid = (from + to) / 2;
  view.from = mid - span / 2;
  view.to = mid + span / 2;
  F.from = Math.round(view.from);
  F.to = Math.round(view.to) - 1;
  pack();
  later();
  strip();
  if (keepHash) keep();
}
function lookAll() {
  look(first - (last - first) * 0.03 - 1, last + (last - first) * 0.1 + 2);
}
// start at the last time much happens: of the two weeks that are two thirds as full as the fullest, the latest;
// where hardly a day is known (history told by years), at all of it
const FEW = 3;
function lookBusy() {
  if (!dated.length) return look(0, 30, false);
  if (last - first < 12) return look(first - 2, last + 6, false);
  const days = dated
    .filter((e) => e.start === e.end)
    .map(lo)
    .sort((a, b) => a - b);
  let from = first;
  const full = [];
  for (let i = 0, j = 0; i < days.length; i++) {
    while (j < days.length && days[j] < days[i] + 14) j++;
    full.push(j - i);
  }
  const most = full.reduce((m, n) => Math.max(m, n), 0);
  if (most < FEW) return look(first - (last - first) * 0.03 - 1, last + (last - first) * 0.1 + 2, false);
  const enough = most * 0.66;
  full.forEach((n, i) => {
    if (n >= enough && (i === 0 || full[i - 1] < enough || days[i] > from + 13)) from = days[i];
  });
  let to = from;
  for (const d of days) if (d >= from && d < from + 14) to = d;
  look(from - 1.5, to + Math.max(3, (to - from) * 0.6), false);
}
function keep() {
  writeHash({
    sel: view.sel === null ? '' : evs[view.sel].id,
    lanes: view.extra.map((n) => ents[n].id).join('~'),
    n: view.lanes === 12 ? '' : view.lanes,
    view: view.table ? 'table' : '',
    ...filterHash(),
  });
}
function changed() {
  makeLanes();
  later();
  strip();
  keep();
  count();
  showTable();
}
function count() {
  const told = evs.filter((e) => passes(e, true));
  $('count').textContent =
    told.length + ' of ' + evs.length + ' events · ' + told.filter(undated).length + ' without a date';
}
function clear() {
  view.sel = null;
  $('panel').hidden = true;
  keep();
  later();
}
function open(...kids) {
  const panel = $('panel');
  panel.textContent = '';
  panel.hidden = false;
  panel.scrollTop = 0;
  const close = act('btn close', '×', clear);
  close.setAttribute('aria-label', 'Close');
  panel.append(close, ...kids);
}
function chooseName(i) {
  if (!view.extra.includes(i)) view.extra.unshift(i);
  view.y = 0;
  changed();
  const n = ents[i],
    list = el('ul', 'rows');
  view.sel = null;
  for (const k of [...n.events].sort((a, b) => evs[a].day - evs[b].day || a - b)) list.append(rowOf(evs[k]));
  open(
    el('p', 'meta', 'Name · now the first lane'),
    el('h2', '', n.label),
    el('p', 'meta', n.cls + ' · ', away('graph.html#sel=n:' + encodeURIComponent(n.id), 'in the graph')),
    list,
  );
}
function rowOf(e) {
  const b = act('', '', () => choose(e));
  b.append(el('span', '', e.label || e.type), chip(e.status), el('small', '', e.when + ' · ' + e.type));
  return el('li', '', b);
}
function choose(e, move = true) {
  view.sel = e.i;
  open(el('p', 'meta', 'Event'), eventCard(e, chooseName));
  if (move && !undated(e) && (hi(e) < view.from || lo(e) > view.to)) {
    const span = view.to - view.from;
    look(lo(e) - span / 2, lo(e) + span / 2);
  }
  const lane = move && lanes.find((l) => l.events.includes(e) || l.undated.includes(e));
  if (lane && (lane.y < view.y || lane.y > view.y + tall - TOP - 40))
    view.y = Math.max(0, Math.min(lane.y - 20, total - tall + TOP + 20));
  keep();
  later();
  strip(new Set([e.i]));
}
function hit(ev) {
  const r = canvas.getBoundingClientRect(),
    px = ev.clientX - r.left,
    py = ev.clientY - r.top;
  if (py < TOP) return null;
  for (let k = spots.length - 1; k >= 0; k--) {
    const s = spots[k];
    if (px >= s[0] && px <= s[2] && py >= s[1] && py <= s[3] && (s[4].i === undefined || px >= left))
      return s[4];
  }
  return null;
}
let drag = null;
const fingers = new Map();
canvas.addEventListener('pointerdown', (ev) => {
  canvas.setPointerCapture(ev.pointerId);
  fingers.set(ev.pointerId, ev.clientX);
  drag = {
    x: ev.clientX,
    y: ev.clientY,
    from: view.from,
    to: view.to,
    top: view.y,
    moved: false,
    apart: fingers.size === 2 ? Math.abs([...fingers.values()][0] - [...fingers.values()][1]) : 0,
  };
});
canvas.addEventListener('pointermove', (ev) => {
  if (!drag) {
    const h = hit(ev),
      now = h && h.i !== undefined ? h.i : null,
      tip = $('tip');
    canvas.style.cursor = h ? 'pointer' : 'grab';
    if (now !== view.hover) {
      view.hover = now;
      later();
    }
    tip.hidden = now === null;
    if (now !== null) {
      const e = evs[now];
      tip.textContent = (e.label || e.type) + ' — ' + statusWord(e.status) + ', ' + e.when;
      const r = canvas.getBoundingClientRect();
      tip.style.left = Math.max(4, Math.min(ev.clientX - r.left + 12, wide - 260)) + 'px';
      tip.style.top = ev.clientY - r.top + 16 + 'px';
    }
    return;
  }
  fingers.set(ev.pointerId, ev.clientX);
  if (drag.apart) {
    const now = Math.abs([...fingers.values()][0] - [...fingers.values()][1]) || 1,
      mid = (drag.from + drag.to) / 2,
      half = (((drag.to - drag.from) / 2) * drag.apart) / now;
    return look(mid - half, mid + half);
  }
  const dx = ev.clientX - drag.x,
    dy = ev.clientY - drag.y;
  if (!drag.moved && Math.hypot(dx, dy) < 5) return;
  drag.moved = true;
  $('tip').hidden = true;
  const by = (dx / (wide - left - side)) * (drag.to - drag.from);
  view.from = drag.from - by;
  view.to = drag.to - by;
  view.y = Math.max(0, Math.min(drag.top - dy, total - tall + TOP + 20));
  if (lanes.some((l) => l.events.length > DENSE)) pack();
  else heights(true);
  later();
});
const drop = (ev) => {
  fingers.delete(ev.pointerId);
  const d = drag;
  drag = null;
  if (!d) return;
  if (d.moved || d.apart) {
    look(view.from, view.to);
    return;
  }
  const h = ev.type === 'pointerup' && hit(ev);
  if (!h) return;
  if (h.i !== undefined) choose(h, false);
  else if (h.name !== undefined) chooseName(h.n);
  else open(el('p', 'meta', h.length + ' events'), el('ul', 'rows', ...h.map(rowOf)));
};
canvas.addEventListener('pointerup', drop);
canvas.addEventListener('pointercancel', drop);
canvas.addEventListener('pointerleave', () => {
  $('tip').hidden = true;
});
function zoomAt(by, px = (left + wide - side) / 2) {
  const at = dayAt(px);
  look(at - (at - view.from) * by, at + (view.to - at) * by);
}
canvas.addEventListener(
  'wheel',
  (ev) => {
    ev.preventDefault();
    if (ev.shiftKey || Math.abs(ev.deltaX) > Math.abs(ev.deltaY)) {
      if (ev.shiftKey) {
        view.y = Math.max(0, Math.min(view.y + (ev.deltaY || ev.deltaX), total - tall + TOP + 20));
        later();
      } else {
        const by = (ev.deltaX / (wide - left - side)) * (view.to - view.from);
        look(view.from + by, view.to + by);
      }
    } else
      zoomAt(Math.exp(ev.deltaY * 0.0016), Math.max(left, ev.clientX - canvas.getBoundingClientRect().left));
  },
  { passive: false },
);
function showTable() {
  const box = $('table');
  box.hidden = !view.table;
  $('tablebutton').setAttribute('aria-pressed', String(view.table));
  if (!view.table) return;
  fillTable(box, {
    heads: ['When', 'Event', 'Status', 'Who and where', 'Said by'],
    rows: evs.filter((e) => passes(e, true)),
    most: 1000,
    cells: (e) => [
      e.when,
      act('link', e.label || e.type, () => choose(e)),
      chip(e.status),
      e.who.map((n) => ents[n].label).join(', '),
      namesOf(e.speakers),
    ],
    what: 'events',
    opens: 'the event',
  });
}
