// What the person was told of while this window was or was not in sight: the list, the words for
// the desktop, and what a click there opens.

import type { Backend, Notice, NoticeEvent, Session } from '../backend/port';
import { notify, notifyError, notifyWarning } from '../notices/notices';
import { t } from './text';
import { wordsOf } from './words';

export type Filter = 'all' | 'unread' | 'errors';

/** The window, as far as a notice leads into it. */
export interface NoticeTarget {
  find(engine: string, session: string): Session | undefined;
  openSession(session: Session): void;
  restart(session: Session): void;
}

export class Told {
  /** The latest first. */
  notices = $state.raw<readonly Notice[]>([]);
  filter = $state<Filter>('all');
  /** The list is in sight. */
  open = $state(false);

  readonly unread: number = $derived.by(() => this.notices.filter(({ read }) => !read).length);
  readonly shown: readonly Notice[] = $derived.by(() =>
    this.notices.filter((notice) => this.filter === 'all' || (this.filter === 'unread' ? !notice.read : notice.error)),
  );

  constructor(
    private readonly backend: Backend,
    private readonly target: NoticeTarget,
  ) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend
      .subscribeNotices((event) => this.receive(event))
      .catch((error: unknown) => notifyError(t.notFollowed, error));
  }

  receive(event: NoticeEvent): void {
    switch (event.kind) {
      case 'list':
        this.notices = event.notices;
        return;
      case 'show':
        // A desktop without notices is no fault: they are in the list.
        this.backend.showNotice(event.popup, wordsOf(event.notices)).catch(() => undefined);
        return;
      case 'open': {
        const [first, ...others] = event.notices;
        if (first?.session && others.length === 0) this.go(first);
        else if (first) this.open = true;
        return;
      }
      case 'openSession':
        this.#openSession(event.engine, event.session);
        return;
      case 'restart': {
        const { engine, session, name } = event.notice;
        const found = session === null ? undefined : this.target.find(engine, session);
        if (found) this.target.restart(found);
        else notifyWarning(t.gone(name), t.goneText);
      }
    }
  }

  /** Opens what a notice is of. */
  go(notice: Notice): void {
    this.read(notice);
    this.open = false;
    if (notice.session !== null && !this.#openSession(notice.engine, notice.session)) {
      notifyWarning(t.gone(notice.name), t.goneText);
    }
  }

  read(notice: Notice): void {
    if (!notice.read) this.#send(this.backend.readNotices(notice.number));
  }

  readAll(): void {
    this.#send(this.backend.readNotices(null));
  }

  mute({ engine, session, name }: Notice): void {
    if (session === null) return;
    this.backend.muteSession({ engine, id: session }).then(
      () => notify(t.muted(name), t.mutedText),
      (error: unknown) => notifyError(t.notMuted(name), error),
    );
  }

  #openSession(engine: string, id: string): boolean {
    const session = this.target.find(engine, id);
    if (session) this.target.openSession(session);
    return session !== undefined;
  }

  #send(sent: Promise<void>): void {
    sent.catch((error: unknown) => notifyError(t.notFollowed, error));
  }
}
