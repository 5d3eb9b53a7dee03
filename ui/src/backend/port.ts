// The one door from the window to its host. Everything in `ui/` reaches the
// system through this interface: Tauri implements it, and so does the fake that
// unit tests and `npm run dev` in a plain browser use.

import type {
  ActivityEvent,
  AnswerOutcome,
  ArchiveStatistics,
  DeleteOptions,
  ExportFormat,
  HandedOver,
  HandOver,
  Health,
  Hit,
  Input,
  ListEvent,
  LogLine,
  LogPattern,
  LogQuery,
  LogRows,
  LogSource,
  LogTimes,
  LogViewEvent,
  NoticeEvent,
  NoticeWords,
  PeekEvent,
  PeekGone,
  Problem,
  PruneResult,
  Query,
  Reason,
  Run,
  RunDifference,
  RunFilter,
  RunPage,
  SaveFormat,
  SaveWords,
  Session,
  SessionKey,
  SessionSpec,
  Settings,
  SettingsNow,
  ShellAsked,
  SimilarNames,
  SpecCheck,
  StartOptions,
  StartOutcome,
  StopOptions,
  StopOutcome,
  TerminalEvent,
  TerminalLook,
  TerminalNotification,
  TerminalPalette,
  TerminalSize,
  WireError,
} from './bindings';

export type * from './bindings';

export interface TerminalListener {
  /** Every message in order. `done` reports that the bytes were parsed (it feeds the credits). */
  output(bytes: Uint8Array, done: () => void): void;
  event(event: TerminalEvent): void;
}

/** One open attach. Closing it leaves the session running. */
export interface TerminalHandle {
  /** Bytes that the person typed or pasted; resolves when they were taken over, in order. */
  write(bytes: Uint8Array): Promise<void>;
  resize(size: TerminalSize): Promise<void>;
  /** Drops what is above the screen, here and in what is shown later; a replay of the rest follows. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Something that the host sends until it is ended. */
export interface Subscription {
  /** Ends it; nothing is sent afterwards. */
  end(): void;
}

export interface LogListener {
  /** Raw bytes of the log, ANSI kept; pieces may end anywhere. */
  output(bytes: Uint8Array): void;
  /** More was written than can be shown: this much was left out before the next output. */
  skipped(lines: number, bytes: number): void;
  /** Nothing follows. `failure` says why the log is not whole; null when the run ended. */
  ended(failure: BackendError | null): void;
}

export interface SearchListener {
  /** What was found since; the latest runs come first. */
  hits(hits: readonly Hit[]): void;
  /** Nothing follows. `failure` says why not all was searched; null when it was. */
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

/** What a screen shows, without the bytes that draw it. */
export type PeekScreen = Omit<Extract<PeekEvent, { kind: 'screen' }>, 'kind'>;

export interface PeekListener {
  /** The screen of now; `bytes` draw it in a terminal of its size, with what is above it. */
  screen(screen: PeekScreen, bytes: Uint8Array): void;
  /** Nothing follows. */
  gone(reason: PeekGone): void;
}

/** The last screen of a run, as bytes that draw it in a terminal of that size. */
export interface RunScreen {
  size: TerminalSize;
  bytes: Uint8Array;
}

/** Every promise rejects with a `BackendError`. */
export interface Backend {
  /** The settings of the moment in which the window was made; null where the host gave none along. */
  readonly settingsAtStart: SettingsNow | null;
  /** How an engine is doing, asked now. Never rejects because it is away. */
  engineHealth(engine: string): Promise<Health>;
  /** Sends the list: everything once, then every change, until the window is gone. Asks no engine. */
  subscribeSessions(listen: (event: ListEvent) => void): Promise<void>;
  /**
   * Asks every engine now; resolves when all have answered. The subscriber is sent the changes.
   * Never rejects because one is away.
   */
  refreshSessions(): Promise<void>;
  /** Reports whether the list is visible; while it is not, no engine is asked. */
  sessionsHidden(hidden: boolean): Promise<void>;
  /** The rules of the runner on a form that is being filled, and the command it would run. */
  checkSpec(engine: string, spec: SessionSpec): Promise<SpecCheck>;
  /**
   * Creates a session and starts it. With a size it has a terminal of that size before it runs, which `attach` then
   * shows; without one nobody is attached.
   */
  startSession(
    engine: string,
    spec: SessionSpec,
    options: StartOptions,
    size: TerminalSize | null,
  ): Promise<StartOutcome>;
  /** Starts an ended session again, as it was created; `size` as above. */
  startExisting(engine: string, id: string, size: TerminalSize | null): Promise<StartOutcome>;
  /** Stops (with the usual grace) and starts a running session; `size` as above. */
  restartSession(engine: string, id: string, size: TerminalSize | null): Promise<StartOutcome>;
  stopSession(engine: string, id: string, options: StopOptions): Promise<StopOutcome>;
  /** Stops it if it runs, archives its run, removes it. */
  deleteSession(engine: string, id: string, options: DeleteOptions): Promise<StopOutcome>;
  pauseSession(engine: string, id: string): Promise<Session>;
  /** Keeps it from being started again by its restart policy, which is kept. */
  pauseRestarts(engine: string, id: string): Promise<Session>;
  /** Puts that policy back. */
  resumeRestarts(engine: string, id: string): Promise<Session>;
  /** Sends a signal to its main process; `null` is SIGKILL. */
  killSession(engine: string, id: string, signal: string | null): Promise<Session>;
  startPod(engine: string, pod: string): Promise<void>;
  stopPod(engine: string, pod: string): Promise<void>;
  /** Stops all in it, archives their runs, and removes it with them. */
  removePod(engine: string, pod: string): Promise<void>;
  /** Names in the PATH of its image that are like the command that it did not find; null where it has no command. */
  similarNames(engine: string, id: string): Promise<SimilarNames | null>;
  renameSession(engine: string, id: string, name: string): Promise<Session>;
  /** Archives and removes ended own sessions of one engine; one that runs by now stays. */
  pruneSessions(engine: string, ids: string[]): Promise<PruneResult[]>;
  resumeSession(engine: string, id: string): Promise<Session>;
  /** Has the program of an attached session draw its screen anew. */
  redrawSession(engine: string, id: string): Promise<void>;
  sessionStatus(engine: string, id: string): Promise<Session>;
  /** stdout and stderr in order, ANSI kept. */
  sessionLogs(engine: string, id: string, lines: number): Promise<Uint8Array>;
  /**
   * The screen of a session that can't be attached to now: the last one that was seen, or `lines` of its log.
   */
  sessionTranscript(engine: string, id: string, size: TerminalSize, lines: number): Promise<Uint8Array>;
  /** Pulls an image; `progress` gets the engine's lines. */
  pullImage(engine: string, image: string, progress: (line: string) => void): Promise<void>;
  /** Starts a session from the starter image that ships with Berth; works offline. */
  tryIt(size: TerminalSize | null): Promise<StartOutcome>;
  /** Attaches to the main process's terminal. */
  attach(engine: string, id: string, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle>;
  /**
   * Opens a shell beside the main process, or shows the one that was opened under this key.
   * Detaching from it ends nothing.
   */
  openShell(shell: ShellAsked, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle>;
  /** Sends pictures of sessions when they change, for `wall/picture.ts`, until it is ended. Asks no engine. */
  subscribePictures(sessions: SessionKey[], listen: (bytes: Uint8Array) => void): Promise<Subscription>;
  /** Sends what sessions do: everything at once, then every change, until the window is gone. */
  subscribeActivity(listen: (event: ActivityEvent) => void): Promise<void>;
  /** Sends the screen of a session, at once and when it changes, until it is ended. Nobody joins it for that. */
  subscribePeek(session: SessionKey, listener: PeekListener): Promise<Subscription>;
  /**
   * Types an answer into a session without joining it. With `ifScreen`, the hash of the screen that the person saw,
   * only if it is still so.
   */
  answerSession(session: SessionKey, inputs: Input[], ifScreen: string | null): Promise<AnswerOutcome>;
  /** Sends the last `lines` lines of a log, then what the session writes, until its run ends. */
  followLogs(engine: string, id: string, lines: number, listener: LogListener): Promise<Subscription>;
  /** Reads these logs line by line, with earlier runs and those to come, until it is ended. */
  openLogView(sources: LogSource[], listen: (event: LogViewEvent) => void): Promise<LogView>;
  /** Ends a shell, and what runs in it. */
  closeShell(engine: string, id: string, key: string): Promise<void>;
  /** Opens a window for one session, or brings the one that it has to the front. */
  openWindow(engine: string, id: string, name: string): Promise<void>;
  /** Hears what programs want to be known, in terminals that are not drawn too, until the window is gone. */
  subscribeNotifications(listener: (notification: TerminalNotification) => void): Promise<void>;
  /** Shows a notice on the desktop: what a program in a session has to say, or without one a test. */
  notify(session: SessionKey | null, words: NoticeWords): Promise<void>;
  /**
   * Sends what the person was told of, what the desktop is to show, and what is clicked there, until the window is
   * gone.
   */
  subscribeNotices(listen: (event: NoticeEvent) => void): Promise<void>;
  /** Has the desktop show a popup in these words, if what it tells is still so. */
  showNotice(popup: number, words: NoticeWords): Promise<void>;
  /** Tells what is in sight while this window has the keyboard; null when it has it not. */
  sessionsInSight(sessions: SessionKey[] | null): Promise<void>;
  /** The person has read a notice, by its number, or all. */
  readNotices(number: number | null): Promise<void>;
  /** Keeps a session off the desktop for an hour, or lets it there again. */
  muteSession(session: SessionKey, muted: boolean): Promise<void>;
  /**
   * Saves the output of a session to a file that the person chooses. Resolves with its path, or null when they
   * chose none. A log is laid out in `size`.
   */
  saveOutput(
    session: Pick<Session, 'engine' | 'id'>,
    format: SaveFormat,
    palette: TerminalPalette,
    size: TerminalSize,
    /** What the system's dialog says. */
    words: SaveWords,
  ): Promise<string | null>;
  /** Shows a file in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  /** Opens the session in the person's own terminal program. */
  handOver(engine: string, id: string): Promise<HandOver>;
  /** Says at the app's icon in the dock or taskbar how many sessions need the person; 0 is nothing. */
  setBadge(count: number): Promise<void>;
  /** Sends the sessions that the person's own terminal programs have, now and after every change. */
  subscribeHandedOver(listen: (now: HandedOver[]) => void): Promise<void>;
  /** Has that program leave a session, which keeps running; false when it does not. */
  takeBack(session: SessionKey): Promise<boolean>;
  /** Opens a web link in the person's browser; http and https only. */
  openLink(url: string): Promise<void>;
  /** What the person set, with what was edited in the file meanwhile. */
  settings(): Promise<SettingsNow>;
  /** Sends the settings: at once, then after every change, until the window is gone. */
  subscribeSettings(listen: (now: SettingsNow) => void): Promise<void>;
  /** Writes what differs into the file. */
  saveSettings(settings: Settings): Promise<SettingsNow>;
  /** Sends what programs may ask their terminals for, and how many lines these keep. */
  terminalLook(look: TerminalLook): Promise<void>;
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

/** An error as it crosses from Rust: for people, with a stable code for the UI. */
export class BackendError extends Error {
  readonly code: string;
  /** The values in the message by name, for a sentence in another language. */
  readonly args: Readonly<Record<string, string>>;
  /** The reason in the message, where it has a code of its own. */
  readonly reason: Reason | null;
  /** The engine's own words. */
  readonly detail: string | null;
  readonly problems: readonly Problem[];

  constructor(failure: Omit<WireError, 'args' | 'reason'> & Partial<Pick<WireError, 'args' | 'reason'>>) {
    super(failure.message);
    this.name = 'BackendError';
    this.code = failure.code;
    this.args = failure.args ?? {};
    this.reason = failure.reason ?? null;
    this.detail = failure.detail;
    this.problems = failure.problems;
  }
}
