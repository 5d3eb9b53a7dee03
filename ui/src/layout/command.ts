// What a command of the window is, and what it acts on.

import type { DefinedLayout, Session } from '../backend/port';
import type { HistoryAsked } from '../history/room.svelte';
import type { Chord } from '../parts/chords';
import type { Preferences } from '../preferences/preferences.svelte';
import type { SessionActions } from '../session/context';
import type { Marks } from '../session/marks.svelte';
import type { TerminalStatuses } from '../session/status.svelte';
import type { OpenTabs } from '../tabs/tabs.svelte';
import type { Broadcast } from '../terminal/broadcast.svelte';

export type DialogName =
  'palette' | 'new' | 'settings' | 'shortcuts' | 'several' | 'reboot' | 'layout' | 'diagnosis' | 'crash';

/** The window, as far as commands act on it. */
export interface CommandTarget {
  readonly tabs: OpenTabs;
  readonly preferences: Preferences;
  readonly terminals: TerminalStatuses;
  readonly broadcast: Broadcast;
  readonly marks: Marks;
  readonly actions: SessionActions & { tryIt(): Promise<void> };
  /** What is selected in the list. */
  readonly selected: readonly Session[];
  dialog: DialogName | null;
  /** The layouts of the file of definitions. */
  readonly layouts: readonly DefinedLayout[];
  /** Opens sessions side by side. */
  openLayout(columns: readonly (readonly string[])[]): void;
  toggleList(): void;
  refresh(): void;
  closeTab(): void;
  showWall(shown: boolean): void;
  /** Shows the past, of what is asked for; null shows it no longer. */
  showHistory(asked: HistoryAsked | null): void;
  /** Shows the images of the engines, or no longer. */
  showImages(shown: boolean): void;
  /** Goes to the next session that needs the person, or says that none does. */
  nextNeeding(): void;
  /** Goes back to where the person was before that. */
  backFromNeeding(): void;
  /** Gives the keyboard to the terminal in sight. */
  focusTerminal(): Promise<void>;
}

export interface Command {
  id: string;
  /** As the palette names it, now. */
  label: string | ((window: CommandTarget) => string);
  /** Where the page of shortcuts says it otherwise. Commands that share a text share a line. */
  help?: string;
  keys?: readonly Chord[];
  /** Why it can't run now; null when it can. */
  when?: (window: CommandTarget) => string | null;
  run: (window: CommandTarget) => unknown;
  /** A key only: the palette has a better way to the same. */
  keyOnly?: true;
}
