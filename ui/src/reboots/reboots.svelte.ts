// What became of sessions after a restart of the machine, as the host tells, and the person's answers.

import { createContext } from 'svelte';

import type { AfterRestart, Backend, RebootsNow, Session } from '../backend/port';
import { notifyError } from '../notices/notices';
import { t } from './text';

/** In the order in which they are shown. */
export const GROUPS = ['asks', 'blocked', 'starting', 'again', 'left'] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Record<AfterRestart['fate']['kind'], Group> = {
  again: 'again',
  started: 'again',
  start: 'asks',
  starting: 'starting',
  ask: 'asks',
  leave: 'left',
  blocked: 'blocked',
  failed: 'blocked',
};

export function groupOf({ fate }: AfterRestart): Group {
  return GROUP_OF[fate.kind];
}

type Known = Pick<Session, 'engine' | 'id'>;

export class Reboots {
  now = $state.raw<RebootsNow>({ sessions: [], needs: [], seen: true });
  /** Those that the person has just had started, by id. */
  busy = $state.raw<ReadonlySet<string>>(new Set());

  constructor(private readonly backend: Backend) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend.subscribeReboots((now) => (this.now = now)).catch((error: unknown) => notifyError(t.unheard, error));
  }

  get shown(): boolean {
    return this.now.sessions.length > 0 && !this.now.seen;
  }

  of(group: Group): AfterRestart[] {
    return this.now.sessions.filter((one) => groupOf(one) === group);
  }

  /** "4 sessions run again, 1 waits for you, and 1 can’t be started." */
  get summary(): string {
    const parts = (['again', 'starting', 'asks', 'blocked', 'left'] as const).flatMap((group) => {
      const count = this.of(group).length;
      return count > 0 ? [t[group](count)] : [];
    });
    return t.summary(parts);
  }

  /** The command that takes up the work of a session again; null where none is offered. */
  resumeOf({ engine, id }: Known): string | null {
    return this.now.sessions.find((one) => one.engine === engine && one.id === id)?.resumeCommand ?? null;
  }

  /** Starts these one after the other: each waits for the one before. */
  async start(all: readonly AfterRestart[]): Promise<void> {
    this.busy = new Set([...this.busy, ...all.map(({ id }) => id)]);
    for (const { engine, id, name } of all) {
      try {
        await this.backend.startAfterReboot({ engine, id });
      } catch (error) {
        notifyError(t.notStarted(name), error);
      }
      this.busy = new Set([...this.busy].filter((other) => other !== id));
    }
  }

  leave({ engine, id, name }: AfterRestart): void {
    this.backend.leaveAfterReboot({ engine, id }).catch((error: unknown) => notifyError(t.notLeft(name), error));
  }

  see(): void {
    this.backend.seeReboot().catch((error: unknown) => notifyError(t.notKept, error));
  }

  /** Its command was run, or is not wanted. */
  resumed({ engine, id }: Known): void {
    const { sessions, ...rest } = this.now;
    // At once: a second Enter is the program's.
    const answered = sessions.map((one) =>
      one.engine === engine && one.id === id ? { ...one, resumeCommand: null } : one,
    );
    this.now = { ...rest, sessions: answered };
    this.backend.resumedAfterReboot({ engine, id }).catch((error: unknown) => notifyError(t.resume.notKept, error));
  }
}

/** Those of the window: set once at its root, read anywhere below it. */
export const [useReboots, provideReboots] = createContext<Reboots>();
