import type { TerminalPalette } from '../backend/port';
import type { Preferences } from '../preferences/preferences.svelte';
import { currentTheme } from './theme';
import { ANSI } from './themes';

/** The colours of the window's terminals now, for a file that is to look as they do. */
export function terminalPalette(preferences: Preferences): TerminalPalette {
  const theme = currentTheme(preferences);
  const [foreground, background] = [theme.foreground ?? '', theme.background ?? ''];
  return { foreground, background, ansi: ANSI.map((name) => theme[name] ?? foreground) };
}
