// What sessions are marked with, without a file: changes live as long as the fake.

import type { Mark, MarkChange, MarksNow } from '../port';

export class FakeMarks {
  now: MarksNow = { sessions: [], order: [], faults: [] };
  readonly #listeners = new Set<(now: MarksNow) => void>();

  set(change: Partial<MarksNow>): void {
    this.now = { ...this.now, ...change };
    for (const listen of this.#listeners) listen(this.now);
  }

  subscribe(listen: (now: MarksNow) => void): void {
    this.#listeners.add(listen);
    listen(this.now);
  }

  change(key: string, change: MarkChange): void {
    const before = this.now.sessions.find((one) => one.key === key)?.mark;
    const mark: Mark = { pinned: false, color: null, note: '', ...before, ...change };
    const others = this.now.sessions.filter((one) => one.key !== key);
    const marked = mark.pinned || mark.color !== null || mark.note !== '';
    this.set({ sessions: marked ? [...others, { key, mark }] : others });
  }
}
