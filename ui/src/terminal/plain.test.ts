// @vitest-environment node

import { expect, it } from 'vitest';

import type { KeyPress } from './encode';
import { plainKey } from './plain';

function plain(text: string, cursorMode = false): string {
  const parts = text.split('+');
  return plainKey(
    {
      key: parts.pop() ?? '',
      code: '',
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- a part of the type
      keyCode: 0,
      isComposing: false,
      shiftKey: parts.includes('Shift'),
      ctrlKey: parts.includes('Ctrl'),
      altKey: parts.includes('Alt'),
      metaKey: parts.includes('Meta'),
      getModifierState: () => false,
    } satisfies KeyPress,
    cursorMode,
  ).replaceAll('\x1b', '^');
}

it.each([
  ['Enter', '\r'],
  ['Shift+Enter', '\r'],
  ['Ctrl+Enter', '\r'],
  ['Alt+Enter', '^\r'],
  ['Escape', '^'],
  ['Alt+Escape', '^^'],
  ['Backspace', '\x7f'],
  ['Ctrl+Backspace', '\b'],
  ['Alt+Backspace', '^\x7f'],
  ['Tab', '\t'],
  ['Shift+Tab', '^[Z'],
  ['Ctrl+ ', '\0'],
  ['Ctrl+c', '\x03'],
  ['Ctrl+[', '^'],
  ['Ctrl+Shift+_', '\x1f'],
  ['Ctrl+3', '^'],
  ['Ctrl+8', '\x7f'],
  ['Ctrl+,', ''],
  ['Ctrl+1', ''],
  ['Alt+f', '^f'],
  ['Ctrl+Alt+c', '^\x03'],
  ['Shift+Alt+F', '^F'],
  ['Meta+a', ''],
  ['ArrowUp', '^[A'],
  ['Ctrl+ArrowUp', '^[1;5A'],
  ['F1', '^OP'],
  ['Shift+F3', '^[1;2R'],
  ['F5', '^[15~'],
  ['Ctrl+Delete', '^[3;5~'],
  ['F13', ''],
  ['ContextMenu', ''],
])('%s is %j', (key, bytes) => expect(plain(key)).toBe(bytes));

it('writes arrows as the mode of the cursor keys is', () => {
  expect([plain('ArrowUp', true), plain('Shift+ArrowUp', true), plain('F5', true)]).toEqual(['^OA', '^[1;2A', '^[15~']);
});
