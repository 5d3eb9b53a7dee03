// What a person answers a session whose screen is shown: sent only to the screen that they saw, and never twice.

import type { AnswerOutcome, Input } from '../backend/port';
import { wordsOf } from '../notices/errors';
import type { Draft } from '../session/peeking.svelte';

/** What became of the last answer. */
export type Note =
  | { kind: 'sent' }
  /** Nothing was sent. `often`: it was so before, and the screen may never hold still. */
  | { kind: 'changed'; often: boolean }
  /** Perhaps it was sent. */
  | { kind: 'failed'; text: string; detail: string | null };

export interface AnswerHost {
  /** Sends to the session; with a hash only if its screen has that name. */
  send(inputs: Input[], ifScreen: string | null): Promise<AnswerOutcome>;
  /** The screen that the person has seen by now. */
  looked(): string | null;
  /** Something was sent: resolves when its effect may be in sight. */
  settled(): Promise<void>;
  /** The person was told that the screen changed. */
  told(): void;
}

export class Answer {
  text = $state('');
  /** Enter follows the text. */
  enter = $state(true);
  /** Something is on its way. */
  sending = $state(false);
  note = $state.raw<Note | null>(null);
  /** What the last answer was, for sending it again. */
  #last: Input[] | null = null;
  /** It is the text of the line. */
  #ofText = false;
  /** The screen that the text was written for. */
  #composedFor: string | null = null;

  /** `draft` is what was written before. */
  constructor(
    private readonly host: AnswerHost,
    draft: Draft | null = null,
  ) {
    if (draft) [this.text, this.#composedFor] = [draft.text, draft.screen];
  }

  /** What is written and not sent; null where that is nothing, or on its way. */
  get draft(): Draft | null {
    return this.text === '' || this.sending ? null : { text: this.text, screen: this.#composedFor };
  }

  /** The person wrote in the line. */
  write(text: string): void {
    this.text = text;
    this.#composedFor = this.host.looked();
    if (this.note?.kind === 'sent') this.note = null;
  }

  /** Sends the text of the line. */
  async submit(): Promise<void> {
    if (this.text === '') return;
    const text: Input = { kind: 'text', value: this.text };
    const inputs: Input[] = this.enter ? [text, { kind: 'key', value: 'enter' }] : [text];
    const seen = this.note?.kind === 'changed' ? this.host.looked() : (this.#composedFor ?? this.host.looked());
    await this.#send(inputs, seen, true);
  }

  async press(key: string): Promise<void> {
    await this.#send([{ kind: 'key', value: key }], this.host.looked(), false);
  }

  async choose(inputs: readonly Input[]): Promise<void> {
    await this.#send([...inputs], this.host.looked(), false);
  }

  /** Sends what was refused to the screen that is shown now; `anyway`: whatever that is by then. */
  async again(anyway: boolean): Promise<void> {
    if (this.note?.kind !== 'changed' || !this.#last) return;
    if (this.#ofText && this.text === '') return;
    const seen = anyway ? null : this.host.looked();
    if (this.#ofText) {
      const text: Input = { kind: 'text', value: this.text };
      this.#last = this.enter ? [text, { kind: 'key', value: 'enter' }] : [text];
    }
    await this.#send(this.#last, seen, this.#ofText);
  }

  /** One at a time: a second press while the first is on its way is the same answer. */
  async #send(inputs: Input[], seen: string | null, ofText: boolean): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    const before = this.note?.kind === 'changed';
    try {
      const outcome = await this.host.send(inputs, seen);
      if (outcome.kind === 'sent') await this.#sent(ofText);
      else {
        [this.#last, this.#ofText] = [inputs, ofText];
        this.note = { kind: 'changed', often: before };
        this.host.told();
      }
    } catch (error) {
      this.note = { kind: 'failed', ...wordsOf(error) };
    } finally {
      this.sending = false;
    }
  }

  async #sent(ofText: boolean): Promise<void> {
    this.#last = null;
    this.note = { kind: 'sent' };
    if (ofText) {
      this.text = '';
      this.#composedFor = null;
    }
    await this.host.settled();
  }
}
