// How a terminal is drawn: by the page, or by the graphics card where that is set,
// with ligatures where they are.

import type { IDisposable, Terminal } from '@xterm/xterm';

import type { TerminalSettings } from '../backend/port';

/** What fonts with ligatures join: two or more signs of program text. */
const SIGNS = /[!#$%&*+\-./:;<=>?@\\^_|~]{2,}|www/g;

export class Painter {
  #webgl: IDisposable | null = null;
  #wanted = false;
  #joiner: number | null = null;
  #disposed = false;

  /** For a terminal that is opened before it is painted. */
  constructor(private readonly terminal: Terminal) {}

  paint({ renderer, ligatures }: Pick<TerminalSettings, 'renderer' | 'ligatures'>): void {
    // The page joins signs by itself; for the graphics card they are joined in advance.
    this.terminal.element?.toggleAttribute('data-ligatures', ligatures);
    const wanted = renderer === 'webgl';
    if (wanted && ligatures) this.#joiner ??= this.terminal.registerCharacterJoiner(signs);
    else if (this.#joiner !== null) {
      this.terminal.deregisterCharacterJoiner(this.#joiner);
      this.#joiner = null;
    }
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.#speedUp();
    else this.#slowDown();
  }

  dispose(): void {
    this.#disposed = true;
    this.#slowDown();
  }

  async #speedUp(): Promise<void> {
    const { WebglAddon } = await import('@xterm/addon-webgl');
    if (!this.#wanted || this.#disposed || this.#webgl !== null) return;
    try {
      // Else WebKitGTK shows one drawing behind.
      const webgl = new WebglAddon(true);
      webgl.onContextLoss(() => this.#slowDown());
      this.terminal.loadAddon(webgl);
      this.#webgl = webgl;
    } catch {
      // No context: the page draws, as before.
    }
  }

  #slowDown(): void {
    this.#webgl?.dispose();
    this.#webgl = null;
  }
}

/** Where signs stand side by side, from and to. */
export function signs(text: string): [number, number][] {
  return Array.from(text.matchAll(SIGNS), (match) => [match.index, match.index + match[0].length]);
}
