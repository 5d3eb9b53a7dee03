// What can be done to a session, by its state. Rows, menus and toolbars share it.

import type { Session } from '../backend/port';
import type { SessionActions } from './context';
import { groupOf } from './state';

export type Verb = 'attach' | 'start' | 'restart' | 'resume' | 'logs' | 'stop' | 'delete';

interface VerbText {
  /** With "…" when a dialog follows. */
  label: string;
  /** What it does, with the engine's term, for tooltips. */
  hint: string;
}

export const VERBS: Readonly<Record<Verb, VerbText>> = {
  attach: { label: 'Attach', hint: 'Join its terminal (attach)' },
  start: { label: 'Start', hint: 'Start it as it was created (start)' },
  restart: { label: 'Restart', hint: 'Start it again (restart)' },
  resume: { label: 'Resume', hint: 'Let it go on (unpause)' },
  logs: { label: 'Logs', hint: 'What it printed (logs)' },
  stop: { label: 'Stop…', hint: 'End its process (stop or kill)' },
  delete: { label: 'Delete…', hint: 'Remove it; its run goes to history (rm)' },
};

/** In the order of a menu; the first is what one most likely wants. */
export function verbsFor(session: Session): Verb[] {
  switch (groupOf(session.state)) {
    case 'defined':
      return session.state === 'created' ? ['start', 'logs', 'delete'] : ['start'];
    case 'ended':
      return ['restart', 'logs', 'delete'];
    case 'running':
      if (session.state === 'paused') return ['resume', 'logs', 'stop', 'delete'];
      return [...(session.tty && session.state === 'running' ? (['attach'] as const) : []), 'logs', 'restart', 'stop', 'delete'];
  }
}

/** At most two for a row: the likely one, and how to end or remove it. */
export function rowVerbs(session: Session): Verb[] {
  const verbs = verbsFor(session);
  const end: Verb = verbs.includes('stop') ? 'stop' : 'delete';
  return [...verbs.slice(0, 1), ...verbs.filter((verb) => verb === end)];
}

export function perform(actions: SessionActions, verb: Verb, session: Session): void {
  switch (verb) {
    case 'attach':
      return actions.attach(session);
    case 'start':
    case 'restart':
      return actions.restart(session);
    case 'resume':
      return actions.resume(session);
    case 'logs':
      return actions.showLogs(session);
    case 'stop':
      return actions.stop(session);
    case 'delete':
      return actions.remove(session);
  }
}
