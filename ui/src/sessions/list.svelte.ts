// The sessions as the engines last reported them, kept fresh while the list is visible.

import { SvelteMap } from 'svelte/reactivity';

import type { Backend, EngineListing, Health, ListEvent, Session } from '../backend/port';
import { groupOf, keyOf } from '../session/state';

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
  /** As the host told it. */
  #told: readonly EngineListing[] = [];
  /** What actions did, by key: laid over what was told, until the host has read that since. */
  readonly #done = new Map<string, Done>();
  /** What a file defines, as it is without a container. */
  #defined: readonly Session[] = [];
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

  /** Shows what is defined and has no container on an engine that answered, or is not there. */
  setDefined(rows: readonly Session[]): void {
    this.#defined = rows;
    this.#show();
  }

  /** Shows a session as an action left it, before the engines are asked again. */
  put(session: Session): void {
    this.#done.set(keyOf(session), { engine: session.engine, id: session.id, session, at: Date.now() });
    this.#show();
  }

  /** Forgets a session that an action removed. */
  drop(session: Session): void {
    this.#done.set(keyOf(session), { engine: session.engine, id: session.id, session: null, at: Date.now() });
    this.#show();
  }

  #begin(): Promise<void> {
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  async #read(): Promise<void> {
    const before = [...this.#done];
    try {
      await this.#subscribe();
      await this.backend.refreshSessions();
      this.failure = null;
      // An action's session may be older than what the host told meanwhile, and does not tell again.
      for (const [key, done] of before)
        if (this.#done.get(key) === done && this.answered(done.engine)) this.#done.delete(key);
      this.#show();
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
    this.#told = this.#after(event);
    if (event.kind === 'list') for (const { health, readAt } of event.listings) this.#believe(health.engine, readAt);
    else if (event.kind === 'snapshot') this.#believe(event.listing.health.engine, event.listing.readAt);
    else if (event.kind === 'updated')
      this.#believe(event.engine, event.readAt, new Set([...event.sessions.map(({ id }) => id), ...event.gone]));
    this.#show();
    this.failure = null;
    this.loaded = this.listings.length > 0;
    this.now = Date.now();
  }

  /** The listings as an event makes them. */
  #after(event: ListEvent): readonly EngineListing[] {
    switch (event.kind) {
      case 'list':
        return event.listings;
      case 'snapshot': {
        const { engine } = event.listing.health;
        const others = this.#told.filter((listing) => listing.health.engine !== engine);
        return [...others, event.listing].sort(inOrder);
      }
      case 'updated':
        return this.#told.map((listing) =>
          listing.health.engine === event.engine ? updated(listing, event) : listing,
        );
      case 'away': {
        const { engine, health, problem, awaySince, remote } = event;
        return this.#told.map((listing) =>
          listing.health.engine === engine ? { ...listing, health, problem, awaySince, remote } : listing,
        );
      }
      case 'removed':
        return this.#told.filter((listing) => listing.health.engine !== event.engine);
    }
  }

  /** Of actions before this reading nothing is laid over what it says; all rows without `ids`. */
  #believe(engine: string, readAt: string | null, ids?: ReadonlySet<string>): void {
    if (readAt === null) return;
    const at = Date.parse(readAt);
    for (const [key, done] of this.#done)
      if (done.engine === engine && done.at <= at && (ids?.has(done.id) ?? true)) this.#done.delete(key);
  }

  #show(): void {
    for (const [key, { session, engine, id }] of this.#done) {
      const listing = this.#told.find(({ health }) => health.engine === engine);
      const told = listing?.sessions.find((one) => one.id === id);
      if (session && told && hasPassed(session, told)) this.#done.delete(key);
    }
    const listings = this.#told.map((listing) => {
      const done = [...this.#done.values()].filter(({ engine }) => engine === listing.health.engine);
      return done.length === 0 ? listing : laidOver(listing, done);
    });
    this.listings = listings;
    const there = listings.flatMap((listing) => listing.sessions);
    const sessions = [...there, ...absent(this.#defined, there, listings)];
    const same =
      sessions.length === this.sessions.length && sessions.every((session, i) => session === this.sessions[i]);
    if (!same) this.sessions = sessions;
  }
}

/** Of what is defined, what has no container; nothing of an engine that is still asked. */
function absent(
  defined: readonly Session[],
  there: readonly Session[],
  listings: readonly EngineListing[],
): readonly Session[] {
  if (defined.length === 0 || listings.length === 0) return [];
  const names = new Set(there.map(({ engine, name }) => `${engine}/${name}`));
  const asked = new Set(
    listings
      .filter(({ health, readAt, problem }) => health.status === 'ready' && readAt === null && problem === null)
      .map(({ health }) => health.engine),
  );
  return defined.filter(({ engine, name }) => !asked.has(engine) && !names.has(`${engine}/${name}`));
}

/** What an action did to a session; null: it removed it. */
interface Done {
  engine: string;
  id: string;
  session: Session | null;
  at: number;
}

/** Whether a session was read before another reading of it: its run was over since, or another began. */
function hasPassed(session: Session, other: Session): boolean {
  if (session.startedAt === null || other.startedAt === null) return false;
  const [began, otherBegan] = [Date.parse(session.startedAt), Date.parse(other.startedAt)];
  const ended = groupOf(other.state) === 'ended' && groupOf(session.state) !== 'ended';
  return began < otherBegan || (session.startedAt === other.startedAt && ended);
}

function updated(
  listing: EngineListing,
  { sessions, gone, readAt }: Extract<ListEvent, { kind: 'updated' }>,
): EngineListing {
  return { ...listing, sessions: merged(listing.sessions, sessions, new Set(gone)), readAt };
}

function laidOver(listing: EngineListing, done: readonly Done[]): EngineListing {
  const sessions = done.flatMap(({ session }) => session ?? []);
  const gone = new Set(done.filter(({ session }) => session === null).map(({ id }) => id));
  return { ...listing, sessions: merged(listing.sessions, sessions, gone) };
}

/** Rows with others in their places, new ones last, and without those that are gone. */
function merged(rows: readonly Session[], news: readonly Session[], gone: ReadonlySet<string>): Session[] {
  const left = new Map(news.map((session) => [session.id, session]));
  const kept = rows
    .filter(({ id }) => !gone.has(id))
    .map((row) => {
      const fresh = left.get(row.id);
      left.delete(row.id);
      return fresh ?? row;
    });
  return [...kept, ...left.values()];
}

const KINDS = ['podman', 'docker'];

/** Podman before docker, and of each kind by engine. */
function inOrder(a: EngineListing, b: EngineListing): number {
  const kind = KINDS.indexOf(a.health.kind) - KINDS.indexOf(b.health.kind);
  return kind || (a.health.engine < b.health.engine ? -1 : 1);
}
