import { grammar } from '../../i18n/grammar';
import { code } from '../../i18n/marked';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { and, number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  running: 'läuft',
  outOfMemory: 'Speicher erschöpft',
  notStarted: 'nicht gestartet',
  unknown: 'Ende unbekannt',
  exited: (code) => `beendet mit ${code}`,
  ended: (code) => `auf Wunsch beendet, ${code}`,
  killed: (code) => `abgebrochen, ${code}`,

  killedAfterGrace: (seconds) => `nach ${number(seconds)} s Wartezeit durch SIGKILL abgebrochen`,
  killedAfterSomeGrace: 'nach der Wartezeit durch SIGKILL abgebrochen',
  did: {
    you: {
      start: 'von Ihnen neu begonnen',
      stop: 'von Ihnen beendet',
      kill: 'von Ihnen sofort beendet',
      restart: 'von Ihnen neu gestartet',
      recreate: 'von Ihnen neu erstellt',
      delete: 'von Ihnen gelöscht',
      pod: 'Pod von Ihnen beendet',
    },
    window: {
      start: 'in einem anderen Fenster von Berth neu begonnen',
      stop: 'in einem anderen Fenster von Berth beendet',
      kill: 'in einem anderen Fenster von Berth sofort beendet',
      restart: 'in einem anderen Fenster von Berth neu gestartet',
      recreate: 'in einem anderen Fenster von Berth neu erstellt',
      delete: 'in einem anderen Fenster von Berth gelöscht',
      pod: 'Pod in einem anderen Fenster von Berth beendet',
    },
    berthctl: {
      start: 'von berthctl neu begonnen',
      stop: 'von berthctl beendet',
      kill: 'von berthctl sofort beendet',
      restart: 'von berthctl neu gestartet',
      recreate: 'von berthctl neu erstellt',
      delete: 'von berthctl gelöscht',
      pod: 'Pod von berthctl beendet',
    },
  },
  youSent: (signal) => `Sie haben ${signal} gesendet`,
  windowSent: (signal) => `ein anderes Fenster von Berth hat ${signal} gesendet`,
  berthctlSent: (signal) => `berthctl hat ${signal} gesendet`,
  shutdown: 'Engine oder Rechner wurden heruntergefahren',
  killedElsewhere: 'von jemand anderem, nicht von Berth: ein kill, oder ein stop, dessen Wartezeit abgelaufen ist',
  endedElsewhere: 'von jemand anderem beendet, nicht von Berth',
  itself: 'von selbst beendet',
  kernel: 'vom Kernel beendet, weil der Speicher nicht reichte',
  nobodySaw: 'niemand hat gesehen, wer es beendet hat',
  short: {
    you: 'Ihnen',
    window: 'anderem Fenster',
    berthctl: 'berthctl',
    shutdown: 'Herunterfahren',
    other: 'jemand anderem',
    itself: 'selbst',
    kernel: 'Kernel',
    unknown: 'unbekannt',
  },
  unwatched: (from, to) => `Berth hat von ${from} bis ${to} nicht zugesehen`,

  ran: (duration) => `lief ${duration}`,
  runsSince: (moment) => `läuft seit ${moment}`,
  peakMemory: (size) => `brauchte bis zu ${size} Speicher`,
  peakMemoryOf: (size, limit) => `brauchte bis zu ${size} von ${limit} Speicher`,
  partOf: (size, limit) => `${size} von ${limit}`,
  clockOffset: (seconds) => `die Uhr der Engine weicht um ${number(seconds)} s von der dieses Rechners ab`,
  bytes: (count) => plural(count, { one: '1 Byte', other: `${number(count)} Bytes` }),
  size: (value, unit) => `${number(value)} ${unit}`,

  timeline: {
    label: (count) => plural(count, { one: 'Der letzte Lauf', other: `Die letzten ${number(count)} Läufe` }),
    bar: (run, word, duration, ended) => `Lauf ${number(run)}, ${word}, lief ${duration}, beendet am ${ended}`,
    barUnknown: (run, word, since) => `Lauf ${number(run)}, ${word}, gestartet am ${since}`,
    barRunning: (run, since) => `Lauf ${number(run)}, läuft seit ${since}`,
    hint: 'Pfeiltasten gehen von Lauf zu Lauf; die Eingabetaste öffnet einen.',
    asTable: 'Als Tabelle',
    asBars: 'Als Balken',
    run: 'Lauf',
    ending: 'Ende',
    started: 'Gestartet',
    length: 'Dauer',
    by: 'Beendet von',
    open: (run) => `Lauf ${number(run)} im Verlauf öffnen`,
    all: 'Alle Läufe',
    unreadable: 'Ihr Verlauf ist nicht lesbar.',
    unwritten: 'Neues wird nicht aufbewahrt.',
    none: 'Noch ist nichts von ihr aufbewahrt.',
    averted: 'Nichts von ihr wird aufbewahrt: Sie ist vom Verlauf ausgenommen.',
  },

  changes: {
    title: 'Seit dem Lauf davor geändert',
    image: (before, after) => `Image ${before} → ${after}`,
    imageSame: (image) => `${image} ist ein anderes Image als zuvor`,
    added: (names) => `Umgebung: ${and(names)} hinzugekommen`,
    removed: (names) => `Umgebung: ${and(names)} entfallen`,
    spec: (path, before, after) => `${path}: ${before} → ${after}`,
    nothing: 'Seit dem Lauf davor hat sich nichts geändert.',
    first: 'Es ist der erste Lauf, der bekannt ist.',
    none: 'nichts',
    summary: (parts) => `Seit dem Lauf davor geändert: ${parts.join('; ')}.`,
  },

  lastLines: 'Letzte Zeilen',

  steps: {
    title: 'Was zu tun ist',
    path: (command, path) => [
      code(command),
      ' liegt in keinem der Ordner ihres PATH (',
      code(path),
      '). Geben Sie den ganzen Pfad an, oder ein Image, das ihn hat.',
    ],
    notFound:
      'Die letzten Zeilen sagen, welcher Befehl fehlte. Geben Sie den ganzen Pfad an, oder ein Image, das ihn hat.',
    notRunnable: (command) => [
      'Prüfen Sie, ob ',
      code(command),
      ' ausgeführt werden darf (chmod +x), und ob das Image für diesen Prozessor gebaut ist.',
    ],
    memory: (limit) => `Ihre Grenze ist ${limit}. Erhöhen Sie sie, und starten Sie neu:`,
    memoryUnknown: 'Erhöhen Sie die Speichergrenze, und starten Sie neu:',
    port: (port, holder) =>
      `Port ${port} gehört zu ${holder}. Beenden Sie diese Sitzung, oder veröffentlichen Sie einen anderen Port.`,
    portElsewhere: (port) =>
      `Ein anderes Programm belegt Port ${port}. Beenden Sie es, oder veröffentlichen Sie einen anderen Port. So ` +
      'finden Sie es:',
    copy: 'Befehl kopieren',
  },

  similar: {
    look: 'Nach ähnlichen Namen suchen',
    looking: 'Suche …',
    failed: 'Ähnliche Namen ließen sich nicht suchen',
    found: (wanted) => ['Ähnlich wie ', code(wanted), ': '],
    none: (wanted, compared) =>
      compared === 0
        ? ['Im PATH liegen keine Programme.']
        : [
            plural(compared, {
              one: 'Das einzige Programm im PATH ist nicht ähnlich wie ',
              other: `Keines der ${number(compared)} Programme im PATH ist ähnlich wie `,
            }),
            code(wanted),
            '.',
          ],
    noCommand: 'Sie hat keinen Befehl.',
    incomplete: 'Nicht der ganze PATH ließ sich durchsehen: Er ist groß.',
  },
};
