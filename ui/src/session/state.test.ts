// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { ended, fakeSession } from '../backend/fake';
import type { Port } from '../backend/port';
import { distinctPorts, hostAddress, keyOf, portLabel, portUrl, rowName, shortImage, stateWord, toneOf } from './state';

function port(part: Partial<Port>): Port {
  return { hostIp: '', host: 8080, container: 80, protocol: 'tcp', ...part };
}

describe('shortImage', () => {
  it.each([
    ['docker.io/library/debian:12', 'debian:12'],
    ['registry.example.com:5000/team/bot:1.4', 'bot:1.4'],
    ['alpine', 'alpine'],
    [`quay.io/a/b@sha256:${'0123456789abcdef'.repeat(4)}`, 'b@0123456789ab'],
  ])('%s is %s', (image, short) => {
    expect(shortImage(image)).toBe(short);
  });
});

describe('rowName', () => {
  it('says name, state with code, image and engine', () => {
    const trainer = ended({ name: 'trainer', image: 'registry.example.com/bot:1.4' }, 137, '2026-01-01T12:00:00Z');
    expect(rowName(trainer)).toBe('trainer, exited 137, bot:1.4, podman');
    expect(rowName(fakeSession({ name: 'shell', image: 'debian:12', engine: 'docker' }))).toBe(
      'shell, running, debian:12, docker',
    );
  });

  it('tells how its health checks went', () => {
    const checked = (status: 'healthy' | 'unhealthy' | 'starting', failures: number): string =>
      rowName(fakeSession({ name: 'web', image: 'web:3', checks: { status, failures, last: [] } }));
    expect(checked('healthy', 0)).toBe('web, running, healthy, web:3, podman');
    expect(checked('unhealthy', 3)).toBe('web, running, unhealthy (3 failures), web:3, podman');
    expect(checked('unhealthy', 1)).toBe('web, running, unhealthy (1 failure), web:3, podman');
    expect(checked('starting', 1)).toBe('web, running, health checks starting, web:3, podman');
  });

  it('says that one is broken, whatever state it is in', () => {
    const broken = 'RWLayer of container ab is unexpectedly nil';
    expect(stateWord(ended({ name: 'a', broken }, 0, '2026-01-01T12:00:00Z'))).toBe('exited 0, broken');
    expect(toneOf(fakeSession({ name: 'a', broken }))).toBe('failed');
  });

  it('names an out-of-memory kill', () => {
    expect(stateWord(ended({ name: 'a', oomKilled: true }, 137, '2026-01-01T12:00:00Z'))).toBe(
      'exited 137, out of memory',
    );
  });
});

describe('ports', () => {
  it.each([
    [port({}), '8080→80', 'http://localhost:8080'],
    [port({ hostIp: '127.0.0.1' }), '8080→80', 'http://localhost:8080'],
    [port({ hostIp: '10.0.0.5', container: 443 }), '10.0.0.5:8080→443', 'https://10.0.0.5:8080'],
    [port({ hostIp: 'fd00::1' }), '[fd00::1]:8080→80', 'http://[fd00::1]:8080'],
    [port({ protocol: 'udp' }), '8080→80/udp', null],
    [port({ host: null }), '80', null],
  ])('%o', (given, label, url) => {
    expect(portLabel(given)).toBe(label);
    expect(portUrl(given)).toBe(url);
  });

  it('tells the addresses of one family from all', () => {
    expect(['', '0.0.0.0', '::', '127.0.0.1'].map((hostIp) => hostAddress(port({ hostIp })))).toEqual([
      '*:8080',
      '0.0.0.0:8080',
      '[::]:8080',
      '127.0.0.1:8080',
    ]);
    expect(hostAddress(port({ host: null }))).toBe('not published');
  });

  it('shows a port that is published on IPv4 and IPv6 once, and an unpublished one never', () => {
    expect(distinctPorts([port({ hostIp: '0.0.0.0' }), port({ hostIp: '::' }), port({ host: null })])).toHaveLength(1);
  });
});

it('gives failure a tone of its own', () => {
  expect(toneOf(ended({ name: 'a' }, 0, '2026-01-01T12:00:00Z'))).toBe('ended');
  expect(toneOf(ended({ name: 'a' }, 1, '2026-01-01T12:00:00Z'))).toBe('failed');
});

it('tells the same name on two engines apart', () => {
  expect(keyOf(fakeSession({ name: 'a' }))).not.toBe(keyOf(fakeSession({ name: 'a', engine: 'docker' })));
});
