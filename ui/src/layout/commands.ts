// What the palette offers besides the sessions.

import type { Session } from '../backend/port';
import type { SessionActions } from '../sessions/context';
import { perform, type Verb, VERBS, verbsFor } from '../sessions/verbs';

export interface PaletteCommand {
  label: string;
  /** The shortcut, for showing. */
  keys?: string;
  run: () => void;
}

/** Where the name does not simply follow the verb. */
const PHRASES: Partial<Record<Verb, (name: string) => string>> = {
  attach: (name) => `Attach to ${name}`,
  window: (name) => `Move ${name} to its own window`,
  handOver: (name) => `Open in my terminal: ${name}`,
  shell: (name) => `Shell in ${name}`,
  logs: (name) => `Logs of ${name}`,
  save: (name) => `Save output of ${name}`,
};

/** The verbs of the session that is looked at, each naming it: "Stop web-bot…". */
export function sessionCommands(session: Session, actions: SessionActions): PaletteCommand[] {
  return verbsFor(session).map((verb) => {
    const { label } = VERBS[verb];
    const asks = label.endsWith('…');
    const word = asks ? label.slice(0, -1) : label;
    return {
      label: `${PHRASES[verb]?.(session.name) ?? `${word} ${session.name}`}${asks ? '…' : ''}`,
      run: () => perform(actions, verb, session),
    };
  });
}
