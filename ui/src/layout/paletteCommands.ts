// What the palette offers besides going to a session: the window's commands, and what the session in sight allows.

import type { Session } from '../backend/port';
import { LOG_KEYS } from '../logs/keys';
import { keyText } from '../parts/chords';
import type { SessionActions } from '../session/context';
import { COLORS } from '../session/marks.svelte';
import { keyOf } from '../session/state';
import { t as words } from '../session/text';
import { perform, verbsFor, whyDisabled } from '../session/verbs';
import type { LinesView } from '../tabs/logsTab.svelte';
import type { Tab } from '../tabs/tab.svelte';
import type { CommandTarget } from './command';
import { chordOf } from './commandKeys';
import { COMMANDS } from './commands';
import { t } from './text';

/** A command as the palette offers it. */
export interface PaletteCommand {
  id: string;
  label: string;
  /** The shortcut, for showing. */
  keys?: string;
  /** Why it can't run now; null when it can. */
  why: string | null;
  run: () => unknown;
}

/** All that the palette offers besides going to a session. */
export function paletteCommands(window: CommandTarget, mac: boolean): PaletteCommand[] {
  const { active, activeSession: tab } = window.tabs;
  return [
    ...(tab && !tab.gone ? sessionCommands(tab.session, window.actions) : []),
    ...(tab
      ? terminalCommands(tab, window.terminals.of(tab.session)?.live === true, () => void window.focusTerminal())
      : []),
    ...(active?.view === 'logs' && active.lines ? linesCommands(active.lines, mac) : []),
    ...window.layouts.map(({ name, columns }): PaletteCommand => ({
      id: `layout-${name}`,
      label: t.commands.openLayout(name),
      why: null,
      run: () => window.openLayout(columns),
    })),
    ...COMMANDS.filter(({ keyOnly }) => !keyOnly).map((command): PaletteCommand => {
      const chord = chordOf(command.id);
      return {
        id: command.id,
        label: typeof command.label === 'string' ? command.label : command.label(window),
        ...(chord ? { keys: keyText(chord, mac) } : {}),
        why: command.when?.(window) ?? null,
        run: () => command.run(window),
      };
    }),
    ...(tab && !tab.gone ? markCommands(tab.session, window) : []),
  ];
}

/** What the session in sight can be marked with, each naming it. */
export function markCommands(session: Session, { marks, actions }: CommandTarget): PaletteCommand[] {
  const { pinned, color } = marks.of(session);
  const { name } = session;
  const command = (id: string, label: string, run: () => unknown): PaletteCommand => ({ id, label, why: null, run });
  const colors = color === null ? COLORS : [null, ...COLORS.filter((one) => one !== color)];
  return [
    command('mark-pin', pinned ? t.marks.unpin(name) : t.marks.pin(name), () =>
      marks.change(session, { pinned: !pinned }),
    ),
    command('mark-note', t.marks.note(name), () => actions.ask('note', session)),
    ...colors.map((one) =>
      command(
        `mark-${one ?? 'none'}`,
        t.marks.color(name, one === null ? words.marks.noColor : words.marks.colors[one]),
        () => marks.change(session, { color: one }),
      ),
    ),
  ];
}

/** What can be done to the lines of the log in sight, with the keys that they have there. */
export function linesCommands(lines: LinesView, mac: boolean): PaletteCommand[] {
  const commands = ['filter', 'find', 'latest', 'wrap', 'times', 'copyAll', 'save'] as const;
  return commands.map((what) => ({
    id: `lines-${what}`,
    label: t.lines[what],
    ...(what === 'copyAll' || what === 'save' ? {} : { keys: keyText(LOG_KEYS[what], mac) }),
    why: null,
    run: () => lines.act(what),
  }));
}

/** The verbs of the session in sight, each naming it: "Stop web-bot…". */
export function sessionCommands(session: Session, actions: SessionActions): PaletteCommand[] {
  return verbsFor(session).map((verb) => {
    return {
      id: `session-${verb}`,
      label: t.verbs[verb](session.name),
      why: whyDisabled(verb, session),
      run: () => perform(actions, verb, session),
    };
  });
}

/** A look into each session that allows one, by its key; the session in sight has it among its verbs. */
export function peekCommands(sessions: readonly Session[], window: CommandTarget): Map<string, PaletteCommand> {
  const here = window.tabs.activeSession;
  const others = sessions.filter(
    (session) => verbsFor(session).includes('peek') && (!here || keyOf(here.session) !== keyOf(session)),
  );
  return new Map(
    others.map((session) => {
      const key = keyOf(session);
      const run = (): void => window.actions.peek(session);
      return [key, { id: `peek-${key}`, label: t.verbs.peek(session.name), why: null, run }];
    }),
  );
}

/** Commands for the terminal or the shell of a tab, `attached` or not; `back` gives it the keyboard again. */
export function terminalCommands(tab: Tab, attached: boolean, back: () => void): PaletteCommand[] {
  const { session, view, readOnly, hasShell } = tab;
  const live = view === 'shell' ? hasShell : view === 'terminal' && attached;
  return [
    {
      id: 'readOnly',
      label: readOnly ? t.verbs.takeControl(session.name) : t.verbs.viewReadOnly(session.name),
      why: view === 'terminal' ? null : t.commands.terminalNotInSight,
      run: () => (tab.readOnly = !readOnly),
    },
    {
      id: 'clear',
      label: view === 'shell' ? t.verbs.clearShell(session.name) : t.verbs.clear(session.name),
      why: live ? null : t.commands.noProgram,
      run: () => {
        tab.clear();
        back();
      },
    },
  ];
}
