import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  busy: {
    saving: 'wird gespeichert',
    starting: 'wird gestartet',
    restarting: 'wird neu gestartet',
    pausing: 'wird pausiert',
    resuming: 'wird fortgesetzt',
    pausingRestarts: 'Neustarts werden pausiert',
    resumingRestarts: 'Neustarts werden fortgesetzt',
    stopping: 'wird beendet',
    deleting: 'wird gelöscht',
    killing: 'wird sofort beendet',
    sending: (signal) => `${signal} wird gesendet`,
  },

  couldNot: {
    define: (name) => `${name} konnte nicht in sessions.toml geschrieben werden`,
    undefine: (name) => `Die Definition von ${name} konnte nicht entfernt werden`,
    openWindow: (name) => `Für ${name} konnte kein Fenster geöffnet werden`,
    openInTerminal: (name) => `${name} konnte nicht in Ihrem Terminal geöffnet werden`,
    start: (name) => `${name} konnte nicht gestartet werden`,
    restart: (name) => `${name} konnte nicht neu gestartet werden`,
    redraw: (name) => `${name} konnte nicht neu gezeichnet werden`,
    pause: (name) => `${name} konnte nicht pausiert werden`,
    resume: (name) => `${name} konnte nicht fortgesetzt werden`,
    pauseRestarts: (name) => `Die Neustarts von ${name} konnten nicht pausiert werden`,
    resumeRestarts: (name) => `Die Neustarts von ${name} konnten nicht fortgesetzt werden`,
    stop: (name) => `${name} konnte nicht beendet werden`,
    remember: 'Die Schritte konnten nicht gemerkt werden',
    turn: (name) => `Das Beenden von ${name} konnte nicht geändert werden`,
    propose: 'Es konnten keine Schritte vorgeschlagen werden',
    remove: (name) => `${name} konnte nicht gelöscht werden`,
    send: (signal, name) => `${signal} konnte nicht an ${name} gesendet werden`,
    showFile: 'Die Datei konnte nicht gezeigt werden',
    tryIt: 'Die Probesitzung konnte nicht gestartet werden',
  },

  opened: (name, program) => `${name} in ${program} geöffnet`,
  stays: (name) => `${name} bleibt`,
  stopped: (name) => `${name} beendet`,
  killed: (name) => `${name} sofort beendet`,
  sent: (signal, name) => `${signal} an ${name} gesendet`,
  hadEnded: (name) => `${name} war schon beendet`,
  deleted: (name) => `${name} gelöscht`,
  runKept: (run) => `Der Lauf ist im Verlauf als Nummer ${run} aufbewahrt`,
  keptUnlogged: (run, driver) =>
    `Die Angaben sind im Verlauf als Nummer ${run} aufbewahrt. Ein Log gibt es nicht: Der Logtreiber ist ${driver}.`,
  keptWithoutLog: (run) => `Die Angaben, und was vom Log zu lesen war, sind im Verlauf als Nummer ${run} aufbewahrt`,
  restartsPaused: (name) => `Die Neustarts von ${name} sind pausiert`,
  restartsPausedText: (policy) => `Nach ihrem Ende wird sie nicht neu gestartet. Ihre Neustartregel war ${policy}.`,
  resumeRestarts: 'Neustarts fortsetzen',
  restartsResumed: (name) => `Die Neustarts von ${name} gehen weiter`,
  restartsResumedText: (policy) => `Ihre Neustartregel ist wieder ${policy}.`,
  saved: (name) => `Ausgabe von ${name} gespeichert`,
  showInFolder: 'Im Ordner zeigen',
  imageGone: 'Das Image fehlt',
  imageGoneText: (image) =>
    `${image} ist auf dieser Engine nicht mehr vorhanden. Starten Sie eine neue Sitzung, um es herunterzuladen.`,
  foldersMissing: 'Ordner fehlen',
  foldersMissingText: (paths) => `Diese Ordner der Volumes gibt es nicht: ${paths.join(', ')}`,
  asCreated: (name) => `${name} gab es schon`,
  asCreatedText: (differences) =>
    `Die Sitzung wurde gestartet, wie sie erstellt wurde, und nicht wie angegeben: ${differences.join('; ')}. ` +
    'Um sie neu zu erstellen, löschen Sie sie, und starten Sie eine neue Sitzung.',
  endedAtOnce: (name) => `${name} hat sich sofort wieder beendet`,

  bulk: {
    titles: {
      start: 'Sitzungen starten',
      stop: 'Sitzungen beenden?',
      delete: 'Sitzungen löschen?',
      prune: 'Beendete Sitzungen aufräumen',
    },
    texts: {
      start: 'Die Sitzungen starten so, wie sie erstellt wurden.',
      stop:
        'Jede wird gebeten, sich zu beenden, und nach ihrer eigenen Wartezeit abgebrochen (10 Sekunden, wo keine ' +
        'festgelegt ist). Die Sitzungen bleiben erhalten.',
      delete:
        'Jede wird beendet, falls sie läuft; Log und Einzelheiten werden archiviert, dann wird sie entfernt. ' +
        'Volumes bleiben.',
      prune: 'Beendete Sitzungen von Berth werden archiviert und entfernt. Volumes und Images bleiben.',
    },
    lists: {
      start: 'Zu startende Sitzungen',
      stop: 'Zu beendende Sitzungen',
      delete: 'Zu löschende Sitzungen',
      prune: 'Zu löschende Sitzungen',
    },
    start: (count) => plural(count, { one: '1 Sitzung starten', other: `${number(count)} Sitzungen starten` }),
    stop: (count) => plural(count, { one: '1 Sitzung beenden', other: `${number(count)} Sitzungen beenden` }),
    delete: (count) => plural(count, { one: '1 Sitzung löschen', other: `${number(count)} Sitzungen löschen` }),
    prune: (count) => plural(count, { one: '1 Sitzung löschen', other: `${number(count)} Sitzungen löschen` }),
    withoutLogs: (count) => plural(count, { one: '1 ohne Log löschen', other: `${number(count)} ohne Log löschen` }),
    nothing: 'Es gibt nichts zu löschen: Keine Sitzung von Berth ist beendet.',
    nameAndFacts: (name, facts) => `${name}, ${facts}`,
    working: 'Wird ausgeführt …',
    done: (done, all) =>
      plural(all, {
        one: `${number(done)} von 1 Sitzung erledigt`,
        other: `${number(done)} von ${number(all)} Sitzungen erledigt`,
      }),
  },

  defined: (name) => `${name} steht in sessions.toml`,
  asDefined: (name) => `${name} ist so, wie sessions.toml sagt`,
  variablesWritten: (names) =>
    `Die Werte dieser Variablen stehen jetzt in der Datei, für alle, die sie lesen können: ${names.join(', ')}`,
  undefined: (name) => `Definition von ${name} entfernt`,
  undefine: {
    title: (name) => `Definition von ${name} entfernen?`,
    explained:
      'Sie wird aus sessions.toml entfernt, mit den Kommentaren direkt darüber. Einen Container, der auch entfernt ' +
      'würde, gibt es nicht.',
    button: (name) => `${name} entfernen`,
  },
  remove: {
    title: (name) => `${name} löschen?`,
    ended: (engine) => `Die Sitzung wird archiviert und von ${engine} entfernt.`,
    running: (engine) => `Die Sitzung läuft: Sie wird beendet, archiviert und von ${engine} entfernt.`,
    paused: (engine) => `Die Sitzung ist pausiert: Sie wird beendet, archiviert und von ${engine} entfernt.`,
    restarting: (engine) => `Die Sitzung startet neu: Sie wird beendet, archiviert und von ${engine} entfernt.`,
    stopping: (engine) => `Die Sitzung wird gerade beendet: Sie wird archiviert und von ${engine} entfernt.`,
    unknown: (engine) =>
      `Der Zustand der Sitzung ist unbekannt: Sie wird beendet, archiviert und von ${engine} entfernt.`,
    broken: (engine) =>
      'Die Sitzung ist defekt: Was von ihr da ist, wird archiviert, und sie wird von ' +
      `${engine} entfernt, notfalls mit Gewalt.`,
    explained: (image) =>
      'Log, Einzelheiten und Exit-Code werden zuerst im Verlauf abgelegt. Gelingt das nicht, wird nichts ' +
      `entfernt. Das Image ${image} und benannte Volumes bleiben.`,
    volumes: 'Auch die anonymen Volumes löschen',
    folder: 'Datei des Verlaufs',
    button: (name) => `${name} löschen`,
  },

  withoutLog: {
    title: (name) => `${name} ohne Log löschen?`,
    what: (engine) => `${engine} kann das Log nicht lesen; deshalb wurde nichts entfernt. Die Engine sagt:`,
    words: (engine) => `Was ${engine} sagt`,
    explained:
      'Angaben und Exit-Code kommen in den Verlauf, mit dem, was vom Log zu lesen ist, und einem Vermerk, was fehlt. ' +
      'Der Rest des Logs geht verloren.',
    button: 'Ohne Log löschen',
  },

  pod: {
    title: (pod) => `Der Pod ${pod}`,
    explained:
      'Dies ist sein Infra-Container, der das Netz für alle darin hält: Er wird nie allein gelöscht. Wird der Pod ' +
      'gelöscht, werden zuvor alle darin beendet und ihre Logs und Einzelheiten archiviert. Volumes bleiben.',
    members: (pod) => `Sitzungen des Pods ${pod}`,
    infra: 'Infra-Container',
    start: 'Pod starten',
    stop: 'Pod beenden',
    remove: (count) => `Pod mit allen ${number(count)} Sitzungen löschen`,
    done: {
      start: (pod) => `Pod ${pod} gestartet`,
      stop: (pod) => `Pod ${pod} beendet`,
      remove: (pod) => `Pod ${pod} gelöscht`,
    },
    couldNot: {
      start: (pod) => `Der Pod ${pod} konnte nicht gestartet werden`,
      stop: (pod) => `Der Pod ${pod} konnte nicht beendet werden`,
      remove: (pod) => `Der Pod ${pod} konnte nicht gelöscht werden`,
    },
  },

  handOver: {
    why: {
      no_berthctl: () => 'berthctl, das zu Berth gehört, liegt weder daneben noch im PATH.',
      no_terminal_program: () => 'Es wurde kein Terminalprogramm gefunden; setzen Sie TERMINAL auf Ihres.',
      program_failed: ({ program, words }) => `${program} hat sich nicht geöffnet: ${words}.`,
    },
    title: (name) => `Von einem Terminal aus mit ${name} verbinden`,
    explained:
      'Führen Sie dies in einem beliebigen Terminal aus. Mit Strg-] verlassen Sie die Sitzung, ohne sie zu beenden.',
    command: 'Befehl',
    copy: 'Befehl kopieren',
  },

  kill: {
    title: (name) => `${name} sofort beenden?`,
    explained: 'Der Hauptprozess erhält sofort ein Signal, ohne Wartezeit. Die Sitzung bleibt erhalten.',
    signal: 'Signal',
    meanings: {
      KILL: 'Beendet den Prozess sofort; er kann nicht aufräumen.',
      TERM: 'Bittet den Prozess, sich zu beenden.',
      INT: 'Unterbricht den Prozess, wie Strg-C.',
      HUP: 'Das Terminal ist verschwunden; viele Programme lesen daraufhin ihre Einstellungen neu.',
      USR1: 'Bedeutet, was das Programm daraus macht.',
      USR2: 'Bedeutet, was das Programm daraus macht.',
      QUIT: 'Bittet den Prozess, sich zu beenden und einen Speicherauszug zu hinterlassen.',
    },
    button: (name) => `${name} sofort beenden`,
    send: (signal, name) => `${signal} an ${name} senden`,
  },

  note: {
    title: (name) => `Notiz zu ${name}`,
    label: 'Notiz',
    save: 'Notiz speichern',
  },
  rename: {
    title: (name) => `${name} umbenennen`,
    name: 'Name',
    button: (name) => `${name} umbenennen`,
  },

  save: {
    title: (name) => `Ausgabe von ${name} speichern`,
    explained: 'Der Bildschirm und alles darüber, wie sie jetzt sind.',
    as: 'Format',
    formats: { text: 'Text', html: 'Webseite', cast: 'Aufzeichnung' },
    meanings: {
      text: 'Ohne Farben; umbrochene Zeilen werden zusammengefügt.',
      html: 'So, wie es hier aussieht, in einer Datei.',
      cast: 'Für asciinema und seine Abspielprogramme; nur dieser Augenblick.',
    },
    button: 'Datei wählen …',
  },

  stop: {
    title: (name) => `${name} beenden?`,
    how: 'Wie',
    stop: 'Beenden',
    stopExplained: (signal) =>
      `Sendet ${signal}, damit die Sitzung aufräumen kann; nach Ablauf der Wartezeit wird sie abgebrochen.`,
    graceTime: 'Wartezeit',
    seconds: 'Sekunden',
    secondsOfItsOwn: 'Sekunden, wie beim Erstellen festgelegt',
    graceProblem: (most) => `Eine ganze Zahl von Sekunden zwischen 0 und ${most}.`,
    kill: 'Sofort beenden',
    killExplained: 'Sendet sofort SIGKILL. Nicht Gespeichertes geht verloren.',
    remove: 'Anschließend löschen; Log und Einzelheiten werden vorher archiviert',
    stopButton: (name) => `${name} beenden`,
    stopAndDeleteButton: (name) => `${name} beenden und löschen`,
    inSteps: 'Schritt für Schritt',
    inStepsExplained: 'Jeder Schritt folgt, wenn die Zeit des vorigen abgelaufen ist, bis die Sitzung endet.',
    shellIgnores:
      'Ihr Hauptprozess ist eine Shell, die SIGTERM ignoriert. Schritt für Schritt legt auf (SIGHUP) oder tippt exit.',
    byFile: 'Das sind die Schritte aus sessions.toml.',
    remember: (name) => `${name} auch beim nächsten Mal so beenden`,
    killButton: (name) => `${name} sofort beenden`,
    killAndDeleteButton: (name) => `${name} sofort beenden und löschen`,
  },

  ladder: {
    title: (name) => `${name} wird beendet`,
    steps: 'Schritte',
    kind: (step) => `Was Schritt ${step} tut`,
    typeLine: 'Zeile tippen',
    line: (step) => `Die Zeile von Schritt ${step}`,
    secondsOf: (step) => `Sekunden nach Schritt ${step}`,
    remove: (step) => `Schritt ${step} entfernen`,
    add: 'Schritt hinzufügen',
    problems: {
      text: 'Schreiben Sie, was das Programm beendet, etwa exit.',
      seconds: 'Eine ganze Zahl von Sekunden zwischen 0 und 3600.',
    },
    typed: (line) => `„${line}“ tippen`,
    done: 'hat sie nicht beendet',
    sent: 'getan; ihr Ende wird abgewartet',
    later: 'später',
    notTyped: {
      notJoined: 'Die Zeile konnte nicht getippt werden: Ihr Terminal ließ sich nicht rechtzeitig öffnen.',
      noTerminal: 'Die Zeile konnte nicht getippt werden: Die Sitzung hat kein Terminal.',
      attachStops: 'Die Zeile wurde nicht getippt: Das Terminal zu öffnen würde die Sitzung stoppen.',
      notSent: (words) => `Die Zeile konnte nicht getippt werden: ${words}`,
    },
    nextIn: (step, seconds) => `${step} in ${seconds} s`,
    givesUpIn: (seconds) => `Das war der letzte Schritt. Es wird noch ${seconds} s gewartet.`,
    announced: (step, next) =>
      next === null ? `${step}: getan. Es war der letzte Schritt.` : `${step}: getan. Als Nächstes: ${next}.`,
    cancel: 'Weiterlaufen lassen',
    wait: 'Weiter warten',
    now: (step) => `Jetzt: ${step}`,
    cancelled: (name) => `${name} läuft weiter`,
    cancelledText: 'Es folgt kein weiterer Schritt.',
    runs: (name) => `${name} läuft noch`,
    runsText: 'Kein Schritt hat die Sitzung beendet. Nehmen Sie SIGKILL als letzten Schritt.',
  },
};
