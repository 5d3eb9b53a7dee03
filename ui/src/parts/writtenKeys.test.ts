// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { keyHint, matches } from './chords';
import { writtenKeys } from './writtenKeys';

describe('keys as they are written', () => {
  it.each([
    ['Ctrl+K', 'Ctrl+K', '⌘K'],
    ['ctrl + shift + k', 'Ctrl+Shift+K', '⌘ShiftK'],
    ['Shift+Ctrl+7', 'Ctrl+Shift+7', '⌘Shift7'],
    ['Ctrl+,', 'Ctrl+,', '⌘,'],
    ['Ctrl+Alt+Left', 'Ctrl Alt+←', '⌥ ⌘←'],
    ['Ctrl+PageUp', 'Ctrl+PageUp', 'CtrlPageUp'],
    ['Ctrl+Shift+Tab', 'Ctrl+Shift+Tab', 'CtrlShiftTab'],
    ['F6', 'F6', 'F6'],
    ['f12', 'F12', 'F12'],
  ])('%s', (text, shown, onMac) => {
    const chord = writtenKeys(text);
    expect(chord && [keyHint(chord, false), keyHint(chord, true)]).toEqual([shown, onMac]);
  });

  it.each([
    '',
    'K',
    'Alt+K',
    'Shift+K',
    'Ctrl+',
    'Ctrl++',
    'Ctrl+Ctrl+K',
    'Ctrl+Alt+K',
    'F13',
    'Ctrl+F5',
    'Ctrl+ß',
    'Super+K',
  ])('takes none of %j', (text) => expect(writtenKeys(text)).toBeNull());

  it('means what is pressed', () => {
    const press = { key: 'k', code: 'KeyK', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
    const chord = writtenKeys('Ctrl+K');
    expect(chord && matches(chord, press, false, false)).toBe(true);
    // In a terminal that is the program's, as of every command.
    expect(chord && matches(chord, press, false, true)).toBe(false);
    expect(chord && matches(chord, { ...press, key: 'K', shiftKey: true }, false, true)).toBe(true);
  });
});
