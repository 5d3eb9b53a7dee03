// Which characters share a cell and how wide they are. The screen model in Rust and
// xterm.js must agree on every one of them: a screen that was painted from a snapshot
// would wrap elsewhere else. So xterm.js takes the model's own tables.

import type { IUnicodeVersionProvider } from '@xterm/xterm';

import { MAX_CLUSTER_CHARS, RULES, WIDTHS } from './widths';

/** By code point: columns in bits 0 and 1, class above. */
const CHARACTERS = new Uint8Array(0x110000).fill(1);
for (let at = 0; at < WIDTHS.length; at += 4) {
  const [from = 0, to = 0, columns = 0, class_ = 0] = WIDTHS.slice(at, at + 4);
  CHARACTERS.fill((class_ << 2) | columns, from, to + 1);
}

/** By kind of the cluster before and class: 64 classes at most. */
const RULE = new Uint8Array(RULES.length << 6);
RULES.forEach((rules, kind) => RULE.set(rules, kind << 6));

const JOINS = 16;
const WIDENS = 32;

export const modelClusters: IUnicodeVersionProvider = {
  version: 'model',
  wcwidth: (codepoint) => ((CHARACTERS[codepoint] ?? 1) & 3) as 0 | 1 | 2,
  // xterm.js packs what it knows of a cluster: bit 0 that its last character joined
  // others, bits 1 and 2 its columns; ours are its kind above and its length.
  charProperties(codepoint, preceding) {
    const character = CHARACTERS[codepoint] ?? 1;
    const columns = character & 3;
    const class_ = character >> 2;
    const rule = RULE[(((preceding >> 3) & 15) << 6) | class_] ?? 0;
    const length = preceding >> 7;
    if (rule & JOINS && length < MAX_CLUSTER_CHARS) {
      const width = rule & WIDENS ? 2 : Math.min(((preceding >> 1) & 3) + columns, 2);
      return ((length + 1) << 7) | ((rule & 15) << 3) | (width << 1) | 1;
    }
    return (1 << 7) | ((RULE[class_] ?? 0) << 3) | ((columns || 1) << 1);
  },
};
