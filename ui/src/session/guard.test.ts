// @vitest-environment node

import { expect, it } from 'vitest';

import { guardOf } from './guard';

it.each([
  ['systemd', 'systemctl stop web.service'],
  ['toolbox', 'toolbox rm box'],
  ['distrobox', 'distrobox rm box'],
] as const)('a session of %s says what to use instead', (kind, instead) => {
  const labels = { PODMAN_SYSTEMD_UNIT: 'web.service' };
  const guard = guardOf({ name: 'box', protection: { kind, sentence: '' }, labels });
  expect(guard?.owner).toBe(kind);
  expect(guard?.whyKept).toContain(instead);
  expect(guard?.onStop !== null).toBe(kind === 'systemd');
});

it('a session that is not protected has no guard', () => {
  expect(guardOf({ name: 'a', protection: null, labels: { manager: 'me' } })).toBeNull();
});
