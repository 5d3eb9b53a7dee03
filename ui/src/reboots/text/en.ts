import type { Fate, NeedKind } from '../../backend/port';
import { grammar } from '../../i18n/grammar';
import { kbd } from '../../i18n/marked';

const { and, number, plural } = grammar('en');

export const en = {
  title: 'After the restart of this machine',
  command: 'After the restart of this machine…',
  explained: 'These sessions ran when the machine went down. Each opens with its last screen.',
  nothing: 'No session of Berth ran when this machine went down.',
  unheard: 'What became of sessions after the restart is not known',
  summary: (parts: readonly string[]) => `${and(parts)}.`,
  again: (count: number) =>
    plural(count, { one: '1 session runs again', other: `${number(count)} sessions run again` }),
  asks: (count: number) => plural(count, { one: '1 waits for you', other: `${number(count)} wait for you` }),
  starting: (count: number) =>
    plural(count, { one: '1 is being started', other: `${number(count)} are being started` }),
  blocked: (count: number) => plural(count, { one: '1 can’t be started', other: `${number(count)} can’t be started` }),
  left: (count: number) => plural(count, { one: '1 ended with it', other: `${number(count)} ended with it` }),
  show: 'Show',
  seen: 'Hide until the next restart',

  groups: {
    asks: 'Waiting for you',
    blocked: 'Can’t be started',
    starting: 'Being started',
    again: 'Running again',
    left: 'Ended with the machine',
  },
  fate: (fate: Fate, policy: string) => {
    if (fate.kind === 'again') return policy === 'no' ? 'Runs again' : `Runs again by its restart policy, ${policy}`;
    if (fate.kind === 'started') return 'Berth started it';
    if (fate.kind === 'start')
      return fate.after === 0 ? 'Is to be started' : `Is to be started, ${number(fate.after)} s after the one before`;
    if (fate.kind === 'starting') return 'Is being started';
    if (fate.kind === 'ask')
      return fate.doubtful ? 'Perhaps it ran when the machine went down' : 'Starts when you say so';
    if (fate.kind === 'leave') return 'Left as it is';
    if (fate.kind === 'blocked') return `Not there any more: ${and(fate.paths)}`;
    return 'Could not be started';
  },
  open: (name: string) => `Open ${name}`,
  onEngine: (name: string, engine: string) => `${name} on ${engine}`,
  start: 'Start',
  startNamed: (name: string) => `Start ${name}`,
  tryAgain: 'Try again',
  tryAgainNamed: (name: string) => `Try ${name} again`,
  leave: 'Leave',
  leaveNamed: (name: string) => `Leave ${name}`,
  startAll: (count: number) => `Start all ${number(count)}`,
  notStarted: (name: string) => `${name} could not be started`,
  notLeft: (name: string) => `That ${name} is to be left was not kept`,
  notKept: 'That you have seen it was not kept',

  needsTitle: 'What the system lacks',
  needs: (kind: NeedKind, sessions: readonly string[]) => {
    if (kind === 'linger') return `Your services end with your logout, and with them ${and(sessions)}.`;
    if (kind === 'podmanRestart') return `Nothing starts podman’s containers with the machine: not ${and(sessions)}.`;
    return `docker is not started with the machine, and so ${and(sessions)} are not.`;
  },
  needsCommand: 'Berth does not change this. The command that does:',
  copyCommand: (command: string) => `Copy ${command}`,

  resume: {
    label: (name: string) => `Take up the work of ${name} again`,
    enter: () => ['Press ', kbd('Enter'), ' to run'],
    run: 'Run',
    refuse: 'Not now',
    notKept: 'Berth offers it again: the answer was not kept',
  },
};
