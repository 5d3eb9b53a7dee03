// A machine that was started anew, without one.

import type { AfterRestart, Fate, RebootsNow, SessionKey } from '../port';

export class FakeReboots {
  now: RebootsNow = { sessions: [], needs: [], seen: true };
  #listen: (now: RebootsNow) => void = () => {};

  subscribe(listen: (now: RebootsNow) => void): void {
    this.#listen = listen;
    listen(structuredClone(this.now));
  }

  set(now: Partial<RebootsNow>): void {
    this.now = { ...this.now, ...now };
    this.#listen(structuredClone(this.now));
  }

  fate({ id }: SessionKey, fate: Fate): void {
    this.#change(id, { fate });
  }

  resumed({ id }: SessionKey): void {
    this.#change(id, { resumeCommand: null });
  }

  #change(id: string, change: Partial<AfterRestart>): void {
    this.set({ sessions: this.now.sessions.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  }
}
