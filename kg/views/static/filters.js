// what is shown: one set of filters for graph and timeline, kept in the address after #
const F = { off: new Set(), tones: new Set(), type: '', speaker: '', from: null, to: null };
const passes = (e, timeless) =>
  !F.off.has(e.status) &&
  !F.tones.has(e.tone) &&
  (!F.type || e.type === F.type) &&
  (F.speaker === '' || e.speakers.has(F.speaker)) &&
  (timeless || ((F.from === null || e.day >= F.from) && (F.to === null || e.day <= F.to)));
const filterHash = () => ({
  off: [...F.off].join(','),
  tone: [...F.tones].join(','),
  type: F.type,
  by: F.speaker === '' ? '' : F.speaker < 0 ? '-' : ents[F.speaker].id,
  t:
    F.from === null && F.to === null
      ? ''
      : (F.from === null ? '' : iso(F.from)) + '..' + (F.to === null ? '' : iso(F.to)),
});
function filtersFromHash(p) {
  F.off = new Set((p.get('off') || '').split(',').filter((s) => s in STATUS));
  F.tones = new Set(
    (p.get('tone') || '')
      .split(',')
      .filter((s) => s !== '')
      .map(Number),
  );
  F.type = evs.some((e) => e.type === p.get('type')) ? p.get('type') : '';
  const by = p.get('by');
  const who = ents.findIndex((n) => n.id === by);
  F.speaker = by === '-' ? -1 : who >= 0 ? who : '';
  const [from, to] = (p.get('t') || '').split('..');
  F.from = from ? dayOf(from) : null;
  F.to = to ? dayOf(to) : null;
}
const SVG = 'http://www.w3.org/2000/svg';
function sample(draw) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', 34);
  svg.setAttribute('height', 12);
  svg.setAttribute('aria-hidden', 'true');
  const add = (tag, at) => {
    const n = document.createElementNS(SVG, tag);
    for (const k in at) n.setAttribute(k, at[k]);
    svg.append(n);
    return n;
  };
  draw(add);
  return svg;
}
const statusSample = (s) =>
  sample((add) => {
    const struck = STRUCK.has(s),
      stroke = struck || s === 'Disputed' ? 'var(--struck)' : 'currentColor';
    const line = add('line', {
      x1: 1,
      x2: 33,
      y1: 6,
      y2: 6,
      'stroke-width': s === 'Ongoing' ? 3.5 : 2,
      'stroke-dasharray': (DASH[s] || []).join(' '),
      'stroke-linecap': 'round',
    });
    line.style.stroke = stroke;
    if (struck)
      for (const x of [14, 19])
        add('line', { x1: x, x2: x + 4, y1: 11, y2: 1, 'stroke-width': 1.6 }).style.stroke = stroke;
    if (s === 'Disputed')
      for (const y of [3, 9])
        add('line', { x1: 12, x2: 22, y1: y, y2: y, 'stroke-width': 1.5 }).style.stroke = stroke;
  });
function setUpLegend(changed, shapes, title = 'Who and what') {
  const box = $('legend');
  const counts = {};
  const tones = [0, 0, 0];
  const types = new Map();
  const speakers = new Map();
  for (const e of evs) {
    counts[e.status] = (counts[e.status] || 0) + 1;
    tones[e.tone]++;
    types.set(e.type, (types.get(e.type) || 0) + 1);
    for (const s of e.speakers) speakers.set(s, (speakers.get(s) || 0) + 1);
  }
  const group = (title, ...kids) => {
    const f = el('fieldset', '', el('legend', '', title), ...kids);
    box.append(f);
    return f;
  };
  const check = (on, svg, words, n, flip) => {
    const input = el('input');
    input.type = 'checkbox';
    input.checked = on;
    input.addEventListener('change', () => {
      flip(input.checked);
      changed();
    });
    return el('label', '', input, svg, words, n === null ? null : el('span', '', n));
  };
  const menu = (title, options, value, set) => {
    const s = el('select');
    s.setAttribute('aria-label', title);
    for (const [v, words] of options) {
      const o = el('option', '', words);
      o.value = v;
      s.append(o);
    }
    s.value = value;
    s.addEventListener('change', () => {
      set(s.value);
      changed();
    });
    return s;
  };
  const draw = () => {
    box.textContent = '';
    group(
      'Status',
      ...ORDER.filter((s) => counts[s]).map((s) =>
        check(!F.off.has(s), statusSample(s), statusWord(s), counts[s], (on) =>
          on ? F.off.delete(s) : F.off.add(s),
        ),
      ),
    );
    const second = group(
      'Tone',
      ...TONE.map((t, k) =>
        check(
          !F.tones.has(k),
          sample((add) => {
            add('line', { x1: 1, x2: 33, y1: 6, y2: 6, 'stroke-width': 3 }).style.stroke = 'var(--' + t + ')';
          }),
          t,
          tones[k],
          (on) => (on ? F.tones.delete(k) : F.tones.add(k)),
        ),
      ),
    );
    const by = (a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1);
    second.append(
      el('legend', '', 'Type'),
      menu(
        'Type of event',
        [['', 'All types'], ...[...types].sort(by).map(([t, n]) => [t, t + ' (' + n + ')'])],
        F.type,
        (v) => {
          F.type = v;
        },
      ),
    );
    second.append(
      el('legend', '', 'Said by'),
      menu(
        'Said by',
        [
          ['', 'Anyone'],
          ...[...speakers]
            .sort(by)
            .map(([s, n]) => [s, (s < 0 ? 'The articles themselves' : ents[s].label) + ' (' + n + ')']),
        ],
        F.speaker,
        (v) => {
          F.speaker = v === '' ? '' : Number(v);
        },
      ),
    );
    if (shapes) group(title, ...shapes.map(([words, svg]) => el('label', '', svg, words)));
  };
  draw();
  const side = $('legend'),
    toggle = $('legendbutton'),
    show = (on) => {
      side.hidden = !on;
      toggle.setAttribute('aria-pressed', String(on));
    };
  show(innerWidth > 760);
  toggle.addEventListener('click', () => show(side.hidden));
  return draw;
}

// days that hold events, long empty stretches folded: x <-> day
function foldedScale(days, width, pad = 14) {
  const list = [...new Set(days)].sort((a, b) => a - b);
  if (!list.length) list.push(0);
  const most = Math.max(0, Math.floor(width / 90) - 1);
  const span = list[list.length - 1] - list[0] + 1;
  const gaps = list
    .slice(1)
    .map((d, k) => [d - list[k], k + 1])
    .filter((g) => g[0] > Math.max(12, span * 0.02))
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
    .slice(0, most)
    .map((g) => g[1])
    .sort((a, b) => a - b);
  const parts = [];
  let at = 0;
  for (const g of [...gaps, list.length]) {
    parts.push({ from: list[at], to: list[g - 1] + 1, days: g - at });
    at = g;
  }
  const fold = 16;
  const room = width - 2 * pad - fold * (parts.length - 1);
  const weight = (p) => 1.5 + Math.sqrt(p.days) + Math.log2(1 + p.to - p.from);
  const total = parts.reduce((s, p) => s + weight(p), 0);
  let x = pad;
  for (const p of parts) {
    p.x0 = x;
    p.x1 = x + (room * weight(p)) / total;
    x = p.x1 + fold;
  }
  return {
    parts,
    x: (day) => {
      for (const p of parts) {
        if (day < p.from) return p.x0 - fold / 2;
        if (day <= p.to) return p.x0 + ((day - p.from) / (p.to - p.from)) * (p.x1 - p.x0);
      }
      return parts[parts.length - 1].x1 + pad / 2;
    },
    day: (px) => {
      let last = parts[0];
      for (const p of parts) {
        if (px < p.x0) return px > last.x1 + fold / 2 || last === p ? p.from : last.to - 1;
        if (px <= p.x1)
          return Math.min(p.to - 1, Math.floor(p.from + ((px - p.x0) / (p.x1 - p.x0)) * (p.to - p.from)));
        last = p;
      }
      return last.to - 1;
    },
  };
}

// the strip under the picture: events per day as bars, a brush that sets F.from and F.to
function setUpStrip(changed) {
  const canvas = $('strip'),
    from = $('from'),
    to = $('to');
  let scale,
    lit = null,
    drag = null;
  const days = evs.map((e) => e.day);
  const size = () => {
    const r = canvas.getBoundingClientRect(),
      k = devicePixelRatio || 1;
    canvas.width = Math.round(r.width * k);
    canvas.height = Math.round(r.height * k);
    scale = foldedScale(days, r.width);
    return [r.width, r.height, k];
  };
  const draw = (mark) => {
    if (mark !== undefined) lit = mark;
    const [w, h, k] = size();
    const ctx = canvas.getContext('2d');
    ctx.setTransform(k, 0, 0, k, 0, 0);
    ctx.clearRect(0, 0, w, h);
    const base = h - 18;
    const bins = new Map();
    for (const e of evs) {
      if (!passes(e, true)) continue;
      const x = Math.round(scale.x(e.day + 0.5) / 4) * 4;
      const b = bins.get(x) || [0, 0];
      b[0]++;
      if (lit && lit.has(e.i)) b[1]++;
      bins.set(x, b);
    }
    const top = Math.max(1, ...[...bins.values()].map((b) => b[0]));
    if (F.from !== null || F.to !== null) {
      const a = F.from === null ? 0 : scale.x(F.from),
        b = F.to === null ? w : scale.x(F.to + 1);
      ctx.fillStyle = faint(color('accent'), 0.14);
      ctx.fillRect(a, 0, b - a, base);
      ctx.fillStyle = color('accent');
      ctx.fillRect(a - 1, 0, 2, base);
      ctx.fillRect(b - 1, 0, 2, base);
    }
    for (const [x, [n, m]] of bins) {
      const tall = (v) => (v ? 3 + (base - 10) * Math.sqrt(v / top) : 0);
      ctx.fillStyle = lit ? faint(color('soft'), 0.4) : color('soft');
      ctx.fillRect(x - 1.5, base - tall(n), 3, tall(n));
      if (m) {
        ctx.fillStyle = color('accent');
        ctx.fillRect(x - 1.5, base - tall(m), 3, tall(m));
      }
    }
    ctx.font = '11px ' + getComputedStyle(document.body).fontFamily;
    ctx.textBaseline = 'alphabetic';
    let free = -99;
    scale.parts.forEach((p, n) => {
      ctx.strokeStyle = color('line');
      ctx.beginPath();
      ctx.moveTo(p.x0, base + 0.5);
      ctx.lineTo(p.x1, base + 0.5);
      ctx.stroke();
      if (n) {
        ctx.strokeStyle = color('soft');
        ctx.beginPath();
        for (const o of [-11, -7]) {
          ctx.moveTo(p.x0 + o, base + 4);
          ctx.lineTo(p.x0 + o + 3, base - 4);
        }
        ctx.stroke();
      }
      const a = say(p.from),
        b = say(p.to - 1);
      const words =
        p.to - p.from < 2
          ? a
          : a.slice(-4) !== b.slice(-4)
            ? a.slice(-4) + '–' + b.slice(-4)
            : p.to - p.from > 25
              ? a.slice(-8) + '–' + b.slice(-8)
              : say(p.from, false) + '–' + b;
      const wide = ctx.measureText(words).width;
      const x = Math.max(2, Math.min(w - wide - 2, (p.x0 + p.x1 - wide) / 2));
      if (x > free) {
        ctx.fillStyle = color('soft');
        ctx.fillText(words, x, h - 4);
        free = x + wide + 8;
      }
    });
    if (document.activeElement !== from) from.value = F.from === null ? '' : iso(F.from);
    if (document.activeElement !== to) to.value = F.to === null ? '' : iso(F.to);
  };
  const at = (ev) => scale.day(ev.clientX - canvas.getBoundingClientRect().left);
  canvas.addEventListener('pointerdown', (ev) => {
    canvas.setPointerCapture(ev.pointerId);
    const d = at(ev),
      px = ev.clientX - canvas.getBoundingClientRect().left;
    const near = (day) => day !== null && Math.abs(scale.x(day) - px) < 7;
    if (near(F.from)) drag = { fixed: F.to === null ? d : F.to };
    else if (F.to !== null && near(F.to + 1)) drag = { fixed: F.from === null ? d : F.from };
    else drag = { fixed: d, x: px };
  });
  canvas.addEventListener('pointermove', (ev) => {
    if (!drag) return;
    if (drag.x !== undefined && Math.abs(ev.clientX - canvas.getBoundingClientRect().left - drag.x) < 4)
      return;
    const d = at(ev);
    drag.moved = true;
    F.from = Math.min(d, drag.fixed);
    F.to = Math.max(d, drag.fixed);
    changed();
  });
  canvas.addEventListener('pointerup', () => {
    if (drag && !drag.moved) {
      F.from = F.to = null;
      changed();
    }
    drag = null;
  });
  for (const [input, key] of [
    [from, 'from'],
    [to, 'to'],
  ])
    input.addEventListener('change', () => {
      F[key] = input.value ? dayOf(input.value) : null;
      changed();
    });
  return draw;
}
