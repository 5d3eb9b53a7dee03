// What Berth has to work with, in German; the English sentences are the host's own (`fact.rs` in `diagnosis`).

import type { Advice, Coded, Fact, NeedKind, Right, Subject } from '../../../backend/port';
import { grammar } from '../../../i18n/grammar';
import type { ErrorSentence, Sentences } from '../../sentences';
import { errors } from './errors';

const { and, number, plural } = grammar('de');

export const subjects: Sentences<Subject> = {
  engine: ({ id }) => id,
  after_reboot: () => 'Nach einem Neustart',
  app: () => 'App',
  web_view: () => 'Webansicht',
  drawing: () => 'Darstellung',
  log_in: () => 'Anmeldung',
  settings: () => 'Einstellungen',
  rules: () => 'Regeln',
  definitions: () => 'Definitionen',
  history: () => 'Verlauf',
  log: () => 'Protokoll',
  disk: () => 'Platte',
  display: () => 'Anzeige',
  session_bus: () => 'Sitzungsbus',
  notices: () => 'Meldungen',
  tray: () => 'Infobereich',
  portal: () => 'Portal',
  keyring: () => 'Schlüsselbund',
};

const LACKS: Record<NeedKind, (sessions: string) => string> = {
  linger: (sessions) => `Ihre Dienste enden mit der Abmeldung, und mit ihnen ${sessions}`,
  podmanRestart: (sessions) => `nichts startet podmans Container mit dem Rechner, also auch nicht ${sessions}`,
  dockerService: (sessions) => `docker startet nicht mit dem Rechner, also auch nicht ${sessions}`,
};

const RIGHTS: Record<Right, string> = {
  list: 'Pods auflisten',
  watch: 'Pods beobachten',
  logs: 'Protokolle lesen',
  attach: 'anhängen',
  exec: 'Shells starten',
  create: 'Pods starten',
  delete: 'Pods beenden',
};

function of({ code, args, reason }: Coded): string | undefined {
  const known: Readonly<Record<string, ErrorSentence | undefined>> = errors;
  return known[code]?.(args, reason);
}

export const facts: Sentences<Fact> = {
  engine_ready: ({ version, rootless, endpoint, milliseconds }) =>
    [
      version ?? 'Version unbekannt',
      rootless === null ? '' : rootless ? 'ohne root' : 'mit root',
      endpoint,
      milliseconds === null ? '' : `Antwort nach ${number(milliseconds)} ms`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  engine_away: ({ message, fault }) => (fault && of(fault)) ?? message,
  engine_warns: ({ words }) => words,
  engine_lists: ({ sessions, milliseconds }) =>
    `Die Liste mit ${plural(sessions, { one: '1 Sitzung', other: `${number(sessions)} Sitzungen` })} kam nach ` +
    `${number(milliseconds)} ms`,
  may_not: ({ rights }) => `Sie dürfen nicht: ${rights.map((right) => RIGHTS[right]).join(', ')}`,
  slowest_calls: ({ calls }) =>
    `Langsamste Aufrufe: ${calls.map(({ verb, slowestMs }) => `${verb} ${number(slowestMs)} ms`).join('; ')}`,
  lacks: ({ need }) => `${need.engine}: ${LACKS[need.kind](and(need.sessions))}`,
  app_answers: () => 'Sie läuft und antwortet berthctl',
  app_unread: ({ count }) =>
    `${plural(count, { one: '1 ihrer Prüfungen ist', other: `${number(count)} ihrer Prüfungen sind` })} hier nicht ` +
    'zu lesen: Sie hat eine andere Version als berthctl',
  app_absent: () => 'Sie läuft nicht',
  app_silent: ({ words }) => words,
  web_view: ({ version }) => `WebKit ${version}`,
  drawing: ({ webgl, card }) => `${webgl ? 'WebGL' : 'DOM'}, ${card ? 'mit Grafikkarte' : 'ohne Grafikkarte'}`,
  log_in: ({ on }) => (on ? 'Berth startet bei der Anmeldung' : 'Berth startet nicht bei der Anmeldung'),
  log_in_unknown: ({ words }) => `Ob Berth bei der Anmeldung startet, ist nicht zu lesen: ${words}`,
  settings: ({ path }) => path,
  settings_absent: ({ path }) => `Wie vorgegeben; andere stünden in ${path}`,
  no_folder: () => 'Es gibt keinen Ordner dafür',
  no_fault: () => 'Kein Fehler',
  faults: ({ lines }) => lines.join('\n'),
  definitions: ({ path, count }) => `${path}, ${number(count)} definiert`,
  definitions_absent: ({ path }) => `Keine; sie stünden in ${path}`,
  history: ({ path, runs, sessions, bytes }) =>
    `${path}, ${plural(runs, { one: '1 Lauf', other: `${number(runs)} Läufe` })} von ` +
    `${plural(sessions, { one: '1 Sitzung', other: `${number(sessions)} Sitzungen` })}, ${size(bytes)}`,
  history_absent: ({ path }) => `Noch ist nichts aufbewahrt; es wird in ${path} stehen`,
  history_unusable: ({ words }) => words,
  log: ({ path, bytes, level }) => `${path}, ${size(bytes)}, Stufe ${level}`,
  disk: ({ path, free, total }) => `${size(free)} von ${size(total)} sind frei, wo ${path} liegt`,
  unwritable: ({ path, words }) => `In ${path} kann nichts geschrieben werden: ${words}`,
  display: ({ variable }) => `über ${variable}`,
  display_absent: () => 'Weder WAYLAND_DISPLAY noch DISPLAY ist gesetzt: Hier öffnet sich kein Fenster',
  answers: () => 'Antwortet',
  startable: () => 'Wird bei Bedarf gestartet',
  absent: () => 'Nicht vorhanden',
  silent: ({ words }) => `Antwortet nicht: ${words}`,
};

export const advices: Sentences<Advice> = {
  run: ({ command }) => command,
  words: ({ words }) => words,
  podman_as_docker: () => 'Dieses docker ist podman hinter dem Client von docker',
  slow_engine: () => 'So spät kommen auch Listen und Änderungen',
  set_home: () => 'Setzen Sie HOME auf Ihren Ordner',
  get_rights: () => 'Geben Sie sich das Recht, dort zu schreiben',
  make_room: () => 'Schaffen Sie Platz: Auf einer vollen Platte lassen sich Läufe und Einstellungen nicht schreiben',
  bus_is_needed: () => 'Meldungen des Desktops und der Infobereich brauchen einen',
  no_notices: () => 'Ohne einen Dienst dafür zeigt der Desktop keine Meldungen; die Glocke im Fenster hat alle',
  no_tray: () => 'Ohne ihn beendet das Schließen des Fensters Berth; Sitzungen laufen weiter',
  no_portal: () => 'Links und Dialoge eines abgeschotteten Berth brauchen eines',
  no_keyring: () => 'Geheimnisse von Definitionen, die aus dem Schlüsselbund kommen, brauchen einen',
};

/** "1,5 GiB" */
function size(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  const unit = ['Bytes', 'KiB', 'MiB', 'GiB', 'TiB'][power] ?? '';
  return `${number(Math.round((bytes / 1024 ** power) * 10) / 10)} ${unit}`;
}
