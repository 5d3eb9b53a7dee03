// The sessions as the engines last told them, kept fresh while somebody looks.

import { SvelteMap } from 'svelte/reactivity';

import type { Backend, EngineListing, Health, Session } from '../backend/port';
import { keyOf } from './state';

/** How often engines are asked, in milliseconds. */
const INTERVAL = 2000;

export class SessionList {
  listings = $state.raw<readonly EngineListing[]>([]);
  /** All rows; the same array while nothing changed. */
  sessions = $state.raw<readonly Session[]>([]);
  /** Whether engines answered at least once. */
  loaded = $state(false);
  /** Why the last read failed as a whole; the rows stay. */
  failure = $state.raw<unknown>(null);
  /** When the rows were read, for ages. */
  now = $state(Date.now());
  /** What is being done to a session, by key: "starting", "stopping"… */
  readonly busy = new SvelteMap<string, string>();

  readonly health: readonly Health[] = $derived(this.listings.map((listing) => listing.health));
  /** By engine: since when its rows are old. */
  readonly staleSince: ReadonlyMap<string, string | null> = $derived(
    new Map(this.listings.filter((l) => l.problem !== null || this.failure !== null).map((l) => [l.health.engine, l.readAt])),
  );

  #reading: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  /** Counts our own changes, so that an answer from before one is not believed. */
  #changes = 0;

  constructor(
    private readonly backend: Backend,
    private readonly interval = INTERVAL,
  ) {}

  /** Reads now. While a read is under way, a second one follows it, for all who ask meanwhile. */
  refresh(): Promise<void> {
    if (this.#reading === null) return this.#begin();
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      return this.#begin();
    });
    return this.#next;
  }

  /** Reads at once and every interval while the document is visible, until the returned function is called. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const turn = async (): Promise<void> => {
      clearTimeout(timer);
      if (stopped || document.hidden) return;
      await (this.#reading ?? this.#begin());
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(() => void turn(), this.interval);
    };
    const wake = (): void => void turn();
    document.addEventListener('visibilitychange', wake);
    wake();
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
    };
  }

  find(key: string): Session | undefined {
    return this.sessions.find((session) => keyOf(session) === key);
  }

  /** Whether an engine answered last time: only then does a missing row mean a missing session. */
  answered(engine: string): boolean {
    return this.failure === null && this.listings.some((l) => l.health.engine === engine && l.problem === null);
  }

  /** Shows a session as an action left it, before the engines are asked again. */
  put(session: Session): void {
    this.#changes += 1;
    this.#show(this.listings.map((listing) => {
      if (listing.health.engine !== session.engine) return listing;
      const known = listing.sessions.some((old) => old.id === session.id);
      const sessions = known ? listing.sessions.map((old) => (old.id === session.id ? session : old)) : [...listing.sessions, session];
      return { ...listing, sessions };
    }));
  }

  /** Forgets a session that an action removed. */
  drop(session: Session): void {
    this.#changes += 1;
    this.#show(
      this.listings.map((listing) =>
        listing.health.engine === session.engine
          ? { ...listing, sessions: listing.sessions.filter((old) => old.id !== session.id) }
          : listing,
      ),
    );
  }

  #begin(): Promise<void> {
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  async #read(): Promise<void> {
    const changes = this.#changes;
    try {
      const listings = await this.backend.listSessions();
      if (changes !== this.#changes) return await this.#read();
      this.#show(this.#reuse(listings));
      this.failure = null;
      this.loaded = true;
    } catch (error) {
      this.failure = error;
    }
    this.now = Date.now();
  }

  #show(listings: readonly EngineListing[]): void {
    this.listings = listings;
    const sessions = listings.flatMap((listing) => listing.sessions);
    const same = sessions.length === this.sessions.length && sessions.every((session, i) => session === this.sessions[i]);
    if (!same) this.sessions = sessions;
  }

  /** Keeps the objects of sessions that did not change, so that their rows are not drawn again. */
  #reuse(fresh: readonly EngineListing[]): EngineListing[] {
    const known = new Map(this.sessions.map((session) => [keyOf(session), session]));
    return fresh.map((listing) => ({
      ...listing,
      sessions: listing.sessions.map((session) => {
        const before = known.get(keyOf(session));
        return before && text(before) === text(session) ? before : session;
      }),
    }));
  }
}

const texts = new WeakMap<Session, string>();

function text(session: Session): string {
  const known = texts.get(session) ?? JSON.stringify(session);
  texts.set(session, known);
  return known;
}
