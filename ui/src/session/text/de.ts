import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  states: {
    running: 'läuft',
    paused: 'pausiert',
    restarting: 'startet neu',
    stopping: 'wird beendet',
    unknown: 'unbekannt',
    exited: 'beendet',
    dead: 'tot',
    created: 'erstellt',
    defined: 'nicht erstellt',
  },
  exited: (code) => `beendet mit ${code}`,
  dead: (code) => `tot, ${code}`,
  health: { healthy: 'gesund', starting: 'Gesundheitsprüfung läuft an' },
  unhealthy: (failures) =>
    plural(failures, { one: 'nicht gesund (1 Fehlschlag)', other: `nicht gesund (${number(failures)} Fehlschläge)` }),
  stopping: (step, seconds) => `${step} · ${seconds} s`,
  typed: (line) => `„${line}“`,
  restartsPaused: 'Neustarts pausiert',
  broken: (state) => `${state}, defekt`,
  memoryWithin: (state) => `${state}, darin Speicher erschöpft`,
  outOfMemory: (state) => `${state}, Speicher erschöpft`,

  copyLink: 'Link kopieren',
  linkCopied: (name) => `Der Link zu ${name} ist kopiert`,

  marks: {
    marks: 'Markierungen',
    pinned: 'angeheftet',
    pin: 'Oben anheften',
    unpin: 'Lösen',
    note: 'Notiz …',
    editNote: 'Notiz bearbeiten …',
    color: 'Farbe',
    noColor: 'Keine',
    colors: {
      red: 'Rot',
      orange: 'Orange',
      yellow: 'Gelb',
      green: 'Grün',
      teal: 'Türkis',
      blue: 'Blau',
      purple: 'Violett',
      pink: 'Rosa',
    },
    spoken: {
      red: 'Farbe Rot',
      orange: 'Farbe Orange',
      yellow: 'Farbe Gelb',
      green: 'Farbe Grün',
      teal: 'Farbe Türkis',
      blue: 'Farbe Blau',
      purple: 'Farbe Violett',
      pink: 'Farbe Rosa',
    },
    up: 'Nach oben verschieben',
    down: 'Nach unten verschieben',
    notSaved: (name) => `Die Markierung von ${name} konnte nicht gespeichert werden`,
    notMoved: (name) => `${name} konnte nicht verschoben werden`,
  },

  verbs: {
    attach: 'Verbinden',
    peek: 'Hineinsehen',
    shell: 'Shell',
    debug: 'Debug-Shell',
    window: 'Eigenes Fenster',
    handOver: 'In meinem Terminal öffnen',
    start: 'Starten',
    restart: 'Neu starten',
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    pauseRestarts: 'Neustarts pausieren',
    resumeRestarts: 'Neustarts fortsetzen',
    redraw: 'Neu zeichnen',
    logs: 'Logs',
    history: 'Verlauf',
    files: 'Dateien',
    inspect: 'Untersuchen',
    save: 'Ausgabe speichern …',
    rename: 'Umbenennen …',
    recreate: 'Bearbeiten und neu erstellen …',
    clone: 'Klonen …',
    define: 'Als Definition speichern',
    export: 'Exportieren …',
    stop: 'Beenden …',
    kill: 'Sofort beenden …',
    edit: 'Definition bearbeiten …',
    delete: 'Löschen …',
  },
  verbNames: {
    attach: 'Verbinden',
    peek: 'Hineinsehen',
    shell: 'Shell',
    debug: 'Debug-Shell',
    window: 'Eigenes Fenster',
    handOver: 'In meinem Terminal öffnen',
    start: 'Starten',
    restart: 'Neu starten',
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    pauseRestarts: 'Neustarts pausieren',
    resumeRestarts: 'Neustarts fortsetzen',
    redraw: 'Neu zeichnen',
    logs: 'Logs',
    history: 'Verlauf',
    files: 'Dateien',
    inspect: 'Untersuchen',
    save: 'Ausgabe speichern',
    rename: 'Umbenennen',
    recreate: 'Bearbeiten und neu erstellen',
    clone: 'Klonen',
    define: 'Als Definition speichern',
    export: 'Exportieren',
    stop: 'Beenden',
    kill: 'Sofort beenden',
    edit: 'Definition bearbeiten',
    delete: 'Löschen',
  },
  verbHints: {
    attach: 'Mit dem Terminal der Sitzung verbinden (attach)',
    peek: 'Den Bildschirm zeigen, ohne zu verbinden',
    shell: 'Eine Shell neben dem eigenen Prozess der Sitzung öffnen (exec)',
    debug: 'Eine Shell mit eigenen Programmen, wo die Sitzung keine hat oder beendet ist (busybox)',
    window: 'Das Terminal in ein eigenes Fenster verschieben',
    handOver: 'Im eigenen Terminalprogramm verbinden (berthctl attach)',
    start: 'So starten, wie sie erstellt wurde (start)',
    restart: 'Noch einmal starten (restart)',
    pause: 'Die Prozesse einfrieren (pause)',
    resume: 'Die Prozesse weiterlaufen lassen (unpause)',
    pauseRestarts: 'Nicht mehr durch die Neustartregel starten lassen (update --restart=no)',
    resumeRestarts: 'Die frühere Neustartregel wieder setzen (update --restart)',
    redraw: 'Das Programm seinen Bildschirm neu zeichnen lassen (resize)',
    logs: 'Die bisherige Ausgabe (logs)',
    history: 'Alle Läufe: warum jeder endete, und was er ausgab',
    files: 'Ihre Dateien, ob sie läuft oder nicht (cp, diff)',
    inspect: 'Alles, was die Engine dazu angibt (inspect)',
    save: 'Den Bildschirm und alles darüber als Text, HTML oder Aufzeichnung',
    rename: 'Einen anderen Namen geben (rename)',
    recreate:
      'Ändern, womit die Sitzung erstellt wurde; läuft die neue nicht, ist die alte wieder da (rename, create, rm)',
    clone: 'Eine weitere wie diese starten, mit freiem Namen und freien Ports (create)',
    define: 'In sessions.toml schreiben, was sie ist; von einer definierten nur, was abweicht',
    export: 'Als Befehl, Compose-Datei, Quadlet, systemd-Unit oder für Kubernetes schreiben',
    stop: 'Den Prozess beenden (stop oder kill)',
    kill: 'Dem Prozess ein Signal senden (kill)',
    edit: 'Ändern, was sessions.toml dazu sagt',
    delete: 'Entfernen; der Lauf wird im Verlauf abgelegt (rm)',
  },
  stopsWhenAttached:
    'Das Stoppsignal dieser Sitzung ist SIGWINCH, und jedes Verbinden teilt ihr eine Größe mit: Das würde sie ' +
    'beenden. Lesen Sie die Logs, oder öffnen Sie eine Shell.',

  age: {
    seconds: (count) => `${number(count)} s`,
    minutes: (count) => `${number(count)} min`,
    hours: (count) => `${number(count)} h`,
    days: (count) => `${number(count)} T.`,
    weeks: (count) => `${number(count)} Wo.`,
    years: (count) => `${number(count)} J.`,
  },

  guards: {
    systemdKept: (unit) =>
      `Gehört zur systemd-Unit ${unit}; Berth löscht sie nicht. Endgültig beenden: systemctl stop ${unit} (mit ` +
      '--user, wenn die Unit Ihre eigene ist)',
    systemdOnStop: (unit) => `Gehört zur systemd-Unit ${unit}: systemd startet sie möglicherweise wieder.`,
    toolboxKept: (name) =>
      `Eine Toolbox samt allem, was darin installiert ist; Berth löscht sie nicht. Entfernen mit: toolbox rm ${name}`,
    infra: 'Infra',
    infraKept: (pod) =>
      `Der Infra-Container des Pods ${pod}, der das Netz für alle darin hält: Er wird nie allein gelöscht. Um den ` +
      `Pod mit allem darin zu entfernen: berthctl pod rm ${pod}`,
    infraOnStop: (pod) =>
      `Er hält das Netz für alle im Pod ${pod}. Den ganzen Pod beenden oder starten: berthctl pod stop ${pod}, ` +
      `berthctl pod start ${pod}`,
    controller: (kind, owner) => `${kind} ${owner} startet an ihrer Stelle eine neue; ändern Sie das mit kubectl.`,
    distroboxKept: (name) =>
      'Eine Distrobox samt allem, was darin installiert ist; Berth löscht sie nicht. Entfernen mit: distrobox rm ' +
      name,
  },

  exit: {
    broken: 'Defekt',
    brokenText: (words) =>
      'Die Engine führt diesen Container auf, kann ihn aber nicht mehr beschreiben: Er lässt sich nur noch löschen. ' +
      `Die Engine sagt: ${words}`,
    notExited: 'Nicht beendet',
    notEnded: 'Diese Sitzung ist nicht beendet.',
    dead: 'Tot',
    codeUnknown: 'Beendet, Code unbekannt',
    codeUntold: 'Die Engine nennt den Exit-Code nicht.',
    well: 'Beendet mit 0',
    wellText: 'Das Programm hat sich von selbst und ohne Fehler beendet.',
    lost: (code) => `Beendet mit ${code}: von der Engine aus den Augen verloren`,
    lostText:
      'Die Engine hat den Prozess aus den Augen verloren, daher ist sein wirklicher Exit-Code unbekannt. Das ' +
      'geschieht, wenn sein Überwachungsprozess abgebrochen oder der Rechner ausgeschaltet wurde.',
    engineFailed: 'Beendet mit 125: Fehler der Engine',
    engineFailedText: 'Üblicherweise ist hier die Engine selbst gescheitert, nicht das Programm.',
    notRunnable: 'Beendet mit 126: nicht ausführbar',
    notRunnableText:
      'Ein Befehl wurde gefunden, ließ sich aber nicht ausführen: der eigene, oder einer, den die Shell ' +
      'ausführen sollte. Prüfen Sie die Rechte, und ob er für einen anderen Prozessor gebaut ist.',
    notFound: 'Beendet mit 127: Befehl nicht gefunden',
    notFoundText:
      'Ein Befehl wurde nicht gefunden: der eigene, oder einer, den die Shell ausführen sollte. Prüfen Sie die ' +
      'Schreibweise und den PATH des Images.',
    failed: (code) => `Beendet mit ${code}`,
    failedText: 'Das Programm hat sich mit einem eigenen Fehler beendet. Die letzten Zeilen sagen meist, warum.',
    endedBy: (code, signal) => `Beendet mit ${code}: durch ${signal}`,
    killedBy: (code, signal) => `Beendet mit ${code}: abgebrochen durch ${signal}`,
    killedText: 'Die Sitzung wurde abgebrochen und konnte nicht aufräumen.',
    outOfMemory: 'Speicher erschöpft',
    outOfMemoryCode: (code) => `Beendet mit ${code}: Speicher erschöpft`,
    outOfMemoryText:
      'Das System hat die Sitzung abgebrochen, weil sie ihr Speicherlimit erreicht hat. Starten Sie sie mit ' +
      'einem höheren Limit, oder lassen Sie sie weniger verbrauchen.',
    memoryWithinText: (sentence) =>
      `${sentence} Zuvor wurde etwas darin abgebrochen, weil die Sitzung ihr Speicherlimit erreicht hat.`,
    neverStarted: 'Nie gestartet',
    couldNotStart: 'Die Engine konnte die Sitzung nicht starten.',
    notRunYet: 'Die Sitzung ist erstellt und noch nicht gelaufen.',
    withError: (sentence, error) => `${sentence} Die Engine meldet: ${error}`,
  },

  signals: {
    SIGHUP: 'Das Terminal oder der Elternprozess ist verschwunden.',
    SIGINT: 'Die Sitzung wurde unterbrochen, wie mit Strg-C.',
    SIGQUIT: 'Die Sitzung sollte sich beenden und einen Speicherauszug hinterlassen.',
    SIGILL: 'Ein Maschinenbefehl wurde ausgeführt, den dieser Prozessor nicht kennt.',
    SIGTRAP: 'Das Programm ist auf einen Haltepunkt gestoßen.',
    SIGABRT: 'Das Programm hat sich selbst abgebrochen, oft nach einer verletzten Annahme.',
    SIGBUS: 'Das Programm hat auf Speicher zugegriffen, den es nicht gibt.',
    SIGFPE: 'Ein Rechenfehler ist aufgetreten, zum Beispiel eine Division durch null.',
    SIGKILL: 'Die Sitzung wurde abgebrochen und konnte nicht aufräumen.',
    SIGSEGV: 'Das Programm ist an einem ungültigen Speicherzugriff abgestürzt.',
    SIGPIPE: 'Das Programm hat in eine Pipe geschrieben, die niemand liest.',
    SIGALRM: 'Ein eigener Zeitgeber des Programms ist abgelaufen.',
    SIGTERM: 'Die Sitzung wurde gebeten, sich zu beenden.',
    SIGXCPU: 'Die erlaubte Prozessorzeit ist verbraucht.',
    SIGXFSZ: 'Das Programm hat eine Datei geschrieben, die größer ist als erlaubt.',
    SIGSYS: 'Das Programm hat einen verbotenen Systemaufruf gemacht.',
  },
  otherSignal: 'Das Programm hat ein Signal erhalten, das es nicht behandelt.',

  bulk: {
    twoLogs: 'Für die Logs in einer Ansicht zwei oder mehr Sitzungen auswählen',
    mostLogs: (most) => `Eine Ansicht zeigt die Logs von höchstens ${number(most)} Sitzungen`,
    alreadyRunning: 'Läuft schon',
    alreadyPaused: 'Ist pausiert',
    alreadyRestarting: 'Startet gerade neu',
    alreadyStopping: 'Wird gerade beendet',
    alreadyUnknown: 'Ihr Zustand ist unbekannt',
    noContainerYet: 'Hat noch keinen Container',
    noContainer: 'Hat keinen Container',
    notRunning: 'Läuft nicht',
    broken: 'Sie ist defekt',
    notPrunable: 'Ist keine beendete Sitzung von Berth',
    untold: 'Die Engine hat dazu nichts gemeldet.',
    hadEnded: 'War schon beendet.',
    noStepEnded: 'Kein Schritt hat sie beendet; sie läuft noch.',
    stopped: 'Beendet.',
    stillThere: 'Ist noch vorhanden.',
    started: 'Gestartet.',
    endedAtOnce: 'Hat sich sofort wieder beendet.',
    imageGone: (image) => `Das Image ${image} ist nicht mehr vorhanden.`,
    foldersMissing: (paths) => `Ordner ihrer Volumes fehlen: ${paths.join(', ')}.`,
    deleted: 'Gelöscht.',
    deletedKept: (run) => `Gelöscht; der Lauf ist als Nummer ${run} aufbewahrt`,
  },

  attention: {
    unheard: 'Klingeln und Meldungen von Programmen kommen nicht an',
    open: 'Öffnen',
    rang: 'hat geklingelt',
    nameRang: (name) => `${name} hat geklingelt`,
    copied: (name) => `${name} hat in die Zwischenablage kopiert`,
    notCopied: (name) => `Die Kopie von ${name} kam nicht in die Zwischenablage`,
    tooLong:
      'Ein Programm darf höchstens etwa 190 KB kopieren. Markieren Sie den Text, oder speichern Sie die Ausgabe.',
  },

  progress: {
    nameOf: (name) => `Fortschritt von ${name}`,
    words: ({ state, value }) => {
      const percent = value === null ? '' : `${value}\u202f%`;
      if (state === 'failed') return percent === '' ? 'Fehlgeschlagen' : `Fehlgeschlagen bei ${percent}`;
      if (state === 'waiting') return percent === '' ? 'Wartet' : `Wartet bei ${percent}`;
      return percent === '' ? 'Läuft' : `${percent} erledigt`;
    },
  },
};
