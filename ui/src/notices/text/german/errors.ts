// What the host refuses or fails at, by its code, in German. English is the host's: `message` is a whole
// sentence already, and the command line says the same.

import type { ERROR_CODES } from '../../../backend/bindings';
import { type ErrorSentence, say } from '../../sentences';
import { OPERATIONS } from './operations';
import { reasons } from './reasons';

/** Codes of errors, and what an engine's health may be besides. */
type Code = (typeof ERROR_CODES)[number] | 'cluster_silent' | 'docker_silent' | 'podman_silent' | 'podman_as_docker';

/** A sentence of these arguments; of no use without one of them. */
function of<Name extends string>(names: readonly Name[], words: (args: Record<Name, string>) => string): ErrorSentence {
  return (args) => (names.every((name) => args[name] !== undefined) ? words(args as Record<Name, string>) : undefined);
}

/** As `of`, with the reason behind it; in the engine's own words it stands below instead. */
function because<Name extends string>(
  names: readonly Name[],
  words: (args: Record<Name, string>) => string,
): ErrorSentence {
  const said = of(names, words);
  return (args, reason) => {
    const what = said(args, null);
    const why = reason && reason.code !== 'words' ? say(reasons, reason) : undefined;
    return what && why ? `${what}. ${why}` : what;
  };
}

function plain(words: string): ErrorSentence {
  return () => words;
}

const SAVE_REFUSALS: Readonly<Record<string, string>> = {
  denied: 'Sie dürfen dort nicht schreiben; wählen Sie einen anderen Ordner',
  full: 'Der Platz reicht nicht; wählen Sie einen anderen Datenträger',
  read_only: 'Dort kann nichts geschrieben werden; wählen Sie einen anderen Ordner',
  no_folder: 'Den Ordner gibt es nicht; wählen Sie einen anderen',
  is_folder: 'Das ist ein Ordner; wählen Sie einen anderen Namen',
};

/** What was to be done with the archive, and why that failed, in the host's words. */
const ARCHIVE_OPERATIONS: Readonly<Record<string, string>> = {
  open: 'geöffnet',
  read: 'gelesen',
  write: 'geschrieben',
};
const ARCHIVE_REASONS: Readonly<Record<string, string>> = {
  'the disk is full': 'Der Datenträger ist voll; schaffen Sie Platz',
  'the file or its folder is read-only': 'Die Datei oder ihr Ordner ist schreibgeschützt',
  'you may not write to the file or its folder': 'Sie dürfen in die Datei oder ihren Ordner nicht schreiben',
  "the file can't be opened or made in its folder": 'Die Datei lässt sich in ihrem Ordner nicht öffnen oder anlegen',
  'another program has been writing to it for too long': 'Ein anderes Programm schreibt seit zu langer Zeit hinein',
  'the file is damaged': 'Die Datei ist beschädigt; verschieben Sie sie, und Berth legt eine neue an',
  "what is stored can't be understood": 'Was darin steht, ist nicht zu verstehen',
};

export const errors: Readonly<Record<Code, ErrorSentence>> = {
  engine_not_found: of(['engine'], ({ engine }) => `Die Engine „${engine}“ wurde auf diesem Rechner nicht gefunden`),
  engine_unavailable: ({ engine }, reason) => {
    const why = reason ? say(reasons, reason) : 'Läuft der Dienst, und haben Sie Zugriff darauf?';
    return engine && why ? `${engine} ist installiert, antwortet aber nicht. ${why}` : undefined;
  },
  cluster_silent: of(['engine'], ({ engine }) => `${engine} antwortet nicht. Prüfen Sie Netz und VPN zum Cluster`),
  docker_silent: of(
    ['engine', 'seconds'],
    ({ engine, seconds }) =>
      `${engine} ist installiert, hat aber ${seconds} s lang nicht geantwortet. Starten Sie Docker Desktop neu, ` +
      'oder führen Sie aus: sudo systemctl restart docker',
  ),
  podman_silent: of(
    ['engine', 'seconds'],
    ({ engine, seconds }) =>
      `${engine} ist installiert, hat aber ${seconds} s lang nicht geantwortet. Starten Sie die Maschine oder den ` +
      'Dienst neu (podman machine stop, podman machine start), und versuchen Sie es noch einmal',
  ),
  podman_as_docker: plain('Dieses docker ist podman hinter dem Client von docker'),
  invalid: ({ words }) => words,
  session_not_found: of(['name', 'engine'], ({ name, engine }) => `Auf ${engine} gibt es keine Sitzung „${name}“`),
  image_not_found: of(['name', 'engine'], ({ name, engine }) => `Auf ${engine} gibt es kein Image „${name}“`),
  session_exists: of(
    ['name', 'engine'],
    ({ name, engine }) => `Der Name „${name}“ ist auf ${engine} vergeben; wählen Sie einen anderen`,
  ),
  protected: because(['name'], ({ name }) => `Berth entfernt „${name}“ nicht`),
  pod_infra: of(
    ['name', 'pod'],
    ({ name, pod }) =>
      `„${name}“ ist der Infra-Container des Pods „${pod}“ und wird nie allein entfernt; beenden, starten oder ` +
      `entfernen Sie den Pod (berthctl pod rm ${pod})`,
  ),
  session_paused: of(
    ['name'],
    ({ name }) => `Die Sitzung „${name}“ ist pausiert; setzen Sie sie fort, damit es weitergeht`,
  ),
  not_running: of(['name'], ({ name }) => `Die Sitzung „${name}“ läuft nicht`),
  no_terminal: of(
    ['name'],
    ({ name }) =>
      `Die Sitzung „${name}“ hat kein Terminal (sie wurde ohne TTY erstellt): Lesen Sie stattdessen die Logs`,
  ),
  stops_when_attached: of(
    ['name'],
    ({ name }) =>
      `Verbinden würde „${name}“ beenden: Jedes Verbinden teilt der Sitzung eine Größe mit, und ihr Stoppsignal ` +
      'ist SIGWINCH; lesen Sie die Logs, oder öffnen Sie darin eine Shell',
  ),
  file_not_found: of(
    ['name', 'path'],
    ({ name, path }) => `In „${name}“ gibt es „${path}“ nicht; sehen Sie im Ordner darüber nach`,
  ),
  restart_policy_fixed: of(
    ['engine', 'name'],
    ({ engine, name }) =>
      `${engine} kann die Neustartregel von „${name}“ nicht ändern (podman kann es ab 5.1): Beenden Sie die Sitzung ` +
      'stattdessen, dann startet ihre Regel sie nicht neu',
  ),
  restart_policy_not_kept: of(
    ['name', 'path'],
    ({ name, path }) =>
      `Die Neustartregel von „${name}“ konnte nicht in ${path} aufbewahrt werden und wurde nicht geändert`,
  ),
  refused: ({ operation = '', name, engine }, reason) => {
    const failed = OPERATIONS[operation];
    if (name === undefined || engine === undefined) return undefined;
    if (!failed) return `${engine} hat etwas an „${name}“ abgelehnt`;
    // An engine's own words stand below.
    if (!reason || reason.code === 'words') return `${failed(name)}: ${engine} hat es abgelehnt`;
    const why = say(reasons, reason);
    return why && `${failed(name)} (${engine}). ${why}`;
  },
  timed_out: of(
    ['engine', 'seconds'],
    ({ engine, seconds }) =>
      `${engine} hat ${seconds} s lang nicht geantwortet. Die Engine ist vielleicht beschäftigt oder hängt: ` +
      'Sehen Sie nach, bevor Sie es noch einmal versuchen',
  ),
  unreadable: because(['engine'], ({ engine }) => `${engine} hat etwas geantwortet, das nicht zu lesen ist`),
  archive_failed: of(
    ['name', 'path'],
    ({ name, path }) =>
      `Der Lauf von „${name}“ konnte nicht in ${path} abgelegt werden und wurde deshalb nicht entfernt`,
  ),
  log_unreadable: because(
    ['name'],
    ({ name }) => `Das Log von „${name}“ ist nicht zu lesen; die Sitzung wurde deshalb nicht entfernt`,
  ),
  file: of(['path'], ({ path }) => `Mit der Datei ${path} ist etwas nicht gelungen`),
  not_put_back: of(
    ['name', 'aside'],
    ({ name, aside }) =>
      `„${name}“ konnte nicht zurückgeholt werden; die Sitzung ist unter dem Namen „${aside}“ da, und Berth versucht ` +
      'es bei seinem nächsten Start noch einmal',
  ),
  spawn: of(['program'], ({ program }) => `${program} konnte nicht ausgeführt werden`),

  terminal_open_pty: plain('Es konnte kein Pseudoterminal geöffnet werden'),
  terminal_spawn: of(['program'], ({ program }) => `${program} konnte nicht in einem Pseudoterminal ausgeführt werden`),
  terminal_join: of(['path'], ({ path }) => `Die Sitzung ist unter ${path} nicht zu erreichen`),
  terminal_resize: of(
    ['cols', 'rows'],
    ({ cols, rows }) => `Das Terminal konnte nicht auf ${cols}×${rows} gebracht werden`,
  ),
  archive_newer: of(
    ['path'],
    ({ path }) => `${path} stammt von einem neueren Berth und wurde nicht verändert; aktualisieren Sie Berth`,
  ),
  archive_unusable: of(
    ['path', 'operation', 'reason'],
    ({ path, operation, reason }) =>
      `Der Verlauf ${path} konnte nicht ${ARCHIVE_OPERATIONS[operation] ?? 'benutzt'} werden. ` +
      (ARCHIVE_REASONS[reason] ?? `Das System sagt: ${reason}`),
  ),
  export_failed: of(['path'], ({ path }) => `${path} konnte nicht geschrieben werden; wählen Sie einen anderen Ort`),
  no_such_run: of(['id'], ({ id }) => `Den Lauf ${id} gibt es im Verlauf nicht mehr`),
  bad_pattern: of(
    ['pattern', 'reason'],
    ({ pattern, reason }) => `„${pattern}“ ist kein regulärer Ausdruck: ${reason}`,
  ),

  terminal_busy: plain('Die Sitzung liest ihre Eingabe nicht'),
  terminal_closed: plain('Das Terminal ist geschlossen'),
  terminal_kill: plain('Die Verbindung zur Sitzung konnte nicht beendet werden'),
  terminal_lingering: plain('Die Verbindung zur Sitzung wurde abgebrochen und hat sich nicht rechtzeitig beendet'),
  terminal_thread: plain('Für das Terminal konnte kein Thread gestartet werden'),
  terminal: of(['words'], ({ words }) => `Das Terminal konnte nicht bedient werden: ${words}`),

  elsewhere: plain('Ein anderes Fenster von Berth zeigt die Sitzung jetzt'),
  detached: plain('Die Verbindung zur Sitzung ist beendet; die Sitzung läuft weiter'),
  lines_changed: plain('Die Zeilen haben sich inzwischen geändert; versuchen Sie es noch einmal'),
  text_too_long: of(
    ['megabytes'],
    ({ megabytes }) =>
      `Das sind mehr als ${megabytes} MiB Text; speichern Sie ihn in eine Datei, oder filtern Sie die Zeilen`,
  ),
  marks: because([], () => 'Die Markierungen von Sitzungen konnten nicht gespeichert werden'),
  definition_absent: of(['name'], ({ name }) => `In sessions.toml steht keine Sitzung „${name}“ mehr`),
  definition_unwritten: of(
    ['name', 'words'],
    ({ name, words }) => `„${name}“ wurde nicht in sessions.toml geschrieben: ${words}`,
  ),
  definition_unresolved: of(['name', 'words'], ({ name, words }) => `„${name}“ wurde nicht gestartet: ${words}`),
  too_many_logs: of(
    ['most'],
    ({ most }) => `Eine Ansicht zeigt die Logs von höchstens ${most} Sitzungen; wählen Sie weniger Sitzungen`,
  ),
  not_attached: plain('Die Sitzung ist nicht verbunden; öffnen Sie ihr Terminal, und zeichnen Sie es dann neu'),
  not_sent: of(
    ['name'],
    ({ name }) => `Die Antwort kam nicht bei „${name}“ an; versuchen Sie es noch einmal, oder öffnen Sie die Sitzung`,
  ),
  dialog: of(['words'], ({ words }) => `Der Dateidialog des Systems hat sich nicht geöffnet: ${words}`),
  save: of(
    ['path', 'reason'],
    ({ path, reason }) =>
      `${path} konnte nicht gespeichert werden. ${SAVE_REFUSALS[reason] ?? 'Das System hat es abgelehnt'}`,
  ),
  settings: because([], () => 'Die Einstellungen konnten nicht geschrieben werden'),
  window: of(['words'], ({ words }) => `Das Fenster hat sich nicht geöffnet: ${words}`),
  autostart: of(
    ['words'],
    ({ words }) => `Ob Berth beim Anmelden startet, war nicht zu lesen oder zu ändern: ${words}`,
  ),
  notify: of(['words'], ({ words }) => `Der Desktop nimmt keine Benachrichtigungen an: ${words}`),
  show: of(['path'], ({ path }) => `Kein Dateimanager antwortet; die Datei ist ${path}`),
  open_link: of(['url', 'words'], ({ url, words }) => `${url} konnte nicht geöffnet werden: ${words}`),
  not_chosen: of(
    ['path'],
    ({ path }) => `Du hast ${path} nicht gewählt; wähle es im Dialog des Systems, oder lass es auf das Fenster fallen`,
  ),
  no_link: of(['url'], ({ url }) => `„${url}“ ist keine Adresse, die Berth öffnet`),
  internal: of(['words'], ({ words }) => `In Berth ist etwas schiefgegangen: ${words}`),
  no_home: plain(
    'Es gibt keinen persönlichen Ordner für Einstellungen und Verlauf; setzen Sie HOME, und starten Sie Berth neu',
  ),
  no_starter: plain(
    'Dieser Ausgabe von Berth fehlt das Start-Image (resources/starter.tar): installieren Sie ein Paket',
  ),
};
