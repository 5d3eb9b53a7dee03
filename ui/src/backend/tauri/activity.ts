// What sessions do, and their screens without joining them.

import { Channel, invoke } from '@tauri-apps/api/core';

import { commands, type PeekEvent } from '../bindings';
import type { ActivityCalls, PeekListener, PeekScreen, SessionKey, Subscription } from '../port';
import { translated } from './call';
import { until } from './subscription';

export const activityCalls: ActivityCalls = {
  async subscribeActivity(listen) {
    await translated(commands.subscribeActivity(new Channel(listen)));
  },
  subscribePeek,
  answerSession: (session, inputs, ifScreen) => translated(commands.answerSession(session, inputs, ifScreen)),
};

/** Each screen is told first, then come the bytes that draw it. */
function subscribePeek(session: SessionKey, listener: PeekListener): Promise<Subscription> {
  let told: PeekScreen | null = null;
  return until<ArrayBuffer | PeekEvent>(
    (message) => {
      if (message instanceof ArrayBuffer) {
        if (told) listener.screen(told, new Uint8Array(message));
      } else if (message.kind === 'screen') {
        told = message;
      } else {
        listener.gone(message.reason);
      }
    },
    (channel) => invoke<number>('subscribe_peek', { session, channel }),
  );
}
