// Where the keyboard goes when a tab closes that had it.

import { untrack } from 'svelte';

import type { OpenTabs } from '../tabs/tabs.svelte';

/** Calls `on` when a tab took the keyboard along. For a component's start. */
export function restoreFocus(tabs: OpenTabs, on: () => void): void {
  let before = 0;
  let had: Element | null = null;
  $effect.pre(() => {
    if (tabs.tabs.length < before) had = document.activeElement;
  });
  $effect(() => {
    const fewer = tabs.tabs.length < before;
    before = tabs.tabs.length;
    // The rows of the list hand it on among themselves.
    if (fewer && document.activeElement === document.body && !had?.closest('[role="grid"]')) untrack(on);
  });
}
