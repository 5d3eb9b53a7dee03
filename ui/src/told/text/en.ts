import type { EndedBy, Notice } from '../../backend/port';
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
  notMuted: (name: string) => `${name} could not be muted`,
  notFollowed: 'Notices are not shown',
  gone: (name: string) => `${name} is no longer there`,
  goneText: 'Its runs are in the history.',

  open: 'Open',
  restart: 'Restart',
  mute: 'Mute for an hour',

  /** What happened, of one session or engine. */
  title: (name: string, what: Notice['what']): string => {
    switch (what.kind) {
      case 'ended':
        return what.exitCode === null ? `${name} ended` : `${name} exited ${what.exitCode}`;
      case 'outOfMemory':
        return `${name}: out of memory`;
      case 'unhealthy':
        return `${name} is unhealthy`;
      case 'crashLoop':
        return `${name} keeps ending`;
      case 'engineLost':
        return `${name} does not answer`;
      case 'engineBack':
        return `${name} answers again`;
    }
  },
  text: (what: Notice['what'], by: EndedBy['who'] | null): string => {
    switch (what.kind) {
      case 'ended':
        if (by === 'other') return 'Somebody else ended it, not Berth.';
        return what.exitCode === 137 ? 'It was killed, and not by Berth.' : 'It ended by itself.';
      case 'outOfMemory':
        return 'The kernel ended it because its memory ran out.';
      case 'unhealthy':
        return 'Its health checks fail.';
      case 'crashLoop':
        return plural(what.minutes, {
          one: `It ended ${number(what.runs)} times within a minute.`,
          other: `It ended ${number(what.runs)} times within ${number(what.minutes)} minutes.`,
        });
      case 'engineLost':
        return 'Its sessions are shown as they were. They may well go on.';
      case 'engineBack':
        return 'Its sessions are current.';
    }
  },
  /** Many at once, and whether all are sessions that ended. */
  many: (count: number, ended: boolean) =>
    ended ? `${number(count)} sessions ended` : `${number(count)} sessions and engines need you`,
  manyText: (names: readonly string[]) => some(names, 4),
};
