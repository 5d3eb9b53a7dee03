// Links of one pane: the one under the pointer, and the one that is asked about.

import type { Backend } from '../backend/port';
import { complain, warn } from '../notices/notices';
import type { LinkVerdict } from './links';
import { cleanTitle } from './title';

export class FollowLinks {
  /** The target under the pointer. */
  hovered = $state<string | null>(null);
  asking = $state.raw<Extract<LinkVerdict, { kind: 'ask' }> | null>(null);

  constructor(private readonly backend: Backend) {}

  /** Does what the verdict on a clicked link says. */
  follow(verdict: LinkVerdict): void {
    if (verdict.kind === 'ask') this.asking = verdict;
    else if (verdict.kind === 'open') this.#open(verdict.url);
    else warn('Berth opens web links only', `This one leads to ${cleanTitle(verdict.target)}`);
  }

  /** The person's answer to what was asked. */
  answer(yes: boolean): void {
    if (yes && this.asking) this.#open(this.asking.url);
    this.asking = null;
  }

  #open(url: string): void {
    this.backend.openLink(url).catch((error: unknown) => complain('Could not open the link', error));
  }
}
