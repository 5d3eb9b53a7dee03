import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

export const en = {
  title: (parts: string) => `Berth: ${parts}`,
  needs: (count: number) => plural(count, { one: '1 needs you', other: `${number(count)} need you` }),
  done: (count: number) => `${number(count)} done`,
  works: (count: number) => plural(count, { one: '1 works', other: `${number(count)} work` }),
  quiet: 'nobody needs you',
  show: 'Show Berth',
  next: (name: string) => `Next that needs you: ${name}`,
  onEngine: (name: string, engine: string) => `${name} on ${engine}`,
  more: (count: number) => plural(count, { one: '1 more needs you', other: `${number(count)} more need you` }),
  newSession: 'New session…',
  quit: 'Quit Berth; sessions keep running',
  notFollowed: 'Berth is in no tray',
};
