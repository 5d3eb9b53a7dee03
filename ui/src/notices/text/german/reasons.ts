// Reasons inside errors, in German; the English sentences are the host's own (`reason.rs` in the runner).

import type { EngineKind, Illegible, Protection, Reason, Refusal, Unavailable } from '../../../backend/port';
import type { Sentences } from '../../sentences';
import { fileFaults } from './faults';

/** What a person types to see whether an engine is there. */
const asks = (kind: EngineKind) => (kind === 'kubernetes' ? 'kubectl cluster-info' : `${kind} info`);

const away: Sentences<Unavailable> = {
  docker_denied: () =>
    'Dieses Benutzerkonto darf nicht mit dem docker-Daemon sprechen. Nehmen Sie es in die Gruppe „docker“ auf ' +
    '(sudo usermod -aG docker $USER), melden Sie sich neu an, und versuchen Sie es noch einmal',
  podman_denied: () =>
    'Dieses Benutzerkonto darf nicht mit dem Socket von podman sprechen. Prüfen Sie dessen Rechte, oder nehmen Sie ' +
    'die Verbindung dieses Kontos (podman system connection list)',
  docker_stopped: () =>
    'Der docker-Daemon läuft nicht. Starten Sie Docker Desktop, oder führen Sie aus: sudo systemctl start docker',
  podman_stopped: () =>
    'Die Maschine oder der Dienst von podman läuft nicht. Starten Sie sie mit: podman machine start ' +
    '(unter Linux: systemctl --user start podman.socket)',
  lost: () => 'Die Verbindung ging verloren. Prüfen Sie, ob die Engine läuft, und versuchen Sie es noch einmal',
  no_engine: ({ kind }) => `Hinter dem Client steht keine Engine. Versuchen Sie „${asks(kind)}“ in einem Terminal`,
  needs_tls: () =>
    'Die Engine verlangt TLS. Geben Sie ihrem Kontext Zertifikate: ' +
    'docker context update NAME --docker host=…,ca=…,cert=…,key=…',
  no_answer: () =>
    'Der Rechner antwortet unter dieser Adresse nicht. Prüfen Sie, ob er läuft und im Netz ist, und Adresse und Port ' +
    'des Kontexts oder der Verbindung',
  host_key_changed: () =>
    'Der Rechner zeigt einen anderen Host-Schlüssel als den bekannten. Nur wenn Sie wissen, dass er neu aufgesetzt ' +
    'wurde: Löschen Sie den alten Schlüssel (ssh-keygen -R HOST), und verbinden Sie sich einmal mit ssh; sonst ist ' +
    'vielleicht jemand dazwischen',
  host_key_unknown: () =>
    'Der Host-Schlüssel des Rechners ist noch nicht bekannt. Verbinden Sie sich einmal in einem Terminal mit ssh, ' +
    'vergleichen Sie den Fingerabdruck, und versuchen Sie es noch einmal',
  keys_refused: () =>
    'Der Rechner nimmt keinen Schlüssel dieses Kontos an. Sorgen Sie dafür, dass ssh in einem Terminal ohne Passwort ' +
    'geht: der richtige Schlüssel genannt oder im Agenten (ssh-add), und in authorized_keys des anderen Rechners',
  name_unknown: () =>
    'Der Name des Rechners führt nirgendwohin. Prüfen Sie seine Schreibweise, und ob er ein VPN braucht',
  podman_stopped_there: () =>
    'Auf dem Rechner läuft der Dienst von podman nicht. Starten Sie ihn dort (systemctl --user start podman.socket; ' +
    'für root: sudo systemctl start podman.socket), und prüfen Sie den Pfad des Sockets in der Verbindung',
  docker_missing_there: () =>
    'Auf dem Rechner wurde docker nicht gefunden. Installieren Sie es dort, oder nehmen Sie es in den PATH auf, ' +
    'den Befehle über ssh bekommen',
  docker_stopped_there: () =>
    'Auf dem Rechner läuft der docker-Daemon nicht. Starten Sie ihn dort: sudo systemctl start docker',
  lost_there: () => 'Die Verbindung zum Rechner brach ab. Prüfen Sie das Netz, und versuchen Sie es noch einmal',
  certificate_refused: () =>
    'Die Engine lehnt das Zertifikat dieses Clients ab. Prüfen Sie, welches Zertifikat und welchen Schlüssel der ' +
    'Kontext nennt (docker context inspect), und ob die Stelle sie unterschrieben hat, der der Daemon vertraut',
  certificate_untrusted: () =>
    'Dem Zertifikat der Engine ist nicht zu trauen. Prüfen Sie, ob der Kontext die Stelle nennt, die es ' +
    'unterschrieben hat (ca=…), und ob das Zertifikat diese Adresse nennt',
  cluster_login: () =>
    'Der Cluster nimmt die Anmeldung dieses Kontos nicht an, oder es gibt keine. Vielleicht ist sie abgelaufen: ' +
    'Melden Sie sich mit dem Programm Ihres Anbieters neu an, bis „kubectl get pods“ in einem Terminal geht',
  context_gone: () =>
    'kubectl kennt den Kontext nicht mehr. Sehen Sie nach in „kubectl config get-contexts“ und in KUBECONFIG',
  away_words: ({ words, kind }) => `${words}. Versuchen Sie „${asks(kind)}“ in einem Terminal`,
};

const refused: Sentences<Refusal> = {
  command_absent: ({ program }) => `Den Befehl „${program}“ gibt es im Image nicht (127)`,
  command_not_executable: ({ program }) => `Der Befehl „${program}“ ist nicht ausführbar (126)`,
  port_taken: ({ port }) => `Port ${port} ist auf diesem Rechner schon vergeben`,
  some_port_taken: () => 'Einer der Ports ist auf diesem Rechner schon vergeben',
  image_absent: () => 'Das Image ist nicht auf dieser Engine',
  name_in_use: () => 'Der Name ist schon vergeben',
  image_in_use: ({ users }) => `Es wird von ${users} verwendet; entfernen Sie das zuerst`,
  image_has_children: () => 'Ein anderes Image baut darauf auf; entfernen Sie das zuerst',
  not_logged_in: ({ registry, kind }) =>
    `Sie sind nicht bei ${registry} angemeldet, oder das Image ist nicht dort. Melden Sie sich an: ` +
    `${kind} login ${registry}`,
  login_refused: ({ registry, kind }) =>
    `${registry} nimmt die gespeicherte Anmeldung nicht an. Melden Sie sich neu an: ${kind} login ${registry}`,
  access_denied: ({ registry, kind }) =>
    `${registry} gibt es dieser Anmeldung nicht, oder hat kein solches Image. Prüfen Sie den Namen, oder melden Sie ` +
    `sich an: ${kind} login ${registry}`,
  no_such_tag: ({ registry }) =>
    `${registry} hat kein solches Image, oder nicht mit diesem Tag. Prüfen Sie Namen und Tag`,
  registry_away: ({ registry }) =>
    `${registry} ist nicht zu erreichen. Prüfen Sie das Netz und die Schreibweise des Namens`,
  rate_limited: ({ registry }) =>
    `${registry} wurde zu oft gefragt und verlangt eine Pause. Melden Sie sich dort für ein höheres Limit an, oder ` +
    'versuchen Sie es später noch einmal',
  registry_untrusted: ({ registry }) =>
    `Dem Zertifikat von ${registry} ist nicht zu trauen. Geben Sie der Engine die Stelle, die es unterschrieben hat`,
  registry_plain: ({ registry }) =>
    `${registry} verschlüsselt nicht. Wenn Sie dem Netz trauen, tragen Sie sie in der Engine als unsichere ` +
    'Registry ein',
  short_name: ({ image }) =>
    `„${image}“ sagt nicht, aus welcher Registry. Schreiben Sie den ganzen Namen, etwa docker.io/library/debian:12`,
  disk_full: () => 'Die Festplatte ist voll. Entfernen Sie Images, die nichts verwendet, oder schaffen Sie Platz',
  no_build_file: ({ folder }) =>
    `In ${folder} liegt kein Containerfile oder Dockerfile. Wählen Sie einen anderen Ordner, oder nennen Sie die Datei`,
  build_failed: ({ step }) => `Der Schritt ist fehlgeschlagen: ${step}. Die Zeilen darüber sagen, warum`,
  no_archive: () => 'In der Datei sind keine Images',
  name_held: () => 'Den Namen hat etwas, das keine Sitzung ist (ein Pod oder ein Container eines anderen Programms)',
  being_stopped: () => 'Die Sitzung wird gerade beendet; versuchen Sie es gleich noch einmal',
  member_still_there: ({ name }) => `„${name}“ darin ist noch da`,
  still_there: () => 'Die Engine meldet, sie sei entfernt, aber sie ist noch da',
  not_done: ({ state }) => `Die Engine meldet Erfolg, aber der Zustand ist „${state}“`,
  not_own: () => 'Berth hat die Sitzung nicht erstellt',
  only_looked: ({ context }) =>
    'Berth hat die Sitzung nicht gestartet, und sieht sich auf einem Cluster nur an, was es nicht gestartet hat. ' +
    `Damit es dort mehr darf, schreiben Sie change_others = ["${context}"] unter [kubernetes] in config.toml`,
  not_ended: ({ state }) => `Die Sitzung ist nicht zu Ende (Zustand „${state}“)`,
  being_recreated: () => 'Ein anderes Berth erstellt sie gerade neu; versuchen Sie es gleich noch einmal',
  removed_with_its_end: () => 'Ihre Engine entfernt sie mit ihrem Ende (--rm); so könnte sie nicht zurückgeholt werden',
  more_than_limits: () => 'Es ändert sich mehr als Grenzen; erstellen Sie sie stattdessen neu',
  processes_shared: () =>
    'Sie teilt die Prozesse einer anderen Sitzung oder ihres Pods, so dass ihre Dateien nicht von deren zu ' +
    'unterscheiden sind; beenden Sie sie zuerst, oder untersuchen Sie die andere',
  path_bad: ({ path }) => `„${path}“ ist kein Pfad in einer Sitzung; er beginnt mit / und hat höchstens 4095 Bytes`,
  not_folder: ({ path }) => `„${path}“ ist kein Ordner`,
  not_file: ({ path }) => `„${path}“ ist keine Datei mit Inhalt`,
  folder_too_large: ({ path }) =>
    `Die Engine kam mit „${path}“ in 20 s nicht zu Ende; starten Sie die Sitzung, oder nennen Sie einen Ordner darin`,
  file_too_large: ({ path, mebibytes }) =>
    `„${path}“ hat mehr als ${mebibytes} MiB; kopieren Sie die Datei stattdessen heraus`,
  file_no_text: ({ path }) => `„${path}“ ist kein Text (UTF-8); kopieren Sie die Datei stattdessen heraus`,
  file_changed: ({ path }) =>
    `„${path}“ wurde inzwischen geändert; lesen Sie die Datei neu, und ändern Sie sie noch einmal`,
  owner_unknown: ({ path }) =>
    `Die Engine sagt nicht, wem „${path}“ gehört, solange die Sitzung nicht läuft; starten Sie sie zuerst`,
  path_taken: ({ path }) => `${path} gibt es schon; wählen Sie einen anderen Namen`,
  nothing_to_copy: ({ path }) =>
    `Bei „${path}“ ist nur ein Gerät oder etwas, das anderswohin führt; nichts wurde kopiert`,
  not_on_kubernetes: () => 'Das tut Berth auf einem Kubernetes-Cluster nicht',
  silent: () => 'Die Engine nennt keinen Grund',
  client_killed: () =>
    'Ihr Client wurde beendet, bevor er geantwortet hatte; ob die Engine es getan hat, ist nicht bekannt',
  words: ({ words }) => words,
};

const illegible: Sentences<Illegible> = {
  no_container: () => 'Darin steht kein Container',
  no_changes: () => 'Darin stehen keine Änderungen',
  too_long: ({ mebibytes }) => `Es sind mehr als ${mebibytes} MiB`,
  unfinished: ({ seconds }) => `Die Engine ist in ${seconds} s nicht fertig geworden`,
};

const owners: Sentences<Protection> = {
  systemd_unit: ({ unit }) =>
    `Die systemd-Unit ${unit} führt die Sitzung aus. Wird sie hier beendet, startet systemd sie vielleicht wieder; ` +
    `endgültig beenden Sie sie mit: systemctl stop ${unit} (mit --user, wenn sie Ihnen gehört)`,
  toolbox: ({ name }) =>
    `Die Sitzung ist eine Toolbox mit dem, was darin installiert wurde. Entfernen Sie sie mit: toolbox rm ${name}`,
  controller: ({ kind, owner }) =>
    `Die Sitzung gehört zu ${kind} ${owner}, das an ihrer Stelle eine neue startet. Ändern oder entfernen Sie das, ` +
    'mit kubectl',
  distrobox: ({ name }) =>
    `Die Sitzung ist eine Distrobox mit dem, was darin installiert wurde. Entfernen Sie sie mit: distrobox rm ${name}`,
};

export const reasons: Sentences<Reason> = { ...away, ...refused, ...illegible, ...owners, ...fileFaults };
