// What the person was told of, without a host: tests say what happens.

import type { Muted, Notice, NoticeEvent } from '../port';

export class FakeNotices {
  now: Notice[] = [];
  muted: Muted[] = [];
  #listen: (event: NoticeEvent) => void = () => {};

  subscribe(listen: (event: NoticeEvent) => void): void {
    this.#listen = listen;
    this.#changed();
  }

  /** Tells of something new, as the host does. */
  tell(notice: Partial<Notice> & Pick<Notice, 'name' | 'what'>): Notice {
    const told: Notice = {
      number: this.now.length + 1,
      engine: 'podman',
      session: null,
      run: null,
      at: new Date().toISOString(),
      read: false,
      over: false,
      error: notice.what.kind !== 'engineBack',
      ...notice,
    };
    this.now = [told, ...this.now];
    this.#changed();
    return told;
  }

  /** Has the window do something. */
  send(event: NoticeEvent): void {
    this.#listen(structuredClone(event));
  }

  mute(session: Muted, muted: boolean): void {
    const others = this.muted.filter((one) => one.session !== session.session);
    this.muted = muted ? [...others, session] : others;
    this.#changed();
  }

  read(number: number | null): void {
    this.now = this.now.map((notice) =>
      number === null || notice.number === number ? { ...notice, read: true } : notice,
    );
    this.#changed();
  }

  #changed(): void {
    this.send({ kind: 'list', notices: this.now, muted: this.muted });
  }
}
