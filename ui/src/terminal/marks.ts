// Where a shell's prompts and the output of its commands are, as shells tell it with OSC 133
// (A: a prompt begins, C: output begins, D: the command ended with this code), and the working
// directory (OSC 7). The screen model keeps the same (`emulator/prompts.rs`). Its oracle tests
// load this file, so it imports nothing but types.

import type { IMarker, Terminal } from '@xterm/xterm';

/** A prompt, and what was run at it. */
export interface Run {
  prompt: IMarker;
  /** Where its output begins; null where nothing was run, or its lines are gone. */
  output: IMarker | null;
  /** Null until it ended. */
  exit: number | null;
}

/** The newest ones are kept. */
const MOST_RUNS = 1000;
/** A longer address of a folder is ignored. */
const MAX_FOLDER = 3 * 4096;

export class Marks {
  #runs: Run[] = [];
  #folder = '';

  /** Hears of each command that ended. */
  onexit: (run: Run & { exit: number }) => void = () => undefined;
  /** Hears of the working directory. */
  onfolder: (address: string) => void = () => undefined;

  constructor(private readonly terminal: Terminal) {
    terminal.parser.registerOscHandler(133, (data) => {
      // A full-screen program's picture has no prompts of its own.
      if (terminal.buffer.active.type === 'normal') this.#read(data);
      return true;
    });
    terminal.parser.registerOscHandler(7, (data) => {
      if (data === '' || (data.startsWith('file://') && data.length <= MAX_FOLDER)) this.#tell(data);
      return true;
    });
    // RIS: xterm.js leaves the markers of the rows that it drops.
    terminal.parser.registerEscHandler({ final: 'c' }, () => {
      this.#drop(() => true);
      return false;
    });
  }

  /** From top to bottom, without those that are above the scrollback or were cleared. */
  get runs(): readonly Run[] {
    // Of prompts that came into one row, the last one is in sight.
    this.#drop(({ prompt }, next) => prompt.isDisposed || next?.prompt.line === prompt.line);
    for (const run of this.#runs) if (run.output?.isDisposed) run.output = null;
    return this.#runs;
  }

  /** The working directory, as it was told: `file://host/path`; empty where it was not. */
  get folder(): string {
    return this.#folder;
  }

  /** The screen was reset. */
  clear(): void {
    this.#drop(() => true);
    this.#tell('');
  }

  #tell(folder: string): void {
    if (folder === this.#folder) return;
    this.#folder = folder;
    this.onfolder(folder);
  }

  #drop(gone: (run: Run, next: Run | undefined) => boolean): void {
    this.#runs = this.#runs.filter((run, at) => {
      if (!gone(run, this.#runs[at + 1])) return true;
      run.prompt.dispose();
      run.output?.dispose();
      return false;
    });
  }

  #read(data: string): void {
    const [kind, ...options] = data.split(';');
    // The further lines of a command have prompts, too.
    if (kind === 'A' && !options.includes('k=s')) this.#begin();
    const last = this.runs.at(-1);
    if (!last) return;
    if (kind === 'C' && !last.output && last.prompt.line <= this.#line) last.output = this.terminal.registerMarker(0);
    // Shells also tell an end when nothing was run.
    else if (kind === 'D' && last.output && last.exit === null) {
      // Shells leave the code out where all went well.
      const exit = /^-?\d{1,9}$/.test(options[0] ?? '') ? Number(options[0]) : 0;
      last.exit = exit;
      this.onexit({ ...last, exit });
    }
  }

  /** Whatever was marked from here on is drawn anew. */
  #begin(): void {
    const line = this.#line;
    this.#drop(({ prompt }) => prompt.line >= line);
    for (const { output } of this.#runs) if (output && output.line > line) output.dispose();
    this.#runs.push({ prompt: this.terminal.registerMarker(0), output: null, exit: null });
    // xterm.js moves each marker with each line.
    this.#drop((run) => this.#runs.length > MOST_RUNS && run === this.#runs[0]);
  }

  get #line(): number {
    const { baseY, cursorY } = this.terminal.buffer.active;
    return baseY + cursorY;
  }
}
