// How wide characters are. The screen model in Rust and xterm.js must agree on
// every one of them: a screen that was painted from a snapshot would wrap elsewhere
// else. So xterm.js takes the model's own table, character by character, as both
// engines' logs and most programs count.

import type { IUnicodeVersionProvider } from '@xterm/xterm';

import { WIDTHS } from './widths';

export const modelWidths: IUnicodeVersionProvider = {
  version: 'model',
  wcwidth,
  // xterm.js packs a character's properties: bit 0 that it joins the one before,
  // bits 1 and 2 its width.
  charProperties(codepoint, preceding) {
    const width = wcwidth(codepoint);
    const before = ((preceding >> 1) & 3) as 0 | 1 | 2;
    const joins = width === 0 && before !== 0;
    return ((joins ? before : width) << 1) | (joins ? 1 : 0);
  },
};

function wcwidth(codepoint: number): 0 | 1 | 2 {
  // Text is mostly ASCII, and no entry is below this.
  if (codepoint < 0xa0) return 1;
  let low = 0;
  let high = WIDTHS.length / 3 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = middle * 3;
    if (codepoint < (WIDTHS[at] ?? 0)) high = middle - 1;
    else if (codepoint > (WIDTHS[at + 1] ?? 0)) low = middle + 1;
    else return WIDTHS[at + 2] === 0 ? 0 : 2;
  }
  return 1;
}
