// What the person does with what shells mark: goes from prompt to prompt, copies the last output,
// sees which command failed.

import type { IDisposable, Terminal } from '@xterm/xterm';

import { Marks, type Run } from './marks';
import { t } from './text';

export class Prompts {
  readonly marks: Marks;

  constructor(private readonly terminal: Terminal) {
    this.marks = new Marks(terminal);
    this.marks.onexit = (run) => this.#show(run);
  }

  /** Hears of the working directory from now on, as it was told. */
  followFolder(hear: (address: string) => void): IDisposable {
    this.marks.onfolder = hear;
    return { dispose: () => (this.marks.onfolder = () => undefined) };
  }

  /** The screen was reset. */
  clear(): void {
    this.marks.clear();
  }

  /** Goes to the prompt above what is in sight, or below; whether there is one. */
  jump(by: -1 | 1): boolean {
    const top = this.terminal.buffer.active.viewportY;
    const lines = this.marks.runs.map(({ prompt }) => prompt.line);
    const line = by === -1 ? lines.findLast((at) => at < top) : lines.find((at) => at > top);
    if (line === undefined) return false;
    this.terminal.scrollToLine(line);
    return true;
  }

  /** What the last command printed, lines joined where they were only wrapped; null when none is known. */
  lastOutput(): string | null {
    const { runs } = this.marks;
    const at = runs.findLastIndex(({ output }) => output !== null);
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

  /** The mark at the prompt goes with its line. */
  #show({ prompt, exit }: Run & { exit: number }): void {
    const words = exit === 0 ? t.prompts.succeeded : t.prompts.failed(exit);
    this.terminal.registerDecoration({ marker: prompt, width: 1 })?.onRender((element) => {
      element.classList.add('exit-mark');
      element.classList.toggle('failed', exit !== 0);
      element.role = 'img';
      element.ariaLabel = words;
      element.title = words;
    });
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
