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
    ['ctrl', 'Equal', '=', 'zoom-in'],
    ['ctrl', 'Minus', '-', 'zoom-out'],
    ['ctrl', 'Digit0', '0', 'zoom-reset'],
    ['ctrl', 'Digit3', '3', 'tab3'],
    ['ctrl', 'Tab', 'Tab', 'next'],
    ['ctrl shift', 'Tab', 'Tab', 'previous'],
    ['ctrl', 'PageUp', 'PageUp', 'previous'],
    ['ctrl shift', 'PageUp', 'PageUp', 'moveLeft'],
    ['ctrl shift', 'PageDown', 'PageDown', 'moveRight'],
    ['ctrl shift', 'Slash', '?', 'shortcuts'],
    ['', 'F5', 'F5', 'refresh'],
    ['ctrl', 'Backslash', '\\', 'splitRow'],
    ['ctrl shift', 'Backslash', '|', 'splitColumn'],
    ['ctrl alt', 'ArrowLeft', 'ArrowLeft', 'pane-left'],
    ['alt', 'ArrowLeft', 'ArrowLeft', null],
    ['', 'KeyK', 'k', null],
    ['ctrl alt', 'KeyK', 'k', null],
    ['ctrl shift', 'KeyK', 'K', null],
    ['ctrl', 'KeyU', 'u', null],
    ['ctrl shift', 'KeyU', 'U', 'nextNeeding'],
    ['ctrl shift', 'KeyJ', 'J', 'nextNeeding'],
    ['ctrl shift', 'KeyL', 'L', 'backFromNeeding'],
  ])('outside a terminal: %s %s', (keys, code, key, command) => {
    expect(commandOf(press(keys, code, key), false, false)?.id ?? null).toBe(command);
  });

  it.each([
    ['ctrl', 'KeyW', 'w', null],
    ['ctrl', 'KeyK', 'k', null],
    ['ctrl', 'Comma', ',', null],
    ['ctrl shift', 'Comma', '<', 'settings'],
    ['ctrl', 'Equal', '=', 'zoom-in'],
    ['ctrl shift', 'Equal', '+', 'zoom-in'],
    ['ctrl', 'Minus', '-', 'zoom-out'],
    ['ctrl shift', 'Minus', '_', null],
    ['ctrl shift', 'Digit0', ')', 'zoom-reset'],
    ['ctrl', 'Digit3', '3', null],
    ['', 'F5', 'F5', null],
    ['ctrl', 'KeyT', 't', null],
    ['ctrl', 'Backslash', '\\', null],
    ['ctrl shift', 'Backslash', '|', 'splitRow'],
    ['ctrl shift', 'KeyD', 'D', 'splitColumn'],
    ['ctrl alt', 'Backslash', '\\', null],
    ['ctrl shift', 'KeyX', 'X', 'several'],
    ['ctrl', 'KeyU', 'u', null],
    ['ctrl shift', 'KeyU', 'U', 'nextNeeding'],
    ['ctrl shift', 'KeyJ', 'J', 'nextNeeding'],
    ['ctrl shift', 'KeyL', 'L', 'backFromNeeding'],
    ['ctrl shift', 'KeyO', 'O', 'promptAbove'],
    ['ctrl shift', 'KeyP', 'P', 'promptBelow'],
    ['ctrl shift', 'KeyY', 'Y', 'copyOutput'],
    ['ctrl alt', 'ArrowUp', 'ArrowUp', 'pane-up'],
    ['ctrl alt shift', 'ArrowUp', 'ArrowUp', null],
    ['ctrl shift', 'KeyT', 'T', 'shell'],
    ['ctrl shift', 'KeyW', 'W', 'close'],
    ['ctrl shift', 'KeyK', 'K', 'palette'],
    ['ctrl shift', 'Digit3', '#', 'tab3'],
    ['ctrl', 'Tab', 'Tab', 'next'],
    ['ctrl', 'PageDown', 'PageDown', 'next'],
    ['ctrl shift', 'PageDown', 'PageDown', 'moveRight'],
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
  expect([ariaKeysOf('tab9', false), ariaKeysOf('tab9', true)]).toEqual(['Control+9', 'Meta+9']);
  expect(ariaKeysOf('tab10', false)).toBeUndefined();
});
