import type { VolumeRule, VolumeTextRule } from '../../../../backend/port';
import { say, type Sentences } from '../../../sentences';

const SHAPE = 'schreiben Sie HOST:CONTAINER oder NAME:CONTAINER, etwa ~/data:/data oder cache:/var/cache:ro';

const part: Sentences<VolumeTextRule> = {
  target_missing: () => `Der Pfad im Container fehlt; ${SHAPE}`,
  options_empty: () => 'Nach dem letzten „:“ steht nichts; entfernen Sie es',
  source_empty: () => `Vor dem ersten „:“ steht nichts; ${SHAPE}`,
  target_relative: ({ target }) => `Der Pfad im Container „${target}“ ist nicht absolut; beginnen Sie ihn mit /`,
  target_root: () => 'Es würde das ganze Dateisystem des Containers verdecken; hängen Sie es an einem Pfad unter / ein',
  source_drive: ({ path }) =>
    `„${path}“ ist ein Pfad von Windows, und dieser Rechner hat keine Laufwerke; ` +
    'schreiben Sie einen Pfad, der mit / beginnt',
  source_relative_far: ({ path }) =>
    `„${path}“ ist relativ, aber die Engine läuft auf einem anderen Rechner; ` +
    'schreiben Sie den Pfad dort aus, beginnend mit /',
  host_of_cluster: ({ path }) =>
    `„${path}“ ist ein Ordner eines Rechners, und jeder Knoten eines Clusters hat eigene; schreiben Sie den Namen ` +
    'eines Claims (PVC), oder nur den Pfad im Container für einen leeren Ordner',
  no_home: () => 'Auf diesem Rechner gibt es keinen persönlichen Ordner für „~“; schreiben Sie den Pfad aus',
  other_home: ({ path }) => `„${path}“ meint den Ordner einer anderen Person; schreiben Sie den Pfad aus`,
  folder_not_text: () =>
    'Der Ordner, auf den sich der Pfad bezieht, hat einen Namen, der kein Text ist; schreiben Sie den Pfad aus',
  volume_name: ({ name }) =>
    `„${name}“ ist kein Name eines Volumes (2 bis 255 Buchstaben, Ziffern, „_“, „.“ und „-“, vorn ein Buchstabe ` +
    `oder eine Ziffer); für einen Ordner schreiben Sie „./${name}“`,
  option: ({ option }) =>
    `„${option}“ ist keine Option von Volumes; möglich sind ro, rw, z, Z, rslave, rshared, rprivate, cached und ` +
    'nocopy, auf podman auch U, O, idmap, exec und noexec',
  option_of_podman: ({ option }) =>
    `„${option}“ ist eine Option von podman, die docker nicht kennt; lassen Sie sie weg, oder wählen Sie podman`,
  option_for_volumes: ({ option }) =>
    `„${option}“ gilt für Volumes; in einen Ordner des Hosts wird nichts kopiert. Lassen Sie es weg`,
  tmpfs_option: ({ option }) =>
    `„${option}“ ist keine Option eines tmpfs; möglich sind size=64m, mode=1777, ro, rw, exec, noexec, suid, nosuid, ` +
    'dev und nodev',
  options_exclude: ({ earlier, option }) =>
    `Die Optionen „${earlier}“ und „${option}“ schließen einander aus; behalten Sie eine`,
  option_for_folders: ({ option }) =>
    `„${option}“ gilt für Ordner des Hosts; ein benanntes Volume nimmt ro, rw, z, Z oder nocopy`,
  label_with_colon: ({ label }) =>
    `„${label}“ geht nicht mit einem Pfad, der „:“ enthält; benennen Sie den Ordner um, ` +
    'oder setzen Sie das Label von Hand',
  more_than_variable: ({ text }) => `„${text}“ ist mehr als eine Variable; schreiben Sie \${NAME} oder den Pfad aus`,
  command_in_path: ({ text }) =>
    `„${text}“ ist ein Befehl, und hier läuft keine Shell; nur $(pwd) wird verstanden. Schreiben Sie den Pfad aus`,
  variable_far: ({ name }) =>
    `„${name}“ ist eine Variable dieses Rechners, aber die Engine läuft auf einem anderen; ` +
    'schreiben Sie den Pfad dort aus, beginnend mit /',
  variable_unset: ({ name }) =>
    `Die Variable „${name}“ ist hier nicht gesetzt; schreiben Sie den Pfad aus (und $$ für ein bloßes „$“)`,
  variable_empty: ({ name }) => `Die Variable „${name}“ ist hier leer; schreiben Sie den Pfad aus`,
  variable_no_path: ({ name }) =>
    `Die Variable „${name}“ ist kein Pfad, der hier verwendbar ist; schreiben Sie den Pfad aus`,
};

export const volume: Sentences<VolumeRule> = {
  volume_many: ({ count, max }) =>
    `Das sind ${count} Volumes; höchstens ${max} sind erlaubt. Hängen Sie einen Ordner über einigen davon ein`,
  volume_twice: ({ volume, target, earlier }) =>
    `Das Volume „${volume}“ geht nach ${target}, wo „${earlier}“ schon ist; ` +
    'wählen Sie einen anderen Pfad im Container',
  volume_empty: () => `Ein Volume ist leer; ${SHAPE}. Oder entfernen Sie die Zeile`,
  volume_long: ({ bytes, max }) =>
    `Ein Volume ist ${bytes} Bytes lang; höchstens ${max} sind erlaubt. Nehmen Sie kürzere Pfade`,
  volume_text: ({ volume, rule }) => `Das Volume „${volume}“ ist nicht verwendbar. ${say(part, rule) ?? rule.code}`,
};
