// Tabs as they are remembered when the window closes.

import type { LogOwner } from './logsTab.svelte';
import type { SavedPanes } from './savedPanes';
import type { View } from './tab.svelte';

export interface SavedSession {
  engine: string;
  /** `keyOf` its session. */
  key: string;
  view: View;
  active: boolean;
}

/** The logs of several sessions. */
export interface SavedLogs {
  key: string;
  logs: readonly LogOwner[];
  active: boolean;
}

export type SavedTab = SavedSession | SavedLogs;

export interface SavedTabs {
  /** From left to right. */
  tabs: readonly SavedTab[];
  /** How they were divided into panes. */
  panes: SavedPanes | null;
}
