// @vitest-environment node
import { expect, it } from 'vitest';

import { cleanTitle, TITLE_LENGTH } from './title';

it.each([
  ['plain', 'plain'],
  ['  vim\tREADME.md \n', 'vim README.md'],
  ['a\u0007b\u001bc\u0000d\u009be', 'abcde'],
  ['evil\u202egnp.exe', 'evilgnp.exe'],
  ['zero\u200bwidth', 'zerowidth'],
  ['', ''],
])('%j becomes %j', (title, clean) => expect(cleanTitle(title)).toBe(clean));

it('is cut between characters, never within one', () => {
  const clean = cleanTitle('🚢'.repeat(200));
  expect(Array.from(clean)).toHaveLength(TITLE_LENGTH);
  expect(clean.endsWith('🚢…')).toBe(true);
});
