import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

const files = (count: number): string => plural(count, { one: '1 file', other: `${number(count)} files` });

export const en = {
  title: (session: string) => `Files of ${session}`,
  close: 'Close files',
  closeHint: 'Close (Escape)',
  views: 'What is shown',
  folders: 'Folders',
  changes: 'What changed',
  path: 'Path',
  up: 'Folder above',
  upHint: 'Folder above (Backspace)',
  again: 'Read again',
  reading: 'Reading the folder…',
  empty: 'This folder is empty.',
  emptyText: 'Drop files here, or copy some in.',
  incomplete: 'That is not all: the engine did not come to the end within 20 s. Start the session for the whole list.',
  keys: 'Enter opens, Backspace goes up, letters find a name',
  count: (count: number) => plural(count, { one: '1 entry', other: `${number(count)} entries` }),
  columns: { name: 'Name', size: 'Size', mode: 'Mode', owner: 'Owner', changed: 'Changed' },
  kinds: { file: 'file', folder: 'folder', link: 'link', device: 'device', pipe: 'pipe', socket: 'socket' },
  linkTo: (target: string) => `link to ${target}`,
  inexact: 'Its name is not UTF-8, so the engine can’t be asked for it.',
  drop: (folder: string) => `Copy into ${folder}`,

  copyOut: {
    button: 'Copy out…',
    title: (name: string) => `Choose a folder for ${name}`,
    running: (name: string) => `Copying ${name} out`,
    done: (name: string, path: string) => `Copied ${name} to ${path}`,
    failed: (name: string) => `Could not copy ${name} out`,
    cancelled: (name: string) => `Copy of ${name} cancelled; nothing was left`,
  },
  copyIn: {
    button: 'Copy in…',
    title: (session: string) => `Choose files to copy into ${session}`,
    running: (folder: string) => `Copying into ${folder}`,
    done: (count: number, folder: string) => `Copied ${files(count)} into ${folder}`,
    failed: (folder: string) => `Could not copy into ${folder}`,
    cancelled: (folder: string) => `Copy into ${folder} cancelled; what had arrived stays`,
    replaceTitle: (count: number) =>
      plural(count, { one: 'Replace 1 file?', other: `Replace ${number(count)} files?` }),
    replaceText: (folder: string) => `These names are in ${folder} already. Folders are merged.`,
    replace: 'Replace',
  },
  copies: 'Copies',
  copiedOf: (done: string, total: string) => `${done} of ${total}`,
  leftOutSome: (count: number) =>
    plural(count, { one: '1 file was left out.', other: `${number(count)} files were left out.` }),
  leftOut: (count: number) => plural(count, { one: '1 was left out:', other: `${number(count)} were left out:` }),
  because: {
    linkOut: 'a link that leads out of what is copied',
    special: 'a device, a pipe or a socket',
    name: 'its name leads elsewhere, is taken, or can’t be had here',
    failed: 'it could not be read or written',
  },
  cancel: 'Cancel',
  cancelCopy: (what: string) => `Cancel: ${what}`,
  dismiss: 'Take it off',

  text: {
    label: (path: string) => `Text of ${path}`,
    back: 'Back to the folder',
    save: 'Save',
    saveHint: (keys: string) => `Save (${keys})`,
    saving: 'Saving…',
    saved: (path: string) => `Saved ${path}`,
    readAgain: 'Read again, and lose my changes',
    changed: 'Changed',
    mixedEnds: 'Its lines end in different ways, which a change here would not keep: copy it out to change it.',
    discardTitle: 'Discard your changes?',
    discardText: (path: string) => `${path} was not saved.`,
    discard: 'Discard changes',
    keep: 'Keep editing',
  },

  changed: {
    label: 'Files that differ from the image’s',
    looking: 'The engine compares the files…',
    none: 'Nothing differs from the image.',
    onlyNoise: 'Nothing but what comes about by itself.',
    volumes: 'Volumes are not looked at.',
    below: (count: number) => (count === 1 ? 'and 1 below it' : `and ${number(count)} below it`),
    kinds: { added: 'added', changed: 'changed', deleted: 'deleted' },
    folded: (what: string, count: number) => `${what}: ${files(count)}`,
    noise: {
      system: 'Of the engine and the kernel',
      temporary: 'Temporary files',
      cache: 'Caches',
      packages: 'Lists of packages',
      parent: 'Folders of other changes',
    },
  },
};
