// Whose a session is when another program runs it: Berth shows it, and never removes it.
// The labels are those of the runner's protect.rs, which has the last word.

import type { Session } from '../backend/port';
import { t } from './text';

export interface Guard {
  /** For the badge: "systemd", "toolbox", "distrobox". */
  owner: string;
  /** Why it is not removed, and what to use instead. */
  whyKept: string;
  /** What happens when it is stopped; null when nothing special does. */
  onStop: string | null;
}

const TOOLBOX = ['com.github.containers.toolbox', 'com.github.debarshi.toolbox'];

/** Null when it is nobody else's. */
export function guardOf({ labels, name }: Pick<Session, 'labels' | 'name'>): Guard | null {
  const unit = labels['PODMAN_SYSTEMD_UNIT'];
  if (unit !== undefined) {
    return {
      owner: 'systemd',
      whyKept: t.guards.systemdKept(unit),
      onStop: t.guards.systemdOnStop(unit),
    };
  }
  if (TOOLBOX.some((label) => labels[label] !== undefined)) {
    return {
      owner: 'toolbox',
      whyKept: t.guards.toolboxKept(name),
      onStop: null,
    };
  }
  if (labels['manager'] === 'distrobox') {
    return {
      owner: 'distrobox',
      whyKept: t.guards.distroboxKept(name),
      onStop: null,
    };
  }
  return null;
}
