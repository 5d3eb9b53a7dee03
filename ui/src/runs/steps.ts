// What to do about the way a session ended: a step that fits the reason, with a command where one helps.

import type { Session } from '../backend/port';
import type { Marked } from '../i18n/marked';
import { size } from './size';
import { t } from './text';

export interface Step {
  words: Marked;
  /** A command line that does it. */
  command?: string;
  /** The session whose command was not found: names like it can be looked for. */
  missed?: Pick<Session, 'engine' | 'id'>;
}

type Ended = Pick<
  Session,
  'engine' | 'id' | 'name' | 'exitCode' | 'oomKilled' | 'command' | 'env' | 'error' | 'startedAt' | 'broken'
>;

export interface Known {
  /** Bytes that it may use; null where there is no limit, or nobody knows. */
  memoryLimit: number | null;
  /** The name of the session that has a port of this machine; null when none of ours has. */
  holderOf: (port: number) => string | null;
}

/** Null where the title says all that is known. */
export function nextStep(session: Ended, known: Known): Step | null {
  const { exitCode, oomKilled, error, broken } = session;
  if (broken !== null) return null;
  const port = takenPort(error ?? '');
  if (port !== null) return portStep(port, known.holderOf(port));
  if (oomKilled) return memoryStep(session, known.memoryLimit);
  if (exitCode === 126 || BARRED.test(error ?? '')) return { words: t.steps.notRunnable(session.command[0] ?? '') };
  if (exitCode !== 127 && !NOT_FOUND.test(error ?? '')) return null;
  const missed = { engine: session.engine, id: session.id };
  // Only the engine's own words tell that it was the session's command, and not one in its script.
  if (!error) return { words: [t.steps.notFound], missed };
  return { words: t.steps.path(session.command[0] ?? '', pathOf(session.env)), missed };
}

/** docker 20.10 of one that never ran: 'exec: "serve": executable file not found in $PATH'. */
const NOT_FOUND = /exec: "[^"]*": (?:executable file not found|stat .*: no such file or directory)/;
const BARRED = /exec: "[^"]*": permission denied/;

/**
 * docker 20.10: "Bind for 0.0.0.0:8080 failed: port is already allocated"; podman 4.3: "listen tcp4 :8080: bind:
 * address already in use"; rootless: "cannot expose privileged port" is another matter.
 */
const TAKEN = [/:(\d+) failed: port is already allocated/, /:(\d+):? bind: address already in use/];

export function takenPort(error: string): number | null {
  for (const pattern of TAKEN) {
    const port = pattern.exec(error)?.[1];
    if (port !== undefined) return Number(port);
  }
  return null;
}

function portStep(port: number, holder: string | null): Step {
  if (holder !== null) return { words: [t.steps.port(port, holder)] };
  return { words: [t.steps.portElsewhere(port)], command: `ss -ltnp 'sport = :${port}'` };
}

function memoryStep({ engine, name }: Ended, limit: number | null): Step {
  const client = engine.startsWith('docker') ? 'docker' : 'podman';
  const wanted = limit === null ? '1g' : `${Math.max(1, Math.ceil((limit * 2) / 1024 ** 2))}m`;
  return {
    words: [limit === null ? t.steps.memoryUnknown : t.steps.memory(size(limit))],
    // docker refuses a memory limit above that of memory and swap together.
    command: `${client} update --memory ${wanted} --memory-swap ${wanted} ${name}`,
  };
}

function pathOf(env: readonly string[]): string {
  return env.find((line) => line.startsWith('PATH='))?.slice('PATH='.length) ?? '';
}

/** The memory limit in what a session was created from; null where there is none. */
export function memoryLimit(spec: string | null): number | null {
  if (spec === null) return null;
  const found = (JSON.parse(spec) as { HostConfig?: { Memory?: unknown } } | null)?.HostConfig?.Memory;
  return typeof found === 'number' && found > 0 ? found : null;
}
