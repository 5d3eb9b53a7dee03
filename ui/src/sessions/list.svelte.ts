// The sessions as the engines last told them, kept fresh while somebody looks.

import { SvelteMap } from 'svelte/reactivity';

import type { Backend, EngineListing, Health, LiveList, Session } from '../backend/port';
import { keyOf } from '../session/state';

/** How often ages are told anew, in milliseconds. */
const CLOCK = 5000;
/** The pause after a call that failed, in milliseconds. */
const RETRY = 2000;

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
    new Map(
      this.listings.filter((l) => l.problem !== null || this.failure !== null).map((l) => [l.health.engine, l.readAt]),
    ),
  );

  #reading: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  /** Counts our own changes, so that an answer from before one is not believed. */
  #changes = 0;

  /** Of the list that was shown last. */
  #version = 0;

  constructor(private readonly backend: Backend) {}

  /** Reads now. While a read is under way, a second one follows it, for all who ask meanwhile. */
  refresh(): Promise<void> {
    if (this.#reading === null) return this.#begin();
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      return this.#begin();
    });
    return this.#next;
  }

  /** Shows every change while the document is visible, until the returned function is called. */
  watch(): () => void {
    let stopped = false;
    let following = false;
    const wanted = (): boolean => !stopped && !document.hidden;
    const follow = async (): Promise<void> => {
      if (following) return;
      following = true;
      while (wanted()) await this.#follow(wanted);
      following = false;
    };
    const onvisibility = (): void => {
      this.backend.sessionsHidden(document.hidden).catch((error: unknown) => (this.failure = error));
      this.now = Date.now();
      void follow();
    };
    document.addEventListener('visibilitychange', onvisibility);
    const clock = setInterval(() => wanted() && (this.now = Date.now()), CLOCK);
    void follow();
    return () => {
      stopped = true;
      clearInterval(clock);
      document.removeEventListener('visibilitychange', onvisibility);
    };
  }

  find(key: string): Session | undefined {
    return this.sessions.find((session) => keyOf(session) === key);
  }

  /** An engine's part of the list. */
  of(engine: string): EngineListing | undefined {
    return this.listings.find((listing) => listing.health.engine === engine);
  }

  /** Whether an engine answered last time: only then does a missing row mean a missing session. */
  answered(engine: string): boolean {
    return (
      this.failure === null &&
      this.listings.some((l) => l.health.engine === engine && l.problem === null && l.readAt !== null)
    );
  }

  /** Shows a session as an action left it, before the engines are asked again. */
  put(session: Session): void {
    this.#changes += 1;
    this.#show(
      this.listings.map((listing) => {
        if (listing.health.engine !== session.engine) return listing;
        const known = listing.sessions.some((old) => old.id === session.id);
        const sessions = known
          ? listing.sessions.map((old) => (old.id === session.id ? session : old))
          : [...listing.sessions, session];
        return { ...listing, sessions };
      }),
    );
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
      const list = await this.backend.listSessions();
      if (changes !== this.#changes) return await this.#read();
      this.#believe(list);
    } catch (error) {
      this.failure = error;
    }
    this.now = Date.now();
  }

  /** Waits for the next change and shows it, if it still is wanted. */
  async #follow(wanted: () => boolean): Promise<void> {
    const changes = this.#changes;
    try {
      const list = await this.backend.nextSessions(this.#version);
      if (!wanted()) return;
      // What an action showed meanwhile may be newer: the engines know.
      if (changes === this.#changes) this.#believe(list);
      else await this.refresh();
      this.now = Date.now();
    } catch (error) {
      this.failure = error;
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }

  #believe({ version, listings }: LiveList): void {
    this.#version = version;
    this.#show(this.#reuse(listings));
    this.failure = null;
    this.loaded = true;
  }

  #show(listings: readonly EngineListing[]): void {
    this.listings = listings;
    const sessions = listings.flatMap((listing) => listing.sessions);
    const same =
      sessions.length === this.sessions.length && sessions.every((session, i) => session === this.sessions[i]);
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
