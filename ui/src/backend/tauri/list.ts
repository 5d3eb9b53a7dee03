// The list of sessions, and how engines are doing.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { ListCalls } from '../port';
import { translated } from './call';

export const listCalls: ListCalls = {
  engineHealth: (engine) => translated(commands.engineHealth(engine)),
  async subscribeSessions(listen) {
    await translated(commands.subscribeSessions(new Channel(listen)));
  },
  async refreshSessions() {
    await translated(commands.refreshSessions());
  },
  async sessionsHidden(hidden) {
    await translated(commands.sessionsHidden(hidden));
  },
  sessionStatus: (engine, id) => translated(commands.sessionStatus(engine, id)),
  sessionInspection: (engine, id) => translated(commands.sessionInspection(engine, id)),
};
