// What became of sessions after a restart of the machine.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { RebootCalls } from '../port';
import { translated } from './call';

export const rebootCalls: RebootCalls = {
  async subscribeReboots(listen) {
    await translated(commands.subscribeReboots(new Channel(listen)));
  },
  startAfterReboot: (session) => translated(commands.startAfterReboot(session)),
  async leaveAfterReboot(session) {
    await translated(commands.leaveAfterReboot(session));
  },
  async resumedAfterReboot(session) {
    await translated(commands.resumedAfterReboot(session));
  },
  async seeReboot() {
    await translated(commands.seeReboot());
  },
};
