// What the file of definitions says: sessions with a container or without, layouts, and faults of the file.

import { createContext } from 'svelte';

import type { Backend, DefinedSession, DefinitionsNow, Session } from '../backend/port';

type Named = Pick<Session, 'engine' | 'name'>;

export class Defined {
  #now = $state.raw<DefinitionsNow>({ path: '', sessions: [], layouts: [], faults: [] });
  readonly #byName: ReadonlyMap<string, DefinedSession> = $derived(
    new Map(this.#now.sessions.map((one) => [nameOf(one.session), one])),
  );
  /** The rows of all, as they are without a container. */
  readonly rows: readonly Session[] = $derived(this.#now.sessions.map(({ session }) => session));

  constructor(private readonly backend: Backend) {}

  get faults(): DefinitionsNow['faults'] {
    return this.#now.faults;
  }

  /** The path of the file. */
  get path(): string {
    return this.#now.path;
  }

  get layouts(): DefinitionsNow['layouts'] {
    return this.#now.layouts;
  }

  /** Begins to listen, until the window is gone. */
  listen(): void {
    // It asks no engine and can't fail but with the app itself.
    this.backend.subscribeDefinitions((now) => (this.#now = now)).catch(() => undefined);
  }

  /** What the file says of the session of this name on this engine; null where it says nothing. */
  of(session: Named): DefinedSession | null {
    return this.#byName.get(nameOf(session)) ?? null;
  }

  /** Those of the sessions that the file defines by these names, in the order of the names. */
  among(sessions: readonly Session[], names: readonly string[]): Session[] {
    return names.flatMap((name) => {
      const row = this.rows.find((one) => one.name === name);
      return row ? (sessions.find((one) => one.engine === row.engine && one.name === row.name) ?? []) : [];
    });
  }
}

function nameOf({ engine, name }: Named): string {
  return `${engine}/${name}`;
}

/** Set once in the window, read anywhere below it. */
export const [useDefined, provideDefined] = createContext<Defined>();
