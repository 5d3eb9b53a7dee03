// Logs of sessions.

import { invoke } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import { BackendError, type LogCalls, type LogSource, type LogView, type LogViewEvent } from '../port';
import { bytesOf, translated } from './call';
import { subscribe, until } from './subscription';

export const logCalls: LogCalls = {
  sessionLogs: (engine, id, lines) => bytesOf(invoke<ArrayBuffer>('session_logs', { engine, id, lines })),
  followLogs: (engine, id, lines, listener) =>
    subscribe(
      'follow_logs',
      { engine, id, lines },
      (bytes) => listener.output(bytes),
      (event) => {
        if (event.kind === 'skipped') listener.skipped(event.lines, event.bytes);
        else listener.ended(event.failure && new BackendError(event.failure));
      },
    ),
  openLogView,
};

async function openLogView(sources: LogSource[], listen: (event: LogViewEvent) => void): Promise<LogView> {
  const subscription = await until<LogViewEvent>(listen, (channel) => commands.openLogView(sources, channel));
  const view = subscription.number;
  return {
    async setQuery(query) {
      await translated(commands.setLogQuery(view, query));
    },
    rows: (revision, first, count) => translated(commands.logRows(view, revision, first, count)),
    line: (line) => translated(commands.logLine(view, line)),
    find: (revision, pattern, from, backwards) =>
      translated(commands.findInLog(view, revision, pattern, from, backwards)),
    count: (revision, pattern) => translated(commands.countInLog(view, revision, pattern)),
    text: (revision, rows, times) => translated(commands.logText(view, revision, rows && [...rows], times)),
    save: (name, words, times) => translated(commands.saveLogView(view, name, times, words)),
    end: () => subscription.end(),
  };
}
