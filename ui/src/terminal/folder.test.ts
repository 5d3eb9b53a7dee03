// @vitest-environment node
import { expect, it } from 'vitest';

import { folderPath } from './folder';

it.each([
  ['file://4f2a/home/a', '/home/a'],
  ['file:///srv/a%20b/%C3%BC', '/srv/a b/ü'],
  ['file://h/not escaped/100%/a?b#c', '/not escaped/100%/a?b#c'],
  ['file://h/', '/'],
  ['file://h', ''],
  ['', ''],
  ['file://h/a%0Ab', ''],
  ['file://h/a%E2%80%AEb', ''],
])('the path in %j is %j', (address, path) => {
  expect(folderPath(address)).toBe(path);
});
