import type { OptionRule } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';

export const option: Sentences<OptionRule> = {
  option_long: ({ bytes, max }) => `Eine Option ist ${bytes} Byte lang; höchstens ${max} sind erlaubt. Kürzen Sie sie`,
  option_empty: () => 'Eine Option ist leer; füllen Sie sie aus oder entfernen Sie die Zeile',
  option_control: ({ text, character }) =>
    `Die Option „${text}“ enthält das Steuerzeichen ${character}; entfernen Sie es`,
  option_many: ({ count, max }) => `Das sind ${count} Einträge; höchstens ${max} sind erlaubt. Entfernen Sie einige`,
  restart_policy: ({ text }) =>
    `„${text}“ ist keine Regel für Neustarts; möglich sind no, always, unless-stopped, on-failure ` +
    'und on-failure:3 für drei Versuche',
  memory_text: ({ text }) =>
    `„${text}“ ist keine Speichergröße; schreiben Sie Byte oder eine Zahl mit k, m oder g, etwa 512m`,
  memory_small: ({ text }) => `Die Grenze „${text}“ ist kleiner, als docker erlaubt; geben Sie mindestens 6m an`,
  swap_alone: () => 'Eine Grenze für Swap braucht eine für den Speicher; legen Sie diese fest oder lassen Sie Swap weg',
  swap_small: ({ text, memory }) =>
    `Die Grenze für Swap „${text}“ ist kleiner als der Speicher „${memory}“; sie zählt beides zusammen: ` +
    `schreiben Sie ${memory} für keinen Swap, oder mehr`,
  cpus_text: ({ text }) => `„${text}“ ist keine Anzahl von Prozessoren; schreiben Sie eine Zahl über 0, etwa 1.5`,
  pids_number: ({ number }) =>
    `„${number}“ ist keine Grenze für Prozesse; schreiben Sie mindestens 1, oder -1 für keine Grenze`,
  user_text: ({ text }) =>
    `„${text}“ ist kein Benutzer; schreiben Sie einen Namen oder eine Nummer, bei Bedarf mit Gruppe: 1000:1000`,
  network_text: ({ text }) =>
    `„${text}“ ist kein Netzwerk; möglich sind none, host, bridge, container:NAME und ein Netzwerk der Engine`,
  network_of_podman: ({ text }) =>
    `„${text}“ ist ein Netzwerk von podman, und docker kennt es nicht; wählen Sie ein anderes oder podman`,
  alias_network: ({ network }) =>
    `Namen im Netzwerk brauchen ein Netzwerk der Engine, und „${network}“ hat keine; nennen Sie eines, ` +
    'oder entfernen Sie die Namen',
  alias_text: ({ text }) => `„${text}“ ist kein Name im Netzwerk; verwenden Sie Buchstaben, Ziffern, „_“, „.“ und „-“`,
  host_text: ({ text }) => `„${text}“ ist kein Host; schreiben Sie NAME:IP, etwa db:10.0.0.2`,
  hostname_text: ({ text }) =>
    `„${text}“ ist kein Hostname; verwenden Sie bis zu 63 Buchstaben, Ziffern, „.“ und „-“, am Anfang einen ` +
    'Buchstaben oder eine Ziffer',
  network_taken: ({ network }) =>
    `„${network}“ ist das Netzwerk eines anderen Containers, der eigene Ports und einen eigenen Namen hat; ` +
    'lassen Sie dies weg',
  label_key: ({ key }) => `„${key}“ ist kein Name eines Labels; verwenden Sie keine Leerzeichen und kein „=“`,
  label_own: ({ key }) =>
    `Das Label „${key}“ gehört Berth, das daran seine Sitzungen erkennt; wählen Sie einen anderen Namen`,
  label_nul: ({ key }) => `Der Wert des Labels „${key}“ enthält ein NUL-Zeichen; entfernen Sie es`,
  stop_seconds: ({ number }) => `„${number}“ ist keine Zeit; schreiben Sie Sekunden, oder -1, um unbegrenzt zu warten`,
  health_off: () =>
    'Ist die Zustandsprüfung abgeschaltet, hat alles andere keine Wirkung; entfernen Sie es, oder schalten Sie sie ein',
  health_command: () => 'Um eine Zustandsprüfung zu ändern, braucht podman ihren Befehl; geben Sie ihn ebenfalls an',
  health_time: ({ text }) =>
    `„${text}“ ist keine Zeit; schreiben Sie eine Zahl mit ms, s, m oder h, etwa 30s oder 1m30s`,
  health_tries: () => 'Eine Zustandsprüfung braucht mindestens 1 Versuch',
  device_text: ({ text }) =>
    `„${text}“ ist kein Gerät; schreiben Sie einen Pfad des Hosts, etwa /dev/fuse, bei Bedarf mit :PFAD:rwm`,
  capability: ({ text }) => `„${text}“ ist keine Capability wie SYS_PTRACE oder NET_ADMIN; ALL steht für alle`,
  gpus_of_docker: () => 'GPUs unter diesem Namen kennt podman nicht; verwenden Sie ein Gerät wie nvidia.com/gpu=all',
  gpus_text: ({ text }) => `„${text}“ ist keine Auswahl von GPUs; möglich sind all, eine Anzahl und device=0,1`,
  pod_of_podman: () => 'Pods gibt es mit docker nicht; lassen Sie dies weg, oder wählen Sie podman',
  pod_name: ({ pod }) => `„${pod}“ ist kein Name eines Pods; verwenden Sie Buchstaben, Ziffern, „_“, „.“ und „-“`,
  pod_owns: ({ pod }) => `Netzwerk, Ports und Hostname gehören dem Pod „${pod}“ für alle darin; lassen Sie dies weg`,
  extra_shape: ({ text }) =>
    `„${text}“ ist keine Option in einem Wort; schreiben Sie die lange Form, den Wert hinter „=“: --shm-size=1g`,
  extra_no_value: ({ flag }) => `Die Option „${flag}“ braucht einen Wert; schreiben Sie ${flag}=WERT`,
  extra_own_field: ({ flag }) => `Für „${flag}“ hat das Formular ein eigenes Feld; verwenden Sie dieses`,
  extra_breaks: ({ flag }) =>
    `Mit „${flag}“ könnte Berth die Sitzung nicht mehr finden, zeigen oder beenden; lassen Sie es weg`,
  extra_elsewhere: ({ flag }) =>
    `„${flag}“ ginge an eine andere Engine als die angezeigte; wählen Sie stattdessen diese Engine`,
  extra_secret: ({ flag }) =>
    `„${flag}“ würde jedem Benutzer dieses Rechners ein Geheimnis zeigen; verwenden Sie die Umgebung`,
  extra_of_other: ({ flag, kind }) =>
    `Die Option „${flag}“ kennt ${kind} nicht; lassen Sie es weg, oder wählen Sie die andere Engine`,
};
