// Whose a session is when another program runs it: Berth shows it, and never removes it.
// The labels are those of the runner's protect.rs, which has the last word.

import type { Session } from '../backend/port';

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
      whyKept: `Run by the systemd unit ${unit}; Berth does not delete it. To end it for good: systemctl stop ${unit} (with --user when it is yours)`,
      onStop: `Run by the systemd unit ${unit}: systemd may start it again.`,
    };
  }
  if (TOOLBOX.some((label) => labels[label] !== undefined)) {
    return {
      owner: 'toolbox',
      whyKept: `A toolbox, with what was installed in it; Berth does not delete it. To remove it: toolbox rm ${name}`,
      onStop: null,
    };
  }
  if (labels['manager'] === 'distrobox') {
    return {
      owner: 'distrobox',
      whyKept: `A distrobox, with what was installed in it; Berth does not delete it. To remove it: distrobox rm ${name}`,
      onStop: null,
    };
  }
  return null;
}
