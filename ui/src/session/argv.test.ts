// @vitest-environment node

import { expect, it } from 'vitest';

import { quoteArgv } from './argv';

it.each([
  [['bash', '-l'], 'bash -l'],
  [['sh', '-c', 'echo a && exec sleep 1'], "sh -c 'echo a && exec sleep 1'"],
  [['echo', "it's"], "echo 'it'\\''s'"],
  [['printf', ''], "printf ''"],
])('%o', (argv, text) => {
  expect(quoteArgv(argv)).toBe(text);
});
