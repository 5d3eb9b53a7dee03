// What can be done to a session, by its state. Rows, menus and toolbars share it.

import type { Session } from '../backend/port';
import { type Chord, type KeyPress, matches } from '../parts/chords';
import type { SessionActions } from './context';
import { guardOf } from './guard';
import { groupOf } from './state';
import { t } from './text';

export type Verb =
  | 'attach'
  | 'peek'
  | 'shell'
  | 'debug'
  | 'window'
  | 'handOver'
  | 'start'
  | 'restart'
  | 'pause'
  | 'resume'
  | 'pauseRestarts'
  | 'resumeRestarts'
  | 'redraw'
  | 'logs'
  | 'history'
  | 'files'
  | 'inspect'
  | 'save'
  | 'rename'
  | 'recreate'
  | 'clone'
  | 'define'
  | 'export'
  | 'stop'
  | 'kill'
  | 'edit'
  | 'delete';

/** The keys of verbs, for the row that has the keyboard. */
export const VERB_KEYS = {
  attach: { modifiers: 'none', keys: ['enter'], shown: 'Enter' },
  peek: { modifiers: 'none', keys: [' '], shown: 'Space' },
  rename: { modifiers: 'none', keys: ['f2'], shown: 'F2' },
  delete: { modifiers: 'none', keys: ['delete'], shown: 'Del' },
} as const satisfies Partial<Record<Verb, Chord>>;

export type KeyVerb = keyof typeof VERB_KEYS;

/** The keys of a verb; undefined when it has none. */
export function chordOfVerb(verb: Verb): Chord | undefined {
  return (VERB_KEYS as Partial<Record<Verb, Chord>>)[verb];
}

/** The verb of a key press on a row; null when it is none of theirs. */
export function verbOfKey(press: KeyPress): KeyVerb | null {
  const verbs = Object.keys(VERB_KEYS) as KeyVerb[];
  return verbs.find((verb) => matches(VERB_KEYS[verb], press, false, false)) ?? null;
}

/** In the order of a menu; the first is what one most likely wants. */
export function verbsFor(session: Session): Verb[] {
  const verbs = lifeVerbs(session);
  const restarts = restartsVerb(session);
  return restarts === null ? verbs : verbs.toSpliced(verbs.indexOf('rename'), 0, restarts);
}

/** Of its restart policy, where it has one that can be changed. */
function restartsVerb(session: Session): Verb | null {
  if (session.broken !== null) return null;
  if (session.pausedPolicy !== null) return 'resumeRestarts';
  return session.restartsPausable && groupOf(session.state) === 'running' ? 'pauseRestarts' : null;
}

/** What is known of a session, to be read. */
const READ = ['logs', 'history', 'files', 'inspect'] as const;
/** What a session is made of, for this one and others. */
const MADE_OF = ['rename', 'recreate', 'clone', 'define', 'export'] as const;

function lifeVerbs(session: Session): Verb[] {
  // The engine can't even describe it.
  if (session.broken !== null) return ['logs', 'history', 'inspect', 'delete'];
  switch (groupOf(session.state)) {
    case 'defined':
      return ['start', 'edit', 'export', 'delete'];
    case 'created':
      return ['start', ...READ, 'debug', ...MADE_OF, 'delete'];
    case 'ended':
      return ['restart', 'peek', ...READ, 'debug', 'save', ...MADE_OF, 'delete'];
    case 'running':
      if (session.state === 'paused') return ['resume', ...READ, 'save', ...MADE_OF, 'stop', 'kill', 'delete'];
      if (session.state !== 'running') return [...READ, 'save', 'restart', ...MADE_OF, 'stop', 'delete'];
      return [
        ...(session.tty
          ? (['attach', 'peek', 'shell', 'debug', 'window', 'handOver', 'redraw', ...READ, 'save'] as const)
          : ([...READ, 'save', 'shell', 'debug'] as const)),
        'restart',
        'pause',
        ...MADE_OF,
        'stop',
        'kill',
        'delete',
      ];
  }
}

/** Why a verb is shown and can't be had; null when it can. */
export function whyDisabled(verb: Verb, session: Session): string | null {
  if ((verb === 'redraw' || verb === 'attach') && !session.attachable) return t.stopsWhenAttached;
  // Its dialog has the verbs of the pod.
  if (session.infra) return null;
  return verb === 'delete' || verb === 'recreate' ? (guardOf(session)?.whyKept ?? null) : null;
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
    case 'peek':
      return actions.peek(session);
    case 'shell':
      return actions.shell(session);
    case 'debug':
      return actions.debug(session);
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
    case 'pauseRestarts':
      return actions.pauseRestarts(session);
    case 'resumeRestarts':
      return actions.resumeRestarts(session);
    case 'redraw':
      return actions.redraw(session);
    case 'recreate':
      return actions.recreate(session);
    case 'define':
      return actions.define(session);
    case 'logs':
      return actions.showLogs(session);
    case 'history':
      return actions.showHistory(session);
    case 'files':
      return actions.showFiles(session);
    case 'inspect':
    case 'save':
    case 'rename':
    case 'clone':
    case 'export':
    case 'stop':
    case 'kill':
      return actions.ask(verb, session);
    case 'edit':
      return actions.editDefinition(session);
    case 'delete':
      return actions.remove(session);
  }
}
