// A file of text that is read and changed.

import type { Backend, SessionKey } from '../backend/port';
import { wordsOf } from '../notices/errors';
import { notify } from '../notices/notices';
import { editable, shown, withEnds } from './names';
import { t } from './text';

export class OpenedText {
  /** As the editor has it. */
  text = $state('');
  saving = $state(false);
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  /** Asked whether what was changed is discarded. */
  leaving = $state(false);
  /** Whether it can be changed here. */
  readonly fixed: boolean;
  readonly #crlf: boolean;
  /** As the file had it when it was read or saved, and how the editor had that. */
  #before: string;
  #saved = $state('');

  constructor(
    private readonly backend: Backend,
    private readonly session: SessionKey,
    readonly path: string,
    text: string,
  ) {
    const found = editable(text);
    this.fixed = found === null;
    this.#crlf = found?.crlf ?? false;
    this.#before = text;
    this.text = found?.text ?? text;
    this.#saved = this.text;
  }

  get changed(): boolean {
    return !this.fixed && this.text !== this.#saved;
  }

  async save(): Promise<void> {
    if (!this.changed || this.saving) return;
    const text = this.text;
    const after = withEnds(text, this.#crlf);
    this.saving = true;
    this.problem = null;
    try {
      await this.backend.writeFile(this.session, this.path, this.#before, after);
      this.#before = after;
      this.#saved = text;
      notify(t.text.saved(shown(this.path)));
    } catch (error) {
      this.problem = wordsOf(error);
    } finally {
      this.saving = false;
    }
  }
}
