import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

export const en = {
  title: (name: string) => `Inspect ${name}`,
  viewsOf: (name: string) => `Views of ${name}`,
  views: { overview: 'Overview', json: 'JSON' },
  again: 'Read again',
  reading: 'Asking the engine…',
  failed: (name: string) => `Could not inspect ${name}`,

  state: 'State',
  imageId: 'Image id',
  copyImageId: 'Copy image id',
  digest: 'Digest',
  copyDigest: 'Copy digest',
  networks: 'Networks',
  network: 'Network',
  addresses: 'Addresses',
  gateway: 'Gateway',
  names: 'Further names',

  search: 'Search in the JSON',
  placeholder: 'Search, or a path such as .State',
  position: (at: number, count: number) => `${number(at)} of ${number(count)}`,
  noMatch: 'No match',
  previous: 'Previous match',
  previousHint: 'Previous match (Shift+Enter)',
  next: 'Next match',
  nextHint: 'Next match (Enter)',
  unfoldAll: 'Unfold all',
  foldAll: 'Fold all',
  tree: (name: string) => `What the engine says of ${name}`,
  entries: (count: number) => plural(count, { one: '1 entry', other: `${number(count)} entries` }),
  noJson: 'The engine says nothing more of it.',
  path: 'Path of what is selected',
  copyPath: 'Copy path',
  copyValue: 'Copy value',
  copyAll: 'Copy JSON',
  masked: 'Secrets are left out (…). The overview shows the value of a variable when asked to.',
};
