// Compares two ways to the same screen on @xterm/headless: (a) a stream read
// whole, (b) a snapshot after its first part, then the rest. A request a line on
// stdin, an answer a line on stdout; see compare() for their shape.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import xterm from '@xterm/headless';
import ts from 'typescript';

/** The window's own corrections of xterm.js: not a copy, so that what is compared is what people see. */
async function load(name) {
  const source = readFileSync(new URL(`../../../../ui/src/terminal/${name}.ts`, import.meta.url), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
}
const { correct } = await load('corrections');
const { Keyboard } = await load('keyboard');
const { Marks } = await load('marks');
const { keepTextOnResize } = await load('reflow');

/** As the window has them: from the model, so that both put characters into cells alike. */
const characters = new Uint8Array(0x110000).fill(1);
let rules = [];
let most = 0;

/** What the window registers too, see ui/src/terminal/unicode.ts. */
const unicode = {
  version: 'model',
  wcwidth: (code) => characters[code] & 3,
  charProperties(code, preceding) {
    const [columns, kind] = [characters[code] & 3, characters[code] >> 2];
    const rule = rules[(preceding >> 3) & 15][kind];
    const length = preceding >> 7;
    if (rule & 16 && length < most) {
      const width = rule & 32 ? 2 : Math.min(((preceding >> 1) & 3) + columns, 2);
      return ((length + 1) << 7) | ((rule & 15) << 3) | (width << 1) | 1;
    }
    return (1 << 7) | (rules[0][kind] << 3) | ((columns || 1) << 1);
  },
};

function terminal({ cols, rows, scrollback }) {
  const term = new xterm.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
  term.unicode.register(unicode);
  term.unicode.activeVersion = unicode.version;
  correct(term);
  keepTextOnResize(term);
  term.keyboard = new Keyboard(term);
  term.marks = new Marks(term);
  // xterm.js forgets the address of a link when the rows that it has noted for it
  // are gone, which may be before its last cell is. Both ways to a screen lose
  // links so, at different times.
  const links = term._core._oscLinkService;
  const register = links.registerLink.bind(links);
  term.addresses = new Map();
  links.registerLink = (link) => {
    const id = register(link);
    term.addresses.set(id, link.uri);
    return id;
  };
  return term;
}

const write = (term, hex) => new Promise((done) => term.write(Buffer.from(hex, 'hex'), done));

/** Everything that later output or a look at the screen could tell apart. */
function state(term) {
  const core = term._core;
  const { buffers } = core._bufferService;
  const handler = core._inputHandler;
  const charsets = core._charsetService;
  const uri = (id) => term.addresses.get(id) ?? '';
  // A restored cursor brings no style of its underline: that of the pen before it
  // stays, and is not seen unless there is an underline.
  const underline = (extended, fg) => (fg & 0x10000000 ? extended._ext : extended._ext & 0x3ffffff);
  // Likewise the mark of extended attributes says nothing without underline and link.
  const background = (fg, bg, extended) => (fg & 0x10000000 || extended._urlId ? bg : bg & ~0x10000000);
  // A combined character keeps nothing of its own in `content`.
  const cell = (line, x) => {
    const data = line._data;
    const [content, fg, bg] = [data[x * 3], data[x * 3 + 1], data[x * 3 + 2]];
    const text = content & 0x200000 ? line._combined[x] : String.fromCodePoint(content & 0x1fffff);
    const extended = bg & 0x10000000 ? line._extendedAttrs[x] : undefined;
    const seen = background(fg, bg, extended ?? { _urlId: 0 });
    const parts = [text === '\0' ? '' : text, (content >> 22) & 3, fg.toString(16), seen.toString(16)];
    if (seen & 0x10000000) parts.push(underline(extended, fg).toString(16), uri(extended._urlId));
    return parts.join(' ');
  };
  const saved = (buffer) => ({
    x: Math.min(buffer.savedX, term.cols - 1),
    y: buffer.savedY,
    fg: buffer.savedCurAttrData.fg,
    bg: buffer.savedCurAttrData.bg,
    charset: buffer.savedCharset ?? null,
  });
  const buffer = (buffer) => ({
    ybase: buffer.ybase,
    top: buffer.scrollTop,
    bottom: buffer.scrollBottom,
    tabs: Object.keys(buffer.tabs).filter((at) => buffer.tabs[at] && Number(at) < term.cols).join(' '),
    saved: saved(buffer),
    lines: Array.from({ length: buffer.lines.length }, (_, y) => {
      const line = buffer.lines.get(y);
      const cells = Array.from({ length: term.cols }, (_, x) => cell(line, x));
      return (line.isWrapped ? 'wrapped|' : '|') + cells.join('|');
    }),
  });
  const attributes = handler._curAttrData;
  return {
    alternate: buffers.active === buffers.alt,
    x: buffers.active.x,
    y: buffers.active.y,
    normal: buffer(buffers.normal),
    alt: buffer(buffers.alt),
    fg: attributes.fg,
    bg: background(attributes.fg, attributes.bg, attributes.extended),
    underline: underline(attributes.extended, attributes.fg),
    link: uri(attributes.extended._urlId),
    join: handler._parser.precedingJoinState,
    parser: handler._parser.currentState,
    charset: charsets.charset ?? null,
    level: charsets.glevel,
    charsets: [0, 1, 2, 3].map((g) => charsets._charsets[g] ?? null),
    modes: core.coreService.modes,
    keyboard: term.keyboard.state,
    prompts: term.marks.runs.map(({ prompt, output, exit }) => ({ prompt: prompt.line, output: output?.line ?? null, exit })),
    folder: term.marks.folder,
    privateModes: { ...core.coreService.decPrivateModes },
    hidden: core.coreService.isCursorHidden,
    mouse: [core.coreMouseService.activeProtocol, core.coreMouseService.activeEncoding],
    eol: core.optionsService.rawOptions.convertEol,
    blink: core.optionsService.rawOptions.cursorBlink,
    title: handler._windowTitle,
    icon: handler._iconName,
  };
}

/** The first few paths at which two values differ. */
function differences(a, b, path, found) {
  if (found.length >= 12 || Object.is(a, b)) return found;
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) differences(a[key], b[key], `${path}.${key}`, found);
  } else if (typeof a === 'string' && typeof b === 'string' && a.includes('|') && b.includes('|')) {
    const [as, bs] = [a.split('|'), b.split('|')];
    for (let at = 0; at < Math.max(as.length, bs.length) && found.length < 12; at++) {
      if (as[at] !== bs[at]) found.push(`${path}[${at - 1}]: ${JSON.stringify(as[at])} != ${JSON.stringify(bs[at])}`);
    }
  } else {
    found.push(`${path}: ${JSON.stringify(a)} != ${JSON.stringify(b)}`);
  }
  return found;
}

/**
 * {cols, rows, scrollback, resized: [cols, rows][], first, seen, snapshot, unfinished, partial, rest}:
 * (a) reads first, is resized, reads rest. (b) reads `seen`, the part of first
 * that a lagging window got, is resized, reset, reads snapshot, then rest.
 */
async function compare(request) {
  const a = terminal(request);
  const b = terminal(request);
  // A write that begins inside a character may lose it (xterm.js 6.0.0 takes a
  // middle byte 0x80 for none), so a character that is cut goes with the rest. Both
  // ways begin a write at the cut: a wide character may end otherwise in one go.
  const whole = request.first.length - 2 * request.partial;
  await write(a, request.first.slice(0, whole));
  await write(b, request.seen);
  for (const size of request.resized) {
    for (const term of [a, b]) term.resize(...size);
  }
  // No snapshot opens a synchronized block: the window would draw nothing. Only when is drawn
  // differs then, up to the end of the block.
  a._core.coreService.decPrivateModes.synchronizedOutput = false;
  b.reset();
  b.marks.clear();
  await write(b, request.snapshot);
  await write(a, request.first.slice(whole) + request.rest);
  await write(b, request.unfinished + request.rest);
  const found = differences(state(a), state(b), '', []);
  a.dispose();
  b.dispose();
  return found;
}

/** What a terminal that read `stream` holds as text: wrapped lines joined, a full-screen program below the rest. */
async function text(request) {
  const term = terminal(request);
  await write(term, request.stream);
  const { normal, alternate, active } = term.buffer;
  const shown = active === alternate || active.type === 'alternate' ? [normal, alternate] : [normal];
  let all = '';
  for (const buffer of shown) {
    let lines = '';
    for (let y = 0; y < buffer.length; y++) {
      const line = buffer.getLine(y);
      const next = buffer.getLine(y + 1);
      if (!next?.isWrapped) {
        lines += `${line.translateToString(true)}\n`;
        continue;
      }
      // A wide character that did not fit left the last cell empty.
      const last = line.getCell(term.cols - 1);
      const gap = next.getCell(0).getWidth() === 2 && last.getChars() === '' && last.getWidth() === 1;
      lines += line.translateToString(false, 0, gap ? term.cols - 1 : term.cols);
    }
    all += lines.replace(/\n+$/, '\n').replace(/^\n$/, '');
  }
  term.dispose();
  return all;
}

/** xterm.js throws on a few streams, out of a timer. Nobody can tell how they end. */
let thrown = () => {};
process.on('uncaughtException', (error) => thrown(error));

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.widths) {
    for (const [from, to, columns, kind] of request.widths) characters.fill((kind << 2) | columns, from, to + 1);
    ({ rules, most } = request);
    continue;
  }
  let answer;
  try {
    answer = await new Promise((done, failed) => {
      thrown = failed;
      (request.stream === undefined ? compare : text)(request).then(done, failed);
    });
  } catch (error) {
    process.stderr.write(`xterm.js throws: ${error.message}\n`);
    answer = null;
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
