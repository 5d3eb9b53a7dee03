import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import type { ListEvent, Session } from '../backend/port';
import { openApp } from '../test-app';

/** A fake whose test sends the events of the list itself. */
class Sender extends FakeBackend {
  send: (event: ListEvent) => void = () => undefined;

  override async subscribeSessions(listen: (event: ListEvent) => void): Promise<void> {
    await super.subscribeSessions(listen);
    this.send = listen;
  }
}

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function rows(): HTMLElement[] {
  return within(screen.getByRole('grid', { name: 'Sessions' })).getAllByRole('row');
}

/** One changed session, as the host sends it. */
function update(session: Session): ListEvent {
  return {
    kind: 'updated',
    engine: session.engine,
    sessions: [session],
    gone: [],
    readAt: new Date().toISOString(),
  };
}

it('draws one of 1,000 rows anew when one session changes', async () => {
  const backend = new Sender({ scenario: 'many', count: 1000 });
  // So old that no age changes meanwhile.
  const [startedAt, finishedAt] = ['2020-01-01T10:00:00Z', '2020-01-02T10:00:00Z'];
  backend.sessions = backend.sessions.map((session) => ({
    ...session,
    startedAt,
    finishedAt: session.finishedAt && finishedAt,
  }));
  await openApp(backend);
  const shown = rows();
  const row = shown[3];
  const session = backend.sessions.find(({ name }) => row?.getAttribute('aria-label')?.startsWith(`${name},`));
  if (!row || !session) throw new Error('the fourth row is drawn');
  const drawn = new Set<Element | null>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const changed = element?.closest('[role=row]');
      if (changed) drawn.add(changed);
    }
  });
  const grid = screen.getByRole('grid', { name: 'Sessions' });
  observer.observe(grid, { subtree: true, childList: true, attributes: true, characterData: true });
  backend.send(update({ ...session, image: 'registry.example.com/team/changed:1' }));
  await waitFor(() => expect(row.getAttribute('aria-label')).toContain('changed:1'));
  observer.disconnect();
  expect([...drawn]).toEqual([row]);
  expect(rows()).toEqual(shown);
});
