import type { TerminalPalette } from '../backend/port';
import { currentTheme } from './theme';
import { ANSI } from './themes';

/** The colours of the window's terminals now, for a file that is to look as they do. */
export function terminalPalette(): TerminalPalette {
  const theme = currentTheme();
  const [foreground, background] = [theme.foreground ?? '', theme.background ?? ''];
  return { foreground, background, ansi: ANSI.map((name) => theme[name] ?? foreground) };
}
