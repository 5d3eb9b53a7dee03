// What the person marks sessions with.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { MarkCalls } from '../port';
import { translated } from './call';

export const markCalls: MarkCalls = {
  async subscribeMarks(listen) {
    await translated(commands.subscribeMarks(new Channel(listen)));
  },
  async markSession(engine, name, change) {
    await translated(commands.markSession(engine, name, change));
  },
  async orderSessions(order) {
    await translated(commands.orderSessions([...order]));
  },
};
