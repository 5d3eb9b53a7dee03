// The terminals' themes. Grounds and text of Berth's own are UI.md's; those that
// carry another's name keep its hues, and where a colour was hard to read on its
// ground its lightness is changed until it isn't (the test says how much is enough):
//
//   Solarized         Ethan Schoonover, MIT
//   Gruvbox           Pavel Pertsev, MIT
//   Nord              Sven Greb, MIT
//   Dracula           Dracula Theme, MIT
//   One               GitHub (Atom), MIT
//   Tokyo Night       enkia, MIT
//   Catppuccin        Catppuccin, MIT

import type { ITheme } from '@xterm/xterm';

export type Theme = Required<
  Pick<ITheme, 'background' | 'foreground' | 'cursor' | 'cursorAccent' | 'selectionBackground' | Ansi>
> &
  ITheme;

/** The sixteen named colours of a terminal, in their order. */
export const ANSI = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;
type Ansi = (typeof ANSI)[number];

/** `base`: ground, text, cursor, selection; then the eight colours and the eight bright ones, in order. */
function theme(base: string, normal: string, bright: string): Theme {
  const [background = '', foreground = '', cursor = '', selectionBackground = ''] = base.split(' ');
  const colours = ANSI.map((name, at) => [name, `${normal} ${bright}`.split(' ')[at] ?? foreground] as const);
  return withBars({
    background,
    foreground,
    cursor,
    cursorAccent: background,
    selectionBackground,
    ...(Object.fromEntries(colours) as Record<Ansi, string>),
  });
}

/** Adds what lies beside the text: a scrollbar in the text's colour, and no line. */
export function withBars(theme: Theme): Theme {
  const { foreground } = theme;
  return {
    ...theme,
    overviewRulerBorder: '#00000000',
    scrollbarSliderBackground: `${foreground}26`,
    scrollbarSliderHoverBackground: `${foreground}40`,
    scrollbarSliderActiveBackground: `${foreground}59`,
  };
}

/** By name; the first is what a dark window has, the second what a light one has. */
export const THEMES = {
  'Berth Dark': theme(
    '#0e1216 #e4eaee #3fb6a8 #2c5a63',
    '#26313a #f2776b #5fce8b #e3b34c #5ea8f0 #c792ea #4fc4c9 #c3ced6',
    '#7f8e99 #ff9a8f #8be3ad #f3cd7a #8fc5fb #dcb5f6 #86dfe2 #f6f9fb',
  ),
  'Berth Light': theme(
    '#ffffff #152028 #0b7a6f #b7e0da',
    '#152028 #c0392b #1a7f43 #8a6100 #1c66b8 #8a3fa3 #0f7480 #66747e',
    '#5a6872 #a52819 #116633 #6f4e00 #0f4f97 #6f2b87 #0a5c66 #3d4a53',
  ),
  'Solarized Dark': theme(
    '#002b36 #99a7a7 #93a1a1 #003e4c',
    '#073642 #fd5348 #859900 #b58900 #3295de #f15496 #2aa198 #eee8d5',
    '#7d939b #e96936 #97ac29 #c89c29 #48a8f2 #8085e2 #43b4ab #fdf6e3',
  ),
  'Solarized Light': theme(
    '#fdf6e3 #4a6067 #586e75 #eadfbd',
    '#073642 #d62b29 #637700 #8f6900 #0075b1 #ca2d7c #007d74 #5d737b',
    '#586e75 #c5450d #526500 #7d5800 #00639e #6469b8 #006b63 #00303c',
  ),
  'Gruvbox Dark': theme(
    '#282828 #ebdbb2 #ebdbb2 #504945',
    '#3c3836 #fc5647 #98971a #d79921 #5b9b9e #cc7498 #689d6a #d5c4a1',
    '#9c8d7e #ff523d #b8bb26 #fabd2f #83a598 #d3869b #8ec07c #fbf1c7',
  ),
  'Gruvbox Light': theme(
    '#fbf1c7 #3c3836 #3c3836 #e0cfa0',
    '#3c3836 #cc241d #706f00 #906300 #357578 #9c5478 #427744 #76695e',
    '#78695a #9d0006 #736e00 #976200 #076678 #8f3f71 #3e7754 #504945',
  ),
  Nord: theme(
    '#2e3440 #d8dee9 #d8dee9 #434c5e',
    '#3b4252 #e97d86 #a3be8c #ebcb8b #81a1c1 #ba92b3 #88c0d0 #e5e9f0',
    '#929db7 #fe9098 #b6d19f #ffdf9e #93b4d4 #cda5c6 #8fbcbb #eceff4',
  ),
  Dracula: theme(
    '#282a36 #f8f8f2 #f8f8f2 #44475a',
    '#21222c #ff5857 #50fa7b #f1fa8c #bd93f9 #ff79c6 #8be9fd #dfdfe6',
    '#8090d1 #ff6e6e #69ff94 #ffffa5 #d6acff #ff92df #a4ffff #ffffff',
  ),
  'One Dark': theme(
    '#282c34 #abb2bf #528bff #3c424f',
    '#1e2127 #e67079 #98c379 #e5c07b #61afef #c678dd #56b6c2 #abb2bf',
    '#8e95a2 #fb838b #abd78c #f9d38e #74c2ff #da8bf1 #6ac9d5 #ffffff',
  ),
  'One Light': theme(
    '#fafafa #383a42 #526fff #d9dce3',
    '#383a42 #cc3e39 #268333 #986800 #3669e3 #a626a4 #007aad #696c77',
    '#707177 #b72827 #087120 #855700 #2656ce #920391 #00689a #202227',
  ),
  'Tokyo Night': theme(
    '#1a1b26 #c0caf5 #c0caf5 #33467c',
    '#15161e #f7768e #9ece6a #e0af68 #7aa2f7 #bb9af7 #7dcfff #a9b1d6',
    '#7d84a4 #ff89a0 #b1e27d #f4c27b #8cb5ff #ceadff #90e3ff #c0caf5',
  ),
  'Catppuccin Mocha': theme(
    '#1e1e2e #cdd6f4 #f5e0dc #45475a',
    '#45475a #f38ba8 #a6e3a1 #f9e2af #89b4fa #f5c2e7 #94e2d5 #bac2de',
    '#81869e #ff9ebb #b9f7b4 #fff6c2 #9bc7ff #ffd5fb #a7f6e9 #e6ebfa',
  ),
  'Catppuccin Latte': theme(
    '#eff1f5 #4c4f69 #c17866 #c9cdd9',
    '#5c5f77 #d20f39 #0e7e00 #9a5e00 #1860ef #b13d97 #00787f #686b81',
    '#686b7d #bc0028 #006c00 #874d00 #004cda #9d2885 #00666d #4c4f69',
  ),
  'High Contrast Dark': theme(
    '#000000 #ffffff #ffff00 #264f9e',
    '#3a3a3a #ff7b72 #4ade80 #fde047 #7cb8ff #f0a3ff #5eead4 #e5e5e5',
    '#b0b0b0 #ffb3ad #9df5bd #fff0a0 #b5d7ff #f9d0ff #a8f8ea #fffffe',
  ),
  'High Contrast Light': theme(
    '#ffffff #000000 #0000ff #b3d4ff',
    '#000000 #9b0000 #004d1a #5c4300 #00318a #650075 #00474d #4a4a4a',
    '#3d3d3d #7a0000 #003d14 #4a3500 #00246b #520060 #00383d #1f1f1f',
  ),
} satisfies Record<string, Theme>;
