// The working directory of a terminal, as its program told it (OSC 7, `file://host/path`). It is
// the program's text.

import { isShown } from '../parts/shown';

/** The path in an address; empty where there is none, or none that could be shown as it is. */
export function folderPath(address: string): string {
  const path = /^file:\/\/[^/]*(\/.*)$/s.exec(address)?.[1] ?? '';
  const decoded = decode(path);
  return isShown(decoded) ? decoded : '';
}

/** Not every shell escapes a path. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
