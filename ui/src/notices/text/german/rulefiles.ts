// What is wrong with a file of activity rules, in German; the English sentences are the host's own.

import type { RuleProblem } from '../../../backend/port';
import type { Sentences } from '../../sentences';

export const ruleFiles: Sentences<RuleProblem> = {
  rule_file_unread: ({ words }) => `Die Datei ist nicht zu lesen: ${words}`,
  rule_file_too_large: ({ limit }) => `Die Datei ist größer als ${limit} KiB`,
  rule_not_toml: ({ words }) => `Das ist kein TOML: ${words}`,
  rule_key_unknown: ({ key }) => `Einen Schlüssel ${key} hat keine Regel`,
  rule_lacks: ({ key }) => `Es fehlt ${key}`,
  rule_value_type: ({ key, expected }) => `${key} ist von der falschen Art; gebraucht wird: ${expected}`,
  rule_value_unknown: ({ key, value, allowed }) => `${key} kann nicht „${value}“ sein; möglich ist ${allowed}`,
  rule_pattern: ({ words }) => `Kein brauchbarer regulärer Ausdruck: ${words}`,
  rule_twice: ({ id }) => `Zwei Regeln der Datei heißen ${id}`,
  rule_absent: ({ id }) => `Eine Regel ${id}, die abgeschaltet wird, gibt es nicht`,
  rule_too_many: ({ limit }) => `Mehr als ${limit} Regeln werden nicht gelesen`,
};
