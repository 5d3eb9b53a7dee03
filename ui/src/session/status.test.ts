// @vitest-environment node
import { expect, it } from 'vitest';

import { fakeSession } from '../backend/fake';
import { TerminalStatuses, USUAL_SIZE } from './status.svelte';

const session = fakeSession({ name: 'api', engine: 'podman' });

it('starts a session at the size of its own terminal, else of the pane, else a usual one', async () => {
  const terminals = new TerminalStatuses();
  expect(await terminals.startSize(null)).toEqual(USUAL_SIZE);
  const forget = terminals.nextIn({ measure: () => Promise.resolve({ cols: 91, rows: 33 }), known: () => null });
  expect(await terminals.startSize(null)).toEqual({ cols: 91, rows: 33 });
  expect(await terminals.startSize(session)).toEqual({ cols: 91, rows: 33 });
  const status = { word: '', echo: null, title: '', live: true, lost: false };
  terminals.set(session, { ...status, size: { cols: 50, rows: 10 } });
  expect(await terminals.startSize(session)).toEqual({ cols: 50, rows: 10 });
  forget();
  expect(await terminals.startSize(null)).toEqual(USUAL_SIZE);
});
