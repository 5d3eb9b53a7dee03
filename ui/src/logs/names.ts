// What several sessions are called beside each other. Pure.

import type { Session } from '../backend/port';

/** Whose log is read, as far as that is known. */
export interface LogSession extends Pick<Session, 'engine' | 'id' | 'name' | 'state' | 'startedAt' | 'tty'> {
  /** Its engine no longer has it. */
  gone?: boolean;
}

/** Their names; where two have the same, with their engines. */
export function shortNames(sessions: readonly Pick<Session, 'engine' | 'name'>[]): string[] {
  return sessions.map(({ engine, name }) => {
    const twins = sessions.filter((other) => other.name === name);
    return twins.length > 1 && twins.some((other) => other.engine !== engine) ? `${name} (${engine})` : name;
  });
}
