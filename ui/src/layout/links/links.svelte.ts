// Follows links from outside of Berth: they bring a session into sight, and do nothing else.

import type { Backend, LinkEvent, Session } from '../../backend/port';
import { notifyWarning } from '../../notices/notices';
import type { SessionList } from '../../sessions/list.svelte';
import { t } from './text';

type Asked = Extract<LinkEvent, { kind: 'session' }>;

export class Links {
  /** Until their engines have answered. */
  #waiting = $state.raw<readonly Asked[]>([]);

  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly open: (session: Session) => void,
  ) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend
      .subscribeLinks((event) => {
        if (event.kind === 'session') this.#waiting = [...this.#waiting, event];
        else notifyWarning(t.unusable, t.form);
      })
      .catch(() => undefined);
  }

  /** Does what can be told by now; for an effect. */
  follow(): void {
    const { sessions } = this.list;
    const left = this.#waiting.filter((asked) => {
      const found = sessions.filter(({ engine, name }) => name === asked.name && (asked.engine ?? engine) === engine);
      // Of a name alone another engine may have one, too.
      if (found.length > 0 && (asked.engine !== null || this.#haveAnswered(null))) this.#show(asked, found);
      else if (this.#haveAnswered(asked.engine)) notifyWarning(t.absent(asked.name, asked.engine), t.absentText);
      else return true;
      return false;
    });
    if (left.length < this.#waiting.length) this.#waiting = left;
  }

  #show({ name }: Asked, [first, ...others]: readonly Session[]): void {
    if (others.length > 0) notifyWarning(t.several(name), t.form);
    else if (first) this.open(first);
  }

  /** Whether this engine, or all, said what they have, or can't. */
  #haveAnswered(engine: string | null): boolean {
    const { listings, loaded } = this.list;
    const asked = listings.filter(({ health }) => engine === null || health.engine === engine);
    return (
      loaded &&
      asked.every(({ health, readAt, problem }) => health.status !== 'ready' || readAt !== null || problem !== null)
    );
  }
}
