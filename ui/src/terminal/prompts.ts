// Where a shell's prompts and the output of its commands are, as shells tell it with OSC 133
// (A: a prompt begins, C: output begins, D: the command ended with this code).

import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';

import { t } from './text';

/** A prompt, and what was run at it. */
interface Run {
  prompt: IMarker;
  output: IMarker | null;
  mark: IDecoration | undefined;
}

export class Prompts {
  #runs: Run[] = [];

  constructor(private readonly terminal: Terminal) {
    terminal.parser.registerOscHandler(133, (data) => {
      // A full-screen program's picture has no prompts of its own.
      if (terminal.buffer.active.type === 'normal') this.#read(data);
      return true;
    });
  }

  /** Goes to the prompt above what is in sight, or below; whether there is one. */
  jump(by: -1 | 1): boolean {
    const top = this.terminal.buffer.active.viewportY;
    const lines = this.#known().map(({ prompt }) => prompt.line);
    const line = by === -1 ? lines.findLast((at) => at < top) : lines.find((at) => at > top);
    if (line === undefined) return false;
    this.terminal.scrollToLine(line);
    return true;
  }

  /** What the last command printed, lines joined where they were only wrapped; null when none is known. */
  lastOutput(): string | null {
    const runs = this.#known();
    const at = runs.findLastIndex(({ output }) => output !== null && !output.isDisposed);
    const from = runs[at]?.output?.line;
    if (from === undefined) return null;
    const buffer = this.terminal.buffer.normal;
    const end = runs[at + 1]?.prompt.line ?? buffer.baseY + buffer.cursorY + 1;
    let text = '';
    for (let y = from; y < end; y++) {
      const wraps = y + 1 < end && (buffer.getLine(y + 1)?.isWrapped ?? false);
      text += (buffer.getLine(y)?.translateToString(!wraps) ?? '') + (wraps ? '' : '\n');
    }
    return text.replace(/\n+$/, '\n');
  }

  /** The screen was reset. */
  clear(): void {
    for (const { prompt, output, mark } of this.#runs) {
      for (const part of [mark, output, prompt]) part?.dispose();
    }
    this.#runs = [];
  }

  /** Those that are not above the scrollback yet. */
  #known(): Run[] {
    this.#runs = this.#runs.filter(({ prompt }) => !prompt.isDisposed);
    return this.#runs;
  }

  #read(data: string): void {
    const [kind, code] = data.split(';');
    const last = this.#known().at(-1);
    if (kind === 'A') this.#begin(last);
    else if (kind === 'C' && last) last.output ??= this.terminal.registerMarker(0);
    // Shells also tell an end when nothing was run.
    else if (kind === 'D' && last?.output && !last.mark) last.mark = this.#mark(last.prompt, Number(code ?? 0));
  }

  #begin(last: Run | undefined): void {
    const prompt = this.terminal.registerMarker(0);
    // A prompt that is drawn anew is the same one.
    if (last?.prompt.line === prompt.line && !last.output) prompt.dispose();
    else this.#runs.push({ prompt, output: null, mark: undefined });
  }

  #mark(marker: IMarker, code: number): IDecoration | undefined {
    const words = code === 0 ? t.prompts.succeeded : t.prompts.failed(code);
    const mark = this.terminal.registerDecoration({ marker, width: 1 });
    mark?.onRender((element) => {
      element.classList.add('exit-mark');
      element.classList.toggle('failed', code !== 0);
      element.role = 'img';
      element.ariaLabel = words;
      element.title = words;
    });
    return mark;
  }
}

const all = new WeakMap<Terminal, Prompts>();

/** The prompts of a terminal, from the first call on. */
export function promptsOf(terminal: Terminal): Prompts {
  const known = all.get(terminal);
  if (known) return known;
  const prompts = new Prompts(terminal);
  all.set(terminal, prompts);
  return prompts;
}
