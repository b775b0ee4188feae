// the picture: what pyvis handed over, drawn by vis-network; names and marks are ours
const nodes = JSON.parse($('nodes').textContent).map((n) => ({ ...n, id: entAt.get(n.id) })),
  lines = JSON.parse($('edges').textContent).map((x) => ({
    ...x,
    from: entAt.get(x.from),
    to: entAt.get(x.to),
    events: x.events.map((id) => evAt.get(id)),
  })),
  [total, linked] = JSON.parse($('totals').textContent);
const drawn = new Map(nodes.map((n) => [n.id, n]));
const state = { node: null, line: null, hover: null, table: false };
const lineHash = (x) => [ents[x.from].id, x.words, ents[x.to].id, x.status].join('~');
const touching = new Map(nodes.map((n) => [n.id, []]));
for (const x of lines) {
  touching.get(x.from).push(x);
  if (x.to !== x.from) touching.get(x.to).push(x);
}

let net, nodeSet, edgeSet;
function makeNetwork() {
  nodeSet = new vis.DataSet(nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, size: n.size, shape: n.shape })));
  edgeSet = new vis.DataSet(
    lines.map((x) => ({
      id: x.id,
      from: x.from,
      to: x.to,
      dashes: DASH[x.status] || false,
      smooth: x.bend
        ? { enabled: true, type: x.bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(x.bend) }
        : { enabled: false },
      arrows: x.mutual
        ? ''
        : {
            to: {
              enabled: true,
              scaleFactor: 0.55,
              type: x.status === 'Planned' || x.status === 'Postponed' ? 'vee' : 'arrow',
            },
          },
      width: x.status === 'Ongoing' ? 3 : STRUCK.has(x.status) ? 1.4 : 1.8,
    })),
  );
  net = new vis.Network($('net'), { nodes: nodeSet, edges: edgeSet }, JSON.parse($('options').textContent));
  net.on('afterDrawing', drawNames);
}

function lineColor(x) {
  return color(STRUCK.has(x.status) ? 'struck' : TONE[x.tone]);
}
function paint() {
  const near = new Set(),
    strong = new Set();
  let shown = 0;
  for (const x of lines) {
    x.on = x.events.some((i) => passes(evs[i]));
    if (x.on) shown++;
    if (x.id === state.line) x.on = true;
  }
  if (state.node !== null && touching.has(state.node)) {
    near.add(state.node);
    for (const x of touching.get(state.node))
      if (x.on) {
        strong.add(x.id);
        near.add(x.from).add(x.to);
      }
  }
  if (state.line !== null) {
    const x = lines[state.line];
    strong.add(x.id);
    near.add(x.from).add(x.to);
  }
  state.near = near;
  state.strong = strong;
  state.focus = near.size > 0;
  edgeSet.update(
    lines.map((x) => {
      const c = lineColor(x),
        a = state.focus ? (strong.has(x.id) ? 1 : 0.3) : STRUCK.has(x.status) ? 0.75 : 0.62;
      const s = strong.has(x.id) ? c : faint(c, a);
      return { id: x.id, hidden: !x.on, color: { color: s, highlight: c, hover: c, inherit: false } };
    }),
  );
  nodeSet.update(
    nodes.map((n) => {
      const on = n.id === state.node || touching.get(n.id).some((x) => x.on);
      n.on = on;
      const c = color(n.group),
        dim = state.focus && !near.has(n.id);
      const fill = dim ? blend(c, color('paper'), 0.45) : n.group === 'group' ? color('paper') : c;
      const border = dim
        ? color('paper')
        : n.id === state.node
          ? color('ink')
          : n.group === 'group'
            ? c
            : color('paper');
      return {
        id: n.id,
        hidden: !on,
        borderWidth: n.id === state.node ? 3 : 1.5,
        color: {
          background: fill,
          border,
          highlight: { background: fill, border: color('ink') },
          hover: { background: fill, border: color('ink') },
        },
      };
    }),
  );
  const told = evs.filter((e) => passes(e)).length;
  const aside = state.whole === false ? nodes.filter((n) => n.on).length - largest().length : 0;
  $('count').textContent =
    shown +
    ' of ' +
    lines.length +
    ' relations · ' +
    told +
    ' of ' +
    evs.length +
    ' events' +
    (nodes.length < linked ? ' · the ' + nodes.length + ' most connected of ' + linked + ' names' : '') +
    (aside ? ' · ' + aside + ' names in smaller groups lie beside: 0 shows all' : '');
}

// names and relations are drawn by us at a fixed size on the screen, where there is room
const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const hits = (box, boxes) => boxes.some((b) => meets(box, b));
const sizes = new Map();
function widthOf(ctx, words) {
  const key = ctx.font + words;
  if (!sizes.has(key)) sizes.set(key, ctx.measureText(words).width);
  return sizes.get(key);
}
// while the picture moves only the largest names are drawn; the rest comes back when it rests
let resting = null;
function moving() {
  state.busy = true;
  clearTimeout(resting);
  resting = setTimeout(() => {
    state.busy = false;
    net.redraw();
  }, 140);
}
function pointOn(x, t) {
  const edge = net.body.edges[x.id];
  return net.canvasToDOM(
    edge.edgeType.getPoint(t, edge.edgeType.getViaNode ? edge.edgeType.getViaNode() : undefined),
  );
}
// two strokes across a line whose relation is denied, called off or disputed; names of relations keep clear of them
function drawStrikes(ctx, scale, boxes) {
  for (const x of lines) {
    if (
      !x.on ||
      !(STRUCK.has(x.status) || x.status === 'Disputed') ||
      (state.focus && !state.strong.has(x.id))
    )
      continue;
    const p = pointOn(x, 0.3),
      q = pointOn(x, 0.35),
      way = Math.atan2(q.y - p.y, q.x - p.x),
      g = way + 1.1,
      long = Math.min(6, 2 + 4 * scale);
    ctx.strokeStyle = color('struck');
    ctx.lineWidth = Math.min(1.6, 0.6 + scale);
    ctx.beginPath();
    for (const o of [0, long * 0.7]) {
      const cx = p.x + o * Math.cos(way),
        cy = p.y + o * Math.sin(way);
      ctx.moveTo(cx - long * Math.cos(g), cy - long * Math.sin(g));
      ctx.lineTo(cx + long * Math.cos(g), cy + long * Math.sin(g));
    }
    ctx.stroke();
    boxes.push([p.x - long - 2, p.y - long - 2, p.x + long + 2, p.y + long + 2]);
  }
}
function drawNames(ctx) {
  const k = net.canvas.pixelRatio || devicePixelRatio || 1,
    font = getComputedStyle(document.body).fontFamily,
    boxes = [],
    scale = net.getScale();
  ctx.save();
  ctx.setTransform(k, 0, 0, k, 0, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  const wide = $('net').clientWidth,
    tall = $('net').clientHeight,
    paper = color('paper'),
    ink = color('ink');
  const spots = net.getPositions();
  const order = nodes
    .filter((n) => n.on && spots[n.id])
    .sort((a, b) => (b.id === state.node) - (a.id === state.node) || b.size - a.size || a.id - b.id);
  for (const n of order) {
    const p = net.canvasToDOM(spots[n.id]),
      r = n.size * scale;
    n.px = p;
    boxes.push([p.x - r, p.y - r, p.x + r, p.y + r, r, n.id]);
  }
  const nameNode = (n, k2, quiet) => {
    const p = n.px,
      r = n.size * scale;
    if (p.x < -50 || p.y < -20 || p.x > wide + 50 || p.y > tall + 20) return;
    ctx.font = (quiet ? '' : n.id === state.node ? '700 ' : '600 ') + '12.5px ' + font;
    let words = ents[n.id].label;
    if (words.length > 30) words = words.slice(0, 28) + '…';
    const half = widthOf(ctx, words) / 2,
      spot = [
        [0, r + 10],
        [0, -r - 10],
        [half + r + 6, 0],
        [-half - r - 6, 0],
      ];
    for (const strict of k2 < 14 ? [true, false] : [true])
      for (const [dx, dy] of spot) {
        const box = [p.x + dx - half - 2, p.y + dy - 8, p.x + dx + half + 2, p.y + dy + 8];
        if (
          n.id !== state.node &&
          boxes.some((b) => (b.length === 4 || (strict && b[4] >= r * 0.6 && b[5] !== n.id)) && meets(box, b))
        )
          continue;
        boxes.push(box);
        ctx.lineWidth = 4;
        ctx.strokeStyle = paper;
        ctx.strokeText(words, p.x + dx, p.y + dy);
        ctx.fillStyle = quiet ? faint(color('soft'), 0.7) : ink;
        ctx.fillText(words, p.x + dx, p.y + dy);
        return;
      }
  };
  order
    .filter((n) => !state.focus || state.near.has(n.id))
    .slice(0, state.busy ? 40 : undefined)
    .forEach((n, k2) => nameNode(n, k2, false));
  if (state.busy) {
    ctx.restore();
    return;
  }
  drawStrikes(ctx, scale, boxes);
  const told = lines
    .filter((x) => x.on && (!state.focus || state.strong.has(x.id)))
    .sort(
      (a, b) =>
        (b.id === state.hover || b.id === state.line) - (a.id === state.hover || a.id === state.line) ||
        b.events.length - a.events.length ||
        a.id - b.id,
    );
  for (const x of told) {
    const words =
      ((STATUS[x.status] || ['', ''])[1] + ' ' + x.words).trim() +
      (x.events.length > 1 ? ' ×' + x.events.length : '');
    const strong = x.id === state.line || x.id === state.hover;
    ctx.font = (strong ? '600 ' : '') + '11.5px ' + font;
    const half = widthOf(ctx, words) / 2,
      a = drawn.get(x.from).px,
      b = drawn.get(x.to).px;
    if (!a || !b || (!strong && Math.hypot(a.x - b.x, a.y - b.y) < half + 24)) continue;
    for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
      const p = pointOn(x, t),
        box = [p.x - half - 3, p.y - 8, p.x + half + 3, p.y + 8];
      if (hits(box, boxes) && !(strong && t === 0.74)) continue;
      boxes.push(box);
      ctx.lineWidth = 5;
      ctx.strokeStyle = paper;
      ctx.strokeText(words, p.x, p.y);
      ctx.fillStyle = lineColor(x);
      ctx.fillText(words, p.x, p.y);
      if (STRUCK.has(x.status)) {
        ctx.strokeStyle = lineColor(x);
        ctx.lineWidth = 1.2;
        ctx.beginPath();
        ctx.moveTo(p.x - half + 12, p.y);
        ctx.lineTo(p.x + half, p.y);
        ctx.stroke();
      }
      break;
    }
  }
  if (state.focus) order.filter((n) => !state.near.has(n.id)).forEach((n) => nameNode(n, 99, true));
  ctx.restore();
}
