// Contrast between colours as the eye sees it, by WCAG 2; colours are "#rrggbb".

import { colord, extend } from 'colord';
import a11y from 'colord/plugins/a11y';

extend([a11y]);

/** The smallest contrast between text and background in terminals. */
const READABLE = 4.5;

/** From 1 to 21, rounded down to two digits. */
export function contrast(a: string, b: string): number {
  return colord(a).contrast(b);
}

/** `share` of `b`, the rest `a`, channel by channel. */
export function mix(a: string, b: string, share: number): string {
  const [from, to] = [colord(a).toRgb(), colord(b).toRgb()];
  const between = (channel: 'r' | 'g' | 'b'): number => from[channel] + (to[channel] - from[channel]) * share;
  return colord({ r: between('r'), g: between('g'), b: between('b') }).toHex();
}

/** The colour, or a lighter or darker one that is readable on the background; close to the result of xterm.js. */
export function readable(colour: string, ground: string): string {
  const lighter = colord(colour).luminance() >= colord(ground).luminance();
  for (const end of lighter ? ['#ffffff', '#000000'] : ['#000000', '#ffffff']) {
    for (let share = 0; share <= 1; share += 0.1) {
      const tried = mix(colour, end, share);
      if (contrast(tried, ground) >= READABLE) return tried;
    }
  }
  return colour;
}
