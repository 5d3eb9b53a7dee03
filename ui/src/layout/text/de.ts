import { grammar } from '../../i18n/grammar';
import { kbd } from '../../i18n/marked';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { and, number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  search: 'Suchen oder Befehl ausführen',
  results: 'Ergebnisse',
  noResult: 'Nichts passt dazu.',
  sessions: 'Sitzungen',
  commands: 'Befehle',
  keyboardShortcuts: 'Tastenkürzel',

  hideList: 'Liste ausblenden',
  showList: 'Liste einblenden',
  hideListHint: (keys) => `Liste ausblenden (${keys})`,
  showListHint: (keys) => `Liste einblenden (${keys})`,
  closeList: 'Liste schließen',
  sessionList: 'Liste der Sitzungen',
  listWidth: 'Breite der Liste',
  settings: 'Einstellungen',
  settingsHint: (keys) => `Einstellungen (${keys})`,

  unreadable: 'Die Sitzungen können nicht gelesen werden.',
  away: (engine) => `${engine} ist nicht erreichbar.`,
  shownAsAt: (why, time) => `${why} Die Sitzungen sind auf dem Stand von ${time} Uhr.`,
  checkAgain: 'Erneut prüfen',
  checking: 'Wird geprüft …',

  empty: {
    pick: 'Wählen Sie eine Sitzung, um ihr Terminal zu sehen.',
    keys: (search, create) => [kbd(search), ' suchen ', kbd(create), ' neue Sitzung'],
    explained: 'Eine Sitzung ist ein Programm in einem Container, das weiterläuft, während Sie fort sind.',
    tryIt: 'Ausprobieren',
    starting: 'Wird gestartet …',
    own: 'Eine eigene aus einem Image starten',
  },

  noEngine: {
    none: 'Keine Container-Engine gefunden',
    noneText: 'Berth führt Sitzungen mit podman oder docker aus, und keines von beiden ist auf diesem Rechner.',
    silent: 'Keine Container-Engine antwortet',
    silentText: (engines) =>
      plural(engines.length, {
        one: `Berth führt Sitzungen mit podman oder docker aus. ${and(engines)} ist installiert, antwortet aber nicht.`,
        other:
          `Berth führt Sitzungen mit podman oder docker aus. ${and(engines)} sind installiert, antworten aber ` +
          'nicht.',
      }),
    notInstalled: 'nicht installiert',
    notAnswering: 'antwortet nicht',
    allWays: (engine) => `Alle Wege, ${engine} zu installieren`,
    copyCommand: (engine) => `Befehl für ${engine} kopieren`,
    onDebian: 'Unter Debian, Ubuntu und verwandten Systemen:',
    withHomebrew: 'Mit Homebrew:',
    dockerDesktop: 'Installieren Sie Docker Desktop, und starten Sie es einmal.',
    inTerminal: 'In einem Terminal:',
  },

  pane: {
    empty: 'Leerer Bereich',
    close: 'Bereich schließen',
    closeHint: 'Bereich schließen; der Tab bleibt offen',
    what: 'Was soll hier stehen?',
    allShown: 'Alle Sitzungen sind schon zu sehen. Öffnen Sie eine weitere aus der Liste.',
    choose: 'Wählen Sie hier, oder öffnen Sie eine Sitzung aus der Liste.',
    showHere: (name) => `${name} hier zeigen`,
    widthOfLeft: 'Breite des linken Bereichs',
    heightOfUpper: 'Höhe des oberen Bereichs',
    dividerHint: 'Ziehen; Doppelklick für Hälften',
  },

  tab: {
    open: 'Offene Sitzungen',
    views: { terminal: 'Terminal', shell: 'Shell', logs: 'Logs', details: 'Einzelheiten' },
    viewsOf: (name) => `Ansichten von ${name}`,
    actionsFor: (name) => `Aktionen für ${name}`,
    busy: (word) => `${word} …`,
    more: 'Mehr',
    readOnly: 'Nur zusehen',
    readOnlyHint: 'Nur zusehen und nichts senden',
    takeControl: 'Steuerung übernehmen',
    gone: (name, engine) =>
      `${name} ist nicht mehr auf ${engine}; die Sitzung wurde außerhalb dieses Fensters entfernt.`,
    close: 'Tab schließen',
    onEngine: (name, engine) => `${name} auf ${engine}`,
    goneState: 'verschwunden',
    lostState: (state) => `${state}, Verbindung verloren`,
    nameAndState: (name, state) => `${name}, ${state}`,
    nameCodeAndState: (name, code, state) => `${name} ${code}, ${state}`,
    needsYou: (label, need) => `${label}, braucht Sie: ${need}`,
    hint: (name, engine, state) => `${name} auf ${engine}, ${state}`,
  },

  status: {
    label: (status) => `Status: ${status}`,
    needYou: (count) => plural(count, { one: '1 braucht Sie', other: `${number(count)} brauchen Sie` }),
    goThere: 'Dorthin wechseln',
    unreadable: (count) => `${number(count)} unlesbar`,
    unreadableHint: 'Die Engine hat Zeilen ausgegeben, die Berth nicht lesen konnte; sie stehen im Protokoll',
    asking: 'Die Engines werden abgefragt …',
  },

  sessionWindow: {
    gone: 'Die Sitzung ist verschwunden. Ihr Fenster kann geschlossen werden.',
    notThere: 'Die Sitzung ist nicht mehr vorhanden. Ihr Fenster kann geschlossen werden.',
  },
};
