// Texts of other tools: run lines, compose files, units.

import { commands } from '../bindings';
import type { ConvertCalls } from '../port';
import { translated } from './call';

export const convertCalls: ConvertCalls = {
  importText: (text) => translated(commands.importText(text)),
  exportSession: (engine, id, form) => translated(commands.exportSession(engine, id, form)),
  exportDefinition: (name, form) => translated(commands.exportDefinition(name, form)),
  saveText: (name, text, words) => translated(commands.saveText(name, text, words)),
};
