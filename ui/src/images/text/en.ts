import { grammar } from '../../i18n/grammar';

const { and, number, plural } = grammar('en');

const images = (count: number): string => plural(count, { one: '1 image', other: `${number(count)} images` });

export const en = {
  images: 'Images',
  close: 'Close images',
  closeHint: 'Close (Escape)',
  filter: 'Filter images',
  back: 'Back to the list',
  actions: 'Actions',
  engine: 'Engine',
  again: 'Try again',
  file: 'Image file',
  keys: 'Enter opens, Delete removes',
  reading: 'Asking the engines…',
  none: 'There are no images yet.',
  noneText: 'Pull one, build one, or start a session: what it needs is pulled.',
  noEngine: 'No engine answers.',
  noMatch: (text: string) => `No image, id or session has “${text}”.`,
  unread: (engine: string) => `The images of ${engine} are not known.`,
  columns: { image: 'Image', size: 'Size', age: 'Age', usedBy: 'Used by', engine: 'Engine' },
  noName: 'no name',
  more: (count: number) => `+${number(count)}`,
  row: (name: string, size: string, age: string, users: string, engine: string) =>
    [name, size, age && `${age} old`, users ? `used by ${users}` : 'unused', engine]
      .filter((part) => part !== '')
      .join(', '),
  use: 'New session…',

  facts: {
    label: 'Image',
    names: 'Names',
    id: 'Id',
    copyId: 'Copy id',
    digests: 'Digests',
    size: 'Size',
    sizeOf: (size: string, layers: number) =>
      `${size}, ${plural(layers, { one: '1 layer', other: `${number(layers)} layers` })}`,
    made: 'Made',
    platform: 'Platform',
    engine: 'Engine',
    usedBy: 'Used by',
    user: (name: string, alive: boolean) => (alive ? `${name} (running)` : name),
    entrypoint: 'Entrypoint',
    command: 'Command',
    folder: 'Folder',
    user_: 'User',
    ports: 'Ports',
    volumes: 'Volumes',
    variables: 'Variables',
    labels: 'Labels',
  },

  newer: {
    ask: 'Newer?',
    asking: 'Asking the registry…',
    there: 'The registry has a newer image by this name. Pull it to have it here; sessions keep theirs.',
    same: 'The registry has this image: none is newer.',
    unknown: 'Its client can’t compare this image with the registry’s.',
  },

  pull: {
    open: 'Pull…',
    title: 'Pull an image',
    image: 'Image',
    button: 'Pull',
    again: 'Pull again',
    failed: (name: string) => `Could not pull ${name}`,
  },

  build: {
    open: 'Build…',
    title: 'Build an image',
    folder: 'Folder',
    choose: 'Choose a folder to build',
    browse: 'Browse…',
    tag: 'Name of the image',
    file: 'File with the steps',
    fileOwn: 'Containerfile or Dockerfile of the folder',
    noCache: 'Run every step anew',
    pull: 'Ask registries for newer images that it begins with',
    button: 'Build',
  },

  tag: {
    open: 'Add a name…',
    title: (name: string) => `Another name for ${name}`,
    explained: 'An image that has this name now loses it.',
    name: 'Name',
    button: 'Add name',
  },

  save: {
    open: 'Save to file…',
    title: (name: string) => `Save ${name}`,
    failed: (name: string) => `Could not save ${name}`,
  },

  load: {
    open: 'Load…',
    ask: 'Load images',
    explained: 'From a tar file that podman or docker saved.',
    choose: 'Choose file…',
    title: (engine: string) => `Load images into ${engine}`,
  },

  remove: {
    open: 'Delete…',
    title: (name: string) => `Delete ${name}?`,
    explained: (engine: string) => `It is removed from ${engine}. Layers that other images have stay.`,
    used: (name: string) => `${name} is used`,
    usedBy: (names: readonly string[]) => `It is used by ${and(names)}. Delete that first.`,
    which: 'What is deleted',
    all: 'The image with all its names',
    onlyName: 'Only the name',
    button: 'Delete image',
    name: 'Delete name',
  },

  prune: {
    open: 'Prune…',
    title: 'Remove images that nothing needs',
    which: 'Which images',
    dangling: 'Without a name',
    unused: 'All that no session was made of',
    explained: {
      dangling: 'Left over when a newer image took their name.',
      unused: 'Also those with a name; what you need again is pulled or built again.',
    },
    looking: 'Looking…',
    nothing: 'There are none.',
    frees: (size: string, atMost: boolean) => (atMost ? `This frees at most ${size}.` : `This frees ${size}.`),
    button: (count: number, size: string) => (count === 0 ? 'Remove' : `Remove ${images(count)} (${size})`),
    done: (count: number, size: string) => `Removed ${images(count)}: ${size} freed`,
    left: (count: number) =>
      plural(count, { one: '1 image is still there', other: `${number(count)} images are still there` }),
  },

  jobs: {
    label: 'Running and ended jobs',
    pull: {
      running: (image: string, engine: string) => `Pulling ${image} to ${engine}`,
      done: (image: string, engine: string) => `Pulled ${image} to ${engine}`,
      failed: (image: string) => `Could not pull ${image}`,
      cancelled: (image: string) => `Pull of ${image} cancelled`,
    },
    build: {
      running: (image: string, engine: string) => `Building ${image} on ${engine}`,
      done: (image: string, engine: string) => `Built ${image} on ${engine}`,
      failed: (image: string) => `Could not build ${image}`,
      cancelled: (image: string) => `Build of ${image} cancelled`,
    },
    save: {
      running: (image: string, engine: string) => `Saving ${image} from ${engine}`,
      done: (image: string, engine: string) => `Saved ${image} from ${engine}`,
      failed: (image: string) => `Could not save ${image}`,
      cancelled: (image: string) => `Saving ${image} cancelled`,
    },
    load: {
      running: (file: string, engine: string) => `Loading ${file} into ${engine}`,
      done: (file: string, engine: string) => `Loaded ${file} into ${engine}`,
      failed: (file: string) => `Could not load ${file}`,
      cancelled: (file: string) => `Loading ${file} cancelled`,
    },
    cancelShort: 'Cancel',
    cancel: (subject: string) => `Cancel ${subject}`,
    forget: (subject: string) => `Take ${subject} off the list`,
    output: (lines: number) => plural(lines, { one: 'Output, 1 line', other: `Output, ${number(lines)} lines` }),
    outputOf: (subject: string) => `Output of ${subject}`,
  },
};
