// How long a key takes to come back as output: the one figure that tells whether
// a session feels near or far. Measured on what the person types anyway.

/** Programs that do not echo (passwords, pagers) must not be timed by their next line. */
const FORGET_AFTER = 2000;

/** Times the first output after a key; ms, of any monotonic clock. */
export class EchoMeter {
  #typedAt: number | null = null;

  typed(now: number): void {
    this.#typedAt ??= now;
  }

  /** The time since the key that waited for this output; null when none did. */
  output(now: number): number | null {
    const typedAt = this.#typedAt;
    this.#typedAt = null;
    if (typedAt === null || now - typedAt > FORGET_AFTER) return null;
    return now - typedAt;
  }
}
