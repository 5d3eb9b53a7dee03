// Paths, names and modes of files as people see them. Pure.

import type { FileEntry } from '../backend/port';

/** Control characters, and those that turn the direction of text or can't be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A name in one line, in which nothing is hidden: "a\nb". */
export function shown(name: string): string {
  return name.replace(UNSEEN, (c) => {
    if (c === '\n') return '\\n';
    if (c === '\t') return '\\t';
    return `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

export function joined(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** The folder above, and the name in there; null of the root. */
export function splitPath(path: string): { folder: string; name: string } | null {
  const at = path.lastIndexOf('/');
  const name = path.slice(at + 1);
  return name === '' ? null : { folder: at === 0 ? '/' : path.slice(0, at), name };
}

/** The name of a file of this machine, by its path there. */
export function lastName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

const BITS: readonly (readonly [shift: number, special: number, letter: string])[] = [
  [6, 0o4000, 's'],
  [3, 0o2000, 's'],
  [0, 0o1000, 't'],
];

/** "rwxr-xr-x" */
export function modeWord(mode: number): string {
  return BITS.map(([shift, special, letter]) => {
    const bits = mode >> shift;
    const runs = (bits & 1) !== 0;
    const last = (mode & special) === 0 ? (runs ? 'x' : '-') : runs ? letter : letter.toUpperCase();
    return ((bits & 4) === 0 ? '-' : 'r') + ((bits & 2) === 0 ? '-' : 'w') + last;
  }).join('');
}

/** "1000:1000"; empty where it is not known. */
export function ownerWord({ uid, gid }: FileEntry): string {
  return uid === null || gid === null ? '' : `${uid}:${gid}`;
}

/** Whether entering it may show a folder. */
export function isFolder({ kind, leadsTo }: FileEntry): boolean {
  return kind === 'folder' || leadsTo === 'folder';
}

/** Text as an editor has it, and how its lines end; null where they end in different ways. */
export function editable(text: string): { text: string; crlf: boolean } | null {
  if (!text.includes('\r')) return { text, crlf: false };
  const lines = text.replaceAll('\r\n', '');
  return lines.includes('\r') || lines.includes('\n') ? null : { text: text.replaceAll('\r\n', '\n'), crlf: true };
}

/** As it stands in the file. */
export function withEnds(text: string, crlf: boolean): string {
  return crlf ? text.replaceAll('\n', '\r\n') : text;
}
