// @vitest-environment node

import { expect, it } from 'vitest';

import { guardOf } from './guard';

it.each([
  ['systemd', 'systemctl stop web.service'],
  ['toolbox', 'toolbox rm box'],
  ['distrobox', 'distrobox rm box'],
] as const)('a session of %s says what to use instead', (kind, instead) => {
  const labels = { PODMAN_SYSTEMD_UNIT: 'web.service' };
  const guard = guardOf({ name: 'box', protection: { kind, sentence: '' }, labels, infra: false, pod: null });
  expect(guard?.owner).toBe(kind);
  expect(guard?.whyKept).toContain(instead);
  expect(guard?.onStop !== null).toBe(kind === 'systemd');
});

it('a session that is not protected has no guard', () => {
  expect(guardOf({ name: 'a', protection: null, labels: { manager: 'me' }, infra: false, pod: null })).toBeNull();
});

it('an infra container is never removed alone, and the pod has verbs of its own', () => {
  const guard = guardOf({ name: '7a53-infra', protection: null, labels: {}, infra: true, pod: 'shop' });
  expect(guard?.owner).toBe('infra');
  expect(guard?.whyKept).toContain('berthctl pod rm shop');
  expect(guard?.onStop).toContain('pod shop');
});
