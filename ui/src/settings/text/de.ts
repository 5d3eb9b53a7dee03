import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  settings: 'Einstellungen',
  notSaved: 'Die Einstellung konnte nicht gespeichert werden',
  faults: 'Einige Angaben in den Dateien sind nicht verwendbar. Sie bleiben unverändert, alles Übrige gilt.',
  copyPath: 'Pfad kopieren',
  appearance: 'Aussehen',
  language: 'Sprache',
  languageSystem: 'Wie im System',
  colours: 'Farben',
  schemes: { system: 'Wie im System', light: 'Hell', dark: 'Dunkel' },
  themeGroups: { dark: 'Dunkel', light: 'Hell', own: 'Eigene' },
  darkTheme: 'Terminals im dunklen Fenster',
  lightTheme: 'Terminals im hellen Fenster',
  noTheme: (name) => `Das Farbschema „${name}“ gibt es nicht; gezeigt wird das von Berth.`,
  density: 'Zeilen der Liste',
  densities: { comfortable: 'Zweizeilig', compact: 'Einzeilig' },
  usage: 'CPU und Speicher in der Liste',
  usageHint:
    'Der laufenden Sitzungen, die zu sehen sind. Das kostet einen Client je Engine; ist das Fenster verborgen, keinen.',
  text: 'Text in Terminals',
  font: 'Schriftart',
  fontHint: 'Eine der Schriften auf diesem Rechner; JetBrains Mono gehört zu Berth und springt für andere ein.',
  size: 'Größe',
  sizeHint: 'In Pixeln. Strg + und Strg − vergrößern und verkleinern vorübergehend, Strg 0 setzt zurück.',
  sizeProblem: (least, most) => `Eine ganze Zahl von ${least} bis ${most}`,
  ligatures: 'Ligaturen',
  ligaturesHint: 'Zeichnet => und != als ein Zeichen, sofern die Schriftart das kann.',
  cursor: 'Cursor',
  cursors: { block: 'Block', bar: 'Strich', underline: 'Unterstrich' },
  blinking: 'Blinkender Cursor',
  behaviour: 'Verhalten der Terminals',
  scrollback: 'Zeilenpuffer',
  scrollbackHint: 'Mehr Zeilen kosten Tempo und Speicher; die vollständige Ausgabe einer Sitzung steht in ihren Logs.',
  lines: (count) => plural(count, { one: '1 Zeile', other: `${number(count)} Zeilen` }),
  copyOnSelect: 'Beim Markieren kopieren',
  copyOnSelectHint: 'Markierter Text ist sofort in der Zwischenablage.',
  shiftEnter: 'Umschalt+Eingabe sendet Esc Eingabe',
  shiftEnterHint:
    'Viele Programme beginnen damit eine neue Zeile. ' +
    'Programme, die Umschalt+Eingabe selbst verlangen, erhalten sie unverändert.',
  screenReader: 'Unterstützung für Screenreader',
  screenReaderHint: 'Lässt einen Screenreader das Terminal vorlesen; die Ausgabe wird dadurch langsamer.',
  drawing: 'Darstellung',
  renderers: { dom: 'Durch die Seite', webgl: 'Durch die Grafikkarte' },
  rendererHints: {
    dom: 'Funktioniert überall.',
    webgl: 'Schneller bei viel Ausgabe; manche Linux-Treiber zeichnen verspätet oder falsch.',
  },
  programs: 'Was Programme dürfen',
  clipboard: 'In die Zwischenablage kopieren',
  clipboardHint: 'Gelesen wird sie nie.',
  clipboardWrites: { off: 'Nie', ask: 'Nachfragen', on: 'Immer' },
  bell: 'Klingeln',
  bellHint: 'Markiert eine Sitzung, während Sie woanders sind.',
  bells: { off: 'Nie', badge: 'Sitzung markieren', notification: 'Markieren und den Desktop benachrichtigen' },
  notifications: 'Desktop-Benachrichtigungen',
  notificationsHint: 'Zeigt Meldungen von Programmen (OSC 9, 99 und 777), während Sie woanders sind.',
  history: {
    title: 'Verlauf',
    follow: 'Logs mitlesen',
    follows: { own: 'Von Sitzungen von Berth', all: 'Von allen Sitzungen', none: 'Nie' },
    followHints: {
      own: 'Ihre Ausgabe bleibt erhalten, auch wenn jemand anderes sie im Betrieb entfernt.',
      all: 'Ihre Ausgabe bleibt erhalten, auch wenn jemand anderes sie im Betrieb entfernt.',
      none: 'Logs werden gelesen, wenn ein Lauf zu Ende ist.',
    },
    keepBytes: 'Höchstens behalten',
    keepBytesHint: 'Darüber gehen binnen einer Stunde die ältesten Logs; angeheftete Läufe bleiben.',
    keepDays: 'Läufe vergessen nach',
    keepDaysHint: 'Sie gehen binnen einer Stunde; angeheftete Läufe bleiben.',
    days: (count: number) => plural(count, { one: '1 Tag', other: `${number(count)} Tagen` }),
    following: (count) => {
      const now = plural(count, {
        one: 'Zurzeit wird 1 Log gefolgt',
        other: `Zurzeit wird ${number(count)} Logs gefolgt`,
      });
      const cost = 'etwa 14 MB und 0,3 % eines Kerns bei podman, 10 MB und 0,1 % bei docker';
      if (count === 0) return 'Zurzeit wird keinem Log gefolgt.';
      return `${now}; jedes braucht einen Client der Engine: ${cost}.`;
    },
    used: (bytes: string, runs: number, raw: string) =>
      plural(runs, {
        one: `1 Lauf belegt zurzeit ${bytes}, darin ${raw} an Logs.`,
        other: `${number(runs)} Läufe belegen zurzeit ${bytes}, darin ${raw} an Logs.`,
      }),
  },
  activity: {
    title: 'Was Sitzungen gerade tun',
    faults: 'Einige Ihrer eigenen Regeln sind nicht brauchbar. Die übrigen gelten.',
    observe: 'Sitzungen beobachten, die nicht offen sind',
    observes: { own: 'Die Berth erstellt hat', all: 'Alle', none: 'Keine' },
    observeHints: {
      own: 'Berth sieht nur zu: ohne Eingaben, Signale und Größe. Das Label dev.berth.observe=yes nimmt eine hinzu.',
      all: 'Berth sieht nur zu: ohne Eingaben, Signale und Größe. Das Label dev.berth.observe=no nimmt eine aus.',
      none: 'Bekannt nur von Sitzungen, die hier offen sind, und von denen mit dem Label dev.berth.observe=yes.',
    },
    most: 'Höchstens so viele zugleich',
    mostHint:
      'Ein lokales podman braucht für keine einen Prozess, sonst jede einen Client der Engine: bei docker 10 MB.',
  },
  tray: {
    title: 'Infobereich',
    show: 'Berth im Infobereich anzeigen',
    showHint: 'Wie viele Sitzungen Sie brauchen, und die Wege dorthin.',
    noneHint: 'Dieser Desktop hat zurzeit keinen Infobereich. Sobald es einen gibt, erscheint Berth dort.',
    keep: 'Weiter beobachten, wenn das Fenster geschlossen ist',
    keepHint:
      'Schließen blendet das Fenster aus; der Infobereich und ein zweiter Start holen es zurück. Beendet wird Berth ' +
      'im Infobereich.',
  },
  logIn: {
    title: 'Anmeldung',
    start: 'Berth beim Anmelden starten',
    startHint: 'Ohne Fenster, wo der Desktop einen Infobereich hat, der es öffnet; sonst mit Fenster.',
  },
  diagnosis: {
    title: 'Diagnose',
    level: 'Berths eigenes Protokoll',
    look: 'Womit Berth hier arbeitet',
    lookHint: 'Engines, Dateien und Desktop, was langsam ist und was fehlschlug.',
    open: 'Diagnose',
    levels: {
      error: 'Was fehlschlug',
      warn: 'Auch Warnungen',
      info: 'Auch seltene Ereignisse',
      debug: 'Jeder Aufruf einer Engine',
    },
    levelHint: 'berth.log, höchstens 3 MiB; ohne das, was nach einem Geheimnis aussieht oder Sie in Sitzungen tippen.',
  },
  notices: 'Meldungen auf dem Desktop',
  asks: 'Eine Sitzung wartet auf eine Antwort',
  asksHint: 'Nach 5 Sekunden, und wo Berth die Fragen ihres Programms kennt.',
  ended: 'Eine Sitzung ist beendet',
  endedHint:
    'Von selbst oder durch andere, und nicht mit 0, 130 oder 143. Was Sie selbst beenden, wird nicht gemeldet.',
  outOfMemory: 'Arbeitsspeicher erschöpft',
  unhealthy: 'Zustandsprüfungen schlagen fehl',
  crashLoop: 'Eine Sitzung endet immer wieder',
  crashLoopHint: 'Eine Meldung statt vieler.',
  crashLoopRuns: 'Ab so vielen Enden',
  crashLoopMinutes: 'Innerhalb so vieler Minuten',
  wholeNumber: (least, most) => `Eine ganze Zahl von ${number(least)} bis ${number(most)}`,
  engineLost: 'Eine Engine antwortet nicht',
  engineBack: 'Sie antwortet wieder',
  foreign: 'Auch Sitzungen, die andere angelegt haben',
  foreignHint: 'Container, die an Berth vorbei gestartet wurden.',
  ownRules: 'Eine Sitzung kann eigene Regeln haben: siehe ihre Details.',
  test: 'Testmeldung senden',
  testTitle: 'Berth kann Sie erreichen',
  testText: 'So sehen Meldungen zu Sitzungen aus. Solange „Nicht stören“ an ist, hält das System sie zurück.',
  testOpen: 'Öffnen',
  notShown: 'Die Testmeldung konnte nicht gezeigt werden',
  testHint: '„Bitte nicht stören“ Ihres Systems hält auch diese Meldungen zurück.',
};
