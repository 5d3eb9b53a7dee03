// @vitest-environment node

import { expect, it } from 'vitest';

import { guardOf } from './guard';

it.each([
  ['PODMAN_SYSTEMD_UNIT', 'web.service', 'systemd', 'systemctl stop web.service'],
  ['com.github.containers.toolbox', 'true', 'toolbox', 'toolbox rm box'],
  ['com.github.debarshi.toolbox', 'true', 'toolbox', 'toolbox rm box'],
  ['manager', 'distrobox', 'distrobox', 'distrobox rm box'],
])('%s=%s is of %s', (label, value, owner, instead) => {
  const guard = guardOf({ name: 'box', labels: { [label]: value } });
  expect(guard?.owner).toBe(owner);
  expect(guard?.whyKept).toContain(instead);
  expect(guard?.onStop !== null).toBe(owner === 'systemd');
});

it('leaves others alone', () => {
  expect(guardOf({ name: 'a', labels: { manager: 'me', 'io.podman.compose.project': 'x' } })).toBeNull();
});
