// what the page listens to, and how it begins
function fromHash() {
  const p = readHash();
  filtersFromHash(p);
  legend();
  state.table = p.get('view') === 'table';
  const [kind, ...rest] = (p.get('sel') || '').split(':'),
    key = rest.join(':');
  const i = kind === 'n' ? ents.findIndex((n) => n.id === key) : -1,
    x = kind === 'x' ? lines.find((y) => lineHash(y) === key) : null;
  if (i >= 0) chooseNode(i, false);
  else if (x) chooseLine(x.id);
  else {
    state.node = state.line = null;
    net.unselectAll();
    $('panel').hidden = true;
    changed(false);
  }
}
function start() {
  makeNetwork();
  net.on('click', (p) => {
    if (p.nodes.length) chooseNode(p.nodes[0], false);
    else if (p.edges.length) chooseLine(p.edges[0]);
    else if (state.node !== null || state.line !== null) clear();
  });
  const tip = $('tip');
  const point = (p, words) => {
    tip.textContent = words;
    tip.hidden = false;
    tip.style.left = Math.min(p.x + 14, $('field').clientWidth - 200) + 'px';
    tip.style.top = p.y + 14 + 'px';
  };
  net.on('hoverEdge', (p) => {
    const x = lines[p.edge],
      e = evs[x.events[0]];
    state.hover = p.edge;
    point(
      p.pointer.DOM,
      ents[x.from].label +
        ' ' +
        x.words +
        ' ' +
        ents[x.to].label +
        ' — ' +
        statusWord(x.status) +
        ', ' +
        e.when +
        (x.events.length > 1 ? ', ' + x.events.length + ' events' : ''),
    );
  });
  net.on('hoverNode', (p) => {
    const n = ents[p.node];
    point(p.pointer.DOM, n.label + ' — ' + n.cls + ', ' + n.events.length + ' events');
  });
  net.on('dragEnd', () => {
    state.moved = true;
  });
  net.on('zoom', () => {
    state.moved = true;
    moving();
  });
  net.on('dragging', () => moving());
  for (const name of ['blurEdge', 'blurNode', 'dragStart', 'zoom'])
    net.on(name, () => {
      tip.hidden = true;
      state.hover = null;
    });
  const shape = (cls, tag, at) =>
    sample((add) => {
      const n = add(tag, at);
      n.style.fill = cls === 'group' ? 'none' : 'var(--' + cls + ')';
      n.style.stroke = 'var(--' + cls + ')';
    });
  setUpSearch((hit) => (hit.n ? chooseNode(hit.n.i) : chooseEvent(hit.e)));
  strip = setUpStrip(() => changed());
  filtersFromHash(readHash());
  legend = setUpLegend(
    () => changed(),
    [
      ['person', shape('person', 'circle', { cx: 17, cy: 6, r: 5 })],
      ['place', shape('place', 'rect', { x: 12, y: 1, width: 10, height: 10 })],
      ['body', shape('body', 'path', { d: 'M14 1h6l3 5-3 5h-6l-3-5z' })],
      ['group', shape('group', 'path', { d: 'M17 1l6 10H11z' })],
      ['thing', shape('thing', 'path', { d: 'M17 0l6 6-6 6-6-6z' })],
    ],
  );
  setUpTheme(() => changed(false));
  setUpHelp();
  $('png').addEventListener('click', () => savePng($('net').querySelector('canvas'), 'graph.png'));
  setUpControls({
    isTable: () => state.table,
    flipTable() {
      state.table = !state.table;
      changed();
    },
    clear,
    zoomIn: () => zoom(1.3),
    zoomOut: () => zoom(1 / 1.3),
    showAll() {
      state.moved = true;
      fit(true);
    },
    own(ev) {
      if (ev.key.startsWith('Arrow')) {
        ev.preventDefault();
        step(ev.key);
      } else if (ev.key === 'Enter' && ev.target === $('net')) $('panel').querySelector('button')?.focus();
    },
  });
  addEventListener('hashchange', fromHash);
  new ResizeObserver(() => strip()).observe($('strip'));
  fromHash();
  fit();
  paint();
  new ResizeObserver(() => {
    net.setSize('100%', '100%');
    net.redraw();
    if (!state.moved) fit();
    if (
      !state.moved &&
      state.node !== null &&
      drawn.has(state.node) &&
      (innerWidth < 760 || nodes.length > 60)
    )
      center(state.node);
  }).observe($('net'));
  globalThis.graphView = { net, lines, pointOn };
  document.documentElement.dataset.ready = '1';
}
async function unpack() {
  const packed = Uint8Array.from(atob($('vis').textContent), (c) => c.charCodeAt(0));
  const text = await new Response(
    new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
  ).text();
  // the policy of this page holds the hash of exactly this script: nothing else would run
  const script = document.createElement('script');
  script.textContent = text;
  document.head.append(script);
}
unpack().then(start);
