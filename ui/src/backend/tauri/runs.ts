// The archive of runs.

import { Channel, invoke } from '@tauri-apps/api/core';

import { commands, type SearchEvent } from '../bindings';
import { BackendError, type RunCalls, type RunScreen } from '../port';
import { bytesOf, translated } from './call';
import { until } from './subscription';

export const runCalls: RunCalls = {
  historyFolder: () => translated(commands.historyFolder()),
  subscribeRuns: (listen) => translated(commands.subscribeRuns(new Channel(listen))),
  runs: (filter) => translated(commands.runs(filter)),
  archivedRun: (id) => translated(commands.archivedRun(id)),
  runLog: (id, from, count) => bytesOf(invoke<ArrayBuffer>('run_log', { id, from, count })),
  runScreen: async (id) => screenOf(await translated(invoke<ArrayBuffer>('run_screen', { id }))),
  runSpec: (id) => translated(commands.runSpec(id)),
  searchRuns: (query, listener) =>
    until<SearchEvent>(
      (event) => {
        if (event.kind === 'hits') listener.hits(event.hits);
        else listener.ended(event.failure && new BackendError(event.failure));
      },
      (channel) => commands.searchRuns(query, channel),
    ),
  compareRuns: (before, after) => translated(commands.compareRuns(before, after)),
  async pinRun(id, pinned) {
    await translated(commands.pinRun(id, pinned));
  },
  async excludeSession(engine, name, excluded) {
    await translated(commands.excludeSession(engine, name, excluded));
  },
  sessionExcluded: (engine, name) => translated(commands.sessionExcluded(engine, name)),
  async eraseSession(engine, name) {
    await translated(commands.eraseSession(engine, name));
  },
  exportRun: (id, format, words) => translated(commands.exportRun(id, format, words)),
  archiveStatistics: () => translated(commands.archiveStatistics()),
};

/** Columns and rows stand before the bytes, two bytes each; nothing at all for no screen. */
function screenOf(answer: ArrayBuffer): RunScreen | null {
  if (answer.byteLength < 4) return null;
  const view = new DataView(answer);
  const size = { cols: view.getUint16(0, true), rows: view.getUint16(2, true) };
  return { size, bytes: new Uint8Array(answer, 4) };
}
