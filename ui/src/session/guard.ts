// The words for a session that belongs to another program: Berth shows it, and never removes it.
// The runner recognises such sessions.

import type { Session } from '../backend/port';
import { t } from './text';

interface Guard {
  /** For the badge: "systemd", "toolbox", "distrobox", "ReplicaSet". */
  owner: string;
  /** Why it is not removed, and what to use instead. */
  whyKept: string;
  /** What happens when it is stopped; null when nothing special does. */
  onStop: string | null;
}

/** Null when it belongs to no other program. */
export function guardOf({
  protection,
  name,
  infra,
  pod,
}: Pick<Session, 'protection' | 'name' | 'infra' | 'pod'>): Guard | null {
  if (infra && pod !== null) {
    return { owner: t.guards.infra, whyKept: t.guards.infraKept(pod), onStop: t.guards.infraOnStop(pod) };
  }
  switch (protection?.code) {
    case undefined:
      return null;
    case 'systemd_unit': {
      const { unit } = protection.args;
      return { owner: 'systemd', whyKept: t.guards.systemdKept(unit), onStop: t.guards.systemdOnStop(unit) };
    }
    case 'toolbox':
      return { owner: 'toolbox', whyKept: t.guards.toolboxKept(name), onStop: null };
    case 'controller': {
      const { kind, owner } = protection.args;
      const why = t.guards.controller(kind, owner);
      return { owner: kind, whyKept: why, onStop: why };
    }
    case 'distrobox':
      return { owner: 'distrobox', whyKept: t.guards.distroboxKept(name), onStop: null };
  }
}
