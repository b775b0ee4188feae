// the picture as a table, for the keyboard, a screen reader and a spreadsheet
// cells gives the texts or nodes of one row; what names the rows, opens what a click leads from
function fillTable(box, { heads, rows, most, cells, what, opens }) {
  const body = el('tbody');
  for (const row of rows.slice(0, most)) body.append(el('tr', '', ...cells(row).map((c) => el('td', '', c))));
  const head = el('tr');
  for (const words of heads) {
    const th = el('th', '', words);
    th.scope = 'col';
    head.append(th);
  }
  const shown = rows.length > most ? ', the first ' + most + ' shown' : '';
  const caption = el('caption', '', rows.length + ' ' + what + shown + '; ' + opens + ' opens its sentences');
  const table = el('table', '', caption, el('thead', '', head), body);
  box.textContent = '';
  box.append(
    act('btn csv', 'Save CSV', () => saveCsv(table, what + '.csv')),
    table,
  );
}
function namesOf(speakers) {
  return [...new Set(speakers)].map((s) => (s < 0 ? 'the article' : ents[s].label)).join(', ');
}
