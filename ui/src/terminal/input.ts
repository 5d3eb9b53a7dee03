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

/** Whether a program that reads line by line would run a part of it at once. */
export function hasLineEnd(text: string): boolean {
  return /[\r\n]/.test(text);
}
