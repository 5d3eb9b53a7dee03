// The size of the terminal that a session will have once it is started: a program that asks
// its terminal at its beginning is answered by one of this size.

import type { Session, TerminalSize } from '../backend/port';
import { terminalStatus } from './status.svelte';

/** On which a session is started, or a log laid out, where no terminal can be measured. */
export const USUAL_SIZE: TerminalSize = { cols: 120, rows: 40 };

type Measure = () => Promise<TerminalSize | null>;

let measure: Measure = () => Promise.resolve(null);

/** For the part of the window that will show the next terminal; the returned function lets go of it again. */
export function measureWith(by: Measure): () => void {
  measure = by;
  return () => {
    if (measure === by) measure = () => Promise.resolve(null);
  };
}

/** That of the session's own terminal if it is open, else of the pane in which the next one opens. */
export async function startSize(session: Session | null): Promise<TerminalSize> {
  return (session && terminalStatus(session)?.size) ?? (await measure()) ?? USUAL_SIZE;
}
