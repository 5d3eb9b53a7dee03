// A shell beside a session's main process: opened when it first comes into sight,
// shown again when somebody comes back, ended when its pane closes.

import type { Backend, Session } from '../backend/port';
import { wordsOf } from '../notices/errors';
import type { ShellEnded } from './attachment';
import type { Problem } from './phase';
import { t } from './text';
import type { TerminalView } from './view';

type ShellPhase =
  /** The session does not run, or nobody asked yet. */
  | 'none'
  | 'opening'
  | 'open'
  | 'ended'
  /** The engine would not. */
  | 'refused';

/** Codes of an exec whose command is not there: 127 on podman 4.3, 126 on docker 20.10. */
const ABSENT = new Set([126, 127]);

export class Shell {
  phase = $state<ShellPhase>('none');
  problem = $state.raw<Problem | null>(null);
  /** Its exit code, when it ended by itself. */
  code = $state.raw<number | null>(null);
  /** What to run; empty is bash, else sh. */
  command = $state('');
  /** It has programs of its own, beside the session or of a copy of it. */
  debug = $state(false);
  #session: Session;
  /** The run of the session that it was opened in. */
  #run: string | null = null;
  #key: string | null = null;
  #view: Pick<TerminalView, 'open' | 'freeze' | 'screen'> | null = null;

  constructor(
    private readonly backend: Backend,
    session: Session,
  ) {
    this.#session = session;
  }

  /** There is a terminal to show it in; `debug` says what is wanted there. */
  begin(view: Pick<TerminalView, 'open' | 'freeze' | 'screen'>, debug = false): void {
    this.#view = view;
    if (this.phase === 'open') void this.#attach();
    else if (this.phase === 'none' && (this.canRun || debug)) void this.open(debug);
  }

  /** The terminal is gone; the shell goes on. */
  leave(): void {
    this.#view = null;
  }

  get canRun(): boolean {
    return this.#session.state === 'running';
  }

  get #live(): boolean {
    return this.phase === 'open' || this.phase === 'opening';
  }

  /** Hears of the session from the list. */
  follow(session: Session): void {
    this.#session = session;
    // Its client says when it ends.
    if (this.#live && this.debug) return;
    const same = session.startedAt === this.#run && (session.state === 'running' || session.state === 'paused');
    if (this.#live && !same) {
      this.#key = null;
      this.#end(null);
    } else if (this.phase === 'none' && this.#view && this.canRun) void this.open();
  }

  /** Starts a new one in place of the last, or of one of the other kind. */
  async open(debug = false): Promise<void> {
    if (this.#live && this.debug === debug) return;
    this.close();
    this.debug = debug;
    this.#key = crypto.randomUUID();
    this.#run = this.#session.startedAt;
    this.#view?.screen.clear(false);
    await this.#attach();
  }

  ended({ code }: ShellEnded): void {
    this.#end(code);
  }

  /** Ends the shell, and what runs in it. */
  close(): void {
    const key = this.#key;
    this.#key = null;
    if (key === null) return;
    // It can't reject: the host ends it by itself and logs what it can't end.
    void this.backend.closeShell(this.#session.engine, this.#session.id, key);
  }

  /** It ended because the session may not have its program. */
  get absent(): boolean {
    return !this.debug && this.code !== null && ABSENT.has(this.code);
  }

  /** How it ended, for people. */
  get words(): string {
    if (this.code === null) return t.shell.endedWithSession;
    if (this.absent) return t.shell.exitedAbsent(this.code, this.command.trim() || 'sh');
    return t.shell.exited(this.code);
  }

  async #attach(): Promise<void> {
    const [key, view] = [this.#key, this.#view];
    if (key === null || !view) return;
    this.phase = 'opening';
    this.problem = null;
    const { engine, id, name } = this.#session;
    const debug = this.debug;
    // What was looked for in the session in vain is not in the other either.
    const command = debug ? null : this.command.trim() || null;
    try {
      await view.open((size, listener) => this.backend.openShell({ engine, id, key, command, debug }, size, listener));
      // It was closed before it was there: a copy takes a while.
      if (this.#key !== key) void this.backend.closeShell(engine, id, key);
      else if (this.phase === 'opening') this.phase = 'open';
    } catch (error) {
      if (this.#key !== key) return;
      view.freeze();
      const title = debug ? t.shell.couldNotDebug(name) : t.shell.couldNotOpen(name);
      this.problem = { title, ...wordsOf(error) };
      this.phase = 'refused';
    }
  }

  #end(code: number | null): void {
    this.code = code;
    this.phase = 'ended';
    this.#view?.freeze();
  }
}
