// @vitest-environment node

import { expect, it } from 'vitest';

import { howToGet, systemOf } from './install';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15', 'linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'mac'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'windows'],
] as const)('%s is %s', (agent, system) => {
  expect(systemOf(agent)).toBe(system);
});

it.each(['linux', 'mac', 'windows'] as const)('has a way to both engines on %s', (system) => {
  expect(howToGet('podman', system).command).toContain('podman');
  expect(howToGet('docker', system).url).toContain('docs.docker.com');
});
