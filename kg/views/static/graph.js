async function start() {
const packed = Uint8Array.from(atob($('vis').textContent), (c) => c.charCodeAt(0));
const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
// the policy of this page holds the hash of exactly this script: nothing else would run
const script = document.createElement('script'); script.textContent = await new Response(unpacked).text(); document.head.append(script);
const nodes = JSON.parse($('nodes').textContent), lines = JSON.parse($('edges').textContent), [total, linked] = JSON.parse($('totals').textContent);
const drawn = new Map(nodes.map((n) => [n.id, n]));
const state = { node: null, line: null, hover: null, table: false };
const lineHash = (x) => [ents[x.from].id, x.words, ents[x.to].id, x.status].join('~');
const touching = new Map(nodes.map((n) => [n.id, []]));
for (const x of lines) { touching.get(x.from).push(x); if (x.to !== x.from) touching.get(x.to).push(x); }

const nodeSet = new vis.DataSet(nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, size: n.size, shape: n.shape })));
const edgeSet = new vis.DataSet(lines.map((x) => ({
id: x.id, from: x.from, to: x.to, dashes: DASH[x.status] || false,
smooth: x.bend ? { enabled: true, type: x.bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(x.bend) } : { enabled: false },
arrows: x.mutual ? '' : { to: { enabled: true, scaleFactor: 0.55, type: x.status === 'Planned' || x.status === 'Postponed' ? 'vee' : 'arrow' } },
width: x.status === 'Ongoing' ? 3 : STRUCK.has(x.status) ? 1.4 : 1.8,
})));
const net = new vis.Network($('net'), { nodes: nodeSet, edges: edgeSet }, JSON.parse($('options').textContent));

function lineColor(x) { return color(STRUCK.has(x.status) ? 'struck' : TONE[x.tone]); }
function paint() {
const near = new Set(), strong = new Set(); let shown = 0;
for (const x of lines) { x.on = x.events.some((i) => passes(evs[i])); if (x.on) shown++; }
if (state.node !== null && touching.has(state.node)) { near.add(state.node); for (const x of touching.get(state.node)) if (x.on) { strong.add(x.id); near.add(x.from).add(x.to); } }
if (state.line !== null) { const x = lines[state.line]; strong.add(x.id); near.add(x.from).add(x.to); }
state.near = near; state.strong = strong; state.focus = near.size > 0;
edgeSet.update(lines.map((x) => {
const c = lineColor(x), a = state.focus ? (strong.has(x.id) ? 1 : 0.2) : STRUCK.has(x.status) ? 0.75 : 0.62;
const s = strong.has(x.id) ? c : faint(c, a);
return { id: x.id, hidden: !x.on, color: { color: s, highlight: c, hover: c, inherit: false } };
}));
nodeSet.update(nodes.map((n) => {
const on = n.id === state.node || touching.get(n.id).some((x) => x.on); n.on = on;
const c = color(n.group), dim = state.focus && !near.has(n.id); const fill = dim ? faint(c, 0.3) : n.group === 'group' ? color('paper') : c;
const border = dim ? faint(c, 0.1) : n.id === state.node ? color('ink') : n.group === 'group' ? c : color('paper');
return { id: n.id, hidden: !on, borderWidth: n.id === state.node ? 3 : 1.5, color: { background: fill, border, highlight: { background: fill, border: color('ink') }, hover: { background: fill, border: color('ink') } } };
}));
const told = evs.filter((e) => passes(e)).length;
$('count').textContent = shown + ' of ' + lines.length + ' relations · ' + told + ' of ' + evs.length + ' events' + (nodes.length < linked ? ' · the ' + nodes.length + ' most connected of ' + linked + ' names' : '');
state.told = told;
}

// names and relations are drawn by us at a fixed size on the screen, where there is room
const hits = (box, boxes) => boxes.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);
function pointOn(x, t) {
const edge = net.body.edges[x.id];
return net.canvasToDOM(edge.edgeType.getPoint(t, edge.edgeType.getViaNode ? edge.edgeType.getViaNode() : undefined));
}
net.on('afterDrawing', (ctx) => {
const k = net.canvas.pixelRatio || devicePixelRatio || 1, font = getComputedStyle(document.body).fontFamily, boxes = [], scale = net.getScale();
ctx.save(); ctx.setTransform(k, 0, 0, k, 0, 0); ctx.textAlign = 'center'; ctx.textBaseline = 'middle'; ctx.lineJoin = 'round';
const wide = $('net').clientWidth, tall = $('net').clientHeight, paper = color('paper'), ink = color('ink');
const spots = net.getPositions(); const order = nodes.filter((n) => n.on && spots[n.id]).sort((a, b) => (b.id === state.node) - (a.id === state.node) || b.size - a.size || a.id - b.id);
for (const n of order) { const p = net.canvasToDOM(spots[n.id]), r = n.size * scale; n.px = p; boxes.push([p.x - r, p.y - r, p.x + r, p.y + r, r, n.id]); }
const nameNode = (n, k2, quiet) => {
const p = n.px, r = n.size * scale; if (p.x < -50 || p.y < -20 || p.x > wide + 50 || p.y > tall + 20) return;
ctx.font = (quiet ? '' : n.id === state.node ? '700 ' : '600 ') + '12.5px ' + font;
let words = ents[n.id].label; if (words.length > 30) words = words.slice(0, 28) + '…';
const half = ctx.measureText(words).width / 2, spot = [[0, r + 10], [0, -r - 10], [half + r + 6, 0], [-half - r - 6, 0]];
for (const strict of k2 < 14 ? [true, false] : [true]) for (const [dx, dy] of spot) {
const box = [p.x + dx - half - 2, p.y + dy - 8, p.x + dx + half + 2, p.y + dy + 8];
if (n.id !== state.node && hits(box, boxes.filter((b) => b.length === 4 || (strict && b[4] >= r * 0.6 && b[5] !== n.id)))) continue;
boxes.push(box); ctx.lineWidth = 4; ctx.strokeStyle = paper; ctx.strokeText(words, p.x + dx, p.y + dy); ctx.fillStyle = quiet ? faint(color('soft'), 0.7) : ink; ctx.fillText(words, p.x + dx, p.y + dy); return;
}
};
order.filter((n) => !state.focus || state.near.has(n.id)).forEach((n, k2) => nameNode(n, k2, false));
const told = lines.filter((x) => x.on && (!state.focus || state.strong.has(x.id))).sort((a, b) => (b.id === state.hover || b.id === state.line) - (a.id === state.hover || a.id === state.line) || b.events.length - a.events.length || a.id - b.id);
for (const x of told) {
const words = ((STATUS[x.status] || ['', ''])[1] + ' ' + x.words).trim() + (x.events.length > 1 ? ' ×' + x.events.length : '');
const strong = x.id === state.line || x.id === state.hover;
ctx.font = (strong ? '600 ' : '') + '11.5px ' + font;
const half = ctx.measureText(words).width / 2, a = nodes.length && drawn.get(x.from).px, b = drawn.get(x.to).px;
if (!a || !b || (!strong && Math.hypot(a.x - b.x, a.y - b.y) < half + 24)) continue;
for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
const p = pointOn(x, t), box = [p.x - half - 3, p.y - 8, p.x + half + 3, p.y + 8];
if (hits(box, boxes) && !(strong && t === 0.74)) continue;
boxes.push(box); ctx.lineWidth = 5; ctx.strokeStyle = paper; ctx.strokeText(words, p.x, p.y); ctx.fillStyle = lineColor(x); ctx.fillText(words, p.x, p.y);
if (STRUCK.has(x.status)) { ctx.strokeStyle = lineColor(x); ctx.lineWidth = 1.2; ctx.beginPath(); ctx.moveTo(p.x - half + 12, p.y); ctx.lineTo(p.x + half, p.y); ctx.stroke(); }
break;
}
}
if (state.focus) order.filter((n) => !state.near.has(n.id)).forEach((n) => nameNode(n, 99, true));
for (const x of lines) {
if (!x.on || !(STRUCK.has(x.status) || x.status === 'Disputed') || (state.focus && !state.strong.has(x.id))) continue;
const p = pointOn(x, 0.2), q = pointOn(x, 0.25), way = Math.atan2(q.y - p.y, q.x - p.x), g = way + 1.1, long = Math.min(6, 2 + 4 * scale);
ctx.strokeStyle = color('struck'); ctx.lineWidth = Math.min(1.6, 0.6 + scale); ctx.beginPath();
for (const o of [0, long * 0.7]) { const cx = p.x + o * Math.cos(way), cy = p.y + o * Math.sin(way); ctx.moveTo(cx - long * Math.cos(g), cy - long * Math.sin(g)); ctx.lineTo(cx + long * Math.cos(g), cy + long * Math.sin(g)); }
ctx.stroke();
}
ctx.restore();
});

function keep() { writeHash({ sel: state.line !== null ? 'x:' + lineHash(lines[state.line]) : state.node !== null ? 'n:' + ents[state.node].id : '', view: state.table ? 'table' : '', ...filterHash() }); }
function changed(draw = true) { paint(); if (draw) keep(); strip(state.line !== null ? new Set(lines[state.line].events) : state.node !== null ? new Set(ents[state.node].events) : null); showTable(); }
function clear() { state.node = state.line = null; $('panel').hidden = true; net.unselectAll(); changed(); }
function open(...kids) {
const panel = $('panel'); panel.textContent = ''; panel.hidden = false; panel.scrollTop = 0;
const close = act('btn close', '×', clear); close.setAttribute('aria-label', 'Close'); panel.append(close, ...kids.filter(Boolean));
}
const byDay = (a, b) => evs[a].day - evs[b].day || a - b;
function chooseNode(i, move = true) {
state.node = i; state.line = null; const n = ents[i];
const list = el('ul', 'rows');
for (const k of [...n.events].sort(byDay)) {
const e = evs[k], row = el('li'), button = act('', '', () => { const shut = row.lastChild !== button; if (shut) row.lastChild.remove(); else row.append(eventCard(e, chooseNode)); button.setAttribute('aria-expanded', String(!shut)); });
button.setAttribute('aria-expanded', 'false'); button.append(el('span', '', e.label || e.type), chip(e.status), el('small', '', e.when + ' · ' + e.type)); row.append(button); list.append(row);
}
const facts = D.facts.filter((f) => f[0] === i || f[2] === i);
const told = facts.length && el('div', '', el('h3', '', 'Known from the articles'), ...facts.map((f) => {
const p = el('p', 'meta', f[0] === i ? '' : act('link', ents[f[0]].label, () => chooseNode(f[0])), ' ' + f[1] + ' ', f[2] === i ? '' : act('link', ents[f[2]].label, () => chooseNode(f[2])));
const c = D.claims[f[3][0]]; if (c && c[0] >= 0 && c[1].length) { const s = D.sentences[c[1][0]]; p.append(' · ', away(D.articles[c[0]][3] + '#p' + s[1] + '-' + s[2], 'source')); }
return p;
}));
const others = n.names.slice(0, 12).join(' · ');
const meta = el('p', 'meta', n.cls + (n.country && n.country !== n.label ? ' · ' + n.country : '')); if (n.wiki) meta.append(' · ', away(n.wiki, 'Wikidata'));
open(el('p', 'meta', 'Name'), el('h2', '', n.label), meta, others && el('p', 'meta', 'Also: ' + others), !drawn.has(i) && el('p', 'meta', 'Not in the picture: ' + (nodes.length < linked ? 'it shows the most connected names only.' : 'no relation to another name was read.')),
told || null, el('h3', '', n.events.length + (n.events.length === 1 ? ' event' : ' events')), list);
if (drawn.has(i)) { net.selectNodes([i], false); if (move) center(i); } else net.unselectAll();
changed();
}
function chooseLine(id) {
const x = lines[id]; state.line = id; state.node = null;
const same = lines.filter((y) => y.id !== id && [y.from, y.to].sort().join() === [x.from, x.to].sort().join());
open(el('p', 'meta', x.mutual ? 'Relation between' : 'Relation'), el('h2', '', ents[x.from].label + ' ' + x.words + ' ' + ents[x.to].label), el('p', 'meta', chip(x.status), ' ' + x.events.length + (x.events.length === 1 ? ' event' : ' events')),
...x.events.map((i) => eventCard(evs[i], chooseNode)),
same.length ? el('h3', '', 'Also between the two') : null,
same.length ? el('ul', 'rows', ...same.map((y) => { const b = act('', '', () => chooseLine(y.id)); b.append(el('span', '', ents[y.from].label + ' ' + y.words + ' ' + ents[y.to].label), chip(y.status)); return el('li', '', b); })) : null);
net.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
changed();
}
function chooseEvent(e) {
const x = lines.find((y) => y.events.includes(e.i));
if (x) return chooseLine(x.id);
state.node = state.line = null; net.unselectAll(); open(el('p', 'meta', 'Event'), eventCard(e, chooseNode)); changed();
}
function showTable() {
const box = $('table'); box.hidden = !state.table; $('tablebutton').setAttribute('aria-pressed', String(state.table)); if (!state.table) return;
const rows = lines.filter((x) => x.on), body = el('tbody'); box.textContent = '';
for (const x of rows.slice(0, 500)) {
const e = evs[x.events[0]], said = [...new Set(x.events.flatMap((i) => [...evs[i].speakers]))].map((s) => (s < 0 ? 'the article' : ents[s].label)).join(', ');
body.append(el('tr', '', el('td', '', act('link', ents[x.from].label, () => chooseNode(x.from))), el('td', '', act('link', x.words, () => chooseLine(x.id))), el('td', '', act('link', ents[x.to].label, () => chooseNode(x.to))), el('td', '', chip(x.status)), el('td', '', said), el('td', '', e.when + (x.events.length > 1 ? ' and ' + (x.events.length - 1) + ' more' : ''))));
}
const head = el('tr', '', ...['Who', 'Relation', 'Whom or what', 'Status', 'Said by', 'When'].map((h) => { const th = el('th', '', h); th.scope = 'col'; return th; }));
box.append(el('table', '', el('caption', '', rows.length + ' relations' + (rows.length > 500 ? ', the first 500 shown' : '') + '; the relation opens its sentences'), el('thead', '', head), body));
}
function fit() { net.fit({ nodes: nodes.filter((n) => n.on).map((n) => n.id), animation: false }); net.moveTo({ scale: Math.min(1.25, net.getScale() * 0.94), animation: false }); }
function center(i) {
if (nodes.length > 60 && innerWidth > 760) { net.fit({ nodes: [i, ...touching.get(i).flatMap((x) => (x.on ? [x.from, x.to] : []))], maxZoomLevel: 1.25, animation: false }); return zoom(0.92); }
net.moveTo({ position: net.getPositions([i])[i], offset: { x: 0, y: innerWidth > 760 ? 0 : -$('net').clientHeight * 0.27 }, animation: false }); }
function zoom(by) { net.moveTo({ scale: Math.min(4, Math.max(0.08, net.getScale() * by)), animation: false }); }
function step(key) {
const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
if (state.node === null || !drawn.has(state.node)) { const best = nodes.filter((n) => n.on).sort((a, b) => b.size - a.size || a.id - b.id)[0]; return best && chooseNode(best.id); }
const spots = net.getPositions(), here = spots[state.node]; let best = null, least = Infinity;
for (const x of touching.get(state.node)) {
if (!x.on) continue;
const other = x.from === state.node ? x.to : x.from, dx = spots[other].x - here.x, dy = spots[other].y - here.y, along = dx * way[0] + dy * way[1], far = Math.hypot(dx, dy);
if (along > far * 0.35 && far - along * 0.5 < least) { least = far - along * 0.5; best = other; }
}
if (best !== null) chooseNode(best);
}
net.on('click', (p) => { if (p.nodes.length) chooseNode(p.nodes[0], false); else if (p.edges.length) chooseLine(p.edges[0]); else if (state.node !== null || state.line !== null) clear(); });
const tip = $('tip');
const point = (p, words) => { tip.textContent = words; tip.hidden = false; tip.style.left = Math.min(p.x + 14, $('field').clientWidth - 200) + 'px'; tip.style.top = p.y + 14 + 'px'; };
net.on('hoverEdge', (p) => { const x = lines[p.edge], e = evs[x.events[0]]; state.hover = p.edge; point(p.pointer.DOM, ents[x.from].label + ' ' + x.words + ' ' + ents[x.to].label + ' — ' + statusWord(x.status) + ', ' + e.when + (x.events.length > 1 ? ', ' + x.events.length + ' events' : '')); });
net.on('hoverNode', (p) => { const n = ents[p.node]; point(p.pointer.DOM, n.label + ' — ' + n.cls + ', ' + n.events.length + ' events'); });
net.on('dragEnd', () => { state.moved = true; });
net.on('zoom', () => { state.moved = true; });
for (const name of ['blurEdge', 'blurNode', 'dragStart', 'zoom']) net.on(name, () => { tip.hidden = true; state.hover = null; });
const shape = (cls, tag, at) => sample((add) => { const n = add(tag, at); n.style.fill = cls === 'group' ? 'none' : 'var(--' + cls + ')'; n.style.stroke = 'var(--' + cls + ')'; });
setUpSearch((hit) => (hit.n ? chooseNode(hit.n.i) : chooseEvent(hit.e)));
const strip = setUpStrip(() => changed());
filtersFromHash(readHash());
const legend = setUpLegend(() => changed(), [['person', shape('person', 'circle', { cx: 17, cy: 6, r: 5 })], ['place', shape('place', 'rect', { x: 12, y: 1, width: 10, height: 10 })], ['body', shape('body', 'path', { d: 'M14 1h6l3 5-3 5h-6l-3-5z' })], ['group', shape('group', 'path', { d: 'M17 1l6 10H11z' })], ['thing', shape('thing', 'path', { d: 'M17 0l6 6-6 6-6-6z' })]]);
setUpTheme(() => changed(false)); setUpHelp();
$('in').addEventListener('click', () => zoom(1.3)); $('out').addEventListener('click', () => zoom(1 / 1.3)); $('fit').addEventListener('click', () => { state.moved = false; fit(); });
$('tablebutton').addEventListener('click', () => { state.table = !state.table; changed(); });
$('png').addEventListener('click', () => savePng($('net').querySelector('canvas'), 'graph.png'));
document.addEventListener('keydown', (ev) => {
if (typing(ev) || $('help').open) return;
if (ev.key === '/') { ev.preventDefault(); $('q').focus(); }
else if (ev.key === '?') $('help').showModal();
else if (ev.key === 'Escape') { if (state.table) { state.table = false; changed(); } else clear(); }
else if (ev.key.startsWith('Arrow')) { ev.preventDefault(); step(ev.key); }
else if (ev.key === '+' || ev.key === '=') zoom(1.3);
else if (ev.key === '-') zoom(1 / 1.3);
else if (ev.key === '0') fit();
else if (ev.key === 't' || ev.key === 'T') { state.table = !state.table; changed(); }
else if (ev.key === 'Enter' && ev.target === $('net')) $('panel').querySelector('button')?.focus();
});
function fromHash() {
const p = readHash(); filtersFromHash(p); legend(); state.table = p.get('view') === 'table'; const [kind, ...rest] = (p.get('sel') || '').split(':'), key = rest.join(':');
const i = kind === 'n' ? ents.findIndex((n) => n.id === key) : -1, x = kind === 'x' ? lines.find((y) => lineHash(y) === key) : null;
if (i >= 0) chooseNode(i, false); else if (x) chooseLine(x.id); else { state.node = state.line = null; $('panel').hidden = true; changed(false); }
}
addEventListener('hashchange', fromHash);
new ResizeObserver(() => strip()).observe($('strip'));
fromHash(); fit();
new ResizeObserver(() => { net.setSize('100%', '100%'); net.redraw(); if (!state.moved) fit(); if (!state.moved && state.node !== null && drawn.has(state.node) && (innerWidth < 760 || nodes.length > 60)) center(state.node); }).observe($('net'));
globalThis.graphView = { net, lines, pointOn };
document.documentElement.dataset.ready = '1';
}
start();
