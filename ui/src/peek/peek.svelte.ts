// What a session shows, looked at without joining it: its live screen, or the last one that is kept.

import {
  type AnswerOutcome,
  type Backend,
  BackendError,
  type Input,
  type NotObserved,
  type PeekGone,
  type PeekScreen,
  type Session,
  type Subscription,
  type TerminalSize,
} from '../backend/port';
import { wordsOf } from '../notices/errors';
import { NO_FILTER } from '../runs/recent.svelte';
import { groupOf } from '../session/state';
import { Looked } from './looked';

export type PeekPhase =
  | { at: 'opening' }
  | { at: 'live'; screen: PeekScreen }
  /** The last screen of a run that ended then, null where nobody knows; or how its log ends. */
  | { at: 'past'; endedAt: string | null; of: 'screen' | 'log' }
  /** Its run is over, and no screen of it is kept. */
  | { at: 'nothing' }
  | { at: 'neverRan' }
  | { at: 'notObserved'; reason: NotObserved }
  | { at: 'failed'; text: string; detail: string | null };

/** Draws a screen. */
export type Paint = (size: TerminalSize, bytes: Uint8Array, questionRow: number | null) => void;

type Subject = Pick<Session, 'engine' | 'id' | 'name' | 'state' | 'startedAt' | 'tty'>;

/** How long an answer waits for the screen that it makes, ms. */
const SETTLES_WITHIN = 300;

export class Peek {
  phase = $state.raw<PeekPhase>({ at: 'opening' });
  #paint: Paint | null = null;
  /** What was to be painted last. */
  #picture: Parameters<Paint> | null = null;
  #subscription: Subscription | null = null;
  readonly #looked = new Looked();
  #over = false;
  #onnew: (() => void) | null = null;

  constructor(
    private readonly backend: Backend,
    private readonly session: Subject,
  ) {}

  /** Begins to look, until it is ended. */
  begin(): void {
    const { engine, id, state, startedAt } = this.session;
    if (groupOf(state) !== 'running') {
      if (startedAt === null) this.phase = { at: 'neverRan' };
      else void this.#readEndedRun();
      return;
    }
    const listener = {
      screen: (head: PeekScreen, bytes: Uint8Array) => this.#show(head, bytes),
      gone: (reason: PeekGone) => this.#gone(reason),
    };
    this.backend.subscribePeek({ engine, id }, listener).then(
      (subscription) => {
        if (this.#over) subscription.end();
        else this.#subscription = subscription;
      },
      (error: unknown) => this.#fail(error),
    );
  }

  end(): void {
    this.#over = true;
    this.#subscription?.end();
    this.#subscription = null;
    this.#paint = null;
    this.#picture = null;
    this.#onnew?.();
  }

  /** There is something to draw on. */
  drawOn(paint: Paint): void {
    this.#paint = paint;
    if (this.#picture) paint(...this.#picture);
  }

  send(inputs: Input[], ifScreen: string | null): Promise<AnswerOutcome> {
    const { engine, id } = this.session;
    return this.backend.answerSession({ engine, id }, inputs, ifScreen);
  }

  looked(): string | null {
    return this.#looked.at(performance.now());
  }

  told(): void {
    this.#looked.expectNew();
  }

  /** Resolves with the next screen, or when none comes: what was sent may change nothing. */
  async settled(): Promise<void> {
    this.#looked.expectNew();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SETTLES_WITHIN);
      this.#onnew = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onnew = null;
    this.#looked.expectNew();
  }

  #show(head: PeekScreen, bytes: Uint8Array): void {
    if (this.#over) return;
    this.phase = { at: 'live', screen: head };
    this.#looked.show(head.hash, performance.now());
    this.#draw(head, bytes, head.questionRow);
    this.#onnew?.();
  }

  #draw(size: TerminalSize, bytes: Uint8Array, questionRow: number | null): void {
    this.#picture = [{ cols: size.cols, rows: size.rows }, bytes, questionRow];
    this.#paint?.(...this.#picture);
  }

  #gone(reason: PeekGone): void {
    if (this.#over) return;
    this.#subscription?.end();
    this.#subscription = null;
    if (reason.kind === 'failed') this.#fail(new BackendError(reason.failure));
    else if (reason.kind === 'notObserved') this.phase = { at: 'notObserved', reason: reason.reason };
    else void this.#readEndedRun();
  }

  async #readEndedRun(): Promise<void> {
    const { engine, id, name } = this.session;
    try {
      const { runs } = await this.backend.runs({ ...NO_FILTER, engines: [engine], session: name, limit: RUNS });
      const last = runs.find(({ key }) => key.session.container === id);
      const screen = last?.hasScreen ? await this.backend.runScreen(last.id) : null;
      if (this.#over) return;
      if (screen) this.#draw(screen.size, screen.bytes, null);
      // What was seen last stays, also where nothing is kept.
      else if (!this.#picture) {
        await this.#readLog(last?.endedAt ?? null);
        return;
      }
      this.phase = { at: 'past', endedAt: last?.endedAt ?? null, of: 'screen' };
    } catch (error) {
      if (!this.#over) this.#fail(error);
    }
  }

  async #readLog(endedAt: string | null): Promise<void> {
    const { engine, id, tty } = this.session;
    const log = await (tty
      ? this.backend.sessionTranscript(engine, id, LOG_SIZE, LOG_LINES)
      : this.backend.sessionLogs(engine, id, LOG_LINES));
    if (this.#over) return;
    if (log.length > 0) this.#draw(LOG_SIZE, tty ? log : withReturns(log), null);
    this.phase = log.length > 0 ? { at: 'past', endedAt, of: 'log' } : { at: 'nothing' };
  }

  #fail(error: unknown): void {
    if (!this.#over) this.phase = { at: 'failed', ...wordsOf(error) };
  }
}

/** Other sessions of its name may have run since. */
const RUNS = 5;
/** How a log is shown of which no screen is kept. */
const LOG_SIZE = { cols: 80, rows: 24 };
const LOG_LINES = 500;
const [LF, CR] = [10, 13];

/** A log without a terminal has bare line feeds. */
function withReturns(log: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  for (const [at, byte] of log.entries()) {
    if (byte === LF && log[at - 1] !== CR) bytes.push(CR);
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
