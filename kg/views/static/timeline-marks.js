// the marks: dots, bars, arrows, words, axis, and the frame they stand in
function hatch(c) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const t = tile.getContext('2d');
  t.strokeStyle = c;
  t.lineWidth = 1.5;
  t.beginPath();
  for (const o of [-6, 0, 6]) {
    t.moveTo(o - 1, 7);
    t.lineTo(o + 7, -1);
  }
  t.stroke();
  return ctx.createPattern(tile, 'repeat');
}
const hatches = new Map();
const hatchOf = (c) => {
  if (!hatches.has(c)) hatches.set(c, hatch(c));
  return hatches.get(c);
};
function dot(e, cx, cy, c) {
  const s = e.status,
    r = 5.5;
  ctx.setLineDash(s === 'Claimed' ? [3, 2.4] : s === 'Demanded' || s === 'Hypothetical' ? [1.5, 2.5] : []);
  ctx.lineWidth = s === 'Ongoing' ? 3 : 1.8;
  ctx.strokeStyle = c;
  ctx.beginPath();
  if (s === 'Disputed') {
    ctx.moveTo(cx, cy - 7);
    ctx.lineTo(cx + 7, cy);
    ctx.lineTo(cx, cy + 7);
    ctx.lineTo(cx - 7, cy);
    ctx.closePath();
  } else ctx.arc(cx, cy, r, 0, 7);
  ctx.fillStyle = s === 'Happened' || s === 'Ongoing' ? c : color('paper');
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
  if (STRUCK.has(s)) {
    ctx.beginPath();
    ctx.moveTo(cx - 7, cy + 5);
    ctx.lineTo(cx + 7, cy - 5);
    ctx.stroke();
  }
}
function bar(e, a, b, cy, c) {
  const h = 11,
    s = e.status;
  ctx.beginPath();
  ctx.roundRect(a, cy - h / 2, b - a, h, 4);
  ctx.fillStyle = e.lasting && s !== 'Planned' ? faint(c, 0.8) : hatchOf(faint(c, 0.55));
  if (!(e.lasting && (s === 'Planned' || STRUCK.has(s)))) ctx.fill();
  ctx.setLineDash(DASH[s] ? DASH[s].map((v) => Math.max(2, v / 1.6)) : []);
  ctx.strokeStyle = c;
  ctx.lineWidth = 1.4;
  ctx.stroke();
  ctx.setLineDash([]);
  if (STRUCK.has(s)) {
    ctx.beginPath();
    ctx.moveTo(a - 3, cy);
    ctx.lineTo(b + 3, cy);
    ctx.stroke();
  }
}
function arrow(px, cy, way, c) {
  ctx.fillStyle = c;
  ctx.beginPath();
  ctx.moveTo(px + way * 9, cy);
  ctx.lineTo(px, cy - 5.5);
  ctx.lineTo(px, cy + 5.5);
  ctx.closePath();
  ctx.fill();
}
function words(e, px, cy, c) {
  font(e.i === view.sel ? '600' : '400', 12);
  const [text, w] = labelOf(e);
  ctx.fillStyle = e.i === view.sel ? color('ink') : STRUCK.has(e.status) ? color('struck') : color('ink');
  ctx.globalAlpha = e.i === view.sel || e.i === view.hover ? 1 : 0.86;
  ctx.fillText(text, px, cy + 0.5);
  ctx.globalAlpha = 1;
  if (STRUCK.has(e.status)) {
    ctx.strokeStyle = c;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(px + 12, cy + 0.5);
    ctx.lineTo(px + w, cy + 0.5);
    ctx.stroke();
  }
}
function ticks() {
  const days = view.to - view.from,
    room = (wide - left - side) / 84,
    every = days / room,
    out = [];
  const at = (y, m, d) => Math.round(Date.UTC(y, m, d) / DAY),
    y0 = new Date(view.from * DAY).getUTCFullYear(),
    y1 = new Date(view.to * DAY).getUTCFullYear();
  if (every > 150) {
    const step = [1, 2, 5, 10, 20, 25, 50, 100].find((s) => s * 365 >= every) || 200;
    for (let y = Math.floor(y0 / step) * step; y <= y1; y += step) {
      const t = new Date(Date.UTC(2000, 0, 1));
      t.setUTCFullYear(y);
      out.push([Math.round(t / DAY), String(y), true]);
    }
  } else if (every > 16) {
    const step = [1, 2, 3, 6].find((s) => s * 30.4 >= every) || 6;
    for (let y = y0; y <= y1; y++)
      for (let m = 0; m < 12; m += step) out.push([at(y, m, 1), m ? MON[m] : String(y), m === 0]);
  } else {
    const step = [1, 2, 7, 14].find((s) => s >= every) || 14;
    const off = step > 2 ? 4 : 0;
    for (let d = Math.ceil((view.from - off) / step) * step + off; d <= view.to; d += step) {
      const t = new Date(d * DAY);
      out.push([d, t.getUTCDate() + ' ' + MON[t.getUTCMonth()], t.getUTCDate() <= step]);
    }
  }
  return out;
}
function draw() {
  const k = devicePixelRatio || 1;
  ctx.setTransform(k, 0, 0, k, 0, 0);
  ctx.clearRect(0, 0, wide, tall);
  spots = [];
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const right = wide - side,
    ink = color('ink'),
    soft = color('soft'),
    line = color('line');
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, TOP, right - left, tall - TOP);
  ctx.clip();
  for (const [d, , strong] of ticks()) {
    ctx.strokeStyle = faint(line, strong ? 1 : 0.6);
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(Math.round(x(d)) + 0.5, TOP);
    ctx.lineTo(Math.round(x(d)) + 0.5, tall);
    ctx.stroke();
  }
  const perDay = (right - left) / (view.to - view.from);
  lanes.forEach((lane) => {
    const y = TOP + lane.y - view.y;
    if (y > tall || y + lane.h < TOP) return;
    ctx.strokeStyle = line;
    ctx.beginPath();
    ctx.moveTo(0, Math.round(y + lane.h) + 0.5);
    ctx.lineTo(wide, Math.round(y + lane.h) + 0.5);
    ctx.stroke();
    if (lane.dense) {
      const bins = new Map();
      for (const e of lane.events) {
        const px = Math.round(x(lo(e)) / 2) * 2;
        if (px >= left && px <= right) bins.set(px, (bins.get(px) || 0) + 1);
      }
      let top = 1;
      for (const n of bins.values()) top = Math.max(top, n);
      ctx.fillStyle = faint(color('accent'), 0.75);
      for (const [px, n] of bins)
        ctx.fillRect(px, y + 64 - 56 * Math.sqrt(n / top), 2, 56 * Math.sqrt(n / top));
      return;
    }
    for (const [e, row, inside] of lane.spots) {
      const cy = y + 7 + row * ROW + ROW / 2;
      if (cy < TOP - 12 || cy > tall + 12) continue;
      const a = x(lo(e)),
        b = Math.max(x(hi(e) + 1), a + 10),
        exact = e.start === e.end,
        c = toneColor(e);
      if (b + labelOf(e)[1] + 60 < left || a - 40 > right) continue;
      if (e.i === view.sel || e.i === view.hover) {
        ctx.fillStyle = faint(color('accent'), 0.16);
        ctx.beginPath();
        ctx.roundRect(
          exact ? (a + b) / 2 - 10 : a - 4,
          cy - 10,
          (exact ? 24 : inside ? b - a + 8 : b - a + 16) + (inside ? 0 : labelOf(e)[1]),
          20,
          6,
        );
        ctx.fill();
      }
      let end = b,
        start = a;
      if (exact) {
        const mid = perDay > 14 ? x(lo(e) + 0.5) : a + 3;
        dot(e, mid, cy, c);
        start = mid - 7;
        end = mid + 7;
      } else if (e.start === null) {
        start = a - 26;
        ctx.strokeStyle = c;
        ctx.lineWidth = 2;
        ctx.setLineDash(DASH[e.status] || []);
        ctx.beginPath();
        ctx.moveTo(start, cy);
        ctx.lineTo(b - 4, cy);
        ctx.stroke();
        ctx.setLineDash([]);
        arrow(start, cy, -1, c);
        ctx.fillRect(b - 5, cy - 6, 2, 12);
      } else if (e.end === null) {
        end = b + 30;
        ctx.strokeStyle = c;
        ctx.lineWidth = 2;
        ctx.setLineDash(DASH[e.status] || []);
        ctx.beginPath();
        ctx.moveTo(a, cy);
        ctx.lineTo(end - 8, cy);
        ctx.stroke();
        ctx.setLineDash([]);
        arrow(end - 9, cy, 1, c);
        ctx.fillRect(a, cy - 6, 2, 12);
      } else bar(e, a, b, cy, c);
      if (inside) {
        const px = Math.max(a + 6, left + 6);
        const [, w] = labelOf(e);
        ctx.fillStyle = faint(color('paper'), 0.86);
        ctx.fillRect(px - 3, cy - 7, w + 6, 14);
        words(e, px, cy, c);
      } else words(e, end + 5, cy, c);
      spots.push([start - 3, cy - 10, inside ? b : end + 8 + labelOf(e)[1], cy + 10, e]);
    }
    for (const m of lane.more) {
      const px = x(m.day + 0.5),
        cy = y + lane.h - 14;
      const text = '+' + m.events.length + ' more';
      font('600', 11);
      const w = ctx.measureText(text).width;
      ctx.fillStyle = color('wash');
      ctx.beginPath();
      ctx.roundRect(px - 8, cy - 9, w + 14, 18, 9);
      ctx.fill();
      ctx.fillStyle = color('accent');
      ctx.fillText(text, px - 1, cy);
      spots.push([px - 8, cy - 9, px + w + 6, cy + 9, m.events]);
    }
  });
  ctx.restore();
  // lane names and the undated lane stay where they are
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, TOP, wide, tall - TOP);
  ctx.clip();
  ctx.fillStyle = color('card');
  ctx.fillRect(0, TOP, left, tall);
  if (side) {
    ctx.fillStyle = color('wash');
    ctx.fillRect(right, TOP, side, tall);
  }
  for (const lane of lanes) {
    const y = TOP + lane.y - view.y;
    if (y > tall || y + lane.h < TOP) continue;
    ctx.strokeStyle = line;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(0, Math.round(y + lane.h) + 0.5);
    ctx.lineTo(wide, Math.round(y + lane.h) + 0.5);
    ctx.stroke();
    const ny = Math.max(y, TOP) + 18;
    font('600', 13);
    ctx.fillStyle = ink;
    ctx.fillText(cut(lane.name, left > 150 ? 21 : 13), 14, ny);
    font('400', 11);
    ctx.fillStyle = soft;
    const n = lane.events.length + lane.undated.length;
    if (y + lane.h > ny + 22) ctx.fillText(n + (n === 1 ? ' event' : ' events'), 14, ny + 16);
    if (lane.n >= 0) {
      ctx.fillStyle = color(lane.kind);
      ctx.fillRect(0, Math.max(y, TOP) + 1, 4, y + lane.h - Math.max(y, TOP) - 1);
      spots.push([0, y, left, y + lane.h, lane]);
    }
    if (!side) continue;
    const room = Math.max(1, Math.floor((lane.h - 12) / ROW));
    const shown = lane.undated.length > room ? room - 1 : lane.undated.length;
    lane.undated.slice(0, shown).forEach((e, r) => {
      const cy = y + 7 + r * ROW + ROW / 2,
        c = toneColor(e);
      if (e.i === view.sel || e.i === view.hover) {
        ctx.fillStyle = faint(color('accent'), 0.16);
        ctx.fillRect(right, cy - 10, side, 20);
      }
      dot(e, right + 16, cy, c);
      ctx.save();
      ctx.beginPath();
      ctx.rect(right, cy - 10, side - 8, 20);
      ctx.clip();
      words(e, right + 28, cy, c);
      ctx.restore();
      spots.push([right, cy - 10, wide, cy + 10, e]);
    });
    if (shown < lane.undated.length) {
      const cy = y + 7 + shown * ROW + ROW / 2;
      font('600', 11);
      ctx.fillStyle = color('accent');
      ctx.fillText('+' + (lane.undated.length - shown) + ' more undated', right + 12, cy);
      spots.push([right, cy - 10, wide, cy + 10, lane.undated.slice(shown)]);
    }
  }
  ctx.restore();
  ctx.fillStyle = color('card');
  ctx.fillRect(0, 0, wide, TOP);
  ctx.strokeStyle = line;
  ctx.beginPath();
  ctx.moveTo(0, TOP + 0.5);
  ctx.lineTo(wide, TOP + 0.5);
  ctx.moveTo(left + 0.5, 0);
  ctx.lineTo(left + 0.5, tall);
  if (side) {
    ctx.moveTo(right + 0.5, 0);
    ctx.lineTo(right + 0.5, tall);
  }
  ctx.stroke();
  font('600', 12);
  ctx.fillStyle = ink;
  const a = new Date(view.from * DAY),
    b = new Date(view.to * DAY);
  ctx.fillText(
    view.to - view.from > 800
      ? a.getUTCFullYear() + '–' + b.getUTCFullYear()
      : MON[a.getUTCMonth()] +
          ' ' +
          a.getUTCFullYear() +
          (a.getUTCMonth() === b.getUTCMonth() && a.getUTCFullYear() === b.getUTCFullYear() ? '' : ' –'),
    14,
    17,
  );
  if (side) {
    font('600', 12);
    ctx.fillStyle = soft;
    ctx.fillText('No date known', right + 12, 17);
  }
  ctx.textAlign = 'center';
  let free = left;
  for (const [d, text, strong] of ticks()) {
    font(strong ? '600' : '400', 11.5);
    const px = x(d) + (perDay > 60 ? perDay / 2 : 0),
      w = ctx.measureText(text).width / 2;
    if (px - w < free || px + w > right) continue;
    ctx.fillStyle = strong ? ink : soft;
    ctx.fillText(text, px, 17);
    free = px + w + 10;
  }
  if (total > tall - TOP) {
    const h = (tall - TOP) ** 2 / total;
    ctx.fillStyle = faint(soft, 0.45);
    ctx.beginPath();
    ctx.roundRect(wide - 7, TOP + (view.y / total) * (tall - TOP), 5, h, 3);
    ctx.fill();
  }
}
