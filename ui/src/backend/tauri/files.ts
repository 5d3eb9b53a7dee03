// Files of sessions.

import { Channel } from '@tauri-apps/api/core';

import { commands, type CopyEvent } from '../bindings';
import type { FileCalls } from '../port';
import { translated } from './call';
import { until } from './subscription';

export const fileCalls: FileCalls = {
  sessionFiles: (session, path) => translated(commands.sessionFiles(session, path)),
  readFile: (session, path) => translated(commands.readFile(session, path)),
  writeFile: async (session, path, before, after) => {
    await translated(commands.writeFile(session, path, before, after));
  },
  changedFiles: (session) => translated(commands.changedFiles(session)),
  copyOut: async (session, path, title, listen) => {
    const channel = new Channel<CopyEvent>(listen);
    const begun = await translated(commands.copyOut(session, path, title, channel));
    if (begun === null) return null;
    const end = (): void => void translated(commands.unsubscribe(begun.number)).catch(() => undefined);
    return { path: begun.path, end };
  },
  chooseFiles: (title) => translated(commands.chooseFiles(title)),
  copyIn: (session, sources, folder, listen) =>
    until<CopyEvent>(listen, (channel) => commands.copyIn(session, sources, folder, channel)),
  subscribeDrops: async (listen) => {
    await translated(commands.subscribeDrops(new Channel(listen)));
  },
};
