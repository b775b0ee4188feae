// choosing, reading and filtering: what the panel, the table, the keys and the address do
let strip, legend;
function keep() {
  writeHash({
    sel:
      state.line !== null
        ? 'x:' + lineHash(lines[state.line])
        : state.node !== null
          ? 'n:' + ents[state.node].id
          : '',
    view: state.table ? 'table' : '',
    ...filterHash(),
  });
}
function changed(draw = true) {
  paint();
  if (draw) keep();
  strip(
    state.line !== null
      ? new Set(lines[state.line].events)
      : state.node !== null
        ? new Set(ents[state.node].events)
        : null,
  );
  showTable();
}
function clear() {
  state.node = state.line = null;
  $('panel').hidden = true;
  net.unselectAll();
  changed();
}
function open(...kids) {
  const panel = $('panel');
  panel.textContent = '';
  panel.hidden = false;
  panel.scrollTop = 0;
  const close = act('btn close', '×', clear);
  close.setAttribute('aria-label', 'Close');
  panel.append(close, ...kids.filter(Boolean));
}
function nameOf(slug) {
  const i = entAt.get(slug);
  return act('link', ents[i].label, () => chooseNode(i));
}
const byDay = (a, b) => evs[a].day - evs[b].day || a - b;
function chooseNode(i, move = true) {
  state.node = i;
  state.line = null;
  const n = ents[i];
  const list = el('ul', 'rows');
  for (const k of [...n.events].sort(byDay)) {
    const e = evs[k],
      row = el('li'),
      button = act('', '', () => {
        const shut = row.lastChild !== button;
        if (shut) row.lastChild.remove();
        else row.append(eventCard(e, chooseNode));
        button.setAttribute('aria-expanded', String(!shut));
      });
    button.setAttribute('aria-expanded', 'false');
    button.append(
      el('span', '', e.label || e.type),
      chip(e.status),
      el('small', '', e.when + ' · ' + e.type),
    );
    row.append(button);
    list.append(row);
  }
  const facts = D.facts.filter((f) => f[0] === n.id || f[2] === n.id);
  const told =
    facts.length &&
    el(
      'div',
      '',
      el('h3', '', 'Known from the articles'),
      ...facts.map((f) => {
        const p = el(
          'p',
          'meta',
          f[0] === n.id ? '' : nameOf(f[0]),
          ' ' + f[1] + ' ',
          f[2] === n.id ? '' : nameOf(f[2]),
        );
        if (arts.has(f[3])) p.append(' · ', away(placeOf(arts.get(f[3]), f[4]), 'source'));
        return p;
      }),
    );
  const others = n.names.slice(0, 12).join(' · ');
  const meta = el('p', 'meta', n.cls + (n.country && n.country !== n.label ? ' · ' + n.country : ''));
  if (n.wiki) meta.append(' · ', away(n.wiki, 'Wikidata'));
  open(
    el('p', 'meta', 'Name'),
    el('h2', '', n.label),
    meta,
    others && el('p', 'meta', 'Also: ' + others),
    !drawn.has(i) &&
      el(
        'p',
        'meta',
        'Not in the picture: ' +
          (nodes.length < linked
            ? 'it shows the most connected names only.'
            : 'no relation to another name was read.'),
      ),
    told || null,
    el('h3', '', n.events.length + (n.events.length === 1 ? ' event' : ' events')),
    list,
  );
  if (drawn.has(i)) {
    net.selectNodes([i], false);
    if (move) center(i);
  } else net.unselectAll();
  changed();
}
function chooseLine(id) {
  const x = lines[id];
  state.line = id;
  state.node = null;
  const same = lines.filter(
    (y) => y.id !== id && [y.from, y.to].sort().join() === [x.from, x.to].sort().join(),
  );
  open(
    el('p', 'meta', x.mutual ? 'Relation between' : 'Relation'),
    el('h2', '', ents[x.from].label + ' ' + x.words + ' ' + ents[x.to].label),
    el('p', 'meta', chip(x.status), ' ' + x.events.length + (x.events.length === 1 ? ' event' : ' events')),
    ...x.events.map((i) => eventCard(evs[i], chooseNode)),
    same.length ? el('h3', '', 'Also between the two') : null,
    same.length
      ? el(
          'ul',
          'rows',
          ...same.map((y) => {
            const b = act('', '', () => chooseLine(y.id));
            b.append(
              el('span', '', ents[y.from].label + ' ' + y.words + ' ' + ents[y.to].label),
              chip(y.status),
            );
            return el('li', '', b);
          }),
        )
      : null,
  );
  net.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
  changed();
}
function chooseEvent(e) {
  const x = lines.find((y) => y.events.includes(e.i));
  if (x) return chooseLine(x.id);
  state.node = state.line = null;
  net.unselectAll();
  open(el('p', 'meta', 'Event'), eventCard(e, chooseNode));
  changed();
}
function showTable() {
  const box = $('table');
  box.hidden = !state.table;
  $('tablebutton').setAttribute('aria-pressed', String(state.table));
  if (!state.table) return;
  fillTable(box, {
    heads: ['Who', 'Relation', 'Whom or what', 'Status', 'Said by', 'When'],
    rows: lines.filter((x) => x.on),
    most: 500,
    cells: (x) => [
      act('link', ents[x.from].label, () => chooseNode(x.from)),
      act('link', x.words, () => chooseLine(x.id)),
      act('link', ents[x.to].label, () => chooseNode(x.to)),
      chip(x.status),
      namesOf(x.events.flatMap((i) => [...evs[i].speakers])),
      evs[x.events[0]].when + (x.events.length > 1 ? ' and ' + (x.events.length - 1) + ' more' : ''),
    ],
    what: 'relations',
    opens: 'the relation',
  });
}
// the largest group of connected names: what a large picture opens on
function largest() {
  const seen = new Map();
  let best = [];
  for (const n of nodes) {
    if (!n.on || seen.has(n.id)) continue;
    const group = [n.id];
    seen.set(n.id, 1);
    for (const i of group)
      for (const x of touching.get(i))
        for (const o of x.on ? [x.from, x.to] : [])
          if (!seen.has(o)) {
            seen.set(o, 1);
            group.push(o);
          }
    if (group.length > best.length) best = group;
  }
  return best;
}
function fit(all = false) {
  const on = nodes.filter((n) => n.on).map((n) => n.id),
    main = largest(),
    whole = all === true || on.length < 40 || main.length < on.length * 0.4;
  state.whole = whole;
  net.fit({ nodes: whole ? on : main, animation: false });
  net.moveTo({ scale: Math.min(1.25, net.getScale() * 0.94), animation: false });
}
// bring a name and its neighbours into sight; on a narrow screen the panel covers the lower half
function center(i) {
  const narrow = innerWidth <= 760;
  if (nodes.length > 60) {
    const near = touching.get(i).flatMap((x) => (x.on ? [x.from, x.to] : []));
    net.fit({ nodes: [i, ...near], maxZoomLevel: 1.25, animation: false });
    zoom(narrow ? 0.7 : 0.92);
  }
  const position = nodes.length > 60 ? net.getViewPosition() : net.getPositions([i])[i];
  const offset = { x: 0, y: narrow ? -$('net').clientHeight * 0.27 : 0 };
  net.moveTo({ position, offset, animation: false });
}
function zoom(by) {
  net.moveTo({ scale: Math.min(4, Math.max(0.08, net.getScale() * by)), animation: false });
}
function step(key) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (state.node === null || !drawn.has(state.node)) {
    const best = nodes.filter((n) => n.on).sort((a, b) => b.size - a.size || a.id - b.id)[0];
    return best && chooseNode(best.id);
  }
  const spots = net.getPositions(),
    here = spots[state.node];
  let best = null,
    least = Infinity;
  for (const x of touching.get(state.node)) {
    if (!x.on) continue;
    const other = x.from === state.node ? x.to : x.from,
      dx = spots[other].x - here.x,
      dy = spots[other].y - here.y,
      along = dx * way[0] + dy * way[1],
      far = Math.hypot(dx, dy);
    if (along > far * 0.35 && far - along * 0.5 < least) {
      least = far - along * 0.5;
      best = other;
    }
  }
  if (best !== null) chooseNode(best);
}
