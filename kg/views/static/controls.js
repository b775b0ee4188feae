// buttons and keys that both pictures have; other keys go to `own`
function setUpControls({ isTable, flipTable, clear, zoomIn, zoomOut, showAll, own }) {
  $('in').addEventListener('click', zoomIn);
  $('out').addEventListener('click', zoomOut);
  $('fit').addEventListener('click', showAll);
  $('tablebutton').addEventListener('click', flipTable);
  const keys = { '+': zoomIn, '=': zoomIn, '-': zoomOut, 0: showAll, t: flipTable, T: flipTable };
  document.addEventListener('keydown', (ev) => {
    if (typing(ev) || $('help').open) return;
    if (ev.key === '/') {
      ev.preventDefault();
      $('q').focus();
    } else if (ev.key === '?') $('help').showModal();
    else if (ev.key === 'Escape') (isTable() ? flipTable : clear)();
    else if (Object.hasOwn(keys, ev.key)) keys[ev.key]();
    else own(ev);
  });
}
