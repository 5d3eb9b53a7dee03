// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { ended, fakeSession } from '../backend/fake';
import { rowVerbs, verbsFor, whyDisabled } from './verbs';

describe('verbsFor', () => {
  it.each([
    [
      'a running session',
      fakeSession({ name: 'a' }),
      [
        'attach',
        'peek',
        'shell',
        'debug',
        'window',
        'handOver',
        'redraw',
        'logs',
        'history',
        'files',
        'inspect',
        'save',
        'restart',
        'pause',
        'rename',
        'recreate',
        'clone',
        'define',
        'export',
        'stop',
        'kill',
        'delete',
      ],
    ],
    [
      'one without a terminal',
      fakeSession({ name: 'a', tty: false }),
      [
        'logs',
        'history',
        'files',
        'inspect',
        'save',
        'shell',
        'debug',
        'restart',
        'pause',
        'rename',
        'recreate',
        'clone',
        'define',
        'export',
        'stop',
        'kill',
        'delete',
      ],
    ],
    [
      'a paused one',
      fakeSession({ name: 'a', state: 'paused' }),
      [
        'resume',
        'logs',
        'history',
        'files',
        'inspect',
        'save',
        'rename',
        'recreate',
        'clone',
        'define',
        'export',
        'stop',
        'kill',
        'delete',
      ],
    ],
    [
      'one between two runs',
      fakeSession({ name: 'a', state: 'restarting' }),
      [
        'logs',
        'history',
        'files',
        'inspect',
        'save',
        'restart',
        'rename',
        'recreate',
        'clone',
        'define',
        'export',
        'stop',
        'delete',
      ],
    ],
    [
      'an ended one',
      ended({ name: 'a' }, 0, '2026-01-01T00:00:00Z'),
      [
        'restart',
        'peek',
        'logs',
        'history',
        'files',
        'inspect',
        'debug',
        'save',
        'rename',
        'recreate',
        'clone',
        'define',
        'export',
        'delete',
      ],
    ],
    [
      'a broken one',
      ended({ name: 'a', broken: 'no layer' }, 0, '2026-01-01T00:00:00Z'),
      ['logs', 'history', 'inspect', 'delete'],
    ],
    [
      'one that never ran',
      fakeSession({ name: 'a', state: 'created' }),
      [
        'start',
        'logs',
        'history',
        'files',
        'inspect',
        'debug',
        'rename',
        'recreate',
        'clone',
        'define',
        'export',
        'delete',
      ],
    ],
  ])('%s', (_what, session, verbs) => {
    expect(verbsFor(session)).toEqual(verbs);
  });

  it('gives a row the likely verb and the one that ends it', () => {
    expect(rowVerbs(fakeSession({ name: 'a' }))).toEqual(['attach', 'stop']);
    expect(rowVerbs(ended({ name: 'a' }, 0, '2026-01-01T00:00:00Z'))).toEqual(['restart', 'delete']);
    expect(rowVerbs(fakeSession({ name: 'a', state: 'defined' }))).toEqual(['start', 'delete']);
  });

  it('offers to pause restarts where that can be, and to resume them whatever the state', () => {
    const looping = fakeSession({ name: 'a', engine: 'docker', restartPolicy: 'always', state: 'restarting' });
    expect(verbsFor(looping)).toContain('pauseRestarts');
    const onOldPodman = { ...looping, restartsPausable: false };
    expect(verbsFor(onOldPodman)).not.toContain('pauseRestarts');
    const paused = { ...ended({ name: 'a' }, 3, '2026-01-01T00:00:00Z'), pausedPolicy: 'always' };
    expect(verbsFor(paused)).toEqual([
      'restart',
      'peek',
      'logs',
      'history',
      'files',
      'inspect',
      'debug',
      'save',
      'resumeRestarts',
      'rename',
      'recreate',
      'clone',
      'define',
      'export',
      'delete',
    ]);
  });

  it('shows what cannot be had, and says why', () => {
    const unit = fakeSession({ name: 'a', labels: { PODMAN_SYSTEMD_UNIT: 'a.service' } });
    expect(whyDisabled('delete', unit)).toContain('a.service');
    expect(whyDisabled('stop', unit)).toBeNull();
    expect(whyDisabled('redraw', fakeSession({ name: 'a', stopSignal: 'SIGWINCH' }))).toContain('would stop it');
    expect(whyDisabled('redraw', fakeSession({ name: 'a' }))).toBeNull();
    expect(whyDisabled('delete', fakeSession({ name: 'a' }))).toBeNull();
  });
});
