// One xterm.js that nobody looks at, for the next terminal. To make one takes longer than
// all else that opening a terminal takes, and each leaves a few MB of garbage.

import { Screen, type ScreenOptions } from './screen';
import './pool.css';

const IDLE: ScreenOptions = {
  scrollback: null,
  readOnly: false,
  onlink: () => undefined,
  onhover: () => undefined,
  onmetrics: () => undefined,
};

let idle: Screen | null = null;
let shelf: HTMLElement | null = null;

/** A live terminal's screen, in `host`. */
export function acquire(host: HTMLElement, options: Omit<ScreenOptions, 'scrollback' | 'readOnly'>): Screen {
  const all = { ...IDLE, ...options };
  const screen = idle;
  if (!screen) return new Screen(host, all);
  idle = null;
  screen.moveTo(host, all);
  return screen;
}

/** For the next terminal, or for nobody when one is there already. */
export function release(screen: Screen): void {
  screen.moveTo(offscreen(), IDLE);
  void screen.forget().then(() => {
    if (idle) screen.dispose();
    else idle = screen;
  });
}

/** In the document and in sight, if invisible: elsewhere xterm.js stops drawing, and takes frames to begin again. */
function offscreen(): HTMLElement {
  if (!shelf?.isConnected) {
    shelf = document.createElement('div');
    shelf.className = 'pooled-terminal';
    shelf.inert = true;
    document.body.append(shelf);
  }
  return shelf;
}
