import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  card: (name) => `Blick auf ${name}`,
  screenOf: (name) => `Bildschirm von ${name}`,
  close: 'Blick schließen',
  closeHint: 'Schließen (Esc)',
  attach: 'Verbinden',
  attachHint: 'Verbinden (Enter)',
  logs: 'Logs',
  settings: 'Einstellungen',
  question: (line) => `Frage: ${line}`,
  toAnswer: 'Tab führt zur Antwort.',

  opening: 'Bildschirm wird gelesen …',
  past: {
    screen: (when) => `Beendet ${when}. Das ist ihr letzter Bildschirm.`,
    log: (when) => `Beendet ${when}. Das ist das Ende ihres Logs.`,
  },
  pastNow: {
    screen: 'Beendet. Das ist ihr letzter Bildschirm.',
    log: 'Beendet. Das ist das Ende ihres Logs.',
  },
  nothing: 'Sie ist beendet, und von ihrer Ausgabe ist nichts aufbewahrt.',
  neverRan: 'Sie ist noch nie gelaufen.',
  failed: 'Der Bildschirm lässt sich nicht zeigen',
  notObserved: {
    notRunning: 'Zurzeit läuft nichts darin, also ist nichts zu sehen.',
    noTerminal: 'Sie hat kein Terminal und damit keinen Bildschirm. Ihre Ausgabe steht in den Logs.',
    attachStops:
      'Verbinden würde sie stoppen: Ihr Stoppsignal ist SIGWINCH, und jedes Verbinden sendet es. ' +
      'Ihre Ausgabe steht in den Logs.',
    tooMany:
      'Es werden schon so viele Sitzungen beobachtet, wie die Einstellungen erlauben. ' +
      'Zum Ansehen verbinden oder dort mehr erlauben.',
    setting: 'Laut Einstellungen oder Label wird sie nicht beobachtet. Zum Ansehen verbinden.',
    foreign:
      'Berth hat sie nicht erstellt und beobachtet nur eigene Sitzungen. ' +
      'Zum Ansehen verbinden oder die Einstellungen ändern.',
    failed: 'Die Engine hat das Beobachten nicht zugelassen. Zum Ansehen verbinden oder die Logs lesen.',
  },

  handed: {
    region: (name) => `${name} in Ihrem Terminal`,
    since: (time) => `Seit ${time} in Ihrem Terminal geöffnet`,
    explained: 'Hier nur zu sehen: Von hier wird nichts getippt und keine Größe gesetzt.',
    back: 'Zurückholen',
    backHint: (program) => `${program} gibt sie frei; sie läuft weiter`,
    keeps: (name, program) => `${program} gibt ${name} nicht frei`,
    closeThere: 'Schließen Sie es dort: Die Sitzung läuft weiter.',
    couldNot: (name) => `${name} ließ sich nicht zurückholen`,
    unseen: 'Ihr Bildschirm ist in Ihrem Terminal.',
  },

  answer: {
    line: (name) => `${name} antworten`,
    placeholder: 'Antwort eingeben',
    send: 'Senden',
    enterToo: 'Enter mitsenden',
    choices: 'Angebotene Antworten',
    keys: 'Tasten',
    sendKey: (key) => `${key} senden`,
    keyNames: {
      y: 'y',
      n: 'n',
      up: 'Pfeil nach oben',
      down: 'Pfeil nach unten',
      left: 'Pfeil nach links',
      right: 'Pfeil nach rechts',
      enter: 'Enter',
      esc: 'Esc',
      tab: 'Tab',
      'ctrl-c': 'Strg+C',
    },
    sent: 'Gesendet',
    changed: 'Nicht gesendet: Der Bildschirm hat sich inzwischen geändert. So sieht er jetzt aus.',
    changedOften: 'Nicht gesendet: Der Bildschirm hat sich noch vor der Antwort wieder geändert.',
    again: 'Noch einmal senden',
    anyway: 'Trotzdem senden',
    anywayHint: 'Egal, was dann zu sehen ist',
    failed: 'Vielleicht nicht gesendet',
    interrupt: {
      title: (name) => `Strg+C an ${name} senden?`,
      text: 'Die meisten Programme enden damit.',
      yes: 'Strg+C senden',
    },
  },
};
