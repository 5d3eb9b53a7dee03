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

let spare: Screen | null = null;
let place: HTMLElement | null = null;

/** A live terminal's screen, in `host`. */
export function take(host: HTMLElement, options: Omit<ScreenOptions, 'scrollback' | 'readOnly'>): Screen {
  const all = { ...IDLE, ...options };
  const screen = spare;
  if (!screen) return new Screen(host, all);
  spare = null;
  screen.moveTo(host, all);
  return screen;
}

/** For the next terminal, or for nobody when one is there already. */
export function giveBack(screen: Screen): void {
  screen.moveTo(parking(), IDLE);
  void screen.forget().then(() => {
    if (spare) screen.dispose();
    else spare = screen;
  });
}

/** In the document and in sight, if invisible: elsewhere xterm.js stops drawing, and takes frames to begin again. */
function parking(): HTMLElement {
  if (!place?.isConnected) {
    place = document.createElement('div');
    place.className = 'spare-terminal';
    place.inert = true;
    document.body.append(place);
  }
  return place;
}
