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
  notMuted: (name) => `${name} konnte nicht stumm geschaltet werden`,
  notFollowed: 'Meldungen werden nicht gezeigt',
  gone: (name) => `${name} gibt es nicht mehr`,
  goneText: 'Ihre Läufe stehen im Verlauf.',

  open: 'Öffnen',
  restart: 'Neu starten',
  mute: 'Eine Stunde stumm',

  title: (name, what) => {
    switch (what.kind) {
      case 'ended':
        return what.exitCode === null ? `${name} ist beendet` : `${name} endete mit ${what.exitCode}`;
      case 'outOfMemory':
        return `${name}: Arbeitsspeicher erschöpft`;
      case 'unhealthy':
        return `${name} ist nicht gesund`;
      case 'crashLoop':
        return `${name} endet immer wieder`;
      case 'engineLost':
        return `${name} antwortet nicht`;
      case 'engineBack':
        return `${name} antwortet wieder`;
    }
  },
  text: (what, by) => {
    switch (what.kind) {
      case 'ended':
        if (by === 'other') return 'Jemand anderes hat sie beendet, nicht Berth.';
        return what.exitCode === 137 ? 'Sie wurde abgebrochen, nicht durch Berth.' : 'Sie endete von selbst.';
      case 'outOfMemory':
        return 'Der Kernel hat sie beendet, weil ihr Arbeitsspeicher erschöpft war.';
      case 'unhealthy':
        return 'Ihre Zustandsprüfungen schlagen fehl.';
      case 'crashLoop':
        return plural(what.minutes, {
          one: `Sie endete ${number(what.runs)}-mal innerhalb einer Minute.`,
          other: `Sie endete ${number(what.runs)}-mal innerhalb von ${number(what.minutes)} Minuten.`,
        });
      case 'engineLost':
        return 'Ihre Sitzungen stehen so da wie zuletzt. Möglicherweise laufen sie weiter.';
      case 'engineBack':
        return 'Ihre Sitzungen sind wieder aktuell.';
    }
  },
  many: (count, ended) =>
    ended ? `${number(count)} Sitzungen sind beendet` : `${number(count)} Sitzungen und Engines brauchen Sie`,
  manyText: (names) => some(names, 4),
};
