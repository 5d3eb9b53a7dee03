import { grammar } from '../../i18n/grammar';
import { code, strong } from '../../i18n/marked';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  terminal: (name) => `Terminal von ${name}`,
  shellOf: (name) => `Shell von ${name}`,

  phases: {
    waiting: 'wird geöffnet',
    attaching: 'verbindet',
    attached: 'verbunden',
    restarting: 'startet neu',
    paused: 'pausiert',
    ended: 'beendet',
    noTerminal: 'kein Terminal',
    attachWouldStop: 'nicht verbunden',
    refused: 'nicht verbunden',
    lost: 'Verbindung verloren',
    otherWindow: 'in einem anderen Fenster',
  },
  noAnswer: 'keine Antwort',

  reconnectNow: 'Jetzt neu verbinden',
  tryAgain: 'Erneut versuchen',
  showHere: 'Hier zeigen',
  reconnectsItself: 'Berth verbindet von selbst neu.',
  reconnectsIn: (seconds) => `Neue Verbindung von selbst in ${number(seconds)} s.`,
  reconnecting: 'Wird neu verbunden …',
  leftHere: 'Bis hier waren Sie da',
  elsewhere: (name) => `${name} ist in einem anderen Fenster zu sehen`,
  elsewhereText: 'Ein Terminal ist immer nur in einem Fenster.',
  detached: (name) => `Verbindung zu ${name} getrennt`,
  detachedText: 'Die Verbindung ist beendet; die Sitzung läuft weiter.',
  connectionLost: (engine) => `Verbindung zu ${engine} verloren`,
  mayRun: 'Die Sitzung läuft möglicherweise noch.',
  mayRunBecause: (why) => `Die Sitzung läuft möglicherweise noch. ${why}`,
  couldNotAttach: (name) => `Verbindung zu ${name} nicht möglich`,
  couldNotResume: (name) => `${name} konnte nicht fortgesetzt werden`,
  lastOutputUnreadable: 'Die letzte Ausgabe konnte nicht gelesen werden',
  unsent: (name) => `Ihre Eingabe hat ${name} nicht erreicht`,

  paused: 'Pausiert: Bis zum Fortsetzen läuft darin nichts.',
  resume: 'Fortsetzen',
  restartingText: (engine) => `Die Sitzung ist beendet, und ${engine} startet sie wieder.`,

  away: (engine, since) => `${engine} antwortet seit ${since} nicht; Ihre Eingaben kommen möglicherweise nicht an.`,
  notSent: 'Nicht gesendet: Sie sehen nur zu.',
  readOnly: 'Nur zusehen: Ihre Eingaben werden nicht gesendet.',
  takeControl: 'Steuerung übernehmen',
  typingInto: (count, others) => [
    strong(plural(count, { one: 'Eingabe in 1 Terminal.', other: `Eingabe in ${number(count)} Terminals.` })),
    ` Außerdem: ${others}`,
  ],
  stopTyping: 'Eingabe in mehrere beenden',
  stopTypingHint: 'Eingabe in mehrere beenden (Strg Umschalt X)',
  stop: 'Beenden',

  broadcast: {
    title: 'In mehrere zugleich tippen',
    tooFew:
      'Nur sichtbare Terminals können teilnehmen, damit Sie sehen, was Sie tun. Teilen Sie zuerst den Bereich ' +
      'der Tabs, und zeigen Sie eine weitere laufende Sitzung neben dieser.',
    explained: 'Jede Taste und alles Eingefügte geht an alle diese Terminals, bis Sie das beenden.',
    terminals: 'Terminals',
    start: (count) => `In ${number(count)} tippen`,
  },

  clipboard: {
    title: (name) => `Darf ${name} in die Zwischenablage kopieren?`,
    explained: 'Ein Programm in diesem Terminal bittet darum. Der jetzige Inhalt der Zwischenablage ginge verloren.',
    no: 'Nicht kopieren',
    yes: 'Kopieren',
  },

  exit: {
    card: 'Karte zum Ende der Sitzung',
    ran: (duration) => `lief ${duration}`,
    ended: (moment) => `beendet am ${moment}`,
    restarted: (count) => plural(count, { one: 'einmal neu gestartet', other: `${number(count)} Mal neu gestartet` }),
    notOutOfMemory: 'nicht wegen Speichermangels, soweit die Engine weiß',
    restart: 'Neu starten',
    start: 'Starten',
    logs: 'Logs',
    delete: 'Löschen …',
  },

  find: {
    label: 'In der Ausgabe suchen',
    placeholder: 'Suchen',
    none: 'Keine',
    atLeast: (count) => `${number(count)}+`,
    position: (index, count) => `${number(index)} von ${number(count)}`,
    matchCase: 'Groß- und Kleinschreibung beachten',
    regex: 'Regulärer Ausdruck',
    above: 'Voriger Treffer',
    aboveHint: 'Voriger Treffer (Eingabe)',
    below: 'Nächster Treffer',
    belowHint: 'Nächster Treffer (Umschalt+Eingabe)',
    close: 'Suche schließen',
    closeHint: 'Schließen (Esc)',
  },

  links: {
    open: 'Diesen Link öffnen?',
    yes: 'Öffnen',
    otherProgram: (program) => `Das ist kein Web-Link; das System öffnet ihn mit seinem Programm für ${program}.`,
    userName: (host) => `Der Link enthält einen Benutzernamen; er führt zu ${host}.`,
    lookalike: 'Sein Name enthält Buchstaben, die mit anderen verwechselt werden können.',
    invisible: 'Der Link enthält unsichtbare Zeichen.',
    otherHost: (shown, host) => `Dort steht ${shown}, der Link führt aber zu ${host}.`,
    refused: 'Berth öffnet diesen Link nicht',
    refusedText:
      'Er führt weder zu einer Webseite noch zu einem Programm, das ein Terminal starten sollte. Sie können sein ' +
      'Ziel kopieren.',
    copy: 'Link kopieren',
    couldNotOpen: 'Der Link konnte nicht geöffnet werden',
  },

  paste: {
    title: (lines) =>
      plural(lines, { one: 'Eine Zeile einfügen und ausführen?', other: `${number(lines)} Zeilen einfügen?` }),
    text: 'Das Programm nimmt jede Zeile so an, als hätten Sie danach die Eingabetaste gedrückt.',
    yes: 'Einfügen',
    couldNot: 'Einfügen nicht möglich',
    notAllowed: 'Das System lässt Berth die Zwischenablage hier nicht lesen; die Taste zum Einfügen funktioniert.',
  },
  couldNotCopy: 'Kopieren nicht möglich',

  menu: {
    openLink: 'Link öffnen',
    copyLink: 'Link kopieren',
    copy: 'Kopieren',
    paste: 'Einfügen',
    copyFolder: 'Pfad kopieren',
    selectAll: 'Alles auswählen',
    find: 'Suchen …',
    save: 'Ausgabe speichern …',
    clear: 'Zeilenpuffer leeren',
    nothingSelected: 'Nichts ist ausgewählt.',
    noProgram: 'Darin läuft kein Programm.',
    clearHint: 'Alles oberhalb des Bildschirms verwerfen; Logs und Verlauf behalten es',
  },

  none: {
    untouchable: (name) => `Verbinden würde ${name} beenden`,
    untouchableText: [
      'Jedes Verbinden teilt der Sitzung eine Größe mit, und zwar mit dem Signal, auf das sie sich beendet (',
      code('SIGWINCH'),
      '). Ihre Ausgabe steht in den Logs; eine Shell öffnet sich daneben.',
    ],
    noTerminal: (name) => `${name} hat kein Terminal`,
    noTerminalText: [
      'Die Sitzung wurde ohne Terminal gestartet (',
      code('-t'),
      '), daher gibt es nichts zu verbinden. Ihre Ausgabe steht in den Logs; eine Shell öffnet sich daneben.',
    ],
    logs: 'Logs',
    shell: 'Shell',
  },

  shell: {
    paused: (name) => `${name} ist pausiert`,
    notRunning: (name) => `${name} läuft nicht`,
    explained: 'Eine Shell ist ein neuer Prozess in einer laufenden Sitzung, neben ihrem eigenen.',
    start: 'Starten',
    command: 'Befehl',
    placeholder: 'bash, sonst sh',
    new: 'Neue Shell',
    newHint: 'Eine weitere Shell öffnen (exec)',
    endedWithSession: 'Die Shell hat sich mit ihrer Sitzung beendet.',
    exited: (code) => `Die Shell hat sich mit ${code} beendet.`,
    exitedAbsent: (code, program) =>
      `Die Shell hat sich mit ${code} beendet. Vielleicht gibt es in der Sitzung das Programm nicht: ${program}.`,
    couldNotOpen: (name) => `In ${name} konnte keine Shell geöffnet werden`,
    debug: 'Debug-Shell',
    debugHint:
      'Eine Shell mit eigenen Programmen (busybox): neben einer laufenden Sitzung, oder aus der Kopie einer beendeten',
    debugBeside: 'Eine Debug-Shell bringt ihre Programme mit und sieht Dateien, Prozesse und Netz der Sitzung.',
    debugOfCopy:
      'Eine Debug-Shell bekommt eine Kopie der Sitzungsdateien, die mit ihr verschwindet, und die Volumes selbst.',
    makingBeside: 'Eine Debug-Shell wird geöffnet …',
    makingCopy: (name) => `Die Dateien von ${name} werden für eine Debug-Shell kopiert …`,
    couldNotDebug: (name) => `Für ${name} konnte keine Debug-Shell geöffnet werden`,
  },

  prompts: {
    succeeded: 'Erfolgreich',
    failed: (code) => `Fehlgeschlagen mit Exit-Code ${code}`,
    noneThere: 'Dort ist kein Prompt',
    noOutput: 'Keine Ausgabe eines Befehls bekannt',
    explained: 'Bekannt ist nur, was eine Shell markiert (OSC 133).',
    copied: 'Letzte Ausgabe kopiert',
  },

  folder: {
    copied: 'Pfad kopiert',
    unknown: 'Das Arbeitsverzeichnis ist nicht bekannt',
    explained: 'Bekannt ist nur, was ein Programm meldet (OSC 7); die meisten Shells lassen sich so einrichten.',
    untold: 'Das Programm meldet sein Arbeitsverzeichnis nicht (OSC 7).',
  },
};
