// Where a person writes: keys and the engine's own menu are theirs there.

export function isTextField(target: Element | null): boolean {
  return target?.closest('input, textarea, select, [contenteditable]') != null;
}

/** A key without Ctrl, Alt or Cmd. */
export function isPlain(event: KeyboardEvent, key: string): boolean {
  return event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** The engine's own menu (Back, Reload…) is for pages; it stays where there is text to copy or to paste into. */
export function withoutPageMenu(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (!isTextField(target) && target?.closest('.selectable, .xterm') == null) event.preventDefault();
}
