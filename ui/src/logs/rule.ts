// What a person types to filter lines, as a rule, and back. Pure.

import type { LogRule } from '../backend/port';

export type { LogRule };

/**
 * Reads `text`, `/regular expression/`, and both with `-` or `!` before them for lines without it. In quotes, and
 * with `regex`, the rest is taken as it is.
 * @returns null where nothing is looked for
 */
export function parseRule(text: string, caseful = false, regex = false): LogRule | null {
  let rest = text.trim();
  // A hyphen with a space behind it begins many a line of output.
  const not = /^[-!]\S/.test(rest);
  if (not) rest = rest.slice(1);
  const slashes = !regex && /^\/(.+)\/$/.exec(rest);
  const quoted = !regex && /^"(.+)"$/.exec(rest);
  const pattern = slashes ? (slashes[1] ?? '') : quoted ? (quoted[1] ?? '') : rest;
  return pattern === ''
    ? null
    : { pattern: { text: pattern, regex: regex || (slashes !== null && slashes !== false), caseful }, not };
}

/** What one types for a rule. */
export function ruleText({ pattern, not }: LogRule): string {
  const { text, regex } = pattern;
  const plain = parseRule(text);
  const literal = plain !== null && !plain.not && !plain.pattern.regex && plain.pattern.text === text;
  return `${not ? '-' : ''}${regex ? `/${text}/` : literal ? text : `"${text}"`}`;
}

export function sameRule(a: LogRule, b: LogRule): boolean {
  return (
    a.not === b.not &&
    a.pattern.text === b.pattern.text &&
    a.pattern.regex === b.pattern.regex &&
    a.pattern.caseful === b.pattern.caseful
  );
}
