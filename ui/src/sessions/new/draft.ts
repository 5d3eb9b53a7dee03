// What is typed into the form, and the spec that it makes. Pure.

import { ENGINE_KINDS } from '../../backend/bindings';
import type { EnvVar, Field, Health, MountSpec, Problem, SessionSpec } from '../../backend/port';
import { sayProblem } from '../../notices/errors';
import { emptyOptions, LIST_OF, type ListOption, type OptionDraft, optionDraftOf, optionsOf } from './options';
import { t } from './text';

export interface Draft {
  engine: string;
  name: string;
  image: string;
  command: string;
  workingDir: string;
  /** Each list ends with an empty row, to type into. */
  env: EnvVar[];
  volumes: string[];
  logVolume: string;
  ports: string[];
  allowLoaderEnv: boolean;
  options: OptionDraft;
}

type ListField = 'env' | 'volumes' | 'ports' | ListOption;

export function emptyDraft(engine: string): Draft {
  return {
    engine,
    name: '',
    image: '',
    command: '',
    workingDir: '',
    env: [{ key: '', value: '' }],
    volumes: [''],
    logVolume: '',
    ports: [''],
    allowLoaderEnv: false,
    options: emptyOptions(),
  };
}

/** Of the engines that answer: podman, then docker, then what is elsewhere; empty when none does. */
export function defaultEngine(engines: readonly Health[]): string {
  const ready = engines.filter(({ status }) => status === 'ready').map(({ engine }) => engine);
  return ENGINE_KINDS.find((plain) => ready.includes(plain)) ?? ready[0] ?? '';
}

/** A spec with every field filled in, if only with nothing. */
export type FullSpec = Required<SessionSpec>;

/** Empty rows are left out; everything else goes as typed, except for space around it. */
export function specOf(draft: Draft): FullSpec {
  return {
    name: draft.name.trim(),
    image: draft.image.trim(),
    command: draft.command.trim(),
    workingDir: draft.workingDir.trim(),
    // Space in a value may be meant.
    env: draft.env.filter(isSet).map(({ key, value }) => ({ key: key.trim(), value })),
    volumes: draft.volumes.filter(isFilled).map((row) => row.trim()),
    logVolume: draft.logVolume.trim(),
    ports: draft.ports.filter(isFilled).map((row) => row.trim()),
    allowLoaderEnv: draft.allowLoaderEnv,
    options: optionsOf(draft.options),
  };
}

/** The form of a session that there is. */
export function draftOf(spec: SessionSpec, engine: string): Draft {
  return {
    engine,
    name: spec.name,
    image: spec.image,
    command: spec.command,
    workingDir: spec.workingDir,
    env: [...spec.env.map((variable) => ({ ...variable })), { key: '', value: '' }],
    volumes: [...spec.volumes, ''],
    logVolume: spec.logVolume,
    ports: [...spec.ports, ''],
    allowLoaderEnv: spec.allowLoaderEnv,
    options: optionDraftOf(spec.options ?? {}),
  };
}

/** The row of the form that an entry of the spec came from: empty rows do not count. */
export function rowOf(draft: Draft, field: ListField, index: number): number {
  const filled: boolean[] = field === 'env' ? draft.env.map(isSet) : rowsOf(draft, field).map(isFilled);
  let entry = -1;
  return filled.findIndex((set) => set && ++entry === index);
}

/** Something to correct: a rule that is broken, or what the engine said of a value. */
export type Remark = Problem | (Pick<Problem, 'field' | 'index' | 'message'> & { rule?: never });

/** The messages of a field, and of one of its rows where it has rows. */
export function messagesFor(
  draft: Draft,
  problems: readonly Remark[],
  field: Field,
  row: number | null = null,
): string[] {
  return problems
    .filter((problem) => problem.field === field)
    .filter((problem) => {
      if (row === null || !isList(field)) return true;
      // A problem of the whole list is shown at its first row.
      return problem.index === null ? row === 0 : rowOf(draft, field, problem.index) === row;
    })
    .map((problem) => (problem.rule ? sayProblem(problem) : problem.message));
}

/** What a volume means: "/srv/data, a folder on this machine, at /data". */
export function meaningOf({ source, target, readOnly, local }: MountSpec): string {
  const { folder, farFolder, namedVolume, anonymous, tmpfs } = t.mounts;
  if (source.kind === 'anonymous') return anonymous(target);
  if (source.kind === 'tmpfs') return tmpfs(target, readOnly);
  if (source.kind === 'volume') return namedVolume(source.name, target, readOnly);
  return (local ? folder : farFolder)(source.name, target, readOnly);
}

/** Reads pasted `KEY=VALUE` lines, as in an .env file; null when the text is no such thing. */
export function parseEnvLines(text: string): EnvVar[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const pairs = lines.map((line) => /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/s.exec(line));
  if (pairs.length === 0 || pairs.some((pair) => pair === null)) return null;
  return pairs.map((pair) => ({ key: pair?.[1] ?? '', value: unquote(pair?.[2] ?? '') }));
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return quoted?.[2] ?? value;
}

function rowsOf(draft: Draft, field: Exclude<ListField, 'env'>): readonly string[] {
  return field === 'volumes' || field === 'ports' ? draft[field] : draft.options.lists[field];
}

function isList(field: Field): field is Field & ListField {
  return field === 'env' || field === 'volumes' || field === 'ports' || LIST_OF[field] !== undefined;
}

function isSet(variable: EnvVar): boolean {
  return variable.key.trim() !== '' || variable.value !== '';
}

function isFilled(row: string): boolean {
  return row.trim() !== '';
}
