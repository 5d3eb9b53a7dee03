// Berth in the desktop's tray: this window says what stands there, and does what is asked there.

import { createContext } from 'svelte';

import type { Backend, TrayEvent, TrayFace } from '../backend/port';
import { notifyError } from '../notices/notices';
import { t } from './text';

export class Tray {
  /** The desktop has a tray, and Berth is in it. */
  shown = $state(false);
  /** As it stands there. */
  #face = '';

  constructor(
    private readonly backend: Backend,
    private readonly onnew: () => void,
  ) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend
      .subscribeTray((event) => this.receive(event))
      .catch((error: unknown) => notifyError(t.notFollowed, error));
  }

  receive(event: TrayEvent): void {
    if (event.kind === 'standing') this.shown = event.shown;
    else this.onnew();
  }

  /** Shows this, unless it stands there; for an effect. A desktop without a tray is no fault. */
  show(face: TrayFace): void {
    const written = JSON.stringify(face);
    if (written === this.#face) return;
    this.#face = written;
    this.backend.showTray(face).catch(() => undefined);
  }
}

/** Set once in App, read anywhere below it. */
export const [useTray, provideTray] = createContext<Tray>();
