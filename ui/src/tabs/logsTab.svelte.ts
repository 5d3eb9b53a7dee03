// A tab of several logs: whose they are, in the order in which they have their colours.

import type { Session } from '../backend/port';
import { groupOf, keyOf } from '../session/state';

/** What commands do to the lines of a log. */
export interface LinesView {
  act(what: 'find' | 'filter' | 'wrap' | 'times' | 'latest' | 'copyAll' | 'save'): void;
}

/** Whose log it is, as it is remembered. */
export type LogOwner = Pick<Session, 'engine' | 'id' | 'name'>;

/** A session whose log is read, as far as it is known: it may be gone, or its engine away. */
export interface LogSession extends LogOwner, Pick<Session, 'state' | 'startedAt' | 'tty'> {
  gone: boolean;
}

/** The logs of several sessions in one view. */
export class LogsTab {
  readonly kind = 'logs';
  readonly view = 'logs';
  readonly key: string;
  /** Counts tabs as they are opened, those of sessions too. */
  readonly number: number;
  sessions = $state.raw<readonly LogSession[]>([]);
  /** What commands do to its lines; null until it was shown. */
  lines = $state.raw<LinesView | null>(null);

  constructor(owners: readonly LogOwner[], number: number) {
    this.key = logsKey(owners);
    this.number = number;
    // Until the list is asked for them.
    this.sessions = owners.map(({ engine, id, name }) => ({
      engine,
      id,
      name,
      state: 'unknown',
      startedAt: null,
      tty: true,
      gone: false,
    }));
  }

  /** Whose logs they are, to be remembered. */
  get owners(): LogOwner[] {
    return this.sessions.map(({ engine, id, name }) => ({ engine, id, name }));
  }

  /** No engine has any of them. */
  get gone(): boolean {
    return this.sessions.every((session) => session.gone);
  }

  get ended(): boolean {
    return this.sessions.every((session) => session.gone || groupOf(session.state) === 'ended');
  }

  /** Brings it up to date with the list. */
  follow(find: (key: string) => Session | undefined, answered: (engine: string) => boolean): void {
    const now = this.sessions.map((before): LogSession => {
      const session = find(keyOf(before));
      if (!session) return { ...before, gone: answered(before.engine) };
      const { engine, id, name, state, startedAt, tty } = session;
      return { engine, id, name, state, startedAt, tty, gone: false };
    });
    if (JSON.stringify(now) !== JSON.stringify(this.sessions)) this.sessions = now;
  }
}

/** The same for the same logs, in whatever order they were chosen. */
export function logsKey(owners: readonly LogOwner[]): string {
  return `logs:${owners.map(keyOf).sort().join('+')}`;
}
