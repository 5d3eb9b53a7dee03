// A log is read as its last lines, again and again. What is new since the last
// time is shown below what is there, so that neither the place nor a selection
// is lost; only a log that moved on too far is shown afresh.

/** Overlaps shorter than this may be chance. */
const LEAST = 64;

/**
 * What `now` has beyond `before`, when it goes on where `before` was cut or
 * ended; null when it doesn't. Shown behind `before`, all of `now` is on screen.
 */
export function continuation(before: Uint8Array, now: Uint8Array): Uint8Array | null {
  const overlap = longestOverlap(before, now);
  if (overlap < Math.min(LEAST, before.length)) return null;
  return now.subarray(overlap);
}

/** The length of the longest end of `text` that `pattern` begins with (Knuth, Morris, Pratt). */
function longestOverlap(text: Uint8Array, pattern: Uint8Array): number {
  const fallback = borders(pattern);
  let matched = 0;
  for (const [at, byte] of text.entries()) {
    while (matched > 0 && pattern[matched] !== byte) matched = fallback[matched - 1] ?? 0;
    if (pattern[matched] === byte) matched++;
    // The whole pattern inside the text is no end of it.
    if (matched === pattern.length && at < text.length - 1) matched = fallback[matched - 1] ?? 0;
  }
  return matched;
}

/** For each beginning of `pattern`, the length of the longest shorter one that it also ends with. */
function borders(pattern: Uint8Array): Uint32Array {
  const lengths = new Uint32Array(pattern.length);
  let length = 0;
  for (let at = 1; at < pattern.length; at++) {
    while (length > 0 && pattern[length] !== pattern[at]) length = lengths[length - 1] ?? 0;
    if (pattern[length] === pattern[at]) length++;
    lengths[at] = length;
  }
  return lengths;
}
