'use strict';
// rows of the dossier become objects here, once; everything shown goes through textContent
const $ = (id) => document.getElementById(id);
const D = JSON.parse($('dossier').textContent);
const DAY = 864e5;
const MON = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (text) => {
  const t = Date.parse(text + 'T00:00:00Z');
  return Number.isNaN(t) ? null : Math.round(t / DAY);
};
const say = (day, year = true) => {
  const d = new Date(day * DAY);
  return d.getUTCDate() + ' ' + MON[d.getUTCMonth()] + (year ? ' ' + d.getUTCFullYear() : '');
};
const STATUS = {
  Happened: ['happened', ''],
  Ongoing: ['ongoing', ''],
  Planned: ['planned', '○'],
  Claimed: ['claimed', ''],
  Disputed: ['disputed', '≠'],
  Demanded: ['demanded', '!'],
  Hypothetical: ['hypothetical', '?'],
  Denied: ['denied', '✕'],
  Negated: ['did not happen', '✕'],
  Cancelled: ['cancelled', '✕'],
  Postponed: ['postponed', '○'],
};
const ORDER = Object.keys(STATUS);
const STRUCK = new Set(['Denied', 'Negated', 'Cancelled']);
const DASH = {
  Planned: [2, 5],
  Postponed: [2, 5],
  Claimed: [9, 6],
  Disputed: [12, 4, 2, 4],
  Demanded: [1, 7],
  Hypothetical: [1, 7],
  Denied: [5, 4],
  Negated: [5, 4],
  Cancelled: [5, 4],
};
const TONE = ['neutral', 'cooperation', 'conflict'];
const MODAL = {
  Factual: 'as fact',
  Continuing: 'as going on',
  Scheduled: 'as planned',
  Desired: 'as wanted',
  Conditional: 'as possible',
};
const statusWord = (s) => (STATUS[s] || [s.toLowerCase()])[0];
// rows name each other by what lasts: slug, key of the article, place of the sentence; here they get their numbers
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const arts = new Map(
  D.articles.map((r) => [r[0], { title: r[1], publisher: r[2], published: r[3], page: r[4], sentences: r[5] }]),
);
D.entities.sort((a, b) => byText(a[0], b[0]));
D.facts.sort((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]) || byText(a[2], b[2]));
const entAt = new Map(D.entities.map((r, i) => [r[0], i]));
const ents = D.entities.map((r, i) => ({
  i,
  id: r[0],
  label: r[1],
  kind: r[2],
  cls: r[3],
  names: r[4],
  country: entAt.has(r[5]) ? D.entities[entAt.get(r[5])][1] : r[5],
  wiki: r[6],
  events: [],
}));
// an event of which no day is known stands last, without stretching the axis
const lastDay = D.events.reduce((last, r) => (r[5] === null ? last : Math.max(last, r[5])), -Infinity);
const evs = D.events
  .sort((a, b) => (a[5] === null) - (b[5] === null) || a[5] - b[5] || byText(a[0], b[0]))
  .map((r, i) => ({
    i,
    id: r[0],
    type: r[1],
    tone: r[2],
    label: r[3],
    status: r[4],
    day: r[5] === null ? (lastDay === -Infinity ? 0 : lastDay) : r[5],
    start: r[6],
    end: r[7],
    lasting: r[8],
    when: r[9],
    roles: r[10].map(([role, who]) => [role, known(who)]).filter((role) => role[1].length),
    claims: r[11].flatMap(([key, claims]) => claims.map((c) => claimOf(arts.get(key), c))),
    quantities: r[12].map(([measure, words, who, key]) => [measure, words, speakerAt(who), arts.get(key)]),
    history: r[13],
  }));
const evAt = new Map(evs.map((e) => [e.id, e.i]));
for (const e of evs) {
  e.who = [...new Set(e.roles.flatMap((r) => r[1]))];
  e.speakers = new Set(e.claims.map((c) => c.speaker));
  for (const n of e.who) ents[n].events.push(e.i);
}
function known(slugs) {
  return slugs.map((slug) => entAt.get(slug)).filter((n) => n !== undefined);
}
// the article itself speaks where nobody does
function speakerAt(slug) {
  return entAt.has(slug) ? entAt.get(slug) : -1;
}
function claimOf(article, [places, speaker, outer, modality, negative, marks]) {
  return { article, places, speaker: speakerAt(speaker), outer: speakerAt(outer), modality, negative, marks };
}
const placeOf = (article, place) => article.page + (place ? '#p' + place : '');

function el(tag, cls, ...kids) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  for (const kid of kids)
    if (kid !== null && kid !== undefined && kid !== '') node.append(kid instanceof Node ? kid : String(kid));
  return node;
}
function act(cls, words, run) {
  const b = el('button', cls, words);
  b.type = 'button';
  b.addEventListener('click', run);
  return b;
}
function away(href, words) {
  const a = el('a', '', words);
  a.href = href;
  if (/^https?:/.test(href)) {
    a.rel = 'noopener noreferrer';
    a.target = '_blank';
  }
  return a;
}
const chip = (s) => el('span', 'chip s-' + s, statusWord(s));
const color = (() => {
  const probe = el('span');
  const seen = new Map();
  probe.hidden = true;
  document.body.append(probe);
  const read = (name) => {
    if (!seen.has(name)) {
      probe.style.color = 'var(--' + name + ')';
      seen.set(name, getComputedStyle(probe).color);
    }
    return seen.get(name);
  };
  read.forget = () => seen.clear();
  return read;
})();
const faint = (c, a) =>
  c.replace(/rgba?\(([^)]+)\)/, (_, v) => 'rgba(' + v.split(',').slice(0, 3).join(',') + ',' + a + ')');

// like faint, but solid: nothing behind it shines through
function blend(c, base, a) {
  const part = (v) =>
    v
      .match(/[\d.]+/g)
      .slice(0, 3)
      .map(Number);
  const under = part(base);
  return (
    'rgb(' +
    part(c)
      .map((v, k) => Math.round(v * a + under[k] * (1 - a)))
      .join(',') +
    ')'
  );
}

// a sentence with its trigger and quotation marked
function quoteOf(words, nth, marks) {
  const q = el('blockquote');
  const cuts = marks.filter((m) => m[0] === nth).sort((a, b) => a[1] - b[1] || b[2] - a[2]);
  let at = 0;
  for (const m of cuts) {
    if (m[1] < at) continue;
    q.append(words.slice(at, m[1]));
    const mark = el('mark', m[3] ? 'quote' : '');
    const inner = m[3] ? cuts.find((k) => !k[3] && k[1] >= m[1] && k[2] <= m[2]) : null;
    if (inner)
      mark.append(
        words.slice(m[1], inner[1]),
        el('mark', '', words.slice(inner[1], inner[2])),
        words.slice(inner[2], m[2]),
      );
    else mark.append(words.slice(m[1], m[2]));
    q.append(mark);
    at = m[2];
  }
  q.append(words.slice(at));
  return q;
}
function sourceLine(article, place) {
  if (!article) return el('p', 'who', 'Recorded by a decision, without an article');
  const { title, publisher, published } = article;
  const p = el('p', 'who');
  p.append(
    away(placeOf(article, place), title),
    [publisher, published && say(dayOf(published))]
      .filter(Boolean)
      .map((x) => ' · ' + x)
      .join(''),
  );
  return p;
}
function claimLine(c) {
  const p = el('p', 'who');
  p.append(el('b', '', c.speaker < 0 ? 'The article itself' : ents[c.speaker].label));
  p.append(
    (c.negative ? ' denies it' : ' tells it ' + (MODAL[c.modality] || c.modality)) +
      (c.outer >= 0 ? ', as told by ' + ents[c.outer].label : ''),
  );
  return p;
}
function evidence(e) {
  const box = el('div');
  const groups = new Map();
  for (const c of e.claims) {
    const key = (c.article ? c.article.page : '') + ':' + c.places.join();
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(c);
  }
  for (const group of groups.values()) {
    const { article, places } = group[0];
    places.forEach((place, nth) =>
      box.append(
        quoteOf(
          article.sentences[place],
          nth,
          group.flatMap((c) => c.marks),
        ),
      ),
    );
    for (const c of group) box.append(claimLine(c));
    box.append(sourceLine(article, places[0]));
  }
  return box;
}
function eventCard(e, go, open = true) {
  const card = el('section', 'event');
  card.append(el('h4', '', e.label || e.type), el('p', 'meta', chip(e.status), e.type + ' · ' + e.when));
  const parts = el('p', 'meta');
  for (const [role, who] of e.roles)
    who.forEach((n, k) => {
      parts.append(
        parts.childNodes.length ? (k ? ', ' : ' · ') : '',
        k ? '' : role + ' ',
        act('link', ents[n].label, () => go(n)),
      );
    });
  card.append(parts);
  if (e.history.length)
    card.append(
      el(
        'p',
        'meta',
        'First ' +
          e.history
            .map(([day, s]) => statusWord(s) + (day ? ' (' + say(dayOf(day)) + ')' : ''))
            .join(', then '),
      ),
    );
  for (const [measure, words, speaker, article] of e.quantities) {
    card.append(
      el(
        'p',
        'meta',
        measure +
          ': ' +
          words +
          (speaker >= 0
            ? ', says ' + ents[speaker].label
            : article
              ? ', says ' + (article.publisher || 'the article')
              : ''),
      ),
    );
  }
  if (open) card.append(evidence(e));
  return card;
}

// search over names and events: words that start with what is typed come first
const fold = (s) =>
  s
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
const index = [
  ...ents.map((n) => ({
    n,
    words: n.label,
    note:
      n.cls +
      (n.country ? ' · ' + n.country : '') +
      ' · ' +
      n.events.length +
      (n.events.length === 1 ? ' event' : ' events'),
    key: fold([n.label, ...n.names].join(' | ')),
    rank: n.events.length + 1000,
  })),
  ...evs.map((e) => ({
    e,
    words: e.label,
    note: e.type + ' · ' + statusWord(e.status) + ' · ' + e.when,
    key: fold(e.label + ' | ' + e.type),
    rank: e.claims.length,
  })),
];
function find(text, most = 9) {
  const q = fold(text.trim());
  if (!q) return [];
  const found = [];
  for (const row of index) {
    const at = row.key.indexOf(q);
    if (at >= 0) found.push([at === 0 || row.key[at - 1] === ' ' ? 0 : 1, -row.rank, row]);
  }
  return found
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, most)
    .map((f) => f[2]);
}
function setUpSearch(pick) {
  const input = $('q'),
    list = $('hits');
  let hits = [],
    at = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    at = -1;
  };
  const choose = (k) => {
    const hit = hits[k];
    if (!hit) return;
    input.value = '';
    close();
    input.blur();
    pick(hit);
  };
  const show = () => {
    hits = find(input.value);
    list.textContent = '';
    hits.forEach((h, k) => {
      const li = el('li', '', h.words, el('small', '', h.note));
      li.id = 'hit' + k;
      li.setAttribute('role', 'option');
      li.setAttribute('aria-selected', String(k === at));
      li.addEventListener('pointerdown', (ev) => {
        ev.preventDefault();
        choose(k);
      });
      list.append(li);
    });
    if (!hits.length) list.append(el('li', '', 'Nothing found'));
    list.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (at >= 0) input.setAttribute('aria-activedescendant', 'hit' + at);
  };
  input.addEventListener('input', () => {
    at = 0;
    show();
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (ev) => {
    if (ev.key === 'ArrowDown' || ev.key === 'ArrowUp') {
      ev.preventDefault();
      at = Math.max(0, Math.min(hits.length - 1, at + (ev.key === 'ArrowDown' ? 1 : -1)));
      show();
    } else if (ev.key === 'Enter') choose(Math.max(at, 0));
    else if (ev.key === 'Escape') {
      input.value = '';
      close();
      input.blur();
      ev.stopPropagation();
    }
  });
}
function setUpTheme(changed) {
  $('theme').addEventListener('click', () => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const root = document.documentElement;
    const now = root.dataset.theme || (dark ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    color.forget();
    changed();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    color.forget();
    changed();
  });
}
function setUpHelp() {
  const help = $('help');
  $('helpbutton').addEventListener('click', () => help.showModal());
  $('helpclose').addEventListener('click', () => help.close());
}
const typing = (ev) =>
  /^(INPUT|SELECT|TEXTAREA)$/.test(ev.target.tagName) || ev.ctrlKey || ev.metaKey || ev.altKey;
function readHash() {
  return new URLSearchParams(location.hash.slice(1));
}
function writeHash(values) {
  const p = new URLSearchParams();
  for (const [k, v] of Object.entries(values)) if (v) p.set(k, v);
  history.replaceState(null, '', '#' + p.toString());
}
