// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { commandOf } from './keys';

function press(keys: string, code: string, key: string): Parameters<typeof commandOf>[0] {
  const has = (name: string): boolean => keys.includes(name);
  return { key, code, ctrlKey: has('ctrl'), metaKey: has('meta'), shiftKey: has('shift'), altKey: has('alt') };
}

describe('commandOf', () => {
  it.each([
    ['ctrl', 'KeyK', 'k', { do: 'palette' }],
    ['ctrl', 'KeyN', 'n', { do: 'new' }],
    ['ctrl', 'KeyB', 'b', { do: 'list' }],
    ['ctrl', 'KeyW', 'w', { do: 'close' }],
    ['ctrl', 'KeyT', 't', { do: 'shell' }],
    ['ctrl', 'Comma', ',', { do: 'settings' }],
    ['ctrl', 'Equal', '=', { do: 'zoom', way: 'in' }],
    ['ctrl', 'Minus', '-', { do: 'zoom', way: 'out' }],
    ['ctrl', 'Digit0', '0', { do: 'zoom', way: 'reset' }],
    ['ctrl', 'Digit3', '3', { do: 'tab', index: 2 }],
    ['ctrl', 'Tab', 'Tab', { do: 'next' }],
    ['ctrl shift', 'Tab', 'Tab', { do: 'previous' }],
    ['ctrl', 'PageUp', 'PageUp', { do: 'previous' }],
    ['ctrl shift', 'Slash', '?', { do: 'shortcuts' }],
    ['', 'F5', 'F5', { do: 'refresh' }],
    ['ctrl', 'Backslash', '\\', { do: 'split', way: 'row' }],
    ['ctrl shift', 'Backslash', '|', { do: 'split', way: 'column' }],
    ['ctrl alt', 'ArrowLeft', 'ArrowLeft', { do: 'pane', side: 'left' }],
    ['alt', 'ArrowLeft', 'ArrowLeft', null],
    ['', 'KeyK', 'k', null],
    ['ctrl alt', 'KeyK', 'k', null],
    ['ctrl shift', 'KeyK', 'K', null],
  ])('outside a terminal: %s %s', (keys, code, key, command) => {
    expect(commandOf(press(keys, code, key), false, false)).toEqual(command);
  });

  it.each([
    ['ctrl', 'KeyW', 'w', null],
    ['ctrl', 'KeyK', 'k', null],
    ['ctrl', 'Comma', ',', null],
    ['ctrl shift', 'Comma', '<', { do: 'settings' }],
    ['ctrl', 'Equal', '=', { do: 'zoom', way: 'in' }],
    ['ctrl shift', 'Equal', '+', { do: 'zoom', way: 'in' }],
    ['ctrl', 'Minus', '-', { do: 'zoom', way: 'out' }],
    ['ctrl shift', 'Minus', '_', null],
    ['ctrl shift', 'Digit0', ')', { do: 'zoom', way: 'reset' }],
    ['ctrl', 'Digit3', '3', null],
    ['', 'F5', 'F5', null],
    ['ctrl', 'KeyT', 't', null],
    ['ctrl', 'Backslash', '\\', null],
    ['ctrl shift', 'Backslash', '|', { do: 'split', way: 'row' }],
    ['ctrl shift', 'KeyD', 'D', { do: 'split', way: 'column' }],
    ['ctrl alt', 'Backslash', '\\', null],
    ['ctrl shift', 'KeyX', 'X', { do: 'several' }],
    ['ctrl alt', 'ArrowUp', 'ArrowUp', { do: 'pane', side: 'up' }],
    ['ctrl alt shift', 'ArrowUp', 'ArrowUp', null],
    ['ctrl shift', 'KeyT', 'T', { do: 'shell' }],
    ['ctrl shift', 'KeyW', 'W', { do: 'close' }],
    ['ctrl shift', 'KeyK', 'K', { do: 'palette' }],
    ['ctrl shift', 'Digit3', '#', { do: 'tab', index: 2 }],
    ['ctrl', 'Tab', 'Tab', { do: 'next' }],
  ])('in a terminal: %s %s', (keys, code, key, command) => {
    expect(commandOf(press(keys, code, key), false, true)).toEqual(command);
  });

  it('takes Cmd on macOS, in a terminal as well, and leaves Ctrl alone', () => {
    expect(commandOf(press('meta', 'KeyK', 'k'), true, true)).toEqual({ do: 'palette' });
    expect(commandOf(press('ctrl', 'KeyK', 'k'), true, false)).toBeNull();
  });
});
