import { grammar } from '../../i18n/grammar';

const { and, number, plural } = grammar('en');

/** Of names, the first few. */
function some(names: readonly string[], most: number): string {
  const rest = names.length - most;
  if (rest <= 1) return and(names);
  return and([...names.slice(0, most), `${number(rest)} others`]);
}

export const en = {
  notices: 'Notices',
  unread: (count: number) => plural(count, { one: 'Notices, 1 unread', other: `Notices, ${number(count)} unread` }),
  which: 'Which notices',
  filters: { all: 'All', unread: 'Unread', errors: 'Errors' },
  none: {
    all: 'Nothing has happened that you would have to know.',
    unread: 'You have read all notices.',
    errors: 'No notice is of a fault.',
  },
  readAll: 'Mark all as read',
  over: 'no longer so',
  isUnread: 'unread',
  muteOf: (name: string) => `Mute ${name} for an hour`,
  muted: (name: string) => `${name} is muted for an hour`,
  mutedText: 'Its notices are still listed here.',
  unmute: 'Muted; click to hear of it again',
  unmuted: (name: string) => `${name} is no longer muted`,
  notMuted: (name: string) => `${name} could not be muted`,
  notFollowed: 'Notices are not shown',
  gone: (name: string) => `${name} is no longer there`,
  goneText: 'Its runs are in the history.',

  open: 'Open',
  verbs: { restart: 'Restart', pauseRestarts: 'Pause restarts', stop: 'Stop…', mute: 'Mute for an hour' },
  verbOf: (verb: string, name: string) => `${verb}: ${name}`,

  /** What happened, of one session or engine. */
  titles: {
    ended: (name: string) => `${name} ended`,
    exited: (name: string, code: number) => `${name} exited ${code}`,
    outOfMemory: (name: string) => `${name}: out of memory`,
    unhealthy: (name: string) => `${name} is unhealthy`,
    crashLoop: (name: string) => `${name} keeps ending`,
    asks: (name: string) => `${name} waits for an answer`,
    engineLost: (name: string) => `${name} does not answer`,
    engineBack: (name: string) => `${name} answers again`,
  },
  texts: {
    endedByOthers: 'Somebody else ended it, not Berth.',
    killed: 'It was killed, and not by Berth.',
    endedByItself: 'It ended by itself.',
    outOfMemory: 'The kernel ended it because its memory ran out.',
    unhealthy: 'Its health checks fail.',
    crashLoop: (runs: number, minutes: number) =>
      plural(minutes, {
        one: `It ended ${number(runs)} times within a minute.`,
        other: `It ended ${number(runs)} times within ${number(minutes)} minutes.`,
      }),
    engineLost: 'Its sessions are shown as they were. They may well go on.',
    engineBack: 'Its sessions are current.',
  },
  /** Many at once. */
  many: {
    ended: (count: number) => `${number(count)} sessions ended`,
    sessions: (count: number) => `${number(count)} sessions need you`,
    mixed: (count: number) => `${number(count)} sessions and engines need you`,
  },
  question: (name: string, line: string) => `${name}: ${line}`,
  manyText: (names: readonly string[]) => some(names, 4),
};
