// Who needs the person: sessions whose programs rang or said something while nobody
// looked, how far they have come, and what they want to put into the clipboard. The host
// reports it, so that it works for terminals that are not drawn, too.

import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import type { Backend, Progress, Session, TerminalNotification } from '../backend/port';
import { notify, notifyError, notifyWarning } from '../notices/notices';
import { copyText } from '../parts/clipboard';
import { t as parts } from '../parts/text';
import type { Preferences } from '../preferences/preferences.svelte';
import { keyOf } from './state';
import { t } from './text';

/** A session that was refused or warned about is left alone for this long, ms. */
const QUIET = 60_000;
/** Of a text that was copied; more is not read. */
const SHOWN = 60;

type Known = Pick<Session, 'engine' | 'id' | 'name'>;

interface ClipboardRequest {
  name: string;
  key: string;
  text: string;
}

export class Attention {
  /** What sessions want, by key, for the eye and for assistive technology: "rang", "build done". */
  readonly unread = new SvelteMap<string, string>();
  /** The text that a program wants in the clipboard, while the person is asked. */
  asking = $state.raw<ClipboardRequest | null>(null);
  /** How far programs have come, by session key. */
  readonly #progress = new SvelteMap<string, Progress>();
  readonly #refused = new Map<string, number>();
  /** Of which it was said that they copy too much. */
  readonly #warned = new Map<string, number>();

  /** `find` gives a session by its id; `seen` says whether its terminal is in sight now. */
  constructor(
    private readonly backend: Backend,
    private readonly preferences: Preferences,
    private readonly find: (engine: string, id: string) => Known | undefined,
    private readonly seen: (key: string) => boolean,
  ) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend
      .subscribeNotifications((notification) => this.receive(notification))
      .catch((error: unknown) => notifyError(t.attention.unheard, error));
  }

  receive({ engine, session: id, notification }: TerminalNotification): void {
    if (notification.kind === 'progress') {
      // Perhaps before the list knows the session.
      const key = keyOf({ engine, id, name: '' });
      if (notification.progress) this.#progress.set(key, notification.progress);
      else this.#progress.delete(key);
      return;
    }
    const session = this.find(engine, id);
    if (!session) return;
    const key = keyOf(session);
    switch (notification.kind) {
      case 'bell':
        if (this.preferences.terminal.bell === 'off' || this.seen(key)) return;
        this.unread.set(key, t.attention.rang);
        if (this.preferences.terminal.bell === 'notification')
          this.#notify(session, t.attention.nameRang(session.name), '');
        return;
      case 'notice': {
        if (this.seen(key)) return;
        const words = [notification.title, notification.text].filter((part) => part !== '').join(': ');
        this.unread.set(key, words);
        if (this.preferences.terminal.notifications) this.#notify(session, session.name, words);
        return;
      }
      case 'clipboard':
        void this.#clipboard({ name: session.name, key, text: notification.text });
        return;
      case 'clipboardTooLong':
        this.#tooLong(session.name, key);
    }
  }

  /** How far the program of a running session has come; null where it says nothing. */
  progressOf(session: Pick<Session, 'engine' | 'id' | 'name' | 'state'>): Progress | null {
    return session.state === 'running' ? (this.#progress.get(keyOf(session)) ?? null) : null;
  }

  /** The person looks at it. */
  markRead(key: string): void {
    this.unread.delete(key);
  }

  /** The person's answer to what was asked. */
  async answer(yes: boolean): Promise<void> {
    const request = this.asking;
    this.asking = null;
    if (!request) return;
    if (yes) await this.#copy(request);
    else this.#refused.set(request.key, Date.now());
  }

  async #clipboard(request: ClipboardRequest): Promise<void> {
    const may = this.preferences.terminal.clipboardWrite;
    if (may === 'on') return this.#copy(request);
    // The text that is asked about never changes under the person's eyes.
    if (may === 'ask' && this.asking === null && !isRecent(this.#refused, request.key)) this.asking = request;
  }

  /** Where programs may not copy, nothing is missing. Said once for all that it copies in a row. */
  #tooLong(name: string, key: string): void {
    if (this.preferences.terminal.clipboardWrite === 'off' || isRecent(this.#refused, key)) return;
    if (!isRecent(this.#warned, key)) notifyWarning(t.attention.notCopied(name), t.attention.tooLong);
    this.#warned.set(key, Date.now());
  }

  async #copy({ name, text }: ClipboardRequest): Promise<void> {
    if (await copyText(text)) notify(t.attention.copied(name), shorten(text));
    else notifyError(t.attention.notCopied(name), new Error(parts.noClipboard));
  }

  #notify({ engine, id }: Known, title: string, text: string): void {
    const words = { title, text, open: t.attention.open, buttons: [] };
    // A desktop without notices is no fault: the badge is there.
    this.backend.notify({ engine, id }, words).catch(() => undefined);
  }
}

/** Set once in App, read anywhere below it. */
export const [useAttention, provideAttention] = createContext<Attention>();

function isRecent(times: ReadonlyMap<string, number>, key: string): boolean {
  return Date.now() - (times.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN - 1)}…`;
}
