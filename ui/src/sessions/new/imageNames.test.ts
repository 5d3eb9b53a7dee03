// @vitest-environment node
import { expect, it } from 'vitest';

import { fakeImage } from '../../backend/fake/images';
import { imageNames } from './imageNames.svelte';

const IMAGES = [
  fakeImage({ engine: 'podman', tags: ['docker.io/library/debian:12', 'localhost/base:1'], size: 12 }),
  fakeImage({ engine: 'podman', tags: [] }),
  fakeImage({ engine: 'podman', tags: ['quay.io/team/App:2'], size: 3 }),
];

it.each([
  ['', ['quay.io/gone:1', 'localhost/base:1', 'docker.io/library/debian:12', 'quay.io/team/App:2']],
  ['app', ['quay.io/team/App:2']],
  ['quay.io/team/App:2', []],
  ['nothing', []],
])('offers for %j what ran first, then what is there', (typed, names) => {
  const ran = ['quay.io/gone:1', 'sha256:1', 'localhost/base:1'];
  expect(imageNames(IMAGES, ran, typed).map(({ name }) => name)).toEqual(names);
});

it('tells what would be pulled', () => {
  expect(imageNames(IMAGES, ['quay.io/gone:1'], 'e:1')).toEqual([
    { name: 'quay.io/gone:1', size: null },
    { name: 'localhost/base:1', size: 12 },
  ]);
});
