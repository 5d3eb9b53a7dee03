// A web terminal as ttyd is one: a pseudo-terminal's reads on a WebSocket, one message
// each, into xterm.js; the page says when to pause. Its limits are ttyd 1.7.7's.
//
//   node server.mjs PROGRAM ARGUMENT…     prints the address of its page

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import pty from 'node-pty';
import { WebSocketServer } from 'ws';

const [program, ...args] = process.argv.slice(2);
const COLS = 120;
const ROWS = 40;

const library = (name) => readFileSync(new URL(`node_modules/@xterm/xterm/${name}`, import.meta.url));
const page = `<!doctype html>
<meta charset="utf-8" />
<title>peer</title>
<link rel="stylesheet" href="/css/xterm.css" />
<style>html, body, main { height: 100%; margin: 0; background: #000; }</style>
<main aria-label="Terminal peer"></main>
<script src="/lib/xterm.js"></script>
<script>
  const LIMIT = 100000, HIGH = 10, LOW = 4;
  const terminal = new Terminal({ cols: ${COLS}, rows: ${ROWS}, scrollback: 1000, fontSize: 13, minimumContrastRatio: 4.5 });
  terminal.open(document.querySelector('main'));
  const wire = (window.benchWire = { bytes: 0, messages: 0 });
  const socket = new WebSocket(location.href.replace('http', 'ws'));
  socket.binaryType = 'arraybuffer';
  let written = 0, pending = 0;
  socket.onmessage = ({ data }) => {
    const bytes = new Uint8Array(data);
    wire.bytes += bytes.length;
    wire.messages++;
    written += bytes.length;
    if (written <= LIMIT) {
      terminal.write(bytes);
      return;
    }
    terminal.write(bytes, () => {
      pending = Math.max(pending - 1, 0);
      if (pending < LOW) socket.send('resume');
    });
    pending++;
    written = 0;
    if (pending > HIGH) socket.send('pause');
  };
  terminal.onData((data) => socket.send('0' + data));
</script>
`;

const files = {
  '/': ['text/html', page],
  '/css/xterm.css': ['text/css', library('css/xterm.css')],
  '/lib/xterm.js': ['text/javascript', library('lib/xterm.js')],
};
const server = createServer(({ url }, answer) => {
  const [type, body] = files[url] ?? [];
  answer.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' });
  answer.end(body);
});
new WebSocketServer({ server }).on('connection', (socket) => {
  const client = pty.spawn(program, args, { cols: COLS, rows: ROWS, encoding: null, name: 'xterm-256color' });
  client.onData((data) => socket.send(data));
  client.onExit(() => socket.close());
  socket.on('message', (message) => {
    const said = message.toString();
    if (said === 'pause') client.pause();
    else if (said === 'resume') client.resume();
    else client.write(said.slice(1));
  });
  // SIGKILL: docker's attach survives what is sent by default.
  socket.on('close', () => client.kill('SIGKILL'));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
