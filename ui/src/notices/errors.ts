import {
  BackendError,
  type DefinitionFault,
  type Health,
  type Problem,
  type Reason,
  type Remark,
  type RuleFault,
  type SettingsProblem,
  type ShownAdvice,
  type ShownCheck,
} from '../backend/port';
import { translated } from '../i18n/language.svelte';
import { type Args, type HostSentences, say } from './sentences';

/** Undefined in the language of the host itself. */
const translation = translated<HostSentences>({ de: async () => (await import('./text/german')).german });

interface SaidError {
  code: string;
  args?: Args;
  reason?: Reason | null;
  message: string;
}

/** An error's sentence for people, and the engine's own words. */
export function wordsOf(error: unknown): { text: string; detail: string | null } {
  if (error instanceof BackendError) {
    const { problems, detail } = error;
    return { text: problems.length > 0 ? problems.map(sayProblem).join('; ') : sayError(error), detail };
  }
  return { text: error instanceof Error ? error.message : String(error), detail: null };
}

/** Words of an error that did not end a call. */
export function saidWords(error: SaidError & { detail: string | null }): { text: string; detail: string | null } {
  return { text: sayError(error), detail: error.detail };
}

/** The sentence of an error of the host in the window's language; where there is none, the host's own. */
export function sayError({ code, args, reason, message }: SaidError): string {
  return translation()?.errors[code]?.(args ?? {}, reason ?? null) ?? message;
}

/** What is wrong with an engine, and what to do; empty where nothing is. */
export function sayHealth({ fault, message }: Pick<Health, 'fault' | 'message'>): string {
  return fault ? sayError({ ...fault, message }) : message;
}

/** The sentence of a rule that a value breaks, in the window's language. */
export function sayProblem({ rule, message }: Pick<Problem, 'rule' | 'message'>): string {
  const known = translation();
  return (known && say(known.rules, rule)) ?? message;
}

/** What is wrong with a file of settings, in the window's language. */
export function sayFault({ fault, message }: SettingsProblem): string {
  const known = translation();
  return (known && say(known.faults, fault)) ?? message;
}

/** What is wrong with a file of activity rules, and where: "/…/mine.toml:4:7: …". */
export function sayRuleFault({ file, line, column, problem, reason }: RuleFault): string {
  const known = translation();
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return `${place}: ${(known && say(known.ruleFiles, problem)) ?? reason}`;
}

/** What is wrong with the file of definitions, in the window's language. */
export function sayDefinitionFault({ problem, reason }: Pick<DefinitionFault, 'problem' | 'reason'>): string {
  const known = translation();
  return (known && say(known.definitionFiles, problem)) ?? reason;
}

/** What an import leaves out, or an export needs, in the window's language. */
export function sayRemark({ problem, why }: Pick<Remark, 'problem' | 'why'>): string {
  if (problem.code === 'breaks_rule') return sayProblem({ rule: problem.args.rule, message: why });
  const known = translation();
  return (known && say(known.remarks, problem)) ?? why;
}

/** What was looked at, in the window's language. */
export function saySubject({ about, title }: Pick<ShownCheck, 'about' | 'title'>): string {
  const known = translation();
  const said = (known && say(known.subjects, about)) ?? title;
  // Engines are called as they are.
  return about.code === 'engine' ? said : said.charAt(0).toUpperCase() + said.slice(1);
}

/** What was found, in the window's language. */
export function sayFact({ fact, says }: Pick<ShownCheck, 'fact' | 'says'>): string {
  const known = translation();
  return (known && say(known.facts, fact)) ?? says;
}

/** What to do about it, in the window's language. */
export function sayAdvice({ advice, says }: ShownAdvice): string {
  const known = translation();
  return (known && say(known.advices, advice)) ?? says;
}

/** Nothing was removed, because the log can't be read; it can be, if the person says so. */
export function isLogUnreadable(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'log_unreadable';
}

/** Ends a message with a full stop, so that another sentence can follow. */
export function sentence(message: string): string {
  const text = message.trim();
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}
