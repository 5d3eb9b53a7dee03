// What the palette offers besides the sessions.

import type { Session } from '../backend/port';
import type { SessionActions } from '../sessions/context';
import { perform, VERBS, verbsFor } from '../sessions/verbs';

export interface PaletteCommand {
  label: string;
  /** The shortcut, for showing. */
  keys?: string;
  run: () => void;
}

/** The verbs of the session that is looked at, each naming it: "Stop web-bot…". */
export function sessionCommands(session: Session, actions: SessionActions): PaletteCommand[] {
  return verbsFor(session).map((verb) => {
    const { label } = VERBS[verb];
    const asks = label.endsWith('…');
    const word = asks ? label.slice(0, -1) : label;
    return {
      label: verb === 'logs' ? `Logs of ${session.name}` : verb === 'shell' ? `Shell in ${session.name}` : verb === 'window' ? `Move ${session.name} to its own window` : verb === 'attach' ? `Attach to ${session.name}` : `${word} ${session.name}${asks ? '…' : ''}`,
      run: () => perform(actions, verb, session),
    };
  });
}
