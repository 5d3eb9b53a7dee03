// The keys that commands have now: those of the table, or what the person set instead.

import type { KeyChoice } from '../backend/port';
import { isMac } from '../parts/platform';
import { chooseKeys, type ChosenKeys } from './chosenKeys';
import { COMMANDS } from './commands';

let chosen = $state.raw<ChosenKeys>(chooseKeys(COMMANDS, [], false));

/** Takes what the file of settings says. */
export function setKeys(choices: readonly KeyChoice[]): void {
  chosen = chooseKeys(COMMANDS, choices, isMac());
}

/** The keys and what of the file is none; read anew when that changes. */
export function keysNow(): ChosenKeys {
  return chosen;
}
