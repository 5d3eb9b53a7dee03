// Links of one pane: the one under the pointer, and the one that is asked about.

import type { Backend } from '../backend/port';
import { notifyError } from '../notices/notices';
import { copyText } from '../parts/clipboard';
import type { LinkVerdict } from './links';
import { t } from './text';

export class FollowLinks {
  /** The target under the pointer. */
  hovered = $state<string | null>(null);
  asking = $state.raw<Exclude<LinkVerdict, { kind: 'open' }> | null>(null);

  constructor(private readonly backend: Backend) {}

  /** Does what the verdict on a clicked link says. */
  follow(verdict: LinkVerdict): void {
    if (verdict.kind === 'open') this.#open(verdict.url);
    else this.asking = verdict;
  }

  /** The person's answer to what was asked. */
  answer(yes: boolean): void {
    const { asking } = this;
    this.asking = null;
    if (!yes || !asking) return;
    if (asking.kind === 'ask') this.#open(asking.url);
    else void copyText(asking.target);
  }

  #open(url: string): void {
    this.backend.openLink(url).catch((error: unknown) => notifyError(t.links.couldNotOpen, error));
  }
}
