// Lines that are folded out: their JSON over several lines, or all of a long one.

import { SvelteMap } from 'svelte/reactivity';

import type { LogRow } from '../backend/port';
import { wordsOf } from '../notices/notices';
import type { LogLines } from './lines.svelte';
import { t } from './text';

/** Letters of a line that its row shows; a row of more is slow to lay out, and nobody reads it in one. */
export const SHOWN = 1000;

export type Line = Extract<LogRow, { kind: 'line' }>;

/** What a line is folded out to; null while it is read. */
export type Fold = { json: string } | { text: string; cut: boolean } | { problem: string } | null;

/** Whether there is more of a line than its row shows. */
export function isFoldable(row: Pick<Line, 'json' | 'cut' | 'text'>): boolean {
  return row.json || row.cut || row.text.length > SHOWN;
}

export class Folds {
  /** By the numbers of lines. */
  readonly open = new SvelteMap<number, Fold>();

  constructor(private readonly lines: LogLines) {}

  async toggle(row: Line): Promise<void> {
    const { line } = row;
    if (this.open.delete(line) || !isFoldable(row)) return;
    this.open.set(line, null);
    let fold: Fold;
    try {
      const whole = await this.lines.line(line);
      if (!whole) fold = { problem: t.lineGone };
      else fold = whole.json === null ? { text: plainOf(whole.text), cut: whole.cut } : { json: whole.json };
    } catch (error) {
      fold = { problem: wordsOf(error).text };
    }
    if (this.open.has(line)) this.open.set(line, fold);
  }
}

/** Without its colours. */
function plainOf(text: string): string {
  return text.replace(/\x1b\[[0-9;:]*m/g, '');
}
