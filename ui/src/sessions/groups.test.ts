// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { ended, fakeSession } from '../backend/fake';
import { groupSessions, tally } from './groups';

const SESSIONS = [
  fakeSession({ name: 'web-10', image: 'registry.example.com/team/bot:1.4' }),
  fakeSession({ name: 'web-9', engine: 'docker' }),
  fakeSession({ name: 'import', state: 'paused' }),
  ended({ name: 'old' }, 0, '2026-01-01T10:00:00Z'),
  ended({ name: 'new' }, 137, '2026-01-02T10:00:00Z'),
  fakeSession({ name: 'later', state: 'created', startedAt: null }),
];

function names(text: string, filter: Parameters<typeof groupSessions>[2] = 'all'): Record<string, string[]> {
  return Object.fromEntries(groupSessions(SESSIONS, text, filter).map((group) => [group.title, group.sessions.map((s) => s.name)]));
}

describe('groupSessions', () => {
  it('orders the running by name and the ended by their end, the newest first', () => {
    expect(names('')).toEqual({ Running: ['import', 'web-9', 'web-10'], Ended: ['new', 'old'], Defined: ['later'] });
  });

  it('leaves out what the state filter hides', () => {
    expect(names('', 'ended')).toEqual({ Ended: ['new', 'old'] });
    expect(names('', 'running')).toEqual({ Running: ['import', 'web-9', 'web-10'] });
  });

  it.each([
    ['WEB', { Running: ['web-9', 'web-10'] }],
    ['web docker', { Running: ['web-9'] }],
    ['example.com', { Running: ['web-10'] }],
    ['137', { Ended: ['new'] }],
    ['nothing like it', {}],
  ])('finds by "%s"', (text, found) => {
    expect(names(text)).toEqual(found);
  });
});

it('counts', () => {
  expect(tally(SESSIONS)).toBe('3 running · 2 ended');
  expect(tally([])).toBe('No sessions');
});
