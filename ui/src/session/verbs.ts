// What can be done to a session, by its state. Rows, menus and toolbars share it.

import type { Session } from '../backend/port';
import type { SessionActions } from './context';
import { guardOf } from './guard';
import { groupOf } from './state';
import { t } from './text';

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

/** Why a verb is shown and can't be had; null when it can. */
export function whyDisabled(verb: Verb, session: Session): string | null {
  if ((verb === 'redraw' || verb === 'attach') && !session.attachable) return t.stopsWhenAttached;
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
