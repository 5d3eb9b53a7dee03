import type { CrashKind } from '../../backend/port';
import { grammar } from '../../i18n/grammar';
import { toMinute } from '../../session/age';

const { number, plural } = grammar('en');

export const en = {
  title: 'Diagnose',
  command: 'Diagnose: what Berth has to work with here',
  open: 'Diagnose',
  asking: 'Berth is looking…',
  found: 'What was found',
  on: (version: string, system: string) => `Berth ${version} on ${system}`,
  sum: (faults: number, notes: number) => {
    const wrong = plural(faults, { one: '1 thing is wrong', other: `${number(faults)} things are wrong` });
    const noted = plural(notes, { one: '1 note', other: `${number(notes)} notes` });
    if (faults === 0) return notes === 0 ? 'Nothing is wrong.' : `Nothing is wrong; ${noted}.`;
    return notes === 0 ? `${wrong}.` : `${wrong}, ${noted}.`;
  },
  verdicts: { ok: 'Good', note: 'Note', fault: 'Wrong' },
  groups: { engines: 'Engines', berth: 'Berth', files: 'Files', desktop: 'Desktop' },
  calls: {
    title: (engine: string) => `Slowest calls of ${engine}`,
    verb: 'Call',
    slowest: 'Slowest',
    last: 'Last',
    count: 'Times',
  },
  faults: (count: number) => plural(count, { one: '1 fault', other: `${number(count)} faults` }),
  ms: (ms: number) => `${number(ms)} ms`,
  number: (count: number) => number(count),
  copyCommand: 'Copy the command',
  copy: 'Copy report',
  private: 'Home folder, your name and what looks like a secret are left out. Read it before you pass it on.',
  again: 'Check again',
  crash: {
    title: 'What failed in Berth',
    list: 'Reports of what failed',
    happened: (kind: CrashKind, at: string, count: number) => {
      if (count > 1) return `Berth failed ${number(count)} times, the last time on ${toMinute(at)}.`;
      return kind === 'page'
        ? `A page of Berth ended and was loaded again, on ${toMinute(at)}.`
        : `A part of Berth failed on ${toMinute(at)}.`;
    },
    kept: 'The report is on this computer only; nobody is sent it.',
    show: 'Show',
    showNamed: (what: string) => `Show the report: ${what}`,
    hide: 'Hide',
    hideNamed: (what: string) => `Hide the report: ${what}`,
    delete: 'Delete',
    deleteNamed: (what: string) => `Delete the report: ${what}`,
    copy: 'Copy the report',
    seen: 'Close this notice and keep the report',
    gone: 'This report is there no longer.',
    none: 'No report is left.',
    notDeleted: 'The report could not be deleted',
    notSeen: 'That you saw it could not be written down',
  },
};
