// Sessions as real engines report them, one in every state.

import type { Protection, Session } from '../port';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** docker 20.10 about a container whose layer is lost. */
const BROKEN = `RWLayer of container ${idOf('docker/cache')} is unexpectedly nil`;

/** A running session of podman; `part` says what is different. */
export function fakeSession(part: Partial<Session> & { name: string }): Session {
  const session = {
    engine: 'podman',
    id: idOf(`${part.engine ?? 'podman'}/${part.name}`),
    image: 'docker.io/library/debian:12',
    state: 'running' as const,
    engineState: part.state ?? 'running',
    pid: 4242,
    createdAt: '2026-01-01T10:00:00Z',
    startedAt: '2026-01-01T10:00:01Z',
    finishedAt: null,
    exitCode: null,
    oomKilled: false,
    oomWithin: false,
    restartCount: 0,
    tty: true,
    own: true,
    ports: [],
    mounts: [],
    command: ['bash'],
    workingDir: '/',
    env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'TERM=xterm'],
    labels: { 'dev.berth.owner': 'berth' },
    stopSignal: 'SIGTERM',
    stopTimeout: 10,
    pod: null,
    infra: false,
    restartPolicy: 'no',
    pausedPolicy: null,
    restartsPausable: false,
    error: null,
    checks: null,
    broken: null,
    protection: null,
    attachable: true,
    prunable: false,
    commandLine: '',
    ...part,
  };
  return { ...withFacts(session), ...part };
}

/** The session with those facts that the host derives from others. */
export function withFacts(session: Session): Session {
  const ended = session.state === 'exited' || session.state === 'dead';
  const protection = protectionOf(session);
  return {
    ...session,
    protection,
    attachable: session.tty && session.broken === null && session.stopSignal !== 'SIGWINCH',
    restartsPausable: session.restartPolicy !== 'no' && session.engine.startsWith('docker'),
    prunable: session.own && ended && protection === null && session.broken === null,
    commandLine: session.command.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word}'`)).join(' '),
  };
}

function protectionOf({ name, labels }: Session): Protection | null {
  const unit = labels['PODMAN_SYSTEMD_UNIT'];
  if (unit !== undefined) return { code: 'systemd_unit', args: { unit } };
  if (labels['com.github.containers.toolbox'] !== undefined) return { code: 'toolbox', args: { name } };
  return labels['manager'] === 'distrobox' ? { code: 'distrobox', args: { name } } : null;
}

/** What the details of an ended session look like. */
export function ended(part: Partial<Session> & { name: string }, exitCode: number, finishedAt: string): Session {
  return fakeSession({ state: 'exited', engineState: 'exited', pid: null, exitCode, finishedAt, ...part });
}

export function mixedSessions(now: number): Session[] {
  const ago = (ms: number): string => new Date(now - ms).toISOString();
  const since = (ms: number): Partial<Session> => ({ createdAt: ago(ms + 900), startedAt: ago(ms) });
  return [
    fakeSession({
      name: 'web-bot',
      image: 'registry.example.com/team/bot:1.4',
      ...since(2 * DAY),
      ports: [{ hostIp: '', host: 8080, container: 80, protocol: 'tcp' }],
      command: ['/usr/bin/python3', '-m', 'bot', '--room', 'support'],
      workingDir: '/srv/bot',
      env: [
        'PATH=/usr/local/bin:/usr/bin:/bin',
        'BOT_TOKEN=xoxb-2093-7741-example',
        'LOG_LEVEL=info',
        'TZ=Europe/Oslo',
      ],
      mounts: [
        { kind: 'bind', source: '/home/ann/bot', target: '/srv/bot', readOnly: true },
        { kind: 'volume', source: 'bot-state', target: '/var/lib/bot', readOnly: false },
      ],
      restartPolicy: 'on-failure:3',
    }),
    fakeSession({ name: 'dev-shell', engine: 'docker', image: 'debian:12', ...since(3 * HOUR), pid: 51_230 }),
    fakeSession({
      name: 'import',
      image: 'localhost/etl:latest',
      state: 'paused',
      engineState: 'paused',
      ...since(9 * MINUTE),
    }),
    fakeSession({
      name: 'crawler',
      engine: 'docker',
      image: 'crawler:0.9',
      state: 'restarting',
      engineState: 'restarting',
      pid: null,
      restartCount: 3,
      restartPolicy: 'always',
      ...since(40_000),
    }),
    fakeSession({
      name: 'web',
      image: 'localhost/web:3',
      tty: false,
      checks: {
        status: 'unhealthy',
        failures: 3,
        last: [{ endedAt: ago(MINUTE), exitCode: 1, output: 'curl: (7) Failed to connect to localhost port 8080' }],
      },
      ...since(2 * HOUR),
    }),
    fakeSession({
      name: 'postgres',
      checks: { status: 'healthy', failures: 0, last: [{ endedAt: ago(MINUTE), exitCode: 0, output: 'accepting' }] },
      engine: 'docker',
      image: 'postgres:17',
      tty: false,
      own: false,
      labels: { 'com.docker.compose.project': 'shop' },
      ...since(5 * DAY),
      ports: [{ hostIp: '127.0.0.1', host: 5432, container: 5432, protocol: 'tcp' }],
    }),
    ended(
      { name: 'trainer', engine: 'docker', image: 'train:cu12', ...since(3 * HOUR + 13 * MINUTE), oomKilled: true },
      137,
      ago(MINUTE),
    ),
    ended(
      { name: 'cache', engine: 'docker', image: 'redis:7', tty: false, broken: BROKEN, ...since(2 * DAY) },
      0,
      ago(DAY),
    ),
    ended({ name: 'fleet', image: 'localhost/fleet:4', oomWithin: true, ...since(3 * HOUR) }, 0, ago(2 * HOUR)),
    ended({ name: 'migrate', image: 'localhost/shop-db:2026-11', ...since(26 * MINUTE) }, 3, ago(24 * MINUTE)),
    ended({ name: 'backup', image: 'docker.io/restic/restic:0.17', ...since(6 * HOUR + 4 * MINUTE) }, 0, ago(6 * HOUR)),
    fakeSession({
      name: 'nightly-report',
      image: 'localhost/report:2',
      state: 'defined',
      engineState: '',
      pid: null,
      createdAt: null,
      startedAt: null,
    }),
    fakeSession({
      name: 'scratch',
      image: 'docker.io/library/alpine:3.20',
      state: 'created',
      engineState: 'created',
      pid: null,
      startedAt: null,
      createdAt: ago(2 * HOUR),
    }),
  ];
}

/** `count` sessions whose states are spread as on a busy machine. */
export function manySessions(now: number, count: number): Session[] {
  const words = ['api', 'worker', 'crawler', 'agent', 'bot', 'shell', 'build', 'sync', 'index', 'mail'];
  return Array.from({ length: count }, (_, i) => {
    const startedAt = new Date(now - i * 7 * MINUTE).toISOString();
    const part = {
      name: `${words[i % words.length] ?? 'session'}-${String(i + 1).padStart(3, '0')}`,
      engine: i % 3 === 0 ? 'docker' : 'podman',
      image: `registry.example.com/team/${words[i % words.length] ?? 'app'}:${1 + (i % 9)}.${i % 4}`,
      createdAt: startedAt,
      startedAt,
    };
    return i % 5 < 3
      ? fakeSession(part)
      : ended(part, i % 5 === 3 ? 0 : 1 + (i % 140), new Date(now - i * MINUTE).toISOString());
  });
}

/** 64 hexadecimal digits that depend on the text only. */
export function idOf(text: string): string {
  let hash = 0x811c9dc5;
  let digits = '';
  for (let round = 0; digits.length < 64; round += 1) {
    for (const char of `${round}${text}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    digits += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return digits.slice(0, 64);
}
