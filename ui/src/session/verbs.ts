// What can be done to a session, by its state. Rows, menus and toolbars share it.

import type { Session } from '../backend/port';
import type { SessionActions } from './context';
import { guardOf } from './guard';
import { groupOf, stopsWhenResized } from './state';

export type Verb =
  | 'attach'
  | 'shell'
  | 'window'
  | 'handOver'
  | 'start'
  | 'restart'
  | 'pause'
  | 'resume'
  | 'redraw'
  | 'logs'
  | 'save'
  | 'rename'
  | 'stop'
  | 'kill'
  | 'delete';

interface VerbText {
  /** With "…" when a dialog follows. */
  label: string;
  /** What it does, with the engine's term, for tooltips. */
  hint: string;
}

export const VERBS: Readonly<Record<Verb, VerbText>> = {
  attach: { label: 'Attach', hint: 'Join its terminal (attach)' },
  shell: { label: 'Shell', hint: 'Open a shell in it, beside its own process (exec)' },
  window: { label: 'Own window', hint: 'Move its terminal to a window of its own' },
  handOver: { label: 'Open in my terminal', hint: 'Join it in your own terminal program (berthctl attach)' },
  start: { label: 'Start', hint: 'Start it as it was created (start)' },
  restart: { label: 'Restart', hint: 'Start it again (restart)' },
  pause: { label: 'Pause', hint: 'Freeze its processes (pause)' },
  resume: { label: 'Resume', hint: 'Let it go on (unpause)' },
  redraw: { label: 'Redraw', hint: 'Have its program draw its screen anew (resize)' },
  logs: { label: 'Logs', hint: 'What it printed (logs)' },
  save: { label: 'Save output…', hint: 'Its screen and what is above it, as text, HTML or a recording' },
  rename: { label: 'Rename…', hint: 'Give it another name (rename)' },
  stop: { label: 'Stop…', hint: 'End its process (stop or kill)' },
  kill: { label: 'Kill…', hint: 'Send its process a signal (kill)' },
  delete: { label: 'Delete…', hint: 'Remove it; its run goes to history (rm)' },
};

/** In the order of a menu; the first is what one most likely wants. */
export function verbsFor(session: Session): Verb[] {
  switch (groupOf(session.state)) {
    case 'defined':
      return ['start'];
    case 'created':
      return ['start', 'logs', 'rename', 'delete'];
    case 'ended':
      return ['restart', 'logs', 'save', 'rename', 'delete'];
    case 'running':
      if (session.state === 'paused') return ['resume', 'logs', 'save', 'rename', 'stop', 'kill', 'delete'];
      if (session.state !== 'running') return ['logs', 'save', 'restart', 'rename', 'stop', 'delete'];
      return [
        ...(session.tty
          ? (['attach', 'shell', 'window', 'handOver', 'redraw', 'logs', 'save'] as const)
          : (['logs', 'save', 'shell'] as const)),
        'restart',
        'pause',
        'rename',
        'stop',
        'kill',
        'delete',
      ];
  }
}

const STOPS =
  'Its stop signal is SIGWINCH, and every attach tells it a size: that would stop it. Read its logs, or open a shell.';

/** Why a verb is shown and can't be had; null when it can. */
export function whyDisabled(verb: Verb, session: Session): string | null {
  if ((verb === 'redraw' || verb === 'attach') && stopsWhenResized(session)) return STOPS;
  return verb === 'delete' ? (guardOf(session)?.whyKept ?? null) : null;
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
    case 'shell':
      return actions.shell(session);
    case 'window':
      return actions.moveOut(session);
    case 'handOver':
      return actions.handOver(session);
    case 'start':
    case 'restart':
      return actions.restart(session);
    case 'pause':
      return actions.pause(session);
    case 'resume':
      return actions.resume(session);
    case 'redraw':
      return actions.redraw(session);
    case 'rename':
      return actions.rename(session);
    case 'logs':
      return actions.showLogs(session);
    case 'save':
      return actions.save(session);
    case 'stop':
      return actions.stop(session);
    case 'kill':
      return actions.kill(session);
    case 'delete':
      return actions.remove(session);
  }
}
