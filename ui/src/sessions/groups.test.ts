// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { ended, fakeSession } from '../backend/fake';
import { DEFAULT_OPTIONS, type GroupOptions, groupSessions, hasPods, type Look, tally } from './groups';

const SESSIONS = [
  fakeSession({ name: 'web-10', image: 'registry.example.com/team/bot:1.4' }),
  fakeSession({ name: 'web-9', engine: 'docker' }),
  fakeSession({ name: 'import', state: 'paused' }),
  ended({ name: 'old' }, 0, '2026-01-01T10:00:00Z'),
  ended({ name: 'new' }, 137, '2026-01-02T10:00:00Z'),
  fakeSession({ name: 'later', state: 'created', startedAt: null }),
];

function names(
  text: string,
  options: Partial<GroupOptions> = {},
  sessions = SESSIONS,
  look?: Look,
): Record<string, string[]> {
  return Object.fromEntries(
    groupSessions(sessions, text, { ...DEFAULT_OPTIONS, ...options }, look).map((group) => [
      group.title,
      group.sessions.map((s) => s.name),
    ]),
  );
}

describe('groupSessions', () => {
  it('orders the running by name and the ended by their end, the newest first', () => {
    expect(names('')).toEqual({ Running: ['import', 'web-9', 'web-10'], Ended: ['new', 'old'], Created: ['later'] });
  });

  it('leaves out what the state filter hides', () => {
    expect(names('', { filter: 'stopped' })).toEqual({ Ended: ['new', 'old'], Created: ['later'] });
    expect(names('', { filter: 'running' })).toEqual({ Running: ['import', 'web-9', 'web-10'] });
  });

  it('knows which are ours', () => {
    const sessions = [fakeSession({ name: 'ours' }), fakeSession({ name: 'theirs', own: false })];
    expect(names('', { filter: 'mine' }, sessions)).toEqual({ Running: ['ours'] });
  });

  it.each([
    ['project=shop', ['db']],
    ['com.docker.compose.project=SHOP db', ['db']],
    ['project=other', []],
    // Words without "=" are not looked for in labels: nearly every session of docker has "docker" there.
    ['compose', []],
  ])('finds by the label %s', (text, found) => {
    const sessions = [
      fakeSession({ name: 'db', labels: { 'com.docker.compose.project': 'shop' } }),
      fakeSession({ name: 'web' }),
    ];
    expect(Object.values(names(text, {}, sessions)).flat()).toEqual(found);
  });

  it.each([
    ['engine', { docker: ['b'], podman: ['a', 'c'] }],
    ['compose', { shop: ['a', 'b'], 'No compose project': ['c'] }],
    ['pod', { net: ['c'], 'No pod': ['a', 'b'] }],
    ['label:team', { blue: ['b'], team: ['c'], 'No label team': ['a'] }],
    ['image', { alpine: ['c'], 'docker.io/library/debian:12': ['a', 'b'] }],
  ] as const)('groups by %s, what belongs to none at the end', (grouping, groups) => {
    const sessions = [
      fakeSession({ name: 'c', image: 'alpine', pod: 'net', labels: { team: '' } }),
      fakeSession({ name: 'b', engine: 'docker', labels: { 'com.docker.compose.project': 'shop', team: 'blue' } }),
      fakeSession({ name: 'a', labels: { 'io.podman.compose.project': 'shop' } }),
    ];
    const found = names('', { grouping }, sessions);
    expect(found).toEqual(groups);
    expect(Object.keys(found)).toEqual(Object.keys(groups));
    expect(hasPods(sessions)).toBe(true);
    expect(hasPods(sessions.slice(1))).toBe(false);
  });

  it.each([
    ['usual', ['later', 'slow', 'young', 'bad', 'well']],
    ['name', ['bad', 'later', 'slow', 'well', 'young']],
    ['age', ['young', 'bad', 'later', 'well', 'slow']],
    ['state', ['young', 'slow', 'bad', 'well', 'later']],
    ['image', ['slow', 'bad', 'later', 'well', 'young']],
    ['engine', ['later', 'bad', 'slow', 'well', 'young']],
    ['exitCode', ['bad', 'well', 'later', 'slow', 'young']],
  ] as const)('sorts by %s', (sort, order) => {
    const sessions = [
      ended({ name: 'well' }, 0, '2026-01-03T00:00:00Z'),
      fakeSession({ name: 'slow', state: 'paused', image: 'alpine', startedAt: '2026-01-01T00:00:00Z' }),
      fakeSession({ name: 'young', startedAt: '2026-01-06T00:00:00Z' }),
      fakeSession({ name: 'later', state: 'created', startedAt: null, createdAt: '2026-01-04T00:00:00Z' }),
      ended({ name: 'bad' }, 137, '2026-01-05T00:00:00Z'),
    ].map((session) => ({ ...session, engine: session.name === 'later' ? 'docker' : 'podman' }));
    expect(Object.values(names('', { grouping: 'compose', sort }, sessions)).flat()).toEqual(order);
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

describe('what sessions do', () => {
  const KNOWN: Readonly<Record<string, ReturnType<Look['activityOf']>>> = {
    a: 'idle',
    b: 'works',
    c: 'asks',
    d: 'done',
    f: 'asks',
    gone: 'asks',
  };
  /** "rang" needs the person although no rule says so; f has waited longer than c. */
  const look: Look = {
    activityOf: ({ name, state }) => (state === 'running' ? (KNOWN[name] ?? null) : null),
    has: ({ name, state }) => name === 'rang' || (state === 'running' && KNOWN[name] === 'asks'),
    since: ({ name }) => (name === 'f' ? 1 : name === 'c' ? 2 : Number.POSITIVE_INFINITY),
  };
  const sessions = [
    ...['a', 'b', 'c', 'd', 'e', 'f', 'rang'].map((name) => fakeSession({ name })),
    ended({ name: 'gone' }, 0, '2026-01-01T10:00:00Z'),
  ];

  it('groups rows: who needs one first, whoever has waited longest at the top, what is not known by its state', () => {
    expect(names('', { grouping: 'activity' }, sessions, look)).toEqual({
      'Needs you': ['f', 'c', 'rang'],
      Works: ['b'],
      Done: ['d'],
      Idle: ['a'],
      Running: ['e'],
      Ended: ['gone'],
    });
    expect(Object.keys(names('', { grouping: 'activity' }, sessions, look))[0]).toBe('Needs you');
    expect(names('', { grouping: 'activity', sort: 'name' }, sessions, look)['Needs you']).toEqual(['c', 'f', 'rang']);
  });

  it('filters rows, and is found by its word', () => {
    expect(names('', { filter: 'needs' }, sessions, look)).toEqual({ Running: ['c', 'f', 'rang'] });
    expect(names('works', {}, sessions, look)).toEqual({ Running: ['b'] });
    expect(names('', { grouping: 'activity' }, sessions)).toEqual({
      Running: ['a', 'b', 'c', 'd', 'e', 'f', 'rang'],
      Ended: ['gone'],
    });
  });
});
