import { expect, it } from 'vitest';

import { normalizeShiftTab } from './normalizeShiftTab';

it('names a Tab that the engine does not, and no other key', () => {
  normalizeShiftTab(window);
  const heard: string[] = [];
  document.body.addEventListener('keydown', (event) => heard.push(event.key));
  for (const [code, key] of [
    ['Tab', 'Unidentified'],
    ['Tab', 'Tab'],
    ['Lang1', 'Unidentified'],
  ] as const) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key, shiftKey: true, bubbles: true }));
  }
  expect(heard).toEqual(['Tab', 'Tab', 'Unidentified']);
});
