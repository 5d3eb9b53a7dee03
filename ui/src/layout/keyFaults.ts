// What of the person's own keys can't be, in words.

import type { KeyFault } from './chosenKeys';
import { keysNow } from './keys.svelte';
import { t } from './text';

/** A sentence each, with its place in the file at `path`. */
export function keyFaults(path: string): string[] {
  return keysNow().faults.map((fault) => t.keyFaults.place(path, fault.line, fault.column, words(fault)));
}

function words(fault: KeyFault): string {
  switch (fault.why) {
    case 'noCommand':
      return t.keyFaults.noCommand(fault.command);
    case 'noKeys':
      return t.keyFaults.noKeys(fault.command, fault.keys);
    case 'reserved':
      return t.keyFaults.reserved(fault.command, fault.keys);
    case 'taken':
      return t.keyFaults.taken(fault.command, fault.keys, fault.by);
  }
}
