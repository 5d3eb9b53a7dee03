import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

export const en = {
  notFollowed: 'What sessions are doing is not known',
  faults: (count: number) =>
    plural(count, {
      one: 'A rule can’t be used; the others count',
      other: `${number(count)} rules can’t be used; the others count`,
    }),

  words: { asks: 'asks', works: 'works', done: 'done', idle: 'idle' },
  hints: {
    asks: 'It waits for an answer',
    works: 'It is at work',
    done: 'It finished something that you have not looked at',
    idle: 'It does nothing, and waits for nothing in particular',
  },
  spoken: (word: string, age: string) => `${word}, ${age}`,
  shortAge: {
    minutes: (count: number) => `${number(count)} min`,
    hours: (count: number) => `${number(count)} h`,
    days: (count: number) => `${number(count)} d`,
  },
  longAge: {
    minutes: (count: number) => plural(count, { one: '1 minute', other: `${number(count)} minutes` }),
    hours: (count: number) => plural(count, { one: '1 hour', other: `${number(count)} hours` }),
    days: (count: number) => plural(count, { one: '1 day', other: `${number(count)} days` }),
  },

  asksNow: (name: string, line: string) => (line === '' ? `${name} asks` : `${name} asks: ${line}`),
  whyOf: (words: string) => `${words}. Why?`,
  whyHint: (hint: string) => `${hint}. Click to see why Berth says so.`,
  title: (name: string, word: string) => `${name}: ${word}`,
  whyTitle: (name: string) => `Why? ${name}`,
  rule: 'Rule',
  from: 'From',
  sources: {
    program: 'what the program itself says',
    shipped: 'the rules that come with Berth',
    file: (path: string) => `your own rules: ${path}`,
  },
  lineOf: (line: number) => `Line ${number(line)} of the screen`,
  shown: 'As shown',
  since: 'Since',
  sinceAge: (time: string, age: string) => (age === '' ? time : `${time}, ${age}`),
  seen: 'Seen',
  by: { open: 'in the terminal that is open here', observed: 'in the background; nothing was typed or resized' },
  noRule: 'No rule says so.',
  over: 'That is over.',

  missed: {
    label: 'While you were away',
    away: (age: string, what: string) => `${age} away: ${what}`,
    lines: (count: number) => plural(count, { one: '1 line', other: `${number(count)} lines` }),
    asked: (count: number) => plural(count, { one: '1 question', other: `${number(count)} questions` }),
    errors: (count: number) => plural(count, { one: '1 error', other: `${number(count)} errors` }),
    restarts: (count: number) => plural(count, { one: 'restarted once', other: `restarted ${number(count)} times` }),
    jump: 'Jump to first unread',
    dismiss: 'Dismiss',
  },
};
