// What stands out in a line: its colours, what was found or filtered for, and its links. Pure.

import type { LogPattern } from '../backend/port';
import type { Piece } from '../runs/colours';

export interface Bit {
  text: string;
  colour: string | null;
  bold: boolean;
  /** Where it leads; null for text. */
  link: string | null;
  marked: boolean;
}

type Range = readonly [from: number, to: number];

/** Matches of a line that are marked; more would only cost. */
const MOST = 200;
/** As the terminals' addon finds them: no closing punctuation at the end. */
const LINKS = /https?:\/\/[^\s"'<>`\\^{|}]*[^\s"'<>`\\^{|}.,:;!?)\]]/giu;

/** Where a pattern matches. A regular expression that only the host understands marks nothing. */
export function matchesIn(text: string, { text: wanted, regex, caseful }: LogPattern): Range[] {
  const expression = expressionOf(regex ? wanted : escaped(wanted), caseful);
  const found: Range[] = [];
  if (wanted === '' || !expression) return found;
  for (const match of text.matchAll(expression)) {
    if (match[0] !== '') found.push([match.index, match.index + match[0].length]);
    if (found.length === MOST) break;
  }
  return found;
}

/** The pieces cut where a mark or a link begins or ends. */
export function bitsOf(pieces: readonly Piece[], marks: readonly Range[]): Bit[] {
  const text = pieces.map((piece) => piece.text).join('');
  const links: (Range & { 0: number })[] = [...text.matchAll(LINKS)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const cuts = [...new Set([...marks.flat(), ...links.flat()])].sort((a, b) => a - b);
  const bits: Bit[] = [];
  let at = 0;
  for (const { text: whole, colour, bold } of pieces) {
    const end = at + whole.length;
    const edges = [at, ...cuts.filter((cut) => cut > at && cut < end), end];
    edges.slice(0, -1).forEach((from, i) => {
      const to = edges[i + 1] ?? end;
      const link = links.find(([start, stop]) => from >= start && to <= stop);
      bits.push({
        text: text.slice(from, to),
        colour,
        bold,
        link: link ? text.slice(link[0], link[1]) : null,
        marked: marks.some(([start, stop]) => from >= start && to <= stop),
      });
    });
    at = end;
  }
  return bits;
}

function expressionOf(source: string, caseful: boolean): RegExp | null {
  try {
    return new RegExp(source, caseful ? 'gu' : 'giu');
  } catch {
    return null;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
