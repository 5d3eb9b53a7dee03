// The types of what the host says by codes. The host has the English sentences; other languages have them here.

import type {
  Advice,
  DefinitionProblem,
  Fact,
  Reason,
  RemarkProblem,
  Rule,
  RuleProblem,
  SettingsFault,
  Subject,
} from '../backend/port';

/** A rule or a reason of the host: a stable code, and the parts of its sentence by name. */
export interface Coded {
  code: string;
  args: object;
}

/** A sentence for every code, made of its arguments. A code without one fails the type check. */
export type Sentences<All extends Coded> = {
  readonly [Code in All['code']]: (args: Extract<All, { code: Code }>['args']) => string;
};

/** The sentence of one code; undefined where the host is newer than these. */
export function say<All extends Coded>(sentences: Sentences<All>, { code, args }: All): string | undefined {
  const known: Readonly<Record<string, ((args: never) => string) | undefined>> = sentences;
  return known[code]?.(args as never);
}

/** The parts of an error's sentence, by name. */
export type Args = Readonly<Record<string, string>>;
/** Undefined where an argument that the sentence needs was not told. */
export type ErrorSentence = (args: Args, reason: Reason | null) => string | undefined;

/** All sentences of the host in another language. */
export interface HostSentences {
  errors: Readonly<Partial<Record<string, ErrorSentence>>>;
  rules: Sentences<Rule>;
  faults: Sentences<SettingsFault>;
  ruleFiles: Sentences<RuleProblem>;
  definitionFiles: Sentences<DefinitionProblem>;
  remarks: Sentences<RemarkProblem>;
  subjects: Sentences<Subject>;
  facts: Sentences<Fact>;
  advices: Sentences<Advice>;
}
