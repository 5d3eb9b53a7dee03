// Acknowledging what a terminal was sent.

/** Bytes parsed before they are acknowledged: seldom enough to be cheap, often enough to keep credits flowing. */
const ACK_EVERY = 128 * 1024;

/** Counts what was parsed and hands it over in few calls. */
export class Credits {
  #taken = 0;
  #parsed = 0;
  #soon = false;
  #acknowledge: ((bytes: number) => void) | null = null;

  /** The terminal has its number. */
  open(acknowledge: (bytes: number) => void): void {
    this.#acknowledge = acknowledge;
    this.#flush();
  }

  taken(bytes: number): void {
    this.#taken += bytes;
  }

  parsed(bytes: number): void {
    this.#parsed += bytes;
    if (this.#parsed >= ACK_EVERY) this.#flush();
    else this.#flushIfDue();
  }

  /** After a replay: the next one waits until this one is acknowledged in full. */
  soon(): void {
    this.#soon = true;
    this.#flushIfDue();
  }

  #flush(): void {
    if (this.#parsed === 0 || !this.#acknowledge) return;
    this.#acknowledge(this.#parsed);
    this.#taken -= this.#parsed;
    this.#parsed = 0;
  }

  #flushIfDue(): void {
    if (!this.#soon || this.#parsed < this.#taken) return;
    this.#soon = false;
    this.#flush();
  }
}
