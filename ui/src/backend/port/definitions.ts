// What the file of definitions says, and what is written there.

import type {
  DefinitionsNow,
  SessionDefined,
  SessionSpec,
  StartOptions,
  StartOutcome,
  TerminalSize,
} from '../bindings';

export interface DefinitionCalls {
  /** Sends what is defined: at once, then after every change of the file, until the window is gone. */
  subscribeDefinitions(listen: (now: DefinitionsNow) => void): Promise<void>;
  /** Creates a session as it is defined, and starts it; with a size it has a terminal of that size. */
  startDefined(name: string, options: StartOptions, size: TerminalSize | null): Promise<StartOutcome>;
  /** Writes a session into the file; of one that is in it only what differs. */
  saveDefinition(engine: string, spec: SessionSpec): Promise<void>;
  /** Writes a layout into the file: columns of names, from left to right; what the file does not define is left out. */
  saveLayout(name: string, columns: readonly (readonly string[])[]): Promise<void>;
  /** What a session is created from, with the variables of its files and without its secrets. */
  definedSpec(name: string): Promise<SessionSpec>;
  /** Writes what a container is into the file: of one that is defined only what differs. */
  defineSession(engine: string, id: string): Promise<SessionDefined>;
  /** Removes a session from the file; its container stays. */
  removeDefinition(name: string): Promise<void>;
  /** Opens the file in the person's editor. */
  openDefinitions(): Promise<void>;
}
