// Keeps rows in their places while the person aims at one: what a session does now may put it into another group.

import type { Session } from '../backend/port';
import { keyOf } from '../session/state';
import type { SessionGroup } from './groups';

/** So long after the pointer came to rest a press still means the row that was there, ms. */
const AIMS = 750;

interface Point {
  clientX: number;
  clientY: number;
}

export class Steady {
  /** The groups as they were when the pointer began to move; null where nobody aims. */
  #held = $state.raw<readonly SessionGroup[] | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A page that is laid out anew tells of moves without any. */
  #at: Point | null = null;

  /** The pointer is over a row of these. */
  aim(groups: readonly SessionGroup[], { clientX, clientY }: Point): void {
    if (this.#at?.clientX === clientX && this.#at.clientY === clientY) return;
    this.#at = { clientX, clientY };
    this.#held ??= groups;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.release(), AIMS);
  }

  /** Nobody aims any more: they pressed, left, or asked for other rows. */
  release(): void {
    clearTimeout(this.#timer);
    this.#held = null;
  }

  /** `groups` as they are to be shown; `sessions` are those that there are. Whoever is new waits. */
  placed(groups: readonly SessionGroup[], sessions: readonly Session[]): readonly SessionGroup[] {
    const held = this.#held;
    if (held === null) return groups;
    const now = new Map(sessions.map((session) => [keyOf(session), session]));
    return held
      .map((group) => ({
        ...group,
        sessions: group.sessions.map((one) => now.get(keyOf(one))).filter((one) => one !== undefined),
      }))
      .filter(({ sessions }) => sessions.length > 0);
  }
}
