// What the palette offers besides the sessions.

import type { Session } from '../backend/port';
import type { SessionActions } from '../session/context';
import { terminalStatus } from '../session/status.svelte';
import { perform, type Verb, VERBS, verbsFor } from '../session/verbs';
import type { Tab } from '../tabs/tabs.svelte';

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

/** Commands for the terminal or the shell of a tab; `back` gives it the keyboard again. */
export function terminalCommands(tab: Tab, back: () => void): PaletteCommand[] {
  const { session, view, readOnly, hasShell } = tab;
  const live = view === 'shell' ? hasShell : view === 'terminal' && terminalStatus(session)?.live === true;
  const whose = view === 'shell' ? `the shell in ${session.name}` : session.name;
  const clear = (): void => {
    tab.clears += 1;
    back();
  };
  return [
    ...(view === 'terminal'
      ? [
          {
            label: readOnly ? `Take control of ${session.name}` : `View ${session.name} read-only`,
            run: () => void (tab.readOnly = !readOnly),
          },
        ]
      : []),
    ...(live ? [{ label: `Clear scrollback of ${whose}`, run: clear }] : []),
  ];
}
