// Of what the person is told.

import type { NoticeEvent, NoticeWords, SessionKey, TerminalNotification } from '../bindings';

export interface NoticeCalls {
  /** Hears what programs want to be known, in terminals that are not drawn too, until the window is gone. */
  subscribeNotifications(listener: (notification: TerminalNotification) => void): Promise<void>;
  /** Shows a notice on the desktop: what a program in a session has to say, or without one a test. */
  notify(session: SessionKey | null, words: NoticeWords): Promise<void>;
  /**
   * Sends what the person was told of, what the desktop is to show, and what is clicked there, until the window is
   * gone.
   */
  subscribeNotices(listen: (event: NoticeEvent) => void): Promise<void>;
  /** Has the desktop show a popup in these words, if what it tells is still so. */
  showNotice(popup: number, words: NoticeWords): Promise<void>;
  /** Tells what is in sight while this window has the keyboard; null when it has it not. */
  sessionsInSight(sessions: SessionKey[] | null): Promise<void>;
  /** The person has read a notice, by its number, or all. */
  readNotices(number: number | null): Promise<void>;
  /** Keeps a session off the desktop for an hour, or lets it there again. */
  muteSession(session: SessionKey, muted: boolean): Promise<void>;
}
