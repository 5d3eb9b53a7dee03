// How the window was left: small choices that outlive it.

import { FILTERS, isGrouping, DEFAULT_OPTIONS } from '../sessions/groups';
import type { SavedListOptions } from '../sessions/listOptions.svelte';
import { SORTS } from '../session/sort';
import { parsePanes } from '../tabs/savedPanes';
import { clampWidth, DEFAULT_WIDTH, type SavedSide } from './side.svelte';
import { type SavedTab, type SavedTabs, VIEWS } from '../tabs/tabs.svelte';

type Layout = SavedListOptions & SavedSide & SavedTabs;

const KEY = 'berth.layout';

/** What was saved; the defaults where nothing was, or where it can't be read. */
export function loadLayout(): Layout {
  const layout: Layout = {
    listWidth: DEFAULT_WIDTH,
    listShown: true,
    ...DEFAULT_OPTIONS,
    hiddenEngines: [],
    tabs: [],
    panes: null,
  };
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof saved === 'object' && saved !== null) {
      if ('listWidth' in saved && typeof saved.listWidth === 'number') layout.listWidth = clampWidth(saved.listWidth);
      if ('listShown' in saved && typeof saved.listShown === 'boolean') layout.listShown = saved.listShown;
      if ('filter' in saved && isKey(FILTERS, saved.filter)) layout.filter = saved.filter;
      if ('grouping' in saved && isGrouping(saved.grouping)) layout.grouping = saved.grouping;
      if ('sort' in saved && isKey(SORTS, saved.sort)) layout.sort = saved.sort;
      if ('hiddenEngines' in saved && Array.isArray(saved.hiddenEngines))
        layout.hiddenEngines = saved.hiddenEngines.filter((id) => typeof id === 'string');
      if ('tabs' in saved && Array.isArray(saved.tabs)) layout.tabs = saved.tabs.filter(isTab);
      if ('panes' in saved) layout.panes = parsePanes(saved.panes);
    }
  } catch {
    // Storage may be refused or hold rubbish; the window works without.
  }
  return layout;
}

export function saveLayout(layout: Layout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // See loadLayout.
  }
}

function isKey<T extends object>(known: T, value: unknown): value is keyof T {
  return typeof value === 'string' && Object.hasOwn(known, value);
}

function isTab(saved: unknown): saved is SavedTab {
  if (typeof saved !== 'object' || saved === null) return false;
  const { engine, key, view, active }: Partial<Record<keyof SavedTab, unknown>> = saved;
  return typeof engine === 'string' && typeof key === 'string' && isKey(VIEWS, view) && typeof active === 'boolean';
}
