// Attaches to a session while its terminal is still being built, at the size that the terminal before had in the same
// place: what the session shows is there with the first picture.

import type { Backend, Session, TerminalHandle, TerminalListener, TerminalSize } from '../backend/port';

/** An attach that no terminal has taken by then is left again, in milliseconds. */
const TAKEN_WITHIN_MS = 3000;

interface Begun {
  engine: string;
  id: string;
  size: TerminalSize;
  relay: Relay;
  handle: Promise<TerminalHandle>;
  timer: ReturnType<typeof setTimeout>;
}

export class AttachAhead {
  #begun: Begun | null = null;

  /** Attaches now; the terminal that comes takes it over. */
  begin(backend: Backend, { engine, id }: Session, size: TerminalSize): void {
    this.#leave();
    const relay = new Relay();
    const handle = backend.attach(engine, id, size, relay);
    // Whoever takes it hears of the failure.
    handle.catch(() => undefined);
    this.#begun = { engine, id, size, relay, handle, timer: setTimeout(() => this.#leave(), TAKEN_WITHIN_MS) };
  }

  /** Hands over what was begun for the session at this size; null when nothing was. */
  take({ engine, id }: Session, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle> | null {
    const begun = this.#begun;
    if (begun?.engine !== engine || begun.id !== id) return null;
    if (begun.size.cols !== size.cols || begun.size.rows !== size.rows) {
      // Its first screen is painted for another size: lines and cursor would be elsewhere.
      this.#leave();
      return null;
    }
    this.#begun = null;
    clearTimeout(begun.timer);
    begun.relay.to(listener);
    return begun.handle;
  }

  #leave(): void {
    const begun = this.#begun;
    if (!begun) return;
    this.#begun = null;
    clearTimeout(begun.timer);
    begun.handle.then((handle) => handle.close()).catch(() => undefined);
  }
}

/** Keeps messages in their order until somebody listens. */
class Relay implements TerminalListener {
  #kept: ((listener: TerminalListener) => void)[] = [];
  #listener: TerminalListener | null = null;

  to(listener: TerminalListener): void {
    this.#listener = listener;
    for (const message of this.#kept.splice(0)) message(listener);
  }

  output(bytes: Uint8Array, done: () => void): void {
    if (this.#listener) this.#listener.output(bytes, done);
    else this.#kept.push((listener) => listener.output(bytes, done));
  }

  event(event: Parameters<TerminalListener['event']>[0]): void {
    if (this.#listener) this.#listener.event(event);
    else this.#kept.push((listener) => listener.event(event));
  }
}
