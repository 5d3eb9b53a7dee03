// The desktop's tray, without a desktop.

import type { TrayEvent, TrayFace } from '../port';

export class FakeTray {
  face: TrayFace | null = null;
  #listen: (event: TrayEvent) => void = () => {};

  subscribe(listen: (event: TrayEvent) => void): void {
    this.#listen = listen;
    this.send({ kind: 'standing', shown: false });
  }

  send(event: TrayEvent): void {
    this.#listen(event);
  }
}
