// Texts of other tools: run lines, compose files, units.

import type { Exported, ExportForm, Imported, SaveWords } from '../bindings';

export interface ConvertCalls {
  /** Reads a text that was pasted; what it can't take is told. Nothing is started. */
  importText(text: string): Promise<Imported>;
  /** A session as a text for another tool; values of variables stay out. */
  exportSession(engine: string, id: string, form: ExportForm): Promise<Exported>;
  /** What is defined, as a text for another tool. */
  exportDefinition(name: string, form: ExportForm): Promise<Exported>;
  /** Has the person choose a file and writes the text there; its path, or null when they chose none. */
  saveText(name: string, text: string, words: SaveWords): Promise<string | null>;
}
