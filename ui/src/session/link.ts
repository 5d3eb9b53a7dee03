// Links to sessions, as the host reads them (`src-tauri/src/links`). Pure.

import type { Session } from '../backend/port';

const NAME = /^[a-z0-9][a-z0-9_.-]{0,127}$/i;
const ENGINE = /^[a-z0-9][a-z0-9_.:@+-]{0,127}$/i;

/** `berth://session/podman/web`; null where a name is none that a link can have. */
export function linkOf({ engine, name }: Pick<Session, 'engine' | 'name'>): string | null {
  return NAME.test(name) && ENGINE.test(engine) ? `berth://session/${engine}/${name}` : null;
}
