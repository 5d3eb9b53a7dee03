import type { EnvRule } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';

const ONLY_IN_A_FILE = 'geht nur über eine Env-Datei, weil sie sonst den Client der Engine steuern würde';

export const env: Sentences<EnvRule> = {
  env_many: ({ count, max }) =>
    `Das sind ${count} Umgebungsvariablen; höchstens ${max} sind erlaubt. Entfernen Sie einige`,
  env_twice: ({ key }) => `Die Variable „${key}“ ist zweimal gesetzt; behalten Sie eine davon`,
  env_unnamed: () =>
    'Eine Variable hat keinen Namen; geben Sie ihr einen, etwa „LOG_LEVEL“, oder entfernen Sie die Zeile',
  env_name_long: ({ key, bytes, max }) =>
    `Der Name der Variablen „${key}…“ ist ${bytes} Bytes lang; höchstens ${max} sind erlaubt`,
  env_name_control: ({ key, character }) =>
    `Die Variable „${key}“ kann nicht so heißen: Im Namen ist das Steuerzeichen ${character}; entfernen Sie es`,
  env_name_equals: ({ key }) =>
    `Die Variable „${key}“ kann nicht so heißen: In einem Namen ist kein „=“; schreiben Sie, was folgt, als Wert`,
  env_name_edges: ({ key }) =>
    `Die Variable „${key}“ kann nicht so heißen: Am Rand ist ein Leerzeichen oder ein unsichtbares Zeichen; ` +
    'entfernen Sie es',
  env_value_long: ({ key, bytes, max }) =>
    `Der Wert von „${key}“ ist ${bytes} Bytes lang; höchstens ${max} (32 KiB) sind erlaubt. ` +
    'Hängen Sie ihn stattdessen als Datei ein',
  env_value_nul: ({ key }) => `Im Wert von „${key}“ ist ein NUL-Zeichen; entfernen Sie es`,
  env_loader: ({ key }) =>
    `Mit der Variablen „${key}“ lädt der Loader Code in jeden Prozess der Sitzung; ` +
    'erlauben Sie Loader-Variablen, wenn das gewollt ist, oder entfernen Sie sie',
  env_file_name: ({ key }) =>
    `Die Variable „${key}“ ${ONLY_IN_A_FILE}, und dort beginnt kein Name mit „#“ und hat keiner ein Leerzeichen; ` +
    'wählen Sie einen anderen Namen',
  env_file_line_end: ({ key }) =>
    `Die Variable „${key}“ ${ONLY_IN_A_FILE}, und dort hat kein Wert ein Zeilenende; ` +
    'hängen Sie den Wert stattdessen als Datei ein',
};
