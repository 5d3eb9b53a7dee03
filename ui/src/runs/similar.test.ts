// @vitest-environment node

import { expect, it } from 'vitest';

import type { SimilarNames } from '../backend/port';
import { similarWords } from './similar';

const python = { name: 'python3', folder: '/usr/bin' };
const pytest = { name: 'pytest', folder: '/usr/local/bin' };

it.each<[Partial<SimilarNames> | null, string]>([
  [{ names: [python] }, 'Similar to pyhton: /usr/bin/python3.'],
  [{ names: [python, pytest] }, 'Similar to pyhton: /usr/bin/python3, /usr/local/bin/pytest.'],
  [{ names: [] }, 'None of the 312 programs in its PATH is similar to pyhton.'],
  [{ names: [], compared: 0 }, 'There are no programs in its PATH.'],
  [
    { names: [python], complete: false },
    'Similar to pyhton: /usr/bin/python3. Not all of its PATH could be looked through: it is large.',
  ],
  [null, 'It has no command.'],
])('%o is said', (found, said) => {
  const names = found && { wanted: 'pyhton', names: [], compared: 312, complete: true, ...found };
  const parts = similarWords(names);
  expect(parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')).toBe(said);
});
