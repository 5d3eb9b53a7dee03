import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

export const en = {
  region: (name: string) => `Logs ${name}`,
  logs: 'Logs',
  last: 'Last',
  linesLabel: 'Lines',
  lines: (count: number) => plural(count, { one: '1 line', other: `${number(count)} lines` }),
  follow: 'Follow',
  refresh: 'Refresh',
  find: 'Find',
  copyAll: 'Copy all',
  copied: 'Copied',
  copiedLog: 'Copied the log',
  couldNotCopy: 'Could not copy',
  save: 'Save…',
  unreadable: 'The log could not be read',
  tryAgain: 'Try again',
  wroteNothing: (name: string) => `${name} wrote nothing.`,
  /** Stands among the lines of a log. */
  skipped: (lines: number, bytes: number) =>
    `··· ${plural(lines, { one: '1 line', other: `${number(lines)} lines` })} (${number(Math.ceil(bytes / 1024))} ` +
    'KiB) left out: more was written than can be shown ···',
  nothingYet: (name: string) => `${name} has written nothing yet.`,
};
