// A session's state in words, for eyes and for assistive technology.

import type { Port, Session, State } from '../backend/port';
import { t } from './text';

export type Group = 'running' | 'ended' | 'created' | 'defined';

const GROUP: Readonly<Record<State, Group>> = {
  running: 'running',
  paused: 'running',
  restarting: 'running',
  stopping: 'running',
  // An engine's word that we don't know: it may well run.
  unknown: 'running',
  exited: 'ended',
  dead: 'ended',
  created: 'created',
  defined: 'defined',
};

export function groupOf(state: State): Group {
  return GROUP[state];
}

/** The colour of a state, as the end of a `--state-…` token. */
export type Tone = 'running' | 'ended' | 'failed' | 'paused' | 'working' | 'created';

export function toneOf(session: Pick<Session, 'state' | 'exitCode' | 'oomKilled' | 'broken'>): Tone {
  if (session.broken !== null) return 'failed';
  switch (session.state) {
    case 'running':
      return 'running';
    case 'paused':
      return 'paused';
    case 'restarting':
    case 'stopping':
      return 'working';
    case 'created':
    case 'defined':
      return 'created';
    case 'exited':
      return session.exitCode === 0 && !session.oomKilled ? 'ended' : 'failed';
    case 'dead':
      return 'failed';
    case 'unknown':
      return 'ended';
  }
}

type Worded = Pick<Session, 'state' | 'exitCode' | 'oomKilled' | 'oomWithin' | 'broken'>;

/** "exited 137", "running", "not created": the state as one would say it. */
export function stateWord(session: Worded): string {
  const word = lifeWord(session);
  return session.broken === null ? word : t.broken(word);
}

function lifeWord({ state, exitCode, oomKilled, oomWithin }: Worded): string {
  if (state !== 'exited' && state !== 'dead') return t.states[state];
  const word = exitCode === null ? t.states[state] : t[state](exitCode);
  return oomKilled ? t.outOfMemory(word) : oomWithin ? t.memoryWithin(word) : word;
}

/** The image without its registry and folders: `bot:1.4`. A digest is cut to 12 digits. */
export function shortImage(image: string): string {
  const [named = '', digest] = image.split('@');
  const name = named.split('/').at(-1) ?? named;
  const hash = digest?.split(':').at(-1);
  return hash ? `${name}@${hash.slice(0, 12)}` : name;
}

/** Addresses under which `localhost` reaches a port: all of them, or this machine's own. */
const HERE: ReadonlySet<string> = new Set(['', '0.0.0.0', '::', '127.0.0.1', '::1']);

/** The host's side of a published port: `*:8080`, `0.0.0.0:8080` and `[::]:8080` differ. */
export function hostAddress({ hostIp, host }: Port): string {
  return host === null ? 'not published' : `${hostIp === '' ? '*' : bracketed(hostIp)}:${host}`;
}

/** "8080→80", "10.0.0.5:53→53/udp"; only the container's port when it is not published. */
export function portLabel(port: Port): string {
  const suffix = port.protocol === 'tcp' ? '' : `/${port.protocol}`;
  if (port.host === null) return `${port.container}${suffix}`;
  return `${HERE.has(port.hostIp) ? '' : `${bracketed(port.hostIp)}:`}${port.host}→${port.container}${suffix}`;
}

/** Where a browser finds a published TCP port; null for every other port. */
export function portUrl(port: Port): string | null {
  if (port.host === null || port.protocol !== 'tcp') return null;
  const scheme = port.container === 443 || port.container === 8443 ? 'https' : 'http';
  return `${scheme}://${HERE.has(port.hostIp) ? 'localhost' : bracketed(port.hostIp)}:${port.host}`;
}

/** Published ports once each: engines list IPv4 and IPv6 apart. */
export function distinctPorts(ports: readonly Port[]): Port[] {
  const seen = new Set<string>();
  return ports.filter((port) => {
    const label = portLabel(port);
    if (port.host === null || seen.has(label)) return false;
    seen.add(label);
    return true;
  });
}

/** "healthy", "unhealthy (3 failures)", "starting"; empty without health checks. */
export function healthWord({ checks }: Pick<Session, 'checks'>): string {
  if (checks === null) return '';
  return checks.status === 'unhealthy' ? t.unhealthy(checks.failures) : t.health[checks.status];
}

/**
 * What assistive technology reads for a row: "trainer, exited 137, bot:1.4, podman"; `activity` is what it does
 * besides: "asks, 12 minutes".
 */
export function rowName(session: Session, activity = ''): string {
  const restarts = session.pausedPolicy === null ? '' : t.restartsPaused;
  const { name, image, engine } = session;
  const words = [name, stateWord(session), activity, healthWord(session), restarts, shortImage(image), engine];
  return words.filter((word) => word !== '').join(', ');
}

/** Identity is engine plus id; a definition without a container has its name. */
export function keyOf(session: Pick<Session, 'engine' | 'id' | 'name'>): string {
  return `${session.engine}/${session.id || session.name}`;
}

function bracketed(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}
