// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { ended, fakeSession } from '../backend/fake';
import { rowVerbs, verbsFor } from './verbs';

describe('verbsFor', () => {
  it.each([
    ['a running session', fakeSession({ name: 'a' }), ['attach', 'logs', 'restart', 'stop', 'delete']],
    ['one without a terminal', fakeSession({ name: 'a', tty: false }), ['logs', 'restart', 'stop', 'delete']],
    ['a paused one', fakeSession({ name: 'a', state: 'paused' }), ['resume', 'logs', 'stop', 'delete']],
    ['an ended one', ended({ name: 'a' }, 0, '2026-01-01T00:00:00Z'), ['restart', 'logs', 'delete']],
    ['one that never ran', fakeSession({ name: 'a', state: 'created' }), ['start', 'logs', 'delete']],
  ])('%s', (_what, session, verbs) => {
    expect(verbsFor(session)).toEqual(verbs);
  });

  it('gives a row the likely verb and the one that ends it', () => {
    expect(rowVerbs(fakeSession({ name: 'a' }))).toEqual(['attach', 'stop']);
    expect(rowVerbs(ended({ name: 'a' }, 0, '2026-01-01T00:00:00Z'))).toEqual(['restart', 'delete']);
    expect(rowVerbs(fakeSession({ name: 'a', state: 'defined' }))).toEqual(['start']);
  });
});
