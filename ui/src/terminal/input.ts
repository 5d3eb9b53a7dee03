// What a person types and pastes, as the bytes that the session reads.

const encoder = new TextEncoder();

/** Text as UTF-8. */
export function textBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** xterm.js's "binary" strings (mouse reports of the oldest kind): a byte a character. */
export function latin1Bytes(binary: string): Uint8Array {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0) & 0xff);
}

/**
 * Reports that a terminal makes by itself, without a key: focus, mouse, and
 * answers to questions. A replay may set them off, so that they are worthless
 * until it is over; keys typed meanwhile are not.
 */
const REPORT = /^\x1b(?:\[[IO]|\[M|\[<[\d;]*[mM]|\[[?>=]?[\d;]*(?:\$y|[Rcntx])|[P\]])/;

export function isReport(data: string): boolean {
  return REPORT.test(data);
}

/** Pasted text must not press keys: all controls but tab and line ends go. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

export function cleanPaste(text: string): string {
  return text.replace(CONTROLS, '');
}

/** How many lines a program that reads line by line would take at once: 0 when none is ended. */
export function endedLines(text: string): number {
  const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  // The rest after the last line end waits for Enter, and still is one more line to the eye.
  return ends > 0 && !/[\r\n]$/.test(text) ? ends + 1 : ends;
}
