// Looks at each frame whether the mark is on the screen; null when it does not come.
const [name, mark, most, done] = arguments;
const rows = document.querySelector(`[aria-label="Terminal ${name}"] .xterm-rows`);
const wire = window.benchWire;
const began = performance.now();
const before = { bytes: wire.bytes, messages: wire.messages };
let frames = 0;
const look = () => {
  frames++;
  if (!rows.textContent.includes(mark)) {
    if (performance.now() - began < most) requestAnimationFrame(look);
    else done(null);
    return;
  }
  done({
    milliseconds: performance.now() - began,
    frames,
    bytes: wire.bytes - before.bytes,
    messages: wire.messages - before.messages,
  });
};
requestAnimationFrame(look);
