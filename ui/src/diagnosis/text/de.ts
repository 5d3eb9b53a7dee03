import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import { toMinute } from '../../session/age';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  title: 'Diagnose',
  command: 'Diagnose: womit Berth hier arbeitet',
  open: 'Diagnose',
  asking: 'Berth sieht nach …',
  found: 'Was gefunden wurde',
  on: (version, system) => `Berth ${version} auf ${system}`,
  sum: (faults, notes) => {
    const wrong = plural(faults, { one: '1 Fehler', other: `${number(faults)} Fehler` });
    const noted = plural(notes, { one: '1 Hinweis', other: `${number(notes)} Hinweise` });
    if (faults === 0) return notes === 0 ? 'Alles in Ordnung.' : `Kein Fehler, ${noted}.`;
    return notes === 0 ? `${wrong}.` : `${wrong}, ${noted}.`;
  },
  verdicts: { ok: 'In Ordnung', note: 'Hinweis', fault: 'Fehler' },
  groups: { engines: 'Engines', berth: 'Berth', files: 'Dateien', desktop: 'Desktop' },
  calls: {
    title: (engine) => `Langsamste Aufrufe von ${engine}`,
    verb: 'Aufruf',
    slowest: 'Langsamster',
    last: 'Letzter',
    count: 'Anzahl',
  },
  faults: (count) => plural(count, { one: '1 Fehler', other: `${number(count)} Fehler` }),
  ms: (ms) => `${number(ms)} ms`,
  number: (count) => number(count),
  copyCommand: 'Den Befehl kopieren',
  copy: 'Bericht kopieren',
  private:
    'In der Kopie fehlen Ihr Ordner, Ihr Name und was nach einem Geheimnis aussieht. Lesen Sie sie, bevor Sie sie ' +
    'weitergeben.',
  again: 'Erneut prüfen',
  crash: {
    title: 'Was in Berth fehlgeschlagen ist',
    list: 'Fehlerberichte',
    happened: (kind, at, count) => {
      if (count > 1) return `In Berth schlug ${number(count)} Mal etwas fehl, zuletzt am ${toMinute(at)}.`;
      return kind === 'page'
        ? `Eine Seite von Berth endete und wurde neu geladen, am ${toMinute(at)}.`
        : `Ein Teil von Berth schlug fehl, am ${toMinute(at)}.`;
    },
    kept: 'Der Bericht liegt nur auf diesem Rechner; er wird niemandem gesendet.',
    show: 'Anzeigen',
    showNamed: (what) => `Den Bericht anzeigen: ${what}`,
    hide: 'Ausblenden',
    hideNamed: (what) => `Den Bericht ausblenden: ${what}`,
    delete: 'Löschen',
    deleteNamed: (what) => `Den Bericht löschen: ${what}`,
    copy: 'Den Bericht kopieren',
    seen: 'Hinweis schließen und den Bericht behalten',
    gone: 'Diesen Bericht gibt es nicht mehr.',
    none: 'Kein Bericht ist übrig.',
    notDeleted: 'Der Bericht konnte nicht gelöscht werden',
    notSeen: 'Dass Sie ihn gesehen haben, konnte nicht vermerkt werden',
  },
};
