// What an import leaves out and what an export needs, in German; the English sentences are the host's own.

import type { RemarkProblem } from '../../../backend/port';
import type { Sentences } from '../../sentences';

export const remarks: Sentences<RemarkProblem> = {
  text_empty: () => 'Es gibt keinen Text; fügen Sie einen Befehl, eine Compose-Datei oder einen Dev-Container ein',
  text_large: ({ limit }) => `Der Text ist größer als ${limit} KiB; fügen Sie nur den Teil mit der Sitzung ein`,
  no_run_line: () => 'Im Text steht kein docker run oder podman run; fügen Sie den ganzen Befehl ein',
  other_command: () => 'Das ist ein anderer Befehl als run oder create; Berth lässt ihn weg',
  line_operator: ({ operator }) => `Hier täte eine Shell „${operator}“; fügen Sie den run-Befehl allein ein`,
  line_unbalanced: () => 'Ein Anführungszeichen oder ein Backslash hat keine andere Hälfte; schließen Sie es',
  flag_unknown: ({ program }) => `${program} run kennt keine Option dieses Namens; entfernen Sie sie`,
  flag_of_other: ({ program }) => `${program} run kennt diese Option nicht; Berth lässt sie weg`,
  flag_value_missing: () => 'Die Option hat keinen Wert; schreiben Sie ihn hinter „=“',
  image_missing: () => 'Es fehlt das Image; schreiben Sie seinen Namen',
  not_yaml: ({ words }) => `Das ist kein YAML: ${words}`,
  not_json: ({ words }) => `Das ist kein JSON: ${words}`,
  tree_large: () => 'Die Datei hat mehr Einträge, als Berth liest; fügen Sie nur den Teil mit der Sitzung ein',
  no_services: () => 'Die Datei hat keine services, ist also keine Compose-Datei',
  breaks_rule: () => 'Eine Regel von Berth lässt es nicht zu',
  kept_after_end: () => 'Berth behält eine beendete Sitzung, bis sie gelöscht wird',
  input_alone: () => 'Berth gibt einer Sitzung die Standardeingabe nur zusammen mit einem Terminal',
  reference: ({ reference }) =>
    `Wer den Text ausführt, setzt ${reference} ein; hier ist es nicht bekannt. Schreiben Sie den Wert`,
  value_missing: ({ name }) => `Der Wert der Variablen „${name}“ steht nicht im Text; geben Sie ihn unter Umgebung an`,
  environment_file: ({ file }) =>
    `Die Variablen in der Datei ${file} werden nicht gelesen; geben Sie sie unter Umgebung an`,
  as_root: () => 'Berth fragt die Engine dieses Benutzers; als root sind es andere Container',
  before: ({ words }) => `„${words}“ vor dem Befehl entfällt`,
  client_flag: () => 'Die Option gilt dem Client; wählen Sie stattdessen in Berth die Engine',
  name_changed: ({ name, used }) => `„${name}“ kann keine Sitzung heißen; hier heißt sie „${used}“`,
  no_field: () => 'Eine Sitzung hat nichts dafür',
  other_shape: () => 'Diesen Wert liest Berth nicht',
  one_network: ({ used }) => `Eine Sitzung hat ein Netzwerk; hier ist es „${used}“`,
  project_name: ({ name }) => `Compose nennt es PROJEKT_${name}; die Sitzung nimmt eines, das „${name}“ heißt`,
  builds_image: () => 'Berth baut dafür kein Image; bauen Sie es vorher und nennen Sie es als Image',
  starts_first: ({ names }) => `Berth startet dafür keine andere Sitzung; starten Sie vorher: ${names}`,
  relative_folder: () => 'Der Ordner gilt ab der Datei, die Berth nicht kennt; schreiben Sie den ganzen Pfad',
  tool_of_editor: () => 'Das täte ein Werkzeug im Container; Berth tut es nicht',
  values_in_file: ({ file, names }) =>
    `Werte von Variablen werden nie geschrieben; legen Sie sie in die Datei ${file}, je Zeile KEY=WERT: ${names}`,
  values_in_shell: ({ names }) =>
    `Werte von Variablen werden nie geschrieben; die Shell, die den Text ausführt, braucht sie: ${names}`,
  values_in_secret: ({ secret, names }) =>
    `Werte von Variablen werden nie geschrieben; legen Sie sie in ein Secret namens ${secret}, nach Namen: ${names}`,
  lost_part: ({ value }) => `Keine Sitzung kann das sagen: ${value}`,
  not_said: ({ form }) => `Dieses Format kann es nicht sagen (${form}); es fehlt`,
  needs_version: ({ form, version }) => `${form} braucht ein podman ab ${version}`,
};
