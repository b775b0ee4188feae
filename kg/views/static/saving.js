// what a reader takes away: the picture as PNG, the table as CSV
function save(blob, name) {
  const a = el('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 5e3);
}
// what the table shows; a cell that a spreadsheet would take for a formula is made text
function saveCsv(table, name) {
  const cell = (c) => '"' + c.textContent.replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""') + '"';
  const lines = [...table.rows].map((r) => [...r.cells].map(cell).join(','));
  save(new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], { type: 'text/csv' }), name);
}
function savePng(canvas, name) {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const ctx = copy.getContext('2d');
  ctx.fillStyle = color('paper');
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save(blob, name));
}
