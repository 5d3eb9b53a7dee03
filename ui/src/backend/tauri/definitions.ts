// What the file of definitions says, and what is written there.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { DefinitionCalls } from '../port';
import { translated } from './call';

export const definitionCalls: DefinitionCalls = {
  async subscribeDefinitions(listen) {
    await translated(commands.subscribeDefinitions(new Channel(listen)));
  },
  startDefined: (name, options, size) => translated(commands.startDefined(name, options, size)),
  async saveDefinition(engine, spec) {
    await translated(commands.saveDefinition(engine, spec));
  },
  async saveLayout(name, columns) {
    await translated(
      commands.saveLayout(
        name,
        columns.map((column) => [...column]),
      ),
    );
  },
  definedSpec: (name) => translated(commands.definedSpec(name)),
  defineSession: (engine, id) => translated(commands.defineSession(engine, id)),
  async removeDefinition(name) {
    await translated(commands.removeDefinition(name));
  },
  async openDefinitions() {
    await translated(commands.openDefinitions());
  },
};
