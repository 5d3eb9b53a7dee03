// The situations that the fake can be in, so that each can be seen and tested.

import type { EngineListing, Health, Session, WireError } from '../port';
import { manySessions, mixedSessions } from './sessions';

export type Scenario = 'sessions' | 'empty' | 'no-engine' | 'error' | 'many' | 'stale';

/**
 * Reads `?scenario=empty|no-engine|error|200|stale`; a number means that many sessions. `&runs=10000` are archived, and
 * each log has `&lines=1000000` more, and
 * each engine `&images=200`. With `&activity` rules decide what sessions are doing.
 */
export function scenarioFromUrl(search: string): {
  scenario: Scenario;
  count: number;
  activity: boolean;
  runs?: number;
  lines?: number;
  images?: number;
} {
  const query = new URLSearchParams(search);
  const activity = query.has('activity');
  const wanted = query.get('scenario') ?? '';
  const numbers: { runs?: number; lines?: number; images?: number } = {};
  for (const name of ['runs', 'lines', 'images'] as const) {
    const number = Number.parseInt(query.get(name) ?? '', 10);
    if (Number.isInteger(number)) numbers[name] = number;
  }
  const count = Number.parseInt(wanted, 10);
  if (Number.isInteger(count) && count > 0) return { scenario: 'many', count, activity, ...numbers };
  const known: readonly Scenario[] = ['empty', 'no-engine', 'error', 'stale'];
  return { scenario: known.find((scenario) => scenario === wanted) ?? 'sessions', count: 0, activity, ...numbers };
}

export function healthOf(scenario: Scenario): Health[] {
  switch (scenario) {
    case 'no-engine':
      return [missing('podman'), missing('docker')];
    case 'error':
      return [
        unavailable(
          'podman',
          'The podman machine is stopped. Start it with: podman machine start',
          'Cannot connect to Podman. Please verify your connection to the Linux system.\n' +
            'Error: dial unix /run/user/1000/podman/podman.sock: connect: no such file or directory',
        ),
        missing('docker'),
      ];
    case 'stale':
      return [ready('podman', '4.3.1', 38), DOCKER_AWAY];
    default:
      return [ready('podman', '4.3.1', 38), ready('docker', '28.0.4', 61)];
  }
}

export function sessionsOf(scenario: Scenario, count: number, now: number): Session[] {
  switch (scenario) {
    case 'sessions':
    case 'stale':
      return mixedSessions(now);
    case 'many':
      return manySessions(now, count);
    default:
      return [];
  }
}

const DOCKER_AWAY = unavailable(
  'docker',
  'The docker daemon does not answer. Start it with: sudo systemctl start docker',
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
);

/** An engine's part of the list; one that is away keeps what it last said. */
export function listing(health: Health, sessions: Session[], now: number): EngineListing {
  const mine = sessions.filter((session) => session.engine === health.engine);
  if (health.status === 'ready') {
    return {
      health,
      sessions: mine,
      skipped: 0,
      readAt: new Date(now).toISOString(),
      problem: null,
      awaySince: null,
      remote: false,
    };
  }
  const problem: WireError = {
    code: health.status === 'missing' ? 'engine_not_found' : 'engine_unavailable',
    message: health.message,
    detail: health.detail,
    args: {},
    reason: null,
    problems: [],
  };
  const awaySince = new Date(now - 8 * 60_000).toISOString();
  return {
    health,
    sessions: mine,
    skipped: 0,
    readAt: mine.length > 0 ? awaySince : null,
    problem,
    awaySince,
    remote: false,
  };
}

function ready(engine: 'podman' | 'docker', version: string, latencyMs: number): Health {
  return {
    engine,
    kind: engine,
    status: 'ready',
    version,
    message: '',
    fault: null,
    detail: null,
    endpoint: '',
    rootless: null,
    warnings: [],
    latencyMs,
  };
}

function missing(engine: 'podman' | 'docker'): Health {
  const url = engine === 'podman' ? 'https://podman.io/docs/installation' : 'https://docs.docker.com/engine/install/';
  return {
    engine,
    kind: engine,
    status: 'missing',
    fault: null,
    version: null,
    message: `${engine} was not found on this machine; install it from ${url}`,
    detail: null,
    endpoint: '',
    rootless: null,
    warnings: [],
    latencyMs: null,
  };
}

function unavailable(engine: 'podman' | 'docker', message: string, detail: string): Health {
  return {
    engine,
    kind: engine,
    status: 'unavailable',
    fault: null,
    version: null,
    message,
    detail,
    endpoint: '',
    rootless: null,
    warnings: [],
    latencyMs: null,
  };
}
