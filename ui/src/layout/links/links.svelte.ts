// Follows links from outside of Berth: they bring a session into sight, and do nothing else.

import type { Backend, LinkEvent, Session } from '../../backend/port';
import { notifyWarning } from '../../notices/notices';
import type { SessionList } from '../../sessions/list.svelte';
import { t } from './text';

type Asked = Extract<LinkEvent, { kind: 'session' }>;

/** How long a link waits for an engine whose first answers are errors, as one that starts gives, in milliseconds. */
const PATIENCE_MS = 15_000;

export class Links {
  /** Until their engines have answered. */
  #waiting = $state.raw<readonly Asked[]>([]);
  /** Links that have waited long enough. */
  #overdue = $state.raw<readonly Asked[]>([]);

  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly open: (session: Session) => void,
  ) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend
      .subscribeLinks((event) => {
        if (event.kind === 'session') this.#await(event);
        else notifyWarning(t.unusable, t.form);
      })
      .catch(() => undefined);
  }

  #await(asked: Asked): void {
    this.#waiting = [...this.#waiting, asked];
    setTimeout(() => {
      if (this.#waiting.includes(asked)) this.#overdue = [...this.#overdue, asked];
    }, PATIENCE_MS);
  }

  /** Does what can be told by now; for an effect. */
  follow(): void {
    const { sessions } = this.list;
    const left = this.#waiting.filter((asked) => {
      const found = sessions.filter(({ engine, name }) => name === asked.name && (asked.engine ?? engine) === engine);
      // Of a name alone another engine may have one, too.
      if (found.length > 0 && (asked.engine !== null || this.#haveAnswered(asked, null))) this.#show(asked, found);
      else if (this.#haveAnswered(asked, asked.engine)) notifyWarning(t.absent(asked.name, asked.engine), t.absentText);
      else return true;
      return false;
    });
    if (left.length === this.#waiting.length) return;
    this.#waiting = left;
    this.#overdue = this.#overdue.filter((asked) => left.includes(asked));
  }

  #show({ name }: Asked, [first, ...others]: readonly Session[]): void {
    if (others.length > 0) notifyWarning(t.several(name), t.form);
    else if (first) this.open(first);
  }

  /** Whether this engine, or all, said what they have, or can't for longer than the link waits. */
  #haveAnswered(link: Asked, engine: string | null): boolean {
    const { listings, loaded } = this.list;
    if (!loaded) return false;
    const overdue = this.#overdue.includes(link);
    return listings
      .filter(({ health }) => engine === null || health.engine === engine)
      .every(({ health, readAt, problem }) =>
        // A link without an engine goes by those that answer.
        health.status === 'ready' ? readAt !== null || (problem !== null && overdue) : engine === null || overdue,
      );
  }
}
