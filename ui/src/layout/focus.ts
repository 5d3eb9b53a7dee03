// Where the keyboard goes when a pane is gone to.

/** The terminal in the panel of a tab, else the panel; without a tab the empty pane. */
export function focusPane(key: string | null): void {
  const panel =
    key === null ? document.querySelector<HTMLElement>('[data-empty] button') : document.getElementById(`panel-${key}`);
  (panel?.querySelector<HTMLElement>('section:not([hidden]) .xterm-helper-textarea') ?? panel)?.focus();
}
