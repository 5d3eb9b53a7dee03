// What is done with sessions: create, start, stop, remove.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { SessionCalls } from '../port';
import { translated } from './call';

export const sessionCalls: SessionCalls = {
  checkSpec: (engine, spec) => translated(commands.checkSpec(engine, spec)),
  startSession: (engine, spec, options, size) => translated(commands.startSession(engine, spec, options, size)),
  startExisting: (engine, id, size) => translated(commands.startExisting(engine, id, size)),
  restartSession: (engine, id, size) => translated(commands.restartSession(engine, id, size)),
  stopSession: (engine, id, options) => translated(commands.stopSession(engine, id, options)),
  proposedSteps: (session) => translated(commands.proposedSteps(session)),
  stopInSteps: (engine, id, steps, remove) => translated(commands.stopInSteps(engine, id, steps, remove)),
  turnLadder: async (session, to) => {
    await translated(commands.turnLadder(session, to));
  },
  subscribeLadders: async (listen) => {
    await translated(commands.subscribeLadders(new Channel(listen)));
  },
  deleteSession: (engine, id, options) => translated(commands.deleteSession(engine, id, options)),
  pauseSession: (engine, id) => translated(commands.pauseSession(engine, id)),
  resumeSession: (engine, id) => translated(commands.resumeSession(engine, id)),
  pauseRestarts: (engine, id) => translated(commands.pauseRestarts(engine, id)),
  resumeRestarts: (engine, id) => translated(commands.resumeRestarts(engine, id)),
  killSession: (engine, id, signal) => translated(commands.killSession(engine, id, signal)),
  renameSession: (engine, id, name) => translated(commands.renameSession(engine, id, name)),
  similarNames: (engine, id) => translated(commands.similarNames(engine, id)),
  pruneSessions: (engine, ids) => translated(commands.pruneSessions(engine, ids)),
  tryIt: (size) => translated(commands.tryIt(size)),
  startPod: async (engine, pod) => {
    await translated(commands.startPod(engine, pod));
  },
  stopPod: async (engine, pod) => {
    await translated(commands.stopPod(engine, pod));
  },
  removePod: async (engine, pod) => {
    await translated(commands.removePod(engine, pod));
  },
};
