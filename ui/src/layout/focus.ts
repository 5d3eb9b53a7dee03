// Where the keyboard goes when a pane is gone to.

/** The terminal, or the lines, in the panel of a tab, else the panel; without a tab the empty pane. */
export function focusPane(key: string | null): void {
  const panel =
    key === null ? document.querySelector<HTMLElement>('[data-empty] button') : document.getElementById(`panel-${key}`);
  const taking = 'section:not([hidden]) :is(.xterm-helper-textarea, [data-takes-keys])';
  (panel?.querySelector<HTMLElement>(taking) ?? panel)?.focus();
}
