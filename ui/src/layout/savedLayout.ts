// How the window was left: small choices that outlive it.

import { FILTERS, isGrouping, PLAIN } from '../sessions/groups';
import type { KeptLook } from '../sessions/listOptions.svelte';
import { SORTS } from '../session/sort';
import { readPanes } from '../tabs/savedPanes';
import { clampWidth, DEFAULT_WIDTH, type KeptSide } from './side.svelte';
import { type KeptTab, type KeptTabs, VIEWS } from '../tabs/tabs.svelte';

type Layout = KeptLook & KeptSide & KeptTabs;

const KEY = 'berth.layout';

/** What was kept; the defaults where nothing was, or where it can't be read. */
export function recall(): Layout {
  const layout: Layout = {
    listWidth: DEFAULT_WIDTH,
    listShown: true,
    ...PLAIN,
    hiddenEngines: [],
    tabs: [],
    panes: null,
  };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept === 'object' && kept !== null) {
      if ('listWidth' in kept && typeof kept.listWidth === 'number') layout.listWidth = clampWidth(kept.listWidth);
      if ('listShown' in kept && typeof kept.listShown === 'boolean') layout.listShown = kept.listShown;
      if ('filter' in kept && isKey(FILTERS, kept.filter)) layout.filter = kept.filter;
      if ('grouping' in kept && isGrouping(kept.grouping)) layout.grouping = kept.grouping;
      if ('sort' in kept && isKey(SORTS, kept.sort)) layout.sort = kept.sort;
      if ('hiddenEngines' in kept && Array.isArray(kept.hiddenEngines))
        layout.hiddenEngines = kept.hiddenEngines.filter((id) => typeof id === 'string');
      if ('tabs' in kept && Array.isArray(kept.tabs)) layout.tabs = kept.tabs.filter(isTab);
      if ('panes' in kept) layout.panes = readPanes(kept.panes);
    }
  } catch {
    // Storage may be refused or hold rubbish; the window works without.
  }
  return layout;
}

export function remember(layout: Layout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // See recall.
  }
}

function isKey<T extends object>(known: T, value: unknown): value is keyof T {
  return typeof value === 'string' && Object.hasOwn(known, value);
}

function isTab(kept: unknown): kept is KeptTab {
  if (typeof kept !== 'object' || kept === null) return false;
  const { engine, key, view, active }: Partial<Record<keyof KeptTab, unknown>> = kept;
  return typeof engine === 'string' && typeof key === 'string' && isKey(VIEWS, view) && typeof active === 'boolean';
}
