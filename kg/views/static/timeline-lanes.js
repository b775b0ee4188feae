// which event stands in which lane and row
const canvas = $('lanes'),
  ctx = canvas.getContext('2d'),
  ROW = 21,
  TOP = 34,
  MOST_ROWS = 12,
  DENSE = 1500;
const view = { from: 0, to: 1, y: 0, lanes: 12, extra: [], sel: null, hover: null, table: false };
let lanes = [],
  wide = 0,
  tall = 0,
  left = 170,
  side = 190,
  spots = [],
  total = 0;
const undated = (e) => e.start === null && e.end === null;
const lo = (e) => (e.start === null ? e.end : e.start),
  hi = (e) => (e.end === null ? e.start : e.end);
const dated = evs.filter((e) => !undated(e));
const roleOf = (e, name) => (e.roles.find((r) => r[0] === name) || [0, []])[1];
const busy = new Map();
for (const e of evs) for (const n of roleOf(e, 'actor')) busy.set(n, (busy.get(n) || 0) + 1);
const rank = [...busy.keys()].sort((a, b) => busy.get(b) - busy.get(a) || (ents[a].id < ents[b].id ? -1 : 1));
const x = (day) => left + ((day - view.from) / (view.to - view.from)) * (wide - left - side);
const dayAt = (px) => view.from + ((px - left) / (wide - left - side)) * (view.to - view.from);
const toneColor = (e) => color(STRUCK.has(e.status) ? 'struck' : TONE[e.tone]);
const font = (weight, size) => {
  ctx.font = weight + ' ' + size + 'px ' + family;
};
const family = getComputedStyle(document.body).fontFamily;
const widths = new Map();
const cut = (words, n) => (words.length > n ? words.slice(0, n - 1) + '…' : words);
function labelOf(e) {
  if (!widths.has(e.i)) {
    font('400', 12);
    const words = cut(((STATUS[e.status] || ['', ''])[1] + ' ' + (e.label || e.type)).trim(), 42);
    widths.set(e.i, [words, ctx.measureText(words).width]);
  }
  return widths.get(e.i);
}

function makeLanes() {
  const chosen = [...new Set([...view.extra, ...rank.slice(0, view.lanes)])],
    place = new Map(chosen.map((n, k) => [n, k]));
  lanes = chosen.map((n) => ({ n, name: ents[n].label, kind: ents[n].kind, events: [], undated: [] }));
  const rest = { n: -1, name: 'Other names', events: [], undated: [] };
  for (const e of evs) {
    if (!passes(e, true)) continue;
    let at = roleOf(e, 'actor').filter((n) => place.has(n));
    if (!at.length) at = e.who.filter((n) => place.has(n)).slice(0, 1);
    for (const n of e.who) if (view.extra.includes(n) && !at.includes(n)) at.push(n);
    for (const lane of at.length ? at.map((n) => lanes[place.get(n)]) : [rest])
      lane[undated(e) ? 'undated' : 'events'].push(e);
  }
  lanes = lanes.filter((l) => l.events.length || l.undated.length);
  if (rest.events.length || rest.undated.length) lanes.push(rest);
  for (const l of lanes) l.events.sort((a, b) => lo(a) - lo(b) || a.i - b.i);
  pack();
}
// rows are given out for the whole lane at this zoom, so that nothing jumps while panning
function pack() {
  const perDay = (wide - left - side) / (view.to - view.from);
  for (const lane of lanes) {
    const near =
      lane.events.length > DENSE
        ? lane.events.filter((e) => hi(e) >= view.from && lo(e) <= view.to)
        : lane.events;
    lane.dense = near.length > DENSE;
    lane.spots = [];
    lane.more = [];
    let rows = 1;
    if (!lane.dense) {
      const ends = [],
        crowded = new Map();
      for (const e of near) {
        const a = lo(e) * perDay - (e.start === null ? 34 : 0),
          b = Math.max((hi(e) + 1) * perDay, a + 10) + (e.end === null ? 34 : 0),
          exact = e.start === e.end;
        const mid = (lo(e) + 0.5) * perDay,
          from = exact ? mid - 6 : a,
          to = exact ? mid + 8 : b,
          need = labelOf(e)[1] + 16;
        const inside =
          !exact &&
          e.start !== null &&
          e.end !== null &&
          to - from > Math.max(need + 8, 0.45 * (wide - left - side));
        let row = ends.findIndex((end) => end <= from);
        if (row < 0) row = ends.length;
        if (row >= MOST_ROWS) {
          const key = Math.round(mid / 76);
          if (!crowded.has(key)) {
            crowded.set(key, { day: lo(e), events: [] });
            lane.more.push(crowded.get(key));
          }
          crowded.get(key).events.push(e);
          continue;
        }
        ends[row] = (inside ? to : to + need) + 6;
        lane.spots.push([e, row, inside]);
      }
      rows = Math.max(1, ends.length);
    }
    lane.most = rows;
  }
  heights(false);
}
// a lane is as tall as what is in sight needs; while dragging it only grows, so that nothing jumps
function heights(grow) {
  let y = 0;
  for (const lane of lanes) {
    let rows = 1;
    for (const [e, row] of lane.spots)
      if (hi(e) >= view.from && lo(e) <= view.to) rows = Math.max(rows, row + 1);
    if (lane.more.some((m) => m.day >= view.from && m.day <= view.to)) rows = lane.most + 1;
    if (side) rows = Math.max(rows, Math.min(3, lane.undated.length));
    lane.rows = grow ? Math.max(lane.rows, rows) : rows;
    lane.y = y;
    lane.h = lane.dense ? 70 : lane.rows * ROW + 14;
    y += lane.h;
  }
  total = y;
  view.y = Math.max(0, Math.min(view.y, total - tall + TOP + 20));
}
