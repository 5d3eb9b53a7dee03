import { afterEach, expect, it } from 'vitest';

import { fakeSession } from '../backend/fake';
import { measureWith, startSize, USUAL_SIZE } from './startSize';
import { setTerminalStatus } from './status.svelte';

const session = fakeSession({ name: 'api', engine: 'podman' });

afterEach(() => setTerminalStatus(session, null));

it('is that of the own terminal, else of the pane, else a usual one', async () => {
  expect(await startSize(null)).toEqual(USUAL_SIZE);
  const forget = measureWith(() => Promise.resolve({ cols: 91, rows: 33 }));
  expect(await startSize(null)).toEqual({ cols: 91, rows: 33 });
  expect(await startSize(session)).toEqual({ cols: 91, rows: 33 });
  const status = { word: '', echo: null, title: '', live: true, lost: false };
  setTerminalStatus(session, { ...status, size: { cols: 50, rows: 10 } });
  expect(await startSize(session)).toEqual({ cols: 50, rows: 10 });
  forget();
  expect(await startSize(null)).toEqual(USUAL_SIZE);
});
