// Notices that came while this window was or was not in sight: the list, the words for the
// desktop, and what a click there opens.

import { untrack } from 'svelte';

import type { Backend, Muted, Notice, NoticeEvent, NoticeVerb, Session } from '../backend/port';
import { notify, notifyError, notifyWarning } from '../notices/notices';
import { t } from './text';
import { wordsOf } from './words';

export type Filter = 'all' | 'unread' | 'errors';

/** The window, as far as a notice leads into it. */
export interface NoticeTarget {
  find(engine: string, session: string): Session | undefined;
  openSession(session: Session): void;
  /** Shows a run in the history. */
  openRun(engine: string, name: string, run: number): void;
  restart(session: Session): void;
  pauseRestarts(session: Session): void;
  stop(session: Session): void;
}

/** Both times are the engine's; that of an event may come a moment after that of the list, ms. */
const SAME_END = 2000;

export class NoticeCentre {
  /** The latest first. */
  notices = $state.raw<readonly Notice[]>([]);
  muted = $state.raw<readonly Muted[]>([]);
  filter = $state<Filter>('all');
  /** The list is in sight. */
  open = $state(false);

  #stopSeeking: (() => void) | null = null;

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
        this.muted = event.muted;
        return;
      case 'show':
        // A desktop without notices is no fault: they are in the list.
        this.backend
          .showNotice(
            event.popup,
            wordsOf(event.notices, (notice) => this.verbFor(notice)),
          )
          .catch(() => undefined);
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
      case 'do':
        this.perform(event.verb, event.notice);
    }
  }

  /** What one most likely wants to do about it, beside looking; null where there is nothing. */
  verbFor({ what, engine, session: id, over }: Notice): NoticeVerb | null {
    if (id === null || over || what.kind === 'unhealthy' || what.kind === 'asks') return null;
    if (what.kind !== 'crashLoop') return 'restart';
    const session = this.target.find(engine, id);
    if (session?.restartsPausable) return 'pauseRestarts';
    // Its engine can't do without the policy; a stop ends that, too.
    return session === undefined || session.restartPolicy === 'no' ? null : 'stop';
  }

  perform(verb: NoticeVerb, notice: Notice): void {
    if (verb === 'mute') return this.mute(notice);
    this.read(notice);
    // The list may stay: what it reports is over as soon as the restarts are paused.
    if (verb !== 'pauseRestarts') this.open = false;
    const { engine, session, name } = notice;
    const found = session === null ? undefined : this.target.find(engine, session);
    if (!found) notifyWarning(t.gone(name), t.goneText);
    else this.target[verb](found);
  }

  /** Opens what a notice is of: the session while it shows that, or else the run in the history. */
  go(notice: Notice): void {
    this.read(notice);
    this.open = false;
    const { engine, session: id, name, run } = notice;
    if (id === null) return;
    const session = this.target.find(engine, id);
    if (session && isShown(session, notice)) this.target.openSession(session);
    else if (run !== null) this.target.openRun(engine, name, run);
    else if (session) this.target.openSession(session);
    else notifyWarning(t.gone(name), t.goneText);
  }

  read(notice: Notice): void {
    if (!notice.read) this.#send(this.backend.readNotices(notice.number));
  }

  readAll(): void {
    this.#send(this.backend.readNotices(null));
  }

  isMuted({ engine, session }: Notice): boolean {
    return this.muted.some((one) => one.engine === engine && one.session === session);
  }

  /** Keeps the desktop free of a session for an hour, or lets it tell again. */
  mute(notice: Notice, muted = true): void {
    const { engine, session, name } = notice;
    if (session === null) return;
    this.backend.muteSession({ engine, id: session }, muted).then(
      () => (muted ? notify(t.muted(name), t.mutedText) : notify(t.unmuted(name))),
      (error: unknown) => notifyError(t.notMuted(name), error),
    );
  }

  /** Opens a session, once the list has it: a window that was just started has no list yet. */
  #openSession(engine: string, id: string): void {
    this.#stopSeeking?.();
    this.#stopSeeking = $effect.root(() => {
      $effect(() => {
        const session = this.target.find(engine, id);
        if (!session) return;
        untrack(() => this.target.openSession(session));
        this.#stopSeeking?.();
        this.#stopSeeking = null;
      });
    });
  }

  #send(sent: Promise<void>): void {
    sent.catch((error: unknown) => notifyError(t.notFollowed, error));
  }
}

/** Whether the session still shows what a notice is of: not when another run has begun. */
function isShown({ finishedAt }: Session, { what, at }: Notice): boolean {
  if (what.kind !== 'ended' && what.kind !== 'outOfMemory') return true;
  return finishedAt !== null && Math.abs(Date.parse(finishedAt) - Date.parse(at)) < SAME_END;
}
