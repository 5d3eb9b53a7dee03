// A plain xterm.js in the bare window, fed by one of its ways; acknowledges as the app does.
const [attach, style, done] = arguments;
const { core } = window.__TAURI__;
window.benchTerminal?.dispose();
if (!document.querySelector('style.xterm')) {
  document.head.append(
    Object.assign(document.createElement('style'), {
      className: 'xterm',
      textContent: style,
    }),
  );
}
const terminal = (window.benchTerminal = new window.Terminal({
  cols: 120,
  rows: 40,
  scrollback: 1000,
  fontSize: 13,
  minimumContrastRatio: 4.5,
}));
terminal.open(document.querySelector('main'));
const wire = (window.benchWire = { bytes: 0, messages: 0 });
const channel = new core.Channel();
let parsed = 0;
channel.onmessage = (message) => {
  const bytes = new Uint8Array(message);
  wire.bytes += bytes.length;
  wire.messages++;
  terminal.write(bytes, () => {
    parsed += bytes.length;
    if (parsed < 131072) return;
    void core.invoke('ack', { bytes: parsed });
    parsed = 0;
  });
};
core.invoke('attach', { ...attach, cols: 120, rows: 40, output: channel }).then(
  () => done(''),
  (error) => done(String(error)),
);
