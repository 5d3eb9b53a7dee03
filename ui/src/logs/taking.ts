// Taking lines out of a view: into the clipboard, or a file.

import type { Backend, LogTimes } from '../backend/port';
import { notify, notifyError } from '../notices/notices';
import { copyLater } from '../parts/clipboard';
import { t as parts } from '../parts/text';
import type { LineFilter } from './filter.svelte';
import type { LogLines } from './lines.svelte';
import type { Rows } from './picked.svelte';
import { t } from './text';
import type { Times } from './times';

/** How times are written that are seen so. */
const WRITTEN: Readonly<Record<Times, LogTimes>> = { off: 'off', relative: 'off', absolute: 'local', utc: 'utc' };

export class Taking {
  constructor(
    private readonly backend: Backend,
    private readonly lines: LogLines,
    private readonly filter: LineFilter,
    private readonly times: () => Times,
  ) {}

  copyAll(): void {
    const { filter, lines } = this;
    void this.#copy(null, this.#written, filter.some ? t.copiedLines(lines.passing(filter.levels)) : t.copiedLog);
  }

  /** Letters of a line where some are selected, else lines, or the line of the keyboard. */
  copySelected(letters: string, rows: Rows | null): void {
    if (letters !== '') void copyLater(Promise.resolve(letters)).then((done) => done && notify(t.copied));
    else if (rows === 'all') this.copyAll();
    else if (rows !== null) {
      const count = rows[1] - rows[0];
      void this.#copy(rows, count === 1 ? 'off' : this.#written, count === 1 ? t.copiedLine : t.copiedLines(count));
    }
  }

  /** In a file that the person chooses. */
  async save(name: string): Promise<void> {
    try {
      const words = { title: t.saveTitle(name), kind: t.textFile };
      const path = await this.lines.save(name, words, this.#written);
      if (path === null) return;
      notify(t.saved, path, {
        label: t.showInFolder,
        run: () => void this.backend.showInFolder(path).catch((error: unknown) => notifyError(t.couldNotShow, error)),
      });
    } catch (error) {
      notifyError(t.couldNotSave, error);
    }
  }

  get #written(): LogTimes {
    return WRITTEN[this.times()];
  }

  async #copy(rows: readonly [number, number] | null, times: LogTimes, done: string): Promise<void> {
    try {
      if (await copyLater(this.lines.text(rows, times))) notify(done);
      else notifyError(t.couldNotCopy, new Error(parts.noClipboard));
    } catch (error) {
      notifyError(t.couldNotCopy, error);
    }
  }
}
