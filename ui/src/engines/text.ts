// An engine's health in a word or two.

import type { Health } from '../backend/port';

const WORDS = { ready: 'ready', missing: 'not installed', unavailable: 'not answering' } as const;

export function stateOf({ status }: Pick<Health, 'status'>, hidden: boolean): string {
  return WORDS[status] + (hidden ? ', hidden' : '');
}
