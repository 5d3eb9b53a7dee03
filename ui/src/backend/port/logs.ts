// Logs of sessions.

import type { LogLine, LogPattern, LogQuery, LogRows, LogSource, LogTimes, LogViewEvent, SaveWords } from '../bindings';
import type { BackendError } from './error';
import type { Subscription } from './subscription';

export interface LogListener {
  /** Raw bytes of the log, ANSI kept; pieces may end anywhere. */
  output(bytes: Uint8Array): void;
  /** More was written than can be shown: this much was left out before the next output. */
  skipped(lines: number, bytes: number): void;
  /** Nothing follows. `failure` says why the log is not whole; null when the run ended. */
  ended(failure: BackendError | null): void;
}

/** The lines of one or several logs, held by the host. `revision` says which rows are meant. */
export interface LogView extends Subscription {
  /** From now on rows are of this query. */
  setQuery(query: LogQuery): Promise<void>;
  /** At most 500. */
  rows(revision: number, first: number, count: number): Promise<LogRows>;
  /** A line as a whole, by its number; null where it is held no longer. */
  line(line: number): Promise<LogLine | null>;
  /** The next row that matches, from `from` on or back from it, around the end. */
  find(revision: number, pattern: LogPattern, from: number, backwards: boolean): Promise<number | null>;
  /** How many rows match. */
  count(revision: number, pattern: LogPattern): Promise<number>;
  /** Rows from the first to before the second as text; all of them for null. */
  text(revision: number, rows: readonly [number, number] | null, times: LogTimes): Promise<string>;
  /** Saves all rows where the person says, in a file whose name begins so. Resolves with its path, or null. */
  save(name: string, words: SaveWords, times: LogTimes): Promise<string | null>;
}

export interface LogCalls {
  /** stdout and stderr in order, ANSI kept. */
  sessionLogs(engine: string, id: string, lines: number): Promise<Uint8Array>;
  /** Sends the last `lines` lines of a log, then what the session writes, until its run ends. */
  followLogs(engine: string, id: string, lines: number, listener: LogListener): Promise<Subscription>;
  /** Reads these logs line by line, with earlier runs and those to come, until it is ended. */
  openLogView(sources: LogSource[], listen: (event: LogViewEvent) => void): Promise<LogView>;
}
