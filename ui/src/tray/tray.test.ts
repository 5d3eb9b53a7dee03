import { cleanup, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Activity, Session } from '../backend/port';
import { speak } from '../i18n/language.svelte';
import { openApp } from '../test-app';
import { faceOf } from './face';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
});

afterEach(async () => {
  await speak('system');
  cleanup();
});

const made = (name: string, engine = 'podman'): Session => fakeSession({ name, engine });

/** Who asks needs the person; `rang` does so without an activity. */
function face(activities: Record<string, Activity | 'rang'>, more: readonly Session[] = []): ReturnType<typeof faceOf> {
  const sessions = [...Object.keys(activities).map((name) => made(name)), ...more];
  const activityOf = ({ name, engine }: Session): Activity | null => {
    const activity = engine === 'podman' ? activities[name] : undefined;
    return activity === undefined || activity === 'rang' ? null : activity;
  };
  const needs = ({ name, engine }: Session): boolean =>
    engine === 'podman' && (activities[name] === 'asks' || activities[name] === 'rang');
  return faceOf(sessions, sessions.filter(needs), activityOf);
}

it.each([
  [{}, 'quiet', 'Berth: nobody needs you'],
  [{ a: 'idle', b: 'unknown' }, 'quiet', 'Berth: nobody needs you'],
  [{ a: 'works', b: 'idle' }, 'works', 'Berth: 1 works'],
  [{ a: 'works', b: 'done' }, 'done', 'Berth: 1 done, 1 works'],
  [{ a: 'asks', b: 'works', c: 'rang', d: 'works' }, 'needs', 'Berth: 2 need you, 2 work'],
  [{ a: 'rang', b: 'done' }, 'needs', 'Berth: 1 needs you, 1 done'],
] satisfies [Record<string, Activity | 'rang'>, string, string][])(
  'says the worst state and the counts of %j',
  (activities, state, title) => {
    const shown = face(activities);
    expect([shown.state, shown.title]).toEqual([state, title]);
  },
);

it('leads to those that need the person, the next one first, and says the engine of twins', () => {
  const { groups } = face({ a: 'asks', b: 'asks' }, [made('b', 'docker')]);
  expect(groups.map((group) => group.map(({ label }) => label))).toEqual([
    ['Show Berth'],
    ['Next that needs you: a', 'b on podman'],
    ['New session…'],
    ['Quit Berth; sessions keep running'],
  ]);
  expect(groups[1]?.[1]?.act).toEqual({ kind: 'openSession', engine: 'podman', session: made('b').id });
});

it('has room for eight', () => {
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`s${at}`, 'asks' as const]));
  const ways = face(many).groups[1] ?? [];
  expect([ways.length, ways.at(-1)?.label, ways.at(-1)?.act.kind]).toEqual([9, '3 more need you', 'show']);
});

it('speaks German', async () => {
  await speak('de');
  expect(face({ a: 'asks', b: 'works' }).title).toBe('Berth: 1 braucht Sie, 1 arbeitet');
});

it('shows what the window knows, and opens the form', async () => {
  const bot = fakeSession({ name: 'bot' });
  backend.sessions = [bot];
  await openApp(backend);
  await waitFor(() => expect(backend.tray.face?.title).toBe('Berth: nobody needs you'));
  backend.activity.tell(bot, { activity: 'asks' });
  await waitFor(() => expect(backend.tray.face?.title).toBe('Berth: 1 needs you'));
  expect(backend.tray.face?.groups[1]?.[0]?.label).toBe('Next that needs you: bot');
  backend.tray.send({ kind: 'newSession' });
  await screen.findByRole('textbox', { name: 'Name' });
});

it('offers to keep watching only where the tray is there', async () => {
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await screen.findByText('This desktop has no tray now. Berth is in it as soon as there is one.');
  const name = 'Keep watching when the window is closed';
  expect(screen.queryByRole('checkbox', { name })).toBeNull();
  backend.tray.send({ kind: 'standing', shown: true });
  await user.click(await screen.findByRole('checkbox', { name }));
  await waitFor(() => expect(backend.file.now.settings.tray).toEqual({ show: true, keepWatching: true }));
});
