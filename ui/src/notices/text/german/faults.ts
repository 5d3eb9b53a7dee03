// What is wrong with the files of settings, in German; the English sentences are the host's own (`config/fault.rs` in
// the runner, `settings/themes.rs` in the app).

import type { Fault, SettingsFault, ValueRule } from '../../../backend/port';
import { grammar } from '../../../i18n/grammar';
import { say, type Sentences } from '../../sentences';

/** Ends the sentence „… muss … sein“. */
const rules: Sentences<ValueRule> = {
  choice: ({ values }) => grammar('de').or(values.map((value) => `"${value}"`)),
  yes_or_no: () => 'true oder false',
  whole_number: ({ least, most }) => `eine ganze Zahl von ${least} bis ${most}`,
  seconds: ({ most }) => `eine Zahl von Sekunden über 0 und bis ${most} (ein Tag)`,
  bytes: ({ least_mebibytes: least }) => `eine Zahl von Bytes, mindestens ${least * 2 ** 20} (${least} MiB)`,
  days: ({ most }) => `eine Zahl von Tagen von 1 bis ${most}`,
  lists_by_session: ({ words }) =>
    `eine Tabelle von Listen nach Sitzung wie bot = [${words.map((word) => `"${word}"`).join(', ')}] oder ` +
    '"docker/web" = []',
  filters_by_name: () => 'eine Tabelle von Listen nach Namen wie errors = ["level:error", "not text:retry"]',
  stop_steps: () =>
    'eine Tabelle von Schritten nach Sitzung, etwa bot = [{ type = "exit", seconds = 5 }, { signal = "SIGKILL" }]',
  clusters: () =>
    'eine Liste von Kontexten von kubectl, jeder allein oder mit einem Namespace, wie ["dev", "prod/team"]',
  keys: () => 'Tasten wie "Ctrl+Shift+K", eine Liste davon, oder [] für keine',
  font_name: () => 'der Name einer Schrift',
  theme_name: () => 'der Name eines Themas',
};

const UNTOUCHED = 'Die Datei bleibt, wie sie ist, und nichts darin gilt.';

export const fileFaults: Sentences<Fault> = {
  not_toml: ({ path, words }) => `${path} ist kein TOML: ${words}\n${UNTOUCHED}`,
  unread: ({ path, words }) => `${path} ist nicht zu lesen: ${words}\n${UNTOUCHED}`,
  unwritten: ({ path, words }) => `${path} konnte nicht geschrieben werden: ${words}`,
  no_section: ({ path, section }) => `${path}: Einen Abschnitt [${section}] gibt es nicht`,
  not_a_section: ({ path, section }) => `${path}: ${section} muss ein Abschnitt sein: [${section}]`,
  no_key: ({ path, section, key }) => `${path}: [${section}] hat keinen Schlüssel ${key}`,
  bad_value: ({ path, section, key, rule, value }) =>
    `${path}: ${section}.${key} muss ${say(rules, rule) ?? 'etwas anderes'} sein, nicht ${value}`,
};

export const faults: Sentences<SettingsFault> = {
  ...fileFaults,
  theme_unread: ({ path, words }) => `${path} ist nicht zu lesen: ${words}`,
  theme_not_toml: ({ path, words }) => `${path} ist kein TOML: ${words}`,
  theme_lacks: ({ path, key }) => `In ${path} fehlt ${key}`,
  theme_no_colour: ({ path, key }) => `In ${path} ist ${key} keine Farbe der Form "#rrggbb"`,
};
