// What is wrong with a file of definitions, in German; the English sentences are the host's own.

import type { DefinitionProblem, ValueKind } from '../../../backend/port';
import { grammar } from '../../../i18n/grammar';
import { say, type Sentences } from '../../sentences';
import { rules } from './rules';

const KINDS: Readonly<Record<ValueKind, string>> = {
  text: 'ein Text',
  truth: 'true oder false',
  whole: 'eine ganze Zahl',
  number: 'eine Zahl',
  list: 'eine Liste',
  table: 'eine Tabelle',
};

function meant(nearest: string): string {
  return nearest === '' ? '' : `; meinen Sie „${nearest}“?`;
}

export const definitionFiles: Sentences<DefinitionProblem> = {
  definitions_unread: ({ words }) => `Die Datei ist nicht zu lesen: ${words}`,
  definitions_too_large: ({ limit }) => `Die Datei ist größer als ${limit} KiB`,
  definition_not_toml: ({ words }) => `Das ist kein TOML: ${words}`,
  definition_key_unknown: ({ key, nearest }) => `Einen Schlüssel „${key}“ gibt es hier nicht${meant(nearest)}`,
  definition_lacks: ({ key }) => `Es fehlt ${key}`,
  definition_value_type: ({ key, expected }) =>
    `${key} ist von der falschen Art; gebraucht wird: ${grammar('de').or(expected.map((kind) => KINDS[kind]))}`,
  definition_value_unknown: ({ key, value, allowed }) =>
    `${key} kann nicht „${value}“ sein; möglich ist ${allowed.join(', ')}`,
  definition_out_of_range: ({ key, least, most }) => `${key} muss von ${least} bis ${most} sein`,
  definition_no_template: ({ template, nearest }) => `Eine Vorlage „${template}“ gibt es nicht${meant(nearest)}`,
  definition_template_faulty: ({ template }) => `Die Vorlage „${template}“ hat einen Fehler`,
  definition_no_parameter: ({ template, parameter, nearest }) =>
    `Die Vorlage „${template}“ hat keinen Parameter „${parameter}“${meant(nearest)}`,
  definition_lacks_parameter: ({ template, parameter }) =>
    `Die Vorlage „${template}“ braucht den Parameter „${parameter}“`,
  definition_placeholder_unknown: ({ parameter, nearest }) =>
    `{{${parameter}}} ist kein Parameter dieser Vorlage${meant(nearest)}; nennen Sie ihn in params`,
  definition_no_session: ({ session, nearest }) =>
    `Eine Sitzung „${session}“ gibt es in dieser Datei nicht${meant(nearest)}`,
  definition_session_twice: ({ session }) => `„${session}“ ist schon in dieser Anordnung`,
  definition_twice: () => 'Eines dieses Namens steht schon weiter oben',
  definition_stop_step: () => 'Ein Schritt braucht eines von type und signal',
  definition_secret: ({ key }) =>
    `${key} muss „keyring:NAME“ oder „engine:NAME“ sein; NAME hat Buchstaben, Ziffern, „.“, „_“ und „-“`,
  definition_stop_rule: ({ rule }) => say(rules, rule) ?? rule.code,
};
