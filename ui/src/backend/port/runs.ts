// The archive of runs.

import type {
  ArchiveStatistics,
  ExportFormat,
  Hit,
  Query,
  Run,
  RunDifference,
  RunFilter,
  RunPage,
  SaveWords,
  TerminalSize,
} from '../bindings';
import type { BackendError } from './error';
import type { Subscription } from './subscription';

export interface SearchListener {
  /** What was found since; the latest runs come first. */
  hits(hits: readonly Hit[]): void;
  /** Nothing follows. `failure` says why not all was searched; null when it was. */
  ended(failure: BackendError | null): void;
}

/** The last screen of a run, as bytes that draw it in a terminal of that size. */
export interface RunScreen {
  size: TerminalSize;
  bytes: Uint8Array;
}

export interface RunCalls {
  /** The file in which runs are kept, for showing. */
  historyFolder(): Promise<string>;
  /**
   * Tells of every change of the archive, whichever program made it, until the window is gone. Resolves with the
   * process id that this app has in it as an `Actor`.
   */
  subscribeRuns(listen: () => void): Promise<number>;
  /** Runs of the archive, the latest first, and how many there are in all. */
  runs(filter: RunFilter): Promise<RunPage>;
  archivedRun(id: number): Promise<Run>;
  /** Lines of a run's log as they were written, ANSI kept. `from` is the first one's number, counted from 1. */
  runLog(id: number, from: number, count: number): Promise<Uint8Array>;
  /** Null where none is kept. */
  runScreen(id: number): Promise<RunScreen | null>;
  /** What the session of a run was created from, secrets masked: JSON; null where nobody noted it. */
  runSpec(id: number): Promise<string | null>;
  /** Looks through all logs and last screens; hits come as they are found. Ending it ends the search. */
  searchRuns(query: Query, listener: SearchListener): Promise<Subscription>;
  /** What differs between two runs. */
  compareRuns(before: number, after: number): Promise<RunDifference>;
  /** Whether keep rules leave a run alone. */
  pinRun(id: number, pinned: boolean): Promise<void>;
  /** Whether nothing is kept from now on of sessions of this name on an engine. */
  excludeSession(engine: string, name: string, excluded: boolean): Promise<void>;
  /** Whether nothing is kept of them. */
  sessionExcluded(engine: string, name: string): Promise<boolean>;
  /** Erases the past of every session of this name on an engine, for good. */
  eraseSession(engine: string, name: string): Promise<void>;
  /** Writes a run where the person says. Resolves with the path, or null when they chose none. */
  exportRun(id: number, format: ExportFormat, words: SaveWords): Promise<string | null>;
  archiveStatistics(): Promise<ArchiveStatistics>;
}
