// The platform's modifier key, and the keys that browsers and terminals share.

type Zoom = 'in' | 'out' | 'reset';

/** Whether Cmd takes Ctrl's place. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** Whether the web view is WebKitGTK. */
export function isLinux(): boolean {
  return navigator.userAgent.includes('Linux');
}

/**
 * What Ctrl with this key does to the size of text, in terminals too: no control character
 * is made of these. But Ctrl+Shift+- writes Ctrl+_, which is a program's.
 */
export function zoomOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): Zoom | null {
  if (key === '+' || key === '=') return 'in';
  if (key === '-') return 'out';
  return key === '0' || code === 'Digit0' ? 'reset' : null;
}
