// Pictures of terminals as the host sends them (src-tauri/terminal/src/picture.rs
// says how), read and drawn. No xterm.js is needed for them.

import type { ITheme } from '@xterm/xterm';

import { ANSI } from '../theme/themes';

export interface Run {
  column: number;
  columns: number;
  fg: number;
  bg: number;
  inverse: boolean;
  bold: boolean;
  dim: boolean;
  underline: boolean;
  text: string;
}

export interface Picture {
  cols: number;
  rows: Run[][];
  cursor: { x: number; y: number } | null;
}

/** News of a session: what it shows now, or that it is not attached. */
interface News {
  /** Its place in what was asked for. */
  place: number;
  version: number;
  picture: Picture | null;
}

const NONE = 0xffff_ffff;
const HIDDEN = 0xffff;

class Reader {
  #at = 0;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get more(): boolean {
    return this.#at < this.bytes.length;
  }

  u8(): number {
    return this.#view.getUint8(this.#at++);
  }

  u16(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2, true);
  }

  u32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  text(): string {
    const length = this.u16();
    this.#at += length;
    return this.#decoder.decode(this.bytes.subarray(this.#at - length, this.#at));
  }
}

export function readNews(bytes: Uint8Array): News[] {
  const reader = new Reader(bytes);
  const news: News[] = [];
  while (reader.more) {
    const [place, version, length] = [reader.u16(), reader.u32(), reader.u32()];
    news.push({ place, version, picture: length === NONE ? null : readPicture(reader) });
  }
  return news;
}

function readPicture(reader: Reader): Picture {
  const [cols, rows, x, y] = [reader.u16(), reader.u16(), reader.u16(), reader.u16()];
  const picture: Picture = { cols, rows: [], cursor: y === HIDDEN ? null : { x, y } };
  for (let row = 0; row < rows; row++) {
    picture.rows.push(Array.from({ length: reader.u16() }, () => readRun(reader)));
  }
  return picture;
}

function readRun(reader: Reader): Run {
  const [column, columns, fg, bg, flags] = [reader.u16(), reader.u16(), reader.u32(), reader.u32(), reader.u8()];
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    column,
    columns,
    fg,
    bg,
    inverse: has(1),
    bold: has(2),
    dim: has(4),
    underline: has(8),
    text: reader.text(),
  };
}

/** A colour as the model has it, for CSS; null where the program chose none. */
export function cssColour(colour: number, theme: ITheme): string | null {
  const mode = colour >>> 24;
  const value = colour & 0xff_ffff;
  if (mode === 0) return null;
  if (mode === 3) return `#${value.toString(16).padStart(6, '0')}`;
  const index = value & 0xff;
  const name = ANSI[index];
  if (name) return theme[name] ?? null;
  if (index >= 232) return grey(8 + (index - 232) * 10);
  const level = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

function grey(level: number): string {
  return `rgb(${level} ${level} ${level})`;
}

/** How high a cell is for its width, as in the terminal. */
const TALL = 2;

/** Draws into the whole canvas, from the top left, as large as fits. */
export function draw(canvas: HTMLCanvasElement, picture: Picture, theme: ITheme, font: string): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const [ground, ink] = [theme.background ?? '#000', theme.foreground ?? '#fff'];
  context.globalAlpha = 1;
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const w = Math.min(canvas.width / picture.cols, canvas.height / picture.rows.length / TALL);
  const h = w * TALL;
  context.textBaseline = 'middle';
  picture.rows.forEach((runs, y) => {
    for (const run of runs) {
      let [fg, bg] = [cssColour(run.fg, theme) ?? ink, cssColour(run.bg, theme)];
      if (run.inverse) [fg, bg] = [bg ?? ground, fg];
      const [x, top, width] = [run.column * w, y * h, run.columns * w];
      context.globalAlpha = 1;
      if (bg !== null) {
        context.fillStyle = bg;
        context.fillRect(x, top, width, h);
      }
      context.globalAlpha = run.dim ? 0.6 : 1;
      context.fillStyle = fg;
      // A monospaced letter is some 0.6 of its size wide.
      context.font = `${run.bold ? 'bold' : 'normal'} ${w / 0.6}px ${font}`;
      context.fillText(run.text, x, top + h / 2, width);
      if (run.underline) context.fillRect(x, top + h - Math.max(1, h / 12), width, Math.max(1, h / 12));
    }
  });
  context.globalAlpha = 1;
  if (picture.cursor) {
    context.fillStyle = theme.cursor ?? ink;
    context.fillRect(picture.cursor.x * w, picture.cursor.y * h, w, h);
  }
}
