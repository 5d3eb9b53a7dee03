// Commands that send until they are ended.

import { Channel, invoke } from '@tauri-apps/api/core';

import { commands, type LogEvent } from '../bindings';
import type { Subscription } from '../port';
import { translated } from './call';

/** Hands a channel to a command that answers with a number. Nothing comes after its end. */
export async function until<Message>(
  listen: (message: Message) => void,
  call: (channel: Channel<Message>) => Promise<number>,
): Promise<Subscription & { readonly number: number }> {
  let ended = false;
  const channel = new Channel<Message>((message) => {
    if (!ended) listen(message);
  });
  const number = await translated(call(channel));
  return {
    number,
    end() {
      ended = true;
      // It may have ended by itself.
      void translated(commands.unsubscribe(number)).catch(() => undefined);
    },
  };
}

/** The same for a command that sends bytes and events. */
export function subscribe(
  command: string,
  args: Record<string, unknown>,
  output: (bytes: Uint8Array) => void,
  event: (event: LogEvent) => void,
): Promise<Subscription> {
  return until<ArrayBuffer | LogEvent>(
    (message) => {
      if (message instanceof ArrayBuffer) output(new Uint8Array(message));
      else event(message);
    },
    (channel) => invoke<number>(command, { ...args, channel }),
  );
}
