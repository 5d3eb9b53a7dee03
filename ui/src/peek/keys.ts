// The keys that the card offers.

export const KEYS = [
  { name: 'y', cap: 'y' },
  { name: 'n', cap: 'n' },
  { name: 'up', cap: '↑' },
  { name: 'down', cap: '↓' },
  { name: 'left', cap: '←' },
  { name: 'right', cap: '→' },
  { name: 'enter', cap: null },
  { name: 'esc', cap: null },
  { name: 'tab', cap: null },
  { name: 'ctrl-c', cap: null },
] as const satisfies readonly { name: string; cap: string | null }[];

export type KeyName = (typeof KEYS)[number]['name'];
