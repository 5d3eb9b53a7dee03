// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { ended } from '../backend/fake';
import type { Session } from '../backend/port';
import { size } from './size';
import { type Known, memoryLimit, nextStep, takenPort } from './steps';

const nobody: Known = { memoryLimit: null, holderOf: () => null };
const session = (exitCode: number, part: Partial<Session> = {}): Session =>
  ended({ name: 'bot', command: ['/srv/run', '-v'], ...part }, exitCode, '2026-03-01T10:00:00Z');

function words(of: Session, known = nobody): string {
  const parts = nextStep(of, known)?.words ?? [];
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

describe('what to do', () => {
  it('names the command and the folders that were looked through, when the engine says that it was the command', () => {
    const error = 'exec: "/srv/run": stat /srv/run: no such file or directory';
    const said = words(session(127, { error, env: ['PATH=/usr/bin:/bin'] }));
    expect(said).toContain('/srv/run is in none of the folders of its PATH (/usr/bin:/bin)');
  });

  it.each([
    ['OCI runtime create failed: exec: "/srv/run": executable file not found in $PATH: unknown', 'is in none of the'],
    ['OCI runtime create failed: exec: "/srv/run": stat /srv/run: no such file or directory', 'is in none of the'],
    ['OCI runtime create failed: exec: "/srv/run": permission denied: unknown', '/srv/run may be executed'],
  ])('reads the engine’s words of one that never started: %s', (error, said) => {
    expect(words({ ...session(0, { error, env: ['PATH=/usr/bin:/bin'] }), exitCode: null })).toContain(said);
  });

  it('sends to the last lines when a script missed a command', () => {
    expect(words(session(127))).toContain('last lines');
  });

  it('says what to check of a command that could not be run', () => {
    expect(words(session(126))).toContain('/srv/run may be executed');
  });

  it.each([
    ['docker', 64 * 1024 ** 2, 'docker update --memory 128m --memory-swap 128m bot', 'Its limit is 64 MiB'],
    ['podman', null, 'podman update --memory 1g --memory-swap 1g bot', 'Raise its memory limit'],
  ])('has %s raise the limit of %s bytes', (engine, limit, command, said) => {
    const step = nextStep(session(137, { engine, oomKilled: true }), { ...nobody, memoryLimit: limit });
    expect(step?.command).toBe(command);
    expect(words(session(137, { engine, oomKilled: true }), { ...nobody, memoryLimit: limit })).toContain(said);
  });

  it('names who holds the port, or how to find it', () => {
    const error =
      'driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated';
    const taken = session(128, { error });
    expect(words(taken, { ...nobody, holderOf: (port) => (port === 8080 ? 'web' : null) })).toContain(
      'Port 8080 belongs to web',
    );
    expect(nextStep(taken, nobody)?.command).toBe("ss -ltnp 'sport = :8080'");
  });

  it('is nothing where the title says all', () => {
    for (const code of [0, 1, 137, 143]) expect(nextStep(session(code), nobody)).toBeNull();
  });
});

it.each([
  ['Bind for 0.0.0.0:8080 failed: port is already allocated', 8080],
  ['listen tcp4 :8443: bind: address already in use', 8443],
  ['rootlessport listen tcp 0.0.0.0:80: bind: permission denied', null],
])('reads the port in "%s"', (error, port) => {
  expect(takenPort(error)).toBe(port);
});

it('reads the memory limit of what a session was created from', () => {
  expect(memoryLimit('{"HostConfig":{"Memory":67108864}}')).toBe(67_108_864);
  expect(memoryLimit('{"HostConfig":{"Memory":0}}')).toBeNull();
  expect(memoryLimit(null)).toBeNull();
});

it.each([
  [1, '1 byte'],
  [512, '512 bytes'],
  [1024, '1 KiB'],
  [33_345_536, '31.8 MiB'],
  [2 * 1024 ** 3, '2 GiB'],
])('%i bytes are "%s"', (bytes, said) => {
  expect(size(bytes)).toBe(said);
});
