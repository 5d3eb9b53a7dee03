// Text to the clipboard, at a person's command only.

let throughHost: ((text: string) => Promise<boolean>) | null = null;

/** Has this host copy: its web view lets the page do so at a press alone, and not all that is copied comes from one. */
export function copyThrough(host: (text: string) => Promise<boolean>): void {
  throughHost = host;
}

/**
 * Copies; returns whether it worked. Call it from a key or a click: engines take
 * it from nowhere else, and WebKitGTK refuses the modern way in some windows.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (await throughHost?.(text)) return true;
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyThroughSelection(text);
  }
}

/**
 * The same for a text that is still being made: the clipboard is asked for at once, else the engine forgets that a
 * person did. Rejects where the text does.
 */
export async function copyLater(text: Promise<string>): Promise<boolean> {
  if (!throughHost && typeof ClipboardItem !== 'undefined') {
    try {
      const blob = text.then((made) => new Blob([made], { type: 'text/plain' }));
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
      return true;
    } catch {
      // Not by every engine, nor in every window.
    }
  }
  return copyText(await text);
}

function copyThroughSelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  area.style.cssText = 'position:fixed;inset-block-start:0;opacity:0';
  document.body.append(area);
  area.select();
  // The only way that WebKitGTK allows in some windows.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
