// A line of a log as pieces of text with their colours, for where a terminal would be too much.

import { readable } from '../theme/contrast';
import { ANSI, type Theme } from '../theme/themes';

export interface Piece {
  text: string;
  /** `#rrggbb`; null for the text's own. */
  colour: string | null;
  bold: boolean;
  /** Part of what was searched for. */
  found: boolean;
}

interface Look {
  colour: string | null;
  bold: boolean;
}

const PLAIN: Look = { colour: null, bold: false };

/** Colours of the text (CSI … m), then other sequences (CSI, OSC, two characters), then control characters. */
const SEQUENCES = new RegExp(
  [
    '\x1b\\[([0-9;:]*)m',
    '\x1b\\[[0-9:;<=>?]*[ -/]*[@-~]',
    '\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?',
    '\x1b[ -/]*.?',
    '[\0-\x08\x0b-\x1f\x7f]',
  ].join('|'),
  'gu',
);

/** @param range characters of the line without its colours, from and to; null for none */
export function pieces(line: string, range: readonly [number, number] | null, theme: Theme): Piece[] {
  const found: Piece[] = [];
  let look = PLAIN;
  let [at, passed] = [0, 0];
  const add = (text: string): void => {
    const characters = Array.from(text);
    if (characters.length === 0) return;
    const [from, to] = (range ?? [0, 0]).map((place) => Math.max(0, Math.min(characters.length, place - passed)));
    const cuts: [string[], boolean][] = [
      [characters.slice(0, from), false],
      [characters.slice(from, to), true],
      [characters.slice(to), false],
    ];
    for (const [part, isFound] of cuts)
      if (part.length > 0) found.push({ text: part.join(''), ...look, found: isFound });
    passed += characters.length;
  };
  for (const match of line.matchAll(SEQUENCES)) {
    add(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== undefined) look = restyled(look, match[1], theme);
  }
  add(line.slice(at));
  return found;
}

function restyled(before: Look, codes: string, theme: Theme): Look {
  const numbers = codes.split(/[;:]/).map((code) => Number(code === '' ? 0 : code));
  let look = before;
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i] ?? 0;
    if (code === 0) look = PLAIN;
    else if (code === 1) look = { ...look, bold: true };
    else if (code === 22) look = { ...look, bold: false };
    else if (code === 39) look = { ...look, colour: null };
    else if (code >= 30 && code <= 37) look = { ...look, colour: named(code - 30, theme) };
    else if (code >= 90 && code <= 97) look = { ...look, colour: named(code - 82, theme) };
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(numbers.slice(i + 1), theme);
      if (code === 38) look = { ...look, colour };
      i += used;
    }
  }
  return look;
}

function named(index: number, theme: Theme): string | null {
  const name = ANSI[index];
  return name === undefined ? null : readable(theme[name], theme.background);
}

/** `5;n` or `2;r;g;b`, and how many numbers that was. */
function extended([kind, ...rest]: readonly number[], theme: Theme): [string | null, number] {
  if (kind === 2) {
    const [r = 0, g = 0, b = 0] = rest;
    return [readable(hex(r, g, b), theme.background), 4];
  }
  if (kind !== 5) return [null, 1];
  const index = rest[0] ?? 0;
  if (index < 16) return [named(index, theme), 2];
  if (index >= 232) return [readable(hex(...grey(8 + (index - 232) * 10)), theme.background), 2];
  const level = (place: number): number => [0, 95, 135, 175, 215, 255][Math.floor((index - 16) / place) % 6] ?? 0;
  return [readable(hex(level(36), level(6), level(1)), theme.background), 2];
}

function grey(level: number): [number, number, number] {
  return [level, level, level];
}

function hex(...channels: [number, number, number]): string {
  return `#${channels.map((channel) => Math.min(255, channel).toString(16).padStart(2, '0')).join('')}`;
}
