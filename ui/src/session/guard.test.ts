// @vitest-environment node

import { expect, it } from 'vitest';

import type { Protection } from '../backend/port';
import { guardOf } from './guard';

it.each<[owner: string, protection: Protection, instead: string]>([
  ['systemd', { code: 'systemd_unit', args: { unit: 'web.service' } }, 'systemctl stop web.service'],
  ['toolbox', { code: 'toolbox', args: { name: 'box' } }, 'toolbox rm box'],
  ['distrobox', { code: 'distrobox', args: { name: 'box' } }, 'distrobox rm box'],
  ['ReplicaSet', { code: 'controller', args: { kind: 'ReplicaSet', owner: 'web-5d' } }, 'with kubectl'],
])('a session of %s says what to use instead', (owner, protection, instead) => {
  const guard = guardOf({ name: 'box', protection, infra: false, pod: null });
  expect(guard?.owner).toBe(owner);
  expect(guard?.whyKept).toContain(instead);
  expect(guard?.onStop !== null).toBe(owner === 'systemd' || owner === 'ReplicaSet');
});

it('a session that is not protected has no guard', () => {
  expect(guardOf({ name: 'a', protection: null, infra: false, pod: null })).toBeNull();
});

it('an infra container is never removed alone, and the pod has verbs of its own', () => {
  const guard = guardOf({ name: '7a53-infra', protection: null, infra: true, pod: 'shop' });
  expect(guard?.owner).toBe('infra');
  expect(guard?.whyKept).toContain('berthctl pod rm shop');
  expect(guard?.onStop).toContain('pod shop');
});
