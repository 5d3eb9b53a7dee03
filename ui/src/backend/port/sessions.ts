// What is done with sessions: create, start, stop, remove.

import type {
  DeleteOptions,
  Ladder,
  LadderMove,
  LadderOutcome,
  PruneResult,
  Session,
  SessionKey,
  SessionSpec,
  SimilarNames,
  SpecCheck,
  StartOptions,
  StartOutcome,
  StopOptions,
  StopOutcome,
  StopStep,
  TerminalSize,
} from '../bindings';

export interface SessionCalls {
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
  /** The steps that are proposed for a session. */
  proposedSteps(session: Session): Promise<StopStep[]>;
  /** Ends it step by step, and removes it if asked; resolves when it has ended, or the steps are over. */
  stopInSteps(engine: string, id: string, steps: StopStep[], remove: boolean): Promise<LadderOutcome>;
  turnLadder(session: SessionKey, to: LadderMove): Promise<void>;
  /** Sends the stops in steps that are under way, now and after every change. */
  subscribeLadders(listen: (now: Ladder[]) => void): Promise<void>;
  /** Stops it if it runs, archives its run, removes it. */
  deleteSession(engine: string, id: string, options: DeleteOptions): Promise<StopOutcome>;
  pauseSession(engine: string, id: string): Promise<Session>;
  resumeSession(engine: string, id: string): Promise<Session>;
  /** Keeps it from being started again by its restart policy, which is kept. */
  pauseRestarts(engine: string, id: string): Promise<Session>;
  /** Puts that policy back. */
  resumeRestarts(engine: string, id: string): Promise<Session>;
  /** Sends a signal to its main process; `null` is SIGKILL. */
  killSession(engine: string, id: string, signal: string | null): Promise<Session>;
  renameSession(engine: string, id: string, name: string): Promise<Session>;
  /** Names in the PATH of its image that are like the command that it did not find; null where it has no command. */
  similarNames(engine: string, id: string): Promise<SimilarNames | null>;
  /** Archives and removes ended own sessions of one engine; one that runs by now stays. */
  pruneSessions(engine: string, ids: string[]): Promise<PruneResult[]>;
  /** Starts a session from the starter image that ships with Berth; works offline. */
  tryIt(size: TerminalSize | null): Promise<StartOutcome>;
  startPod(engine: string, pod: string): Promise<void>;
  stopPod(engine: string, pod: string): Promise<void>;
  /** Stops all in it, archives their runs, and removes it with them. */
  removePod(engine: string, pod: string): Promise<void>;
}
