// The sessions as the engines last reported them, kept fresh while the list is visible.

import { SvelteMap } from 'svelte/reactivity';

import type { Backend, EngineListing, Health, ListEvent, Session } from '../backend/port';
import { keyOf } from '../session/state';

/** How often ages are renewed, in milliseconds. */
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
  /** When an action changed or removed a session, by key: an older reading of it is not shown. */
  readonly #changedAt = new Map<string, number>();
  #subscription: Promise<void> | null = null;
  #stopped = false;

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

  /** Shows every change until the returned function is called; ages stand still while the document is hidden. */
  watch(): () => void {
    this.#stopped = false;
    const subscribe = async (): Promise<void> => {
      while (!this.#stopped) {
        try {
          await this.#subscribe();
          return;
        } catch (error) {
          this.failure = error;
          await new Promise((resolve) => setTimeout(resolve, RETRY));
        }
      }
    };
    const onvisibility = (): void => {
      this.backend.sessionsHidden(document.hidden).catch((error: unknown) => (this.failure = error));
      this.now = Date.now();
    };
    document.addEventListener('visibilitychange', onvisibility);
    const clock = setInterval(() => document.hidden || (this.now = Date.now()), CLOCK);
    void subscribe();
    return () => {
      this.#stopped = true;
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
    this.#changedAt.set(keyOf(session), Date.now());
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
    this.#changedAt.set(keyOf(session), Date.now());
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
    try {
      await this.#subscribe();
      await this.backend.refreshSessions();
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
    this.now = Date.now();
  }

  #subscribe(): Promise<void> {
    this.#subscription ??= this.backend
      .subscribeSessions((event) => this.#stopped || this.#take(event))
      .catch((error: unknown) => {
        this.#subscription = null;
        throw error;
      });
    return this.#subscription;
  }

  #take(event: ListEvent): void {
    this.#show(this.#after(event));
    this.failure = null;
    this.loaded = this.listings.length > 0;
    this.now = Date.now();
  }

  /** The listings as an event makes them. */
  #after(event: ListEvent): readonly EngineListing[] {
    switch (event.kind) {
      case 'list':
        return event.listings.map((listing) => this.#whole(listing));
      case 'snapshot': {
        const { engine } = event.listing.health;
        const others = this.listings.filter((listing) => listing.health.engine !== engine);
        return [...others, this.#whole(event.listing)].sort(inOrder);
      }
      case 'updated':
        return this.listings.map((listing) =>
          listing.health.engine === event.engine ? this.#updated(listing, event) : listing,
        );
      case 'away': {
        const { engine, health, problem, awaySince, remote } = event;
        return this.listings.map((listing) =>
          listing.health.engine === engine ? { ...listing, health, problem, awaySince, remote } : listing,
        );
      }
      case 'removed':
        return this.listings.filter((listing) => listing.health.engine !== event.engine);
    }
  }

  #updated(listing: EngineListing, { sessions, gone, readAt }: Extract<ListEvent, { kind: 'updated' }>): EngineListing {
    const news = new Map(
      sessions.filter((session) => !this.#isOlder(session, readAt)).map((session) => [session.id, session]),
    );
    const left = new Set(gone);
    const rows = listing.sessions
      .filter((old) => !left.has(old.id) || this.#isOlder(old, readAt))
      .map((old) => {
        const fresh = news.get(old.id);
        news.delete(old.id);
        return fresh ?? old;
      });
    return { ...listing, sessions: [...rows, ...news.values()], readAt };
  }

  /** An engine's listing that was read whole, but for what an action changed since then. */
  #whole(listing: EngineListing): EngineListing {
    const isOlder = (session: Session): boolean => this.#isOlder(session, listing.readAt);
    const kept = (this.of(listing.health.engine)?.sessions ?? []).filter(isOlder);
    return { ...listing, sessions: [...listing.sessions.filter((session) => !isOlder(session)), ...kept] };
  }

  /** Whether an action changed a session after it was read. */
  #isOlder(session: Session, readAt: string | null): boolean {
    const changedAt = this.#changedAt.get(keyOf(session));
    return changedAt !== undefined && readAt !== null && Date.parse(readAt) < changedAt;
  }

  #show(listings: readonly EngineListing[]): void {
    this.listings = listings;
    const sessions = listings.flatMap((listing) => listing.sessions);
    const same =
      sessions.length === this.sessions.length && sessions.every((session, i) => session === this.sessions[i]);
    if (!same) this.sessions = sessions;
  }
}

const KINDS = ['podman', 'docker'];

/** Podman before docker, and of each kind by engine. */
function inOrder(a: EngineListing, b: EngineListing): number {
  const kind = KINDS.indexOf(a.health.kind) - KINDS.indexOf(b.health.kind);
  return kind || (a.health.engine < b.health.engine ? -1 : 1);
}
