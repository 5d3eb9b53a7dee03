// What a session's terminal pane shows, and why: attaches to the session while it
// runs, keeps its last screen when it ends, attaches again when it runs again.

import type { Backend, Session, TerminalSize } from '../backend/port';
import { BackendError } from '../backend/port';
import { sentence, wordsOf } from '../notices/errors';
import type { Ended } from './attachment';
import { BackOff } from './backoff';
import { AWAY_CODES, hasEnded, lostProblem, type Phase, type Problem, restOf, STATE_CODES } from './phase';
import { t } from './text';

/** What the pane does to its terminal; `TerminalView` on the screen. */
export interface TerminalHost {
  attach(backend: Backend, session: Session): Promise<void>;
  freeze(run?: string | null): void;
  size(): Promise<TerminalSize>;
  showTranscript(bytes: Uint8Array, lines: boolean, size: TerminalSize): void;
}

/** How many lines of its log an ended session is shown with. */
const PAST_LINES = 1000;
/** How long the list may tell of an end before the attach does, ms; afterwards it is not waited for. */
const END_DUE = 3000;

export class Pane {
  phase = $state.raw<Phase>({ at: 'waiting' });
  /** The session as last heard of, from the list or from the attach. */
  session = $state.raw<Session>() as Session;
  #host: TerminalHost | null = null;
  /** The run that the screen shows; null when none is. */
  #run: string | null = null;
  /** Counts what was begun, so that late answers are known as such. */
  #turn = 0;
  /** Since when its engine does not answer; null while it does. */
  awaySince = $state<string | null>(null);
  readonly #backOff = new BackOff();
  #due: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly backend: Backend,
    session: Session,
    /** Whether its program is to draw its screen anew when it was attached to. */
    private readonly redraws: () => boolean = () => false,
  ) {
    this.session = session;
  }

  /** The problem of the current phase, if it has one. */
  get problem(): Problem | null {
    return 'problem' in this.phase ? this.phase.problem : null;
  }

  /** Begins, once there is a terminal to show things in. */
  begin(host: TerminalHost): void {
    this.#host = host;
    this.#enter();
  }

  stop(): void {
    this.#turn++;
    this.#host = null;
    clearTimeout(this.#due);
    this.#backOff.cancel();
  }

  /** Hears of the session from the list. */
  follow(session: Session): void {
    // The list may lag behind what the attach already reported.
    const [rest, later] = [restOf(session), this.#isLater(session)];
    if (this.phase.at === 'ended' && rest !== 'ended' && !(later && (rest || session.state === 'running'))) return;
    this.session = session;
    if (!this.#host) return;
    switch (this.phase.at) {
      case 'attaching':
      case 'attached':
        this.#expectEnd();
        break;
      case 'waiting':
        break;
      case 'otherWindow':
        if (hasEnded(session)) this.#showTranscript('ended');
        break;
      case 'paused':
      case 'noTerminal':
      case 'attachWouldStop':
        if (session.state !== 'paused') this.#enter();
        break;
      default:
        if (this.#isNewRun(session)) this.#reattach();
        // It was over before it could be attached to.
        else if (later && rest) this.#showTranscript(rest);
        else if (this.phase.at === 'restarting' && hasEnded(session)) this.phase = { ...this.phase, at: 'ended' };
        // What it wrote after the connection was gone is only in its log.
        else if ((this.phase.at === 'lost' || this.phase.at === 'refused') && hasEnded(session))
          this.#showTranscript('ended');
    }
  }

  /**
   * Takes news of its engine from the list. A connection over a network may have gone silent with the engine
   * without ever ending, so that it is opened anew.
   */
  followEngine(awaySince: string | null, far: boolean): void {
    const back = this.awaySince !== null && awaySince === null;
    this.awaySince = awaySince;
    if (back && far && this.#host && (this.phase.at === 'attached' || this.phase.at === 'attaching'))
      void this.#attach();
  }

  /** Hears the end of the attach; everything before it is on the screen. */
  ended({ session, continues, failure }: Ended): void {
    clearTimeout(this.#due);
    this.#turn++;
    // Its log may have shown more than the list told: what was typed is for the run on the screen.
    const shown = session ? (continues ? session.startedAt : null) : this.#run;
    this.#host?.freeze(failure?.code === 'elsewhere' ? null : shown);
    if (session) this.session = session;
    if (session && hasEnded(session)) {
      this.#showEnd();
    } else if (session?.state === 'restarting') {
      this.phase = { at: 'restarting', problem: null };
    } else if (session && this.#isNewRun(session)) {
      this.#reattach();
    } else if (failure?.code === 'elsewhere') {
      this.phase = {
        at: 'otherWindow',
        problem: {
          title: t.elsewhere(this.session.name),
          text: t.elsewhereText,
          detail: null,
        },
      };
    } else {
      this.#lose(lostProblem(this.session, session !== null, failure));
    }
  }

  /** Tries again what did not work, or attaches again. */
  retry(): void {
    if (this.phase.at === 'lost') void this.#reconnect(this.phase.problem);
    else if (this.phase.at === 'refused' || this.phase.at === 'otherWindow') void this.#attach();
  }

  async resume(): Promise<void> {
    try {
      this.follow(await this.backend.resumeSession(this.session.engine, this.session.id));
    } catch (error) {
      this.#refuse(t.couldNotResume(this.session.name), error);
    }
  }

  #enter(): void {
    const { session } = this;
    if (hasEnded(session)) this.#showTranscript('ended');
    else if (!session.attachable) this.#leaveAlone();
    else if (session.state === 'paused') this.#showTranscript('paused');
    else if (session.state === 'restarting') this.#showTranscript('restarting');
    else void this.#attach();
  }

  #reattach(): void {
    if (!this.session.attachable) this.#leaveAlone();
    else void this.#attach();
  }

  /** Takes no keys either, so that Tab goes on to what can be had instead. */
  #leaveAlone(): void {
    this.phase = { at: this.session.tty ? 'attachWouldStop' : 'noTerminal' };
    this.#host?.freeze();
  }

  async #attach(): Promise<void> {
    const turn = ++this.#turn;
    this.phase = { at: 'attaching' };
    this.#run = this.session.startedAt;
    try {
      await this.#host?.attach(this.backend, this.session);
      if (turn === this.#turn) this.#attached();
    } catch (error) {
      if (turn === this.#turn) await this.#refused(error, turn);
    }
  }

  #attached(): void {
    this.phase = { at: 'attached' };
    this.#backOff.worked();
    // Nobody asked for it just now: one that has ended meanwhile says so itself.
    if (this.redraws()) this.backend.redrawSession(this.session.engine, this.session.id).catch(() => undefined);
  }

  #lose(problem: Problem): void {
    const again = (): void => {
      // The list may have told meanwhile that it has ended.
      if (this.phase.at === 'lost') void this.#reconnect(problem);
    };
    this.phase = { at: 'lost', problem, dueAt: this.#backOff.again(again) };
  }

  /** Attaches again; the problem stays on the screen until that succeeds. */
  async #reconnect(problem: Problem): Promise<void> {
    this.#backOff.cancel();
    this.phase = { at: 'lost', problem, dueAt: null };
    const turn = ++this.#turn;
    try {
      await this.#host?.attach(this.backend, this.session);
      if (turn === this.#turn) this.#attached();
    } catch (error) {
      if (turn === this.#turn) await this.#refused(error, turn);
    }
  }

  /** Perhaps it ended or was paused a moment ago, and the list does not know yet. */
  async #refused(error: unknown, turn: number): Promise<void> {
    const { engine, id, name } = this.session;
    if (error instanceof BackendError && STATE_CODES.has(error.code)) {
      const now = await this.backend.sessionStatus(engine, id).catch(() => null);
      if (turn !== this.#turn) return;
      if (now) this.session = now;
      if (now && (hasEnded(now) || now.state === 'paused' || now.state === 'restarting' || !now.tty)) {
        this.#enter();
        return;
      }
    }
    this.#refuse(t.couldNotAttach(name), error);
  }

  #refuse(title: string, error: unknown): void {
    const code = error instanceof BackendError ? error.code : '';
    this.#host?.freeze(AWAY_CODES.has(code) ? this.#run : null);
    if (AWAY_CODES.has(code)) {
      const { text, detail } = wordsOf(error);
      this.#lose({
        title: t.connectionLost(this.session.engine),
        text: t.mayRunBecause(sentence(text)),
        detail,
      });
      return;
    }
    this.phase = { at: 'refused', problem: { title, ...wordsOf(error) } };
  }

  /** Its last screen stays, unless there is more of a run that came and went since. */
  #showEnd(): void {
    if (this.#isLater(this.session)) this.#showTranscript('ended');
    else this.phase = { at: 'ended', problem: null };
  }

  #showTranscript(at: 'ended' | 'paused' | 'restarting'): void {
    const turn = ++this.#turn;
    const { session } = this;
    this.phase = { at, problem: null };
    this.#run = session.startedAt;
    if (session.startedAt === null) {
      this.#host?.freeze();
      return;
    }
    void this.#readTranscript(session, turn).catch((error: unknown) => {
      if (turn !== this.#turn) return;
      this.#host?.freeze();
      // A restarting session may have ended meanwhile.
      const now = this.phase.at === 'ended' ? 'ended' : at;
      this.phase = { at: now, problem: { title: t.lastOutputUnreadable, ...wordsOf(error) } };
    });
  }

  async #readTranscript({ engine, id, tty }: Session, turn: number): Promise<void> {
    const size = await this.#host?.size();
    if (turn !== this.#turn || !size) return;
    const bytes = await (tty
      ? this.backend.sessionTranscript(engine, id, size, PAST_LINES)
      : this.backend.sessionLogs(engine, id, PAST_LINES));
    if (turn === this.#turn) this.#host?.showTranscript(bytes, !tty, size);
  }

  /** The attach reports the end after the last output; the list may be first, but not for long. */
  #expectEnd(): void {
    clearTimeout(this.#due);
    const again = this.#isNewRun(this.session);
    if (!hasEnded(this.session) && !again) return;
    this.#due = setTimeout(() => {
      if (again) {
        this.#reattach();
        return;
      }
      this.#turn++;
      this.#host?.freeze();
      this.#showEnd();
    }, END_DUE);
  }

  #isNewRun(session: Session): boolean {
    return session.state === 'running' && this.#isLater(session);
  }

  #isLater({ startedAt }: Session): boolean {
    return startedAt !== null && (this.#run === null || Date.parse(startedAt) > Date.parse(this.#run));
  }
}
