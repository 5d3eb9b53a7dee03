// Reading, changing and cloning what a session was created with.

import { Channel } from '@tauri-apps/api/core';

import { commands, type RecreateStep } from '../bindings';
import type { RecreateCalls } from '../port';
import { translated } from './call';

export const recreateCalls: RecreateCalls = {
  sessionSpec: (engine, id) => translated(commands.sessionSpec(engine, id)),
  cloneSpec: (engine, id) => translated(commands.cloneSpec(engine, id)),
  planRecreate: (engine, id, spec) => translated(commands.planRecreate(engine, id, spec)),
  recreateSession: (engine, id, spec, data, createHostPaths, progress) => {
    const steps = new Channel<RecreateStep>(progress);
    return translated(commands.recreateSession(engine, id, spec, data, createHostPaths, steps));
  },
  changeLimits: (engine, id, spec) => translated(commands.changeLimits(engine, id, spec)),
};
