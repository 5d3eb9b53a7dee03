// Shift+Tab by its name. WebKitGTK (2.50) calls it "Unidentified", because X has a key
// of its own for it, and whoever asks for "Tab" does not know it: dialogs that keep the
// keyboard, terminals, our own keys.

/** Names it for everybody in the window, before anybody hears of it. */
export function normalizeShiftTab(target: Window): void {
  const name = (event: KeyboardEvent): void => {
    if (event.code === 'Tab' && event.key === 'Unidentified') Object.defineProperty(event, 'key', { value: 'Tab' });
  };
  target.addEventListener('keydown', name, { capture: true });
  target.addEventListener('keyup', name, { capture: true });
}
