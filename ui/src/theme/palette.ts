import type { ITheme } from '@xterm/xterm';

import type { TerminalPalette } from '../backend/port';
import { currentTheme } from './theme';

const ANSI = [
  ...(['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const),
  ...([
    'brightBlack',
    'brightRed',
    'brightGreen',
    'brightYellow',
    'brightBlue',
    'brightMagenta',
    'brightCyan',
    'brightWhite',
  ] as const),
] satisfies (keyof ITheme)[];

/** The colours of the window's terminals now, for a file that is to look as they do. */
export function terminalPalette(): TerminalPalette {
  const theme = currentTheme();
  const [foreground, background] = [theme.foreground ?? '', theme.background ?? ''];
  return { foreground, background, ansi: ANSI.map((name) => theme[name] ?? foreground) };
}
