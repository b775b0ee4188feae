const canvas = $('lanes'), ctx = canvas.getContext('2d'), ROW = 21, TOP = 34, MOST_ROWS = 12, DENSE = 1500;
const view = { from: 0, to: 1, y: 0, lanes: 12, extra: [], sel: null, hover: null, table: false };
let lanes = [], wide = 0, tall = 0, left = 170, side = 190, spots = [], total = 0;
const undated = (e) => e.start === null && e.end === null;
const lo = (e) => (e.start === null ? e.end : e.start), hi = (e) => (e.end === null ? e.start : e.end);
const dated = evs.filter((e) => !undated(e));
const roleOf = (e, name) => (e.roles.find((r) => r[0] === name) || [0, []])[1];
const busy = new Map();
for (const e of evs) for (const n of roleOf(e, 'actor')) busy.set(n, (busy.get(n) || 0) + 1);
const rank = [...busy.keys()].sort((a, b) => busy.get(b) - busy.get(a) || (ents[a].id < ents[b].id ? -1 : 1));
const x = (day) => left + (day - view.from) / (view.to - view.from) * (wide - left - side);
const dayAt = (px) => view.from + (px - left) / (wide - left - side) * (view.to - view.from);
const toneColor = (e) => color(STRUCK.has(e.status) ? 'struck' : TONE[e.tone]);
const font = (weight, size) => { ctx.font = weight + ' ' + size + 'px ' + family; };
const family = getComputedStyle(document.body).fontFamily;
const widths = new Map();
const cut = (words, n) => (words.length > n ? words.slice(0, n - 1) + '…' : words);
function labelOf(e) {
if (!widths.has(e.i)) { font('400', 12); const words = cut(((STATUS[e.status] || ['', ''])[1] + ' ' + (e.label || e.type)).trim(), 42); widths.set(e.i, [words, ctx.measureText(words).width]); }
return widths.get(e.i);
}

function makeLanes() {
const chosen = [...new Set([...view.extra, ...rank.slice(0, view.lanes)])], place = new Map(chosen.map((n, k) => [n, k]));
lanes = chosen.map((n) => ({ n, name: ents[n].label, kind: ents[n].kind, events: [], undated: [] })); const rest = { n: -1, name: 'Other names', events: [], undated: [] };
for (const e of evs) {
if (!passes(e, true)) continue;
let at = roleOf(e, 'actor').filter((n) => place.has(n));
if (!at.length) at = e.who.filter((n) => place.has(n)).slice(0, 1);
for (const n of e.who) if (view.extra.includes(n) && !at.includes(n)) at.push(n);
for (const lane of at.length ? at.map((n) => lanes[place.get(n)]) : [rest]) lane[undated(e) ? 'undated' : 'events'].push(e);
}
lanes = lanes.filter((l) => l.events.length || l.undated.length);
if (rest.events.length || rest.undated.length) lanes.push(rest);
for (const l of lanes) l.events.sort((a, b) => lo(a) - lo(b) || a.i - b.i);
pack();
}
// rows are given out for the whole lane at this zoom, so that nothing jumps while panning
function pack() {
const perDay = (wide - left - side) / (view.to - view.from); let y = 0;
for (const lane of lanes) {
const near = lane.events.length > DENSE ? lane.events.filter((e) => hi(e) >= view.from && lo(e) <= view.to) : lane.events;
lane.dense = near.length > DENSE; lane.spots = []; lane.more = [];
let rows = 1;
if (!lane.dense) {
const ends = [], crowded = new Map();
for (const e of near) {
const a = lo(e) * perDay - (e.start === null ? 34 : 0), b = Math.max((hi(e) + 1) * perDay, a + 10) + (e.end === null ? 34 : 0), exact = e.start === e.end;
const mid = (lo(e) + 0.5) * perDay, from = exact ? mid - 6 : a, to = exact ? mid + 8 : b, need = labelOf(e)[1] + 16;
const inside = !exact && e.start !== null && e.end !== null && to - from > Math.max(need + 8, 0.45 * (wide - left - side));
let row = ends.findIndex((end) => end <= from); if (row < 0) row = ends.length;
if (row >= MOST_ROWS) { const key = Math.round(mid / 24); if (!crowded.has(key)) { crowded.set(key, { day: lo(e), events: [] }); lane.more.push(crowded.get(key)); } crowded.get(key).events.push(e); continue; }
ends[row] = (inside ? to : to + need) + 6; lane.spots.push([e, row, inside]);
}
rows = Math.max(1, ends.length) + (lane.more.length ? 1 : 0);
}
lane.rows = Math.max(rows, side ? Math.min(4, lane.undated.length) : 1); lane.y = y; lane.h = lane.dense ? 70 : lane.rows * ROW + 14; y += lane.h;
}
total = y; view.y = Math.max(0, Math.min(view.y, total - tall + TOP + 20));
}
function hatch(c) {
const tile = document.createElement('canvas'); tile.width = tile.height = 6; const t = tile.getContext('2d'); t.strokeStyle = c; t.lineWidth = 1.5;
t.beginPath(); for (const o of [-6, 0, 6]) { t.moveTo(o - 1, 7); t.lineTo(o + 7, -1); } t.stroke();
return ctx.createPattern(tile, 'repeat');
}
const hatches = new Map();
const hatchOf = (c) => { if (!hatches.has(c)) hatches.set(c, hatch(c)); return hatches.get(c); };
function dot(e, cx, cy, c) {
const s = e.status, r = 5.5; ctx.setLineDash(s === 'Claimed' ? [3, 2.4] : s === 'Demanded' || s === 'Hypothetical' ? [1.5, 2.5] : []); ctx.lineWidth = s === 'Ongoing' ? 3 : 1.8; ctx.strokeStyle = c;
ctx.beginPath(); if (s === 'Disputed') { ctx.moveTo(cx, cy - 7); ctx.lineTo(cx + 7, cy); ctx.lineTo(cx, cy + 7); ctx.lineTo(cx - 7, cy); ctx.closePath(); } else ctx.arc(cx, cy, r, 0, 7);
ctx.fillStyle = s === 'Happened' || s === 'Ongoing' ? c : color('paper'); ctx.fill(); ctx.stroke(); ctx.setLineDash([]);
if (STRUCK.has(s)) { ctx.beginPath(); ctx.moveTo(cx - 7, cy + 5); ctx.lineTo(cx + 7, cy - 5); ctx.stroke(); }
}
function bar(e, a, b, cy, c) {
const h = 11, s = e.status; ctx.beginPath(); ctx.roundRect(a, cy - h / 2, b - a, h, 4);
ctx.fillStyle = e.lasting && s !== 'Planned' ? faint(c, 0.8) : hatchOf(faint(c, 0.55)); if (!(e.lasting && (s === 'Planned' || STRUCK.has(s)))) ctx.fill();
ctx.setLineDash(DASH[s] ? DASH[s].map((v) => Math.max(2, v / 1.6)) : []); ctx.strokeStyle = c; ctx.lineWidth = 1.4; ctx.stroke(); ctx.setLineDash([]);
if (STRUCK.has(s)) { ctx.beginPath(); ctx.moveTo(a - 3, cy); ctx.lineTo(b + 3, cy); ctx.stroke(); }
}
function arrow(px, cy, way, c) { ctx.fillStyle = c; ctx.beginPath(); ctx.moveTo(px + way * 9, cy); ctx.lineTo(px, cy - 5.5); ctx.lineTo(px, cy + 5.5); ctx.closePath(); ctx.fill(); }
function words(e, px, cy, c) {
font(e.i === view.sel ? '600' : '400', 12); const [text, w] = labelOf(e); ctx.fillStyle = e.i === view.sel ? color('ink') : STRUCK.has(e.status) ? color('struck') : color('ink'); ctx.globalAlpha = e.i === view.sel || e.i === view.hover ? 1 : 0.86;
ctx.fillText(text, px, cy + 0.5); ctx.globalAlpha = 1;
if (STRUCK.has(e.status)) { ctx.strokeStyle = c; ctx.lineWidth = 1; ctx.beginPath(); ctx.moveTo(px + 12, cy + 0.5); ctx.lineTo(px + w, cy + 0.5); ctx.stroke(); }
}
function ticks() {
const days = view.to - view.from, room = (wide - left - side) / 84, every = days / room, out = [];
const at = (y, m, d) => Math.round(Date.UTC(y, m, d) / DAY), y0 = new Date(view.from * DAY).getUTCFullYear(), y1 = new Date(view.to * DAY).getUTCFullYear();
if (every > 150) { const step = [1, 2, 5, 10, 20, 25, 50, 100].find((s) => s * 365 >= every) || 200; for (let y = Math.floor(y0 / step) * step; y <= y1; y += step) { const t = new Date(Date.UTC(2000, 0, 1)); t.setUTCFullYear(y); out.push([Math.round(t / DAY), String(y), true]); } }
else if (every > 16) { const step = [1, 2, 3, 6].find((s) => s * 30.4 >= every) || 6; for (let y = y0; y <= y1; y++) for (let m = 0; m < 12; m += step) out.push([at(y, m, 1), m ? MON[m] : String(y), m === 0]); }
else { const step = [1, 2, 7, 14].find((s) => s >= every) || 14; const off = step > 2 ? 4 : 0; for (let d = Math.ceil((view.from - off) / step) * step + off; d <= view.to; d += step) { const t = new Date(d * DAY); out.push([d, t.getUTCDate() + ' ' + MON[t.getUTCMonth()], t.getUTCDate() <= step]); } }
return out;
}
function draw() {
const k = devicePixelRatio || 1; ctx.setTransform(k, 0, 0, k, 0, 0); ctx.clearRect(0, 0, wide, tall); spots = []; ctx.textBaseline = 'middle'; ctx.textAlign = 'left';
const right = wide - side, ink = color('ink'), soft = color('soft'), line = color('line');
ctx.save(); ctx.beginPath(); ctx.rect(left, TOP, right - left, tall - TOP); ctx.clip();
for (const [d, , strong] of ticks()) { ctx.strokeStyle = faint(line, strong ? 1 : 0.6); ctx.lineWidth = 1; ctx.beginPath(); ctx.moveTo(Math.round(x(d)) + 0.5, TOP); ctx.lineTo(Math.round(x(d)) + 0.5, tall); ctx.stroke(); }
const perDay = (right - left) / (view.to - view.from);
lanes.forEach((lane) => {
const y = TOP + lane.y - view.y; if (y > tall || y + lane.h < TOP) return;
ctx.strokeStyle = line; ctx.beginPath(); ctx.moveTo(0, Math.round(y + lane.h) + 0.5); ctx.lineTo(wide, Math.round(y + lane.h) + 0.5); ctx.stroke();
if (lane.dense) {
const bins = new Map(); for (const e of lane.events) { const px = Math.round(x(lo(e)) / 2) * 2; if (px >= left && px <= right) bins.set(px, (bins.get(px) || 0) + 1); }
let top = 1; for (const n of bins.values()) top = Math.max(top, n);
ctx.fillStyle = faint(color('accent'), 0.75); for (const [px, n] of bins) ctx.fillRect(px, y + 64 - 56 * Math.sqrt(n / top), 2, 56 * Math.sqrt(n / top));
return;
}
for (const [e, row, inside] of lane.spots) {
const cy = y + 7 + row * ROW + ROW / 2; if (cy < TOP - 12 || cy > tall + 12) continue;
const a = x(lo(e)), b = Math.max(x(hi(e) + 1), a + 10), exact = e.start === e.end, c = toneColor(e);
if (b + labelOf(e)[1] + 60 < left || a - 40 > right) continue;
if (e.i === view.sel || e.i === view.hover) { ctx.fillStyle = faint(color('accent'), 0.16); ctx.beginPath(); ctx.roundRect((exact ? (a + b) / 2 - 10 : a - 4), cy - 10, (exact ? 24 : inside ? b - a + 8 : b - a + 16) + (inside ? 0 : labelOf(e)[1]), 20, 6); ctx.fill(); }
let end = b, start = a;
if (exact) { const mid = perDay > 14 ? x(lo(e) + 0.5) : a + 3; dot(e, mid, cy, c); start = mid - 7; end = mid + 7; }
else if (e.start === null) { start = a - 26; ctx.strokeStyle = c; ctx.lineWidth = 2; ctx.setLineDash(DASH[e.status] || []); ctx.beginPath(); ctx.moveTo(start, cy); ctx.lineTo(b - 4, cy); ctx.stroke(); ctx.setLineDash([]); arrow(start, cy, -1, c); ctx.fillRect(b - 5, cy - 6, 2, 12); }
else if (e.end === null) { end = b + 30; ctx.strokeStyle = c; ctx.lineWidth = 2; ctx.setLineDash(DASH[e.status] || []); ctx.beginPath(); ctx.moveTo(a, cy); ctx.lineTo(end - 8, cy); ctx.stroke(); ctx.setLineDash([]); arrow(end - 9, cy, 1, c); ctx.fillRect(a, cy - 6, 2, 12); }
else bar(e, a, b, cy, c);
if (inside) { const px = Math.max(a + 6, left + 6); const [, w] = labelOf(e); ctx.fillStyle = faint(color('paper'), 0.86); ctx.fillRect(px - 3, cy - 7, w + 6, 14); words(e, px, cy, c); } else words(e, end + 5, cy, c);
spots.push([start - 3, cy - 10, inside ? b : end + 8 + labelOf(e)[1], cy + 10, e]);
}
for (const m of lane.more) {
const px = x(m.day + 0.5), cy = y + lane.h - 14; const text = '+' + m.events.length + ' more'; font('600', 11); const w = ctx.measureText(text).width;
ctx.fillStyle = color('wash'); ctx.beginPath(); ctx.roundRect(px - 8, cy - 9, w + 14, 18, 9); ctx.fill(); ctx.fillStyle = color('accent'); ctx.fillText(text, px - 1, cy); spots.push([px - 8, cy - 9, px + w + 6, cy + 9, m.events]);
}
});
ctx.restore();
// lane names and the undated lane stay where they are
ctx.save(); ctx.beginPath(); ctx.rect(0, TOP, wide, tall - TOP); ctx.clip();
ctx.fillStyle = color('card'); ctx.fillRect(0, TOP, left, tall); if (side) { ctx.fillStyle = color('wash'); ctx.fillRect(right, TOP, side, tall); }
for (const lane of lanes) {
const y = TOP + lane.y - view.y; if (y > tall || y + lane.h < TOP) continue;
ctx.strokeStyle = line; ctx.lineWidth = 1; ctx.beginPath(); ctx.moveTo(0, Math.round(y + lane.h) + 0.5); ctx.lineTo(wide, Math.round(y + lane.h) + 0.5); ctx.stroke();
const ny = Math.max(y, TOP) + 18; font('600', 13); ctx.fillStyle = ink; ctx.fillText(cut(lane.name, left > 150 ? 21 : 13), 14, ny); font('400', 11); ctx.fillStyle = soft; const n = lane.events.length + lane.undated.length;
if (y + lane.h > ny + 22) ctx.fillText(n + (n === 1 ? ' event' : ' events'), 14, ny + 16);
if (lane.n >= 0) { ctx.fillStyle = color(lane.kind); ctx.fillRect(0, Math.max(y, TOP) + 1, 4, y + lane.h - Math.max(y, TOP) - 1); spots.push([0, y, left, y + lane.h, lane]); }
if (!side) continue;
const room = Math.max(1, Math.floor((lane.h - 12) / ROW)); const shown = lane.undated.length > room ? room - 1 : lane.undated.length;
lane.undated.slice(0, shown).forEach((e, r) => { const cy = y + 7 + r * ROW + ROW / 2, c = toneColor(e); if (e.i === view.sel || e.i === view.hover) { ctx.fillStyle = faint(color('accent'), 0.16); ctx.fillRect(right, cy - 10, side, 20); } dot(e, right + 16, cy, c); ctx.save(); ctx.beginPath(); ctx.rect(right, cy - 10, side - 8, 20); ctx.clip(); words(e, right + 28, cy, c); ctx.restore(); spots.push([right, cy - 10, wide, cy + 10, e]); });
if (shown < lane.undated.length) { const cy = y + 7 + shown * ROW + ROW / 2; font('600', 11); ctx.fillStyle = color('accent'); ctx.fillText('+' + (lane.undated.length - shown) + ' more undated', right + 12, cy); spots.push([right, cy - 10, wide, cy + 10, lane.undated.slice(shown)]); }
}
ctx.restore();
ctx.fillStyle = color('card'); ctx.fillRect(0, 0, wide, TOP); ctx.strokeStyle = line; ctx.beginPath(); ctx.moveTo(0, TOP + 0.5); ctx.lineTo(wide, TOP + 0.5); ctx.moveTo(left + 0.5, 0); ctx.lineTo(left + 0.5, tall); if (side) { ctx.moveTo(right + 0.5, 0); ctx.lineTo(right + 0.5, tall); } ctx.stroke();
font('600', 12); ctx.fillStyle = ink; const a = new Date(view.from * DAY), b = new Date(view.to * DAY); ctx.fillText(view.to - view.from > 800 ? a.getUTCFullYear() + '–' + b.getUTCFullYear() : MON[a.getUTCMonth()] + ' ' + a.getUTCFullYear() + (a.getUTCMonth() === b.getUTCMonth() && a.getUTCFullYear() === b.getUTCFullYear() ? '' : ' –'), 14, 17);
if (side) { font('600', 12); ctx.fillStyle = soft; ctx.fillText('No date known', right + 12, 17); }
ctx.textAlign = 'center'; let free = left;
for (const [d, text, strong] of ticks()) { font(strong ? '600' : '400', 11.5); const px = x(d) + (perDay > 60 ? perDay / 2 : 0), w = ctx.measureText(text).width / 2; if (px - w < free || px + w > right) continue; ctx.fillStyle = strong ? ink : soft; ctx.fillText(text, px, 17); free = px + w + 10; }
if (total > tall - TOP) { const h = (tall - TOP) ** 2 / total; ctx.fillStyle = faint(soft, 0.45); ctx.beginPath(); ctx.roundRect(wide - 7, TOP + view.y / total * (tall - TOP), 5, h, 3); ctx.fill(); }
}
let due = false;
function later() { if (!due) { due = true; requestAnimationFrame(() => { due = false; draw(); }); } }
function resize() { const r = canvas.getBoundingClientRect(), k = devicePixelRatio || 1; if (!r.width) return; wide = r.width; tall = r.height; canvas.width = Math.round(wide * k); canvas.height = Math.round(tall * k); left = wide < 640 ? 108 : 170; side = wide < 640 ? 0 : 190; pack(); draw(); strip(); }
const first = dated.reduce((m, e) => Math.min(m, lo(e)), Infinity), last = dated.reduce((m, e) => Math.max(m, hi(e)), -Infinity);
function look(from, to, keepHash = true) {
const span = Math.min(Math.max(to - from, 2), 60000); const mid = (from + to) / 2; view.from = mid - span / 2; view.to = mid + span / 2; F.from = Math.round(view.from); F.to = Math.round(view.to) - 1; pack(); later(); strip(); if (keepHash) keep();
}
function lookAll() { look(first - (last - first) * 0.03 - 1, last + (last - first) * 0.1 + 2); }
// start where most happens: the fullest three weeks
function lookBusy() {
if (!dated.length) return look(0, 30, false); if (last - first < 12) return look(first - 2, last + 6, false);
const days = dated.filter((e) => e.start === e.end).map(lo).sort((a, b) => a - b); let best = 0, from = first;
for (let i = 0, j = 0; i < days.length; i++) { while (j < days.length && days[j] < days[i] + 14) j++; if (j - i > best) { best = j - i; from = days[i]; } }
let to = from; for (const d of days) if (d >= from && d < from + 14) to = d;
look(from - 1.5, to + Math.max(3, (to - from) * 0.6), false);
}
function keep() { writeHash({ sel: view.sel === null ? '' : evs[view.sel].id, lanes: view.extra.map((n) => ents[n].id).join('~'), n: view.lanes === 12 ? '' : view.lanes, view: view.table ? 'table' : '', ...filterHash() }); }
function changed() { makeLanes(); later(); strip(); keep(); count(); showTable(); }
function count() { const told = evs.filter((e) => passes(e, true)); $('count').textContent = told.length + ' of ' + evs.length + ' events · ' + told.filter(undated).length + ' without a date'; }
function clear() { view.sel = null; $('panel').hidden = true; keep(); later(); }
function open(...kids) { const panel = $('panel'); panel.textContent = ''; panel.hidden = false; panel.scrollTop = 0; const close = act('btn close', '×', clear); close.setAttribute('aria-label', 'Close'); panel.append(close, ...kids); }
function chooseName(i) { if (!view.extra.includes(i)) view.extra.unshift(i); view.y = 0; changed(); const n = ents[i], list = el('ul', 'rows'); view.sel = null; for (const k of [...n.events].sort((a, b) => evs[a].day - evs[b].day || a - b)) list.append(rowOf(evs[k])); open(el('p', 'meta', 'Name · now the first lane'), el('h2', '', n.label), el('p', 'meta', n.cls + ' · ', away('graph.html#sel=n:' + encodeURIComponent(n.id), 'in the graph')), list); }
function rowOf(e) { const b = act('', '', () => choose(e)); b.append(el('span', '', e.label || e.type), chip(e.status), el('small', '', e.when + ' · ' + e.type)); return el('li', '', b); }
function choose(e, move = true) {
view.sel = e.i; open(el('p', 'meta', 'Event'), eventCard(e, chooseName));
if (move && !undated(e) && (hi(e) < view.from || lo(e) > view.to)) { const span = view.to - view.from; look(lo(e) - span / 2, lo(e) + span / 2); }
const lane = move && lanes.find((l) => l.events.includes(e) || l.undated.includes(e)); if (lane && (lane.y < view.y || lane.y > view.y + tall - TOP - 40)) view.y = Math.max(0, Math.min(lane.y - 20, total - tall + TOP + 20));
keep(); later(); strip(new Set([e.i]));
}
function hit(ev) { const r = canvas.getBoundingClientRect(), px = ev.clientX - r.left, py = ev.clientY - r.top; if (py < TOP) return null; for (let k = spots.length - 1; k >= 0; k--) { const s = spots[k]; if (px >= s[0] && px <= s[2] && py >= s[1] && py <= s[3] && (s[4].i === undefined || px >= left)) return s[4]; } return null; }
let drag = null; const fingers = new Map();
canvas.addEventListener('pointerdown', (ev) => { canvas.setPointerCapture(ev.pointerId); fingers.set(ev.pointerId, ev.clientX); drag = { x: ev.clientX, y: ev.clientY, from: view.from, to: view.to, top: view.y, moved: false, apart: fingers.size === 2 ? Math.abs([...fingers.values()][0] - [...fingers.values()][1]) : 0 }; });
canvas.addEventListener('pointermove', (ev) => {
if (!drag) { const h = hit(ev), now = h && h.i !== undefined ? h.i : null, tip = $('tip'); canvas.style.cursor = h ? 'pointer' : 'grab'; if (now !== view.hover) { view.hover = now; later(); } tip.hidden = now === null; if (now !== null) { const e = evs[now]; tip.textContent = (e.label || e.type) + ' — ' + statusWord(e.status) + ', ' + e.when; const r = canvas.getBoundingClientRect(); tip.style.left = Math.max(4, Math.min(ev.clientX - r.left + 12, wide - 260)) + 'px'; tip.style.top = ev.clientY - r.top + 16 + 'px'; } return; }
fingers.set(ev.pointerId, ev.clientX);
if (drag.apart) { const now = Math.abs([...fingers.values()][0] - [...fingers.values()][1]) || 1, mid = (drag.from + drag.to) / 2, half = (drag.to - drag.from) / 2 * drag.apart / now; return look(mid - half, mid + half); }
const dx = ev.clientX - drag.x, dy = ev.clientY - drag.y; if (!drag.moved && Math.hypot(dx, dy) < 5) return; drag.moved = true; $('tip').hidden = true;
const by = dx / (wide - left - side) * (drag.to - drag.from); view.from = drag.from - by; view.to = drag.to - by; view.y = Math.max(0, Math.min(drag.top - dy, total - tall + TOP + 20)); if (lanes.some((l) => l.events.length > DENSE)) pack(); later();
});
const drop = (ev) => { fingers.delete(ev.pointerId); const d = drag; drag = null; if (!d) return; if (d.moved || d.apart) { look(view.from, view.to); return; } const h = ev.type === 'pointerup' && hit(ev); if (!h) return; if (h.i !== undefined) choose(h, false); else if (h.name !== undefined) chooseName(h.n); else open(el('p', 'meta', h.length + ' events'), el('ul', 'rows', ...h.map(rowOf))); };
canvas.addEventListener('pointerup', drop); canvas.addEventListener('pointercancel', drop);
canvas.addEventListener('pointerleave', () => { $('tip').hidden = true; });
function zoomAt(by, px = (left + wide - side) / 2) { const at = dayAt(px); look(at - (at - view.from) * by, at + (view.to - at) * by); }
canvas.addEventListener('wheel', (ev) => { ev.preventDefault(); if (ev.shiftKey || Math.abs(ev.deltaX) > Math.abs(ev.deltaY)) { if (ev.shiftKey) { view.y = Math.max(0, Math.min(view.y + (ev.deltaY || ev.deltaX), total - tall + TOP + 20)); later(); } else { const by = ev.deltaX / (wide - left - side) * (view.to - view.from); look(view.from + by, view.to + by); } } else zoomAt(Math.exp(ev.deltaY * 0.0016), Math.max(left, ev.clientX - canvas.getBoundingClientRect().left)); }, { passive: false });
function showTable() {
const box = $('table'); box.hidden = !view.table; $('tablebutton').setAttribute('aria-pressed', String(view.table)); if (!view.table) return;
const rows = evs.filter((e) => passes(e, true)), body = el('tbody'); box.textContent = '';
for (const e of rows.slice(0, 1000)) body.append(el('tr', '', el('td', '', e.when), el('td', '', act('link', e.label || e.type, () => choose(e))), el('td', '', chip(e.status)), el('td', '', e.who.map((n) => ents[n].label).join(', ')), el('td', '', [...e.speakers].map((s) => (s < 0 ? 'the article' : ents[s].label)).join(', '))));
const head = el('tr', '', ...['When', 'Event', 'Status', 'Who and where', 'Said by'].map((h) => { const th = el('th', '', h); th.scope = 'col'; return th; }));
box.append(el('table', '', el('caption', '', rows.length + ' events' + (rows.length > 1000 ? ', the first 1000 shown' : '') + '; the event opens its sentences'), el('thead', '', head), body));
}
setUpSearch((h) => (h.n ? chooseName(h.n.i) : choose(h.e)));
const strip = setUpStrip(() => { if (F.from === null && F.to === null) return lookAll(); look(F.from === null ? first : F.from, (F.to === null ? last : F.to) + 1); });
const bars = (cls, on) => sample((add) => { const n = add('rect', { x: 1, y: 2, width: 32, height: 8, rx: 3 }); n.style.stroke = 'currentColor'; n.style.fill = on ? 'currentColor' : 'none'; if (!on) for (let o = 5; o < 32; o += 6) add('line', { x1: o, y1: 10, x2: o + 5, y2: 2 }).style.stroke = 'currentColor'; });
const legend = setUpLegend(changed, [['exact day', sample((add) => add('circle', { cx: 17, cy: 6, r: 5, fill: 'currentColor' }))], ['some day in between', bars('', false)], ['lasting', bars('', true)], ['before or after', sample((add) => { add('line', { x1: 8, x2: 30, y1: 6, y2: 6, 'stroke-width': 2 }).style.stroke = 'currentColor'; add('path', { d: 'M1 6l9-5v10z', fill: 'currentColor' }); })], ['planned is hollow', sample((add) => { const n = add('circle', { cx: 17, cy: 6, r: 4.6, 'stroke-width': 2 }); n.style.fill = 'none'; n.style.stroke = 'currentColor'; })]], 'How days are drawn');
function laneMenu() {
const s = el('select'); s.setAttribute('aria-label', 'Lanes'); for (const n of [6, 12, 24, 60]) { const o = el('option', '', 'the ' + n + ' busiest names'); o.value = n; s.append(o); }
s.value = view.lanes; s.addEventListener('change', () => { view.lanes = Number(s.value); changed(); }); const field = el('fieldset', '', el('legend', '', 'Lanes'), s);
if (view.extra.length) field.append(act('link', 'remove the ' + view.extra.length + ' added', () => { view.extra = []; laneMenu(); changed(); }));
$('lanemenu')?.remove(); field.id = 'lanemenu'; $('legend').prepend(field);
}
setUpTheme(() => { hatches.clear(); legend(); laneMenu(); later(); strip(); }); setUpHelp();
$('in').addEventListener('click', () => zoomAt(0.6)); $('out').addEventListener('click', () => zoomAt(1.6)); $('fit').addEventListener('click', lookAll);
$('tablebutton').addEventListener('click', () => { view.table = !view.table; keep(); showTable(); }); $('png').addEventListener('click', () => savePng(canvas, 'timeline.png'));
document.addEventListener('keydown', (ev) => {
if (typing(ev) || $('help').open) return;
if (ev.key === '/') { ev.preventDefault(); $('q').focus(); } else if (ev.key === '?') $('help').showModal();
else if (ev.key === 'Escape') { if (view.table) { view.table = false; keep(); showTable(); } else clear(); }
else if (ev.key === 'ArrowLeft' || ev.key === 'ArrowRight') { ev.preventDefault(); const list = dated.filter((e) => passes(e, true)).sort((a, b) => lo(a) - lo(b) || a.i - b.i); const at = list.findIndex((e) => e.i === view.sel); const next = at < 0 ? list.find((e) => lo(e) >= view.from) || list[0] : list[at + (ev.key === 'ArrowRight' ? 1 : -1)]; if (next) choose(next); }
else if (ev.key === 'ArrowUp' || ev.key === 'ArrowDown') { ev.preventDefault(); view.y = Math.max(0, Math.min(view.y + (ev.key === 'ArrowDown' ? 80 : -80), total - tall + TOP + 20)); later(); }
else if (ev.key === '+' || ev.key === '=') zoomAt(0.6); else if (ev.key === '-') zoomAt(1.6); else if (ev.key === '0') lookAll();
else if (ev.key === 't' || ev.key === 'T') { view.table = !view.table; keep(); showTable(); }
});
function fromHash() {
const p = readHash(); filtersFromHash(p); view.table = p.get('view') === 'table'; view.lanes = [6, 12, 24, 60].includes(Number(p.get('n'))) ? Number(p.get('n')) : 12;
view.extra = (p.get('lanes') || '').split('~').map((id) => ents.findIndex((n) => n.id === id)).filter((n) => n >= 0); const from = F.from, to = F.to;
legend(); laneMenu(); makeLanes(); if (from !== null && to !== null) look(from, to + 1, false); else lookBusy(); count(); showTable();
const e = evs.find((v) => v.id === p.get('sel')); if (e) choose(e); else { view.sel = null; $('panel').hidden = true; }
}
addEventListener('hashchange', fromHash);
{ const r = canvas.getBoundingClientRect(); wide = r.width; tall = r.height; }
fromHash(); resize(); new ResizeObserver(resize).observe(canvas);
document.documentElement.dataset.ready = '1';
