import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { and, number, plural } = grammar('de');

function some(names: readonly string[], most: number): string {
  const rest = names.length - most;
  if (rest <= 1) return and(names);
  return and([...names.slice(0, most), `${number(rest)} weitere`]);
}

export const de: Wording<typeof en> = {
  notices: 'Meldungen',
  unread: (count) => plural(count, { one: 'Meldungen, 1 ungelesen', other: `Meldungen, ${number(count)} ungelesen` }),
  which: 'Welche Meldungen',
  filters: { all: 'Alle', unread: 'Ungelesen', errors: 'Fehler' },
  none: {
    all: 'Bisher ist nichts passiert, was Sie wissen müssten.',
    unread: 'Sie haben alle Meldungen gelesen.',
    errors: 'Keine Meldung betrifft einen Fehler.',
  },
  readAll: 'Alle als gelesen markieren',
  over: 'gilt nicht mehr',
  isUnread: 'ungelesen',
  muteOf: (name) => `${name} eine Stunde stumm schalten`,
  muted: (name) => `${name} ist eine Stunde stumm`,
  mutedText: 'Ihre Meldungen stehen weiterhin hier.',
  unmute: 'Stumm; klicken, um wieder davon zu hören',
  unmuted: (name) => `${name} ist nicht mehr stumm`,
  notMuted: (name) => `${name} konnte nicht stumm geschaltet werden`,
  notFollowed: 'Meldungen werden nicht gezeigt',
  gone: (name) => `${name} gibt es nicht mehr`,
  goneText: 'Ihre Läufe stehen im Verlauf.',

  open: 'Öffnen',
  verbs: {
    restart: 'Neu starten',
    pauseRestarts: 'Neustarts pausieren',
    stop: 'Beenden…',
    mute: 'Eine Stunde stumm',
  },
  verbOf: (verb, name) => `${verb}: ${name}`,

  titles: {
    ended: (name) => `${name} ist beendet`,
    exited: (name, code) => `${name} endete mit ${code}`,
    outOfMemory: (name) => `${name}: Arbeitsspeicher erschöpft`,
    unhealthy: (name) => `${name} ist nicht gesund`,
    crashLoop: (name) => `${name} endet immer wieder`,
    asks: (name) => `${name} wartet auf eine Antwort`,
    engineLost: (name) => `${name} antwortet nicht`,
    engineBack: (name) => `${name} antwortet wieder`,
  },
  texts: {
    endedByOthers: 'Jemand anderes hat sie beendet, nicht Berth.',
    killed: 'Sie wurde abgebrochen, nicht durch Berth.',
    endedByItself: 'Sie endete von selbst.',
    outOfMemory: 'Der Kernel hat sie beendet, weil ihr Arbeitsspeicher erschöpft war.',
    unhealthy: 'Ihre Zustandsprüfungen schlagen fehl.',
    crashLoop: (runs, minutes) =>
      plural(minutes, {
        one: `Sie endete ${number(runs)}-mal innerhalb einer Minute.`,
        other: `Sie endete ${number(runs)}-mal innerhalb von ${number(minutes)} Minuten.`,
      }),
    engineLost: 'Ihre Sitzungen stehen so da wie zuletzt. Möglicherweise laufen sie weiter.',
    engineBack: 'Ihre Sitzungen sind wieder aktuell.',
  },
  many: {
    ended: (count) => `${number(count)} Sitzungen sind beendet`,
    sessions: (count) => `${number(count)} Sitzungen brauchen Sie`,
    mixed: (count) => `${number(count)} Sitzungen und Engines brauchen Sie`,
  },
  question: (name, line) => `${name}: ${line}`,
  manyText: (names) => some(names, 4),
};
