// When to try again what did not work: soon, then later and later.

/** The first wait and the longest, ms. */
const FIRST = 500;
const LONGEST = 30_000;
/** What lasted so long was good: the next trouble is a new one, ms. */
const GOOD = 30_000;

export class BackOff {
  #wait = FIRST;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | null = null;

  /** Acts after a wait; says when that will be, ms since 1970. */
  again(act: () => void): number {
    this.cancel();
    if (this.#since !== null && Date.now() - this.#since >= GOOD) this.#wait = FIRST;
    this.#since = null;
    const wait = this.#wait;
    this.#wait = Math.min(wait * 2, LONGEST);
    this.#timer = setTimeout(act, wait);
    return Date.now() + wait;
  }

  /** It worked; whether that lasts is seen at the next `again`. */
  worked(): void {
    this.cancel();
    this.#since = Date.now();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
