// The window's layout in the storage of the page: small choices that outlive the window.

import * as v from 'valibot';

import { MOST_LOGS } from '../session/bulk';
import { SORTS } from '../session/sort';
import { DEFAULT_OPTIONS, FILTERS, type Grouping, isGrouping } from '../sessions/groups';
import type { SavedListOptions } from '../sessions/listOptions.svelte';
import { parsePanes } from '../tabs/savedPanes';
import type { SavedTabs } from '../tabs/savedTabs';
import { VIEWS } from '../tabs/tab.svelte';
import { clampWidth, DEFAULT_WIDTH, type SavedSide } from './side.svelte';

type Layout = SavedListOptions & SavedSide & SavedTabs;

const KEY = 'berth.layout';

const StoredSession = v.object({ engine: v.string(), key: v.string(), view: v.picklist(VIEWS), active: v.boolean() });
const StoredOwner = v.object({ engine: v.string(), id: v.string(), name: v.string() });
const StoredLogs = v.object({
  key: v.string(),
  logs: v.pipe(v.array(StoredOwner), v.minLength(2), v.maxLength(MOST_LOGS)),
  active: v.boolean(),
});
const StoredTab = v.union([StoredSession, StoredLogs]);

/** Each entry that is missing or wrong has its default. */
const StoredLayout = v.object({
  listWidth: v.fallback(v.pipe(v.number(), v.transform(clampWidth)), DEFAULT_WIDTH),
  listShown: v.fallback(v.boolean(), true),
  filter: v.fallback(v.picklist(FILTERS), DEFAULT_OPTIONS.filter),
  grouping: v.fallback(v.nullable(v.custom<Grouping>(isGrouping)), null),
  decided: v.fallback(v.boolean(), false),
  sort: v.fallback(v.picklist(SORTS), DEFAULT_OPTIONS.sort),
  hiddenEngines: validItems(v.string()),
  tabs: validItems(StoredTab),
  panes: v.fallback(
    v.pipe(
      v.unknown(),
      v.transform((stored) => parsePanes(stored)),
    ),
    null,
  ),
});

/** The stored layout; the defaults if nothing was stored, or if it can't be read. */
export function loadLayout(): Layout {
  try {
    return v.parse(StoredLayout, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Storage may be refused or hold rubbish; the window works without.
    return v.parse(StoredLayout, {});
  }
}

export function saveLayout(layout: Layout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // See loadLayout.
  }
}

/** The valid items of an array; no items if it is not one. */
function validItems<T extends v.GenericSchema>(item: T) {
  const valid = (stored: unknown): stored is v.InferOutput<T> => v.is(item, stored);
  return v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((stored) => stored.filter(valid)),
    ),
    [],
  );
}
