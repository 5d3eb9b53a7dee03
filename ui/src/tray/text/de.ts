import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  title: (parts) => `Berth: ${parts}`,
  needs: (count) => plural(count, { one: '1 braucht Sie', other: `${number(count)} brauchen Sie` }),
  done: (count) => `${number(count)} fertig`,
  works: (count) => plural(count, { one: '1 arbeitet', other: `${number(count)} arbeiten` }),
  quiet: 'niemand braucht Sie',
  show: 'Berth anzeigen',
  next: (name) => `Nächste, die Sie braucht: ${name}`,
  onEngine: (name, engine) => `${name} auf ${engine}`,
  more: (count) => plural(count, { one: '1 weitere braucht Sie', other: `${number(count)} weitere brauchen Sie` }),
  newSession: 'Neue Sitzung …',
  quit: 'Berth beenden; Sitzungen laufen weiter',
  notFollowed: 'Berth ist in keinem Infobereich',
};
