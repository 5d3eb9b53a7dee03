// One xterm.js that nobody looks at, for the next terminal. To make one takes longer than
// all else that opening a terminal takes, and each leaves a few MB of garbage.

import './pool.css';

import { createContext } from 'svelte';

import type { TerminalSize } from '../backend/port';
import type { Preferences } from '../preferences/preferences.svelte';
import { fontReady } from '../theme/fonts';
import { AttachAhead } from './ahead';
import type { Screen, ScreenOptions } from './screen';

type Hooks = Pick<ScreenOptions, 'onlink' | 'onhover' | 'onmetrics'>;

/** The size of a terminal in a box, px. */
interface Fitted {
  width: number;
  height: number;
  size: TerminalSize;
}

/** The screens of a window's live terminals. xterm.js is loaded with the first one. */
export class ScreenPool {
  #made: typeof Screen | null = null;
  #idle: Screen | null = null;
  #shelf: HTMLElement | null = null;
  #fitted: Fitted | null = null;
  /** The attach of the terminal that opens next. */
  readonly ahead = new AttachAhead();

  constructor(readonly preferences: Preferences) {}

  /** Resolves when a screen can be had, and text be measured. */
  async ready(): Promise<void> {
    const [{ Screen: made }] = await Promise.all([import('./screen'), fontReady()]);
    this.#made = made;
  }

  /** A live terminal's screen, in `host`; wait for `ready` first. */
  acquire(host: HTMLElement, hooks: Hooks): Screen {
    const options = this.#options(hooks);
    const screen = this.#idle;
    if (!screen) {
      if (!this.#made) throw new Error('a screen before the pool is ready');
      return new this.#made(host, options);
    }
    this.#idle = null;
    screen.moveTo(host, options);
    return screen;
  }

  /** Remembers the size of a terminal that fills `host`. */
  fitted(host: HTMLElement, size: TerminalSize): void {
    this.#fitted = { width: host.clientWidth, height: host.clientHeight, size };
  }

  /** The size that a terminal will have in `host`, if the last one filled a box like that; else null. */
  knownSize(host: HTMLElement): TerminalSize | null {
    const fitted = this.#fitted;
    return fitted?.width === host.clientWidth && fitted.height === host.clientHeight ? fitted.size : null;
  }

  /** For the next terminal, or for nobody when one is there already. */
  release(screen: Screen): void {
    screen.moveTo(this.#offscreen(), this.#options(this.#nobody));
    void screen.forget().then(() => {
      if (this.#idle) screen.dispose();
      else this.#idle = screen;
    });
  }

  readonly #nobody: Hooks = {
    onlink: () => undefined,
    onhover: () => undefined,
    // As many cells no longer fill the box.
    onmetrics: () => (this.#fitted = null),
  };

  #options(hooks: Hooks): ScreenOptions {
    return { preferences: this.preferences, scrollback: null, readOnly: false, ...hooks };
  }

  /** In the document and in sight, if invisible: elsewhere xterm.js stops drawing, and takes frames to begin again. */
  #offscreen(): HTMLElement {
    if (!this.#shelf?.isConnected) {
      this.#shelf = document.createElement('div');
      this.#shelf.className = 'pooled-terminal';
      this.#shelf.inert = true;
      document.body.append(this.#shelf);
    }
    return this.#shelf;
  }
}

/** That of the window: set once at its root, read anywhere below it. */
export const [useScreenPool, provideScreenPool] = createContext<ScreenPool>();
