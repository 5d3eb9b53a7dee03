// The terminal's font. xterm.js measures a cell once, when it opens: with the
// font not there yet it would measure another one and lay out every line wrong.

import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/400-italic.css';
import '@fontsource/jetbrains-mono/700.css';
import '@fontsource/jetbrains-mono/700-italic.css';
import './fonts.css';

/** A font by its name, and what stands in for it and for what it lacks. */
export function fontStack(family: string): string {
  return `"${family.replace(/["\\]/g, '')}", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace`;
}

/** A letter and a box: each face that is always needed. */
const SAMPLE = 'W┼';

/** A font that does not come must not keep a terminal away; ms. */
const PATIENCE = 1500;

let loaded: Promise<void> | null = null;

/** Resolves when text can be measured; never rejects. */
export function fontReady(): Promise<void> {
  return (loaded ??= load());
}

async function load(): Promise<void> {
  // jsdom has no fonts.
  if (!('fonts' in document)) return;
  const faces = ['', 'bold ', 'italic ', 'bold italic '].map((style) =>
    document.fonts.load(`${style}13px "JetBrains Mono"`, SAMPLE),
  );
  const impatient = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([Promise.allSettled(faces), impatient]);
}
