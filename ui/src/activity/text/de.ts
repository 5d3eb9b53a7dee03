import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  notFollowed: 'Was Sitzungen gerade tun, ist nicht bekannt',
  faults: (count) =>
    plural(count, {
      one: 'Eine Regel ist nicht brauchbar; die übrigen gelten',
      other: `${number(count)} Regeln sind nicht brauchbar; die übrigen gelten`,
    }),

  words: { asks: 'fragt', works: 'arbeitet', done: 'fertig', idle: 'ruht' },
  hints: {
    asks: 'Wartet auf eine Antwort',
    works: 'Ist bei der Arbeit',
    done: 'Ist mit etwas fertig, das Sie noch nicht angesehen haben',
    idle: 'Tut nichts und wartet auf nichts Bestimmtes',
  },
  spoken: (word, age) => `${word}, ${age}`,
  shortAge: {
    minutes: (count) => `${number(count)} min`,
    hours: (count) => `${number(count)} h`,
    days: (count) => `${number(count)} T.`,
  },
  longAge: {
    minutes: (count) => plural(count, { one: '1 Minute', other: `${number(count)} Minuten` }),
    hours: (count) => plural(count, { one: '1 Stunde', other: `${number(count)} Stunden` }),
    days: (count) => plural(count, { one: '1 Tag', other: `${number(count)} Tage` }),
  },

  asksNow: (name, line) => (line === '' ? `${name} fragt` : `${name} fragt: ${line}`),
  whyOf: (words) => `${words}. Warum?`,
  whyHint: (hint) => `${hint}. Ein Klick zeigt, woran Berth das erkennt.`,
  title: (name, word) => `${name}: ${word}`,
  whyTitle: (name) => `Warum? ${name}`,
  rule: 'Regel',
  from: 'Aus',
  sources: {
    program: 'dem, was das Programm selbst sagt',
    shipped: 'den Regeln, die Berth mitbringt',
    file: (path) => `Ihren eigenen Regeln: ${path}`,
  },
  lineOf: (line) => `Zeile ${number(line)} des Bildschirms`,
  shown: 'Wie gezeigt',
  since: 'Seit',
  sinceAge: (time, age) => (age === '' ? time : `${time}, ${age}`),
  seen: 'Gesehen',
  by: {
    open: 'im Terminal, das hier offen ist',
    observed: 'im Hintergrund; nichts wurde getippt, keine Größe gesetzt',
  },
  noRule: 'Keine Regel sagt das.',
  over: 'Das ist vorbei.',

  missed: {
    label: 'Während Sie weg waren',
    away: (age, what) => `${age} weg: ${what}`,
    lines: (count) => plural(count, { one: '1 Zeile', other: `${number(count)} Zeilen` }),
    asked: (count) => plural(count, { one: '1 Frage', other: `${number(count)} Fragen` }),
    errors: (count) => plural(count, { one: '1 Fehler', other: `${number(count)} Fehler` }),
    restarts: (count) => plural(count, { one: 'einmal neu gestartet', other: `${number(count)}-mal neu gestartet` }),
    jump: 'Zum ersten Ungelesenen',
    dismiss: 'Verwerfen',
  },
};
