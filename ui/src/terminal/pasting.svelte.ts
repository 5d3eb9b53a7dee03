// Pasting: into one terminal or into several, asked about where lines would run by themselves.

import type { Broadcast, BroadcastTarget } from './broadcast.svelte';
import { endedLines } from './input';

export class Pasting {
  /** The text that the person is asked about. */
  asked = $state<string | null>(null);

  constructor(
    private readonly id: string,
    private readonly broadcast: Broadcast,
    private readonly terminal: () => BroadcastTarget | null,
    private readonly readOnly: () => boolean,
  ) {}

  take(text: string): void {
    if (endedLines(text) > 0 && !this.readOnly() && !this.#isMarked) this.asked = text;
    else this.#paste(text);
  }

  answer(yes: boolean): void {
    const text = this.asked;
    this.asked = null;
    if (yes && text !== null) this.#paste(text);
  }

  /** Whether programs are told that it is a paste, and run no line of it by themselves. */
  get #isMarked(): boolean {
    return this.broadcast.has(this.id)
      ? this.broadcast.bracketsPastes(this.id)
      : (this.terminal()?.bracketsPastes ?? false);
  }

  #paste(text: string): void {
    if (!this.broadcast.paste(this.id, text)) this.terminal()?.paste(text);
  }
}

/** Whether the engine pasted from the clipboard; the Clipboard API asks the person each time. */
export function pastedByEngine(): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return document.execCommand('paste');
}
