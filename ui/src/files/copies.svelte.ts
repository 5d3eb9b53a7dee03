// The copies of a room: how far each is, and how it ended.

import {
  type Backend,
  BackendError,
  type Copied,
  type CopyEvent,
  type SessionKey,
  type Subscription,
  type Transfer,
} from '../backend/port';
import { shown } from './names';
import { t } from './text';

export type CopyState =
  { at: 'running' } | { at: 'done'; copied: Copied } | { at: 'failed'; error: unknown } | { at: 'cancelled' };

/** What is copied: out, by the file's name, or in, by the folder's path. */
export type CopyWhat = { way: 'out'; name: string; path: string } | { way: 'in'; folder: string };

export class Copy {
  transfer = $state.raw<Transfer>({ done: 0, total: 0 });
  state = $state.raw<CopyState>({ at: 'running' });
  #subscription: Subscription | null = null;

  constructor(
    readonly number: number,
    readonly what: CopyWhat,
    private readonly onend: (copy: Copy) => void,
  ) {}

  /** What it is and how far, in a sentence. */
  get title(): string {
    const { what, state } = this;
    if (what.way === 'out') {
      return state.at === 'done' ? t.copyOut.done(what.name, shown(what.path)) : t.copyOut[state.at](what.name);
    }
    const folder = shown(what.folder);
    return state.at === 'done' ? t.copyIn.done(state.copied.files, folder) : t.copyIn[state.at](folder);
  }

  /** It may have been cancelled before it could be. */
  begun(subscription: Subscription): void {
    this.#subscription = subscription;
    if (this.state.at === 'cancelled') subscription.end();
  }

  hear(event: CopyEvent): void {
    if (this.state.at !== 'running') return;
    if (event.kind === 'progress') this.transfer = event.transfer;
    else if (event.kind === 'done') this.#end({ at: 'done', copied: event.copied });
    else this.#end({ at: 'failed', error: new BackendError(event.error) });
  }

  cancel(): void {
    if (this.state.at !== 'running') return;
    this.#subscription?.end();
    this.#end({ at: 'cancelled' });
  }

  fail(error: unknown): void {
    if (this.state.at === 'running') this.#end({ at: 'failed', error });
  }

  #end(state: CopyState): void {
    this.state = state;
    this.onend(this);
  }
}

export class Copies {
  all = $state.raw<readonly Copy[]>([]);
  #last = 0;

  constructor(
    private readonly backend: Backend,
    private readonly session: SessionKey,
    private readonly onend: (copy: Copy) => void,
  ) {}

  get running(): boolean {
    return this.all.some(({ state }) => state.at === 'running');
  }

  /** Copies into a folder that the person chooses. */
  async out(name: string, path: string, title: string): Promise<void> {
    const early: CopyEvent[] = [];
    let copy: Copy | null = null;
    const begun = await this.backend.copyOut(this.session, path, title, (event) => {
      if (copy) copy.hear(event);
      else early.push(event);
    });
    if (begun === null) return;
    copy = this.#add({ way: 'out', name, path: begun.path });
    copy.begun(begun);
    for (const event of early) copy.hear(event);
  }

  async in(sources: readonly string[], folder: string): Promise<void> {
    const copy = this.#add({ way: 'in', folder });
    try {
      copy.begun(await this.backend.copyIn(this.session, [...sources], folder, (event) => copy.hear(event)));
    } catch (error) {
      copy.fail(error);
    }
  }

  dismiss(copy: Copy): void {
    this.all = this.all.filter((other) => other !== copy);
  }

  #add(what: CopyWhat): Copy {
    const copy = new Copy(++this.#last, what, this.onend);
    this.all = [...this.all, copy];
    return copy;
  }
}
