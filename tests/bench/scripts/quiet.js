// Ctrl-C in a flood that Enter starts, to the mark that the session prints after it; null after half a minute.
const [name, mark, done] = arguments;
const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
const area = pane.querySelector('.xterm-helper-textarea');
const rows = pane.querySelector('.xterm-rows');
const type = (data) =>
  area.dispatchEvent(
    new InputEvent('input', {
      data,
      inputType: 'insertText',
      bubbles: true,
      cancelable: true,
    }),
  );
area.focus();
type('\n');
setTimeout(() => {
  const began = performance.now();
  type('\x03');
  const look = () => {
    if (rows.textContent.includes(mark)) done(performance.now() - began);
    else if (performance.now() - began > 30_000) done(null);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}, 1500);
