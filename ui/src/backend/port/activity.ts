// What sessions do, and their screens without joining them.

import type { ActivityEvent, AnswerOutcome, Input, PeekEvent, PeekGone, SessionKey } from '../bindings';
import type { Subscription } from './subscription';

/** What a screen shows, without the bytes that draw it. */
export type PeekScreen = Omit<Extract<PeekEvent, { kind: 'screen' }>, 'kind'>;

export interface PeekListener {
  /** The screen of now; `bytes` draw it in a terminal of its size, with what is above it. */
  screen(screen: PeekScreen, bytes: Uint8Array): void;
  /** Nothing follows. */
  gone(reason: PeekGone): void;
}

export interface ActivityCalls {
  /** Sends what sessions do: everything at once, then every change, until the window is gone. */
  subscribeActivity(listen: (event: ActivityEvent) => void): Promise<void>;
  /** Sends the screen of a session, at once and when it changes, until it is ended. Nobody joins it for that. */
  subscribePeek(session: SessionKey, listener: PeekListener): Promise<Subscription>;
  /**
   * Types an answer into a session without joining it. With `ifScreen`, the hash of the screen that the person saw,
   * only if it is still so.
   */
  answerSession(session: SessionKey, inputs: Input[], ifScreen: string | null): Promise<AnswerOutcome>;
}
