// Open sessions as they are remembered when the window closes.

import type { SavedPanes } from './savedPanes';
import type { View } from './tab.svelte';

export interface SavedTab {
  engine: string;
  /** `keyOf` its session. */
  key: string;
  view: View;
  active: boolean;
}

export interface SavedTabs {
  /** From left to right. */
  tabs: readonly SavedTab[];
  /** How they were divided into panes. */
  panes: SavedPanes | null;
}
