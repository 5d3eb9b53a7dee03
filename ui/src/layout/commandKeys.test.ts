// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { ariaKeysOf, commandOf, keyHintOf, keyTextOf } from './commandKeys';

function press(keys: string, code: string, key: string): Parameters<typeof commandOf>[0] {
  const has = (name: string): boolean => keys.includes(name);
  return { key, code, ctrlKey: has('ctrl'), metaKey: has('meta'), shiftKey: has('shift'), altKey: has('alt') };
}

describe('commandOf', () => {
  it.each([
    ['ctrl', 'KeyK', 'k', 'palette'],
    ['ctrl', 'KeyN', 'n', 'new'],
    ['ctrl', 'KeyB', 'b', 'list'],
    ['ctrl', 'KeyW', 'w', 'close'],
    ['ctrl', 'KeyT', 't', 'shell'],
    ['ctrl', 'Comma', ',', 'settings'],
    ['ctrl', 'Equal', '=', 'zoom_in'],
    ['ctrl', 'Minus', '-', 'zoom_out'],
    ['ctrl', 'Digit0', '0', 'zoom_reset'],
    ['ctrl', 'Digit3', '3', 'tab_3'],
    ['ctrl', 'Tab', 'Tab', 'next'],
    ['ctrl shift', 'Tab', 'Tab', 'previous'],
    ['ctrl', 'PageUp', 'PageUp', 'previous'],
    ['ctrl shift', 'PageUp', 'PageUp', 'move_left'],
    ['ctrl shift', 'PageDown', 'PageDown', 'move_right'],
    ['ctrl shift', 'Slash', '?', 'shortcuts'],
    ['', 'F5', 'F5', 'refresh'],
    ['ctrl', 'Backslash', '\\', 'split_row'],
    ['ctrl shift', 'Backslash', '|', 'split_column'],
    ['ctrl alt', 'ArrowLeft', 'ArrowLeft', 'pane_left'],
    ['alt', 'ArrowLeft', 'ArrowLeft', null],
    ['', 'KeyK', 'k', null],
    ['ctrl alt', 'KeyK', 'k', null],
    ['ctrl shift', 'KeyK', 'K', null],
    ['ctrl', 'KeyU', 'u', null],
    ['ctrl shift', 'KeyU', 'U', 'next_needing'],
    ['ctrl shift', 'KeyJ', 'J', 'next_needing'],
    ['ctrl shift', 'KeyL', 'L', 'back_from_needing'],
  ])('outside a terminal: %s %s', (keys, code, key, command) => {
    expect(commandOf(press(keys, code, key), false, false)?.id ?? null).toBe(command);
  });

  it.each([
    ['ctrl', 'KeyW', 'w', null],
    ['ctrl', 'KeyK', 'k', null],
    ['ctrl', 'Comma', ',', null],
    ['ctrl shift', 'Comma', '<', 'settings'],
    ['ctrl', 'Equal', '=', 'zoom_in'],
    ['ctrl shift', 'Equal', '+', 'zoom_in'],
    ['ctrl', 'Minus', '-', 'zoom_out'],
    ['ctrl shift', 'Minus', '_', null],
    ['ctrl shift', 'Digit0', ')', 'zoom_reset'],
    ['ctrl', 'Digit3', '3', null],
    ['', 'F5', 'F5', null],
    ['ctrl', 'KeyT', 't', null],
    ['ctrl', 'Backslash', '\\', null],
    ['ctrl shift', 'Backslash', '|', 'split_row'],
    ['ctrl shift', 'KeyD', 'D', 'split_column'],
    ['ctrl alt', 'Backslash', '\\', null],
    ['ctrl shift', 'KeyX', 'X', 'several'],
    ['ctrl', 'KeyU', 'u', null],
    ['ctrl shift', 'KeyU', 'U', 'next_needing'],
    ['ctrl shift', 'KeyJ', 'J', 'next_needing'],
    ['ctrl shift', 'KeyL', 'L', 'back_from_needing'],
    ['ctrl shift', 'KeyO', 'O', 'prompt_above'],
    ['ctrl shift', 'KeyP', 'P', 'prompt_below'],
    ['ctrl shift', 'KeyY', 'Y', 'copy_output'],
    ['ctrl alt', 'ArrowUp', 'ArrowUp', 'pane_up'],
    ['ctrl alt shift', 'ArrowUp', 'ArrowUp', null],
    ['ctrl shift', 'KeyT', 'T', 'shell'],
    ['ctrl shift', 'KeyW', 'W', 'close'],
    ['ctrl shift', 'KeyK', 'K', 'palette'],
    ['ctrl shift', 'Digit3', '#', 'tab_3'],
    ['ctrl', 'Tab', 'Tab', 'next'],
    ['ctrl', 'PageDown', 'PageDown', 'next'],
    ['ctrl shift', 'PageDown', 'PageDown', 'move_right'],
  ])('in a terminal: %s %s', (keys, code, key, command) => {
    expect(commandOf(press(keys, code, key), false, true)?.id ?? null).toBe(command);
  });

  it('takes Cmd on macOS, in a terminal as well, and leaves Ctrl alone', () => {
    expect(commandOf(press('meta', 'KeyK', 'k'), true, true)?.id).toBe('palette');
    expect(commandOf(press('ctrl', 'KeyK', 'k'), true, false)).toBeNull();
  });
});

it('says the keys of a command for tooltips, lines of text and assistive technology', () => {
  expect([keyHintOf('new', false), keyHintOf('new', true)]).toEqual(['Ctrl+N', '⌘N']);
  expect([keyTextOf('palette', false), keyTextOf('palette', true)]).toEqual(['Ctrl K', '⌘ K']);
  expect([ariaKeysOf('tab_9', false), ariaKeysOf('tab_9', true)]).toEqual(['Control+9', 'Meta+9']);
  expect(ariaKeysOf('tab_10', false)).toBeUndefined();
});
