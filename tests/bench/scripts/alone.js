// The limit of any terminal in this page: a plain xterm.js, without add-ons, fed from
// memory in pieces of 64 KB with 1 MB under way.
const [name, block, times, done] = arguments;
const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
const [, cols, rows] = document.querySelector('footer, [role=contentinfo]').textContent.match(/(\d+)×(\d+)/);
const host = document.createElement('div');
host.style.cssText = 'position:absolute;inset:0;z-index:9';
pane.append(host);
const style = getComputedStyle(pane.querySelector('.xterm-rows'));
const terminal = new window.Terminal({
  cols: Number(cols),
  rows: Number(rows),
  scrollback: 1000,
  convertEol: true,
  fontFamily: style.fontFamily,
  fontSize: parseFloat(style.fontSize),
  minimumContrastRatio: 4.5,
});
terminal.open(host);
const bytes = new TextEncoder().encode(block);
const piece = 65536,
  most = 1048576;
const began = performance.now();
let round = 0,
  at = 0,
  pending = 0,
  frames = 0;
const fill = () => {
  while (round < times && pending < most) {
    const part = bytes.subarray(at, at + piece);
    at += part.length;
    if (at === bytes.length) {
      at = 0;
      round++;
    }
    pending += part.length;
    terminal.write(part, () => {
      pending -= part.length;
      fill();
    });
  }
};
fill();
const look = () => {
  frames++;
  if (round === times && pending === 0) {
    const milliseconds = performance.now() - began;
    terminal.dispose();
    host.remove();
    done({ milliseconds, frames, bytes: bytes.length * times, messages: 0 });
  } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
