// Which screen a person has seen: not the one that came the moment before they pressed.

/** Nobody reacts to a new screen within this time, ms. */
export const REACTION = 250;

export class Looked {
  /** The screens shown, the latest last, and since when. */
  #shown: { hash: string; since: number }[] = [];

  show(hash: string, now: number): void {
    if (this.#shown.at(-1)?.hash === hash) return;
    this.#shown.push({ hash, since: now });
    const seen = this.#shown.findLastIndex(({ since }) => now - since >= REACTION);
    if (seen > 0) this.#shown.splice(0, seen);
  }

  /** The last screen that was in sight long enough, else the first; null before there was one. */
  at(now: number): string | null {
    const seen = this.#shown.findLast(({ since }) => now - since >= REACTION) ?? this.#shown[0];
    return seen?.hash ?? null;
  }

  /** What comes next is what the person waits for. */
  expectNew(): void {
    this.#shown = this.#shown.slice(-1).map(({ hash }) => ({ hash, since: Number.NEGATIVE_INFINITY }));
  }

  /** The person was told of what is shown now. */
  told(): void {
    this.expectNew();
  }
}
