import { grammar } from '../../i18n/grammar';

const { number } = grammar('en');

export const en = {
  title: (name: string) => `Edit ${name}`,
  cloneTitle: (name: string) => `Clone ${name}`,
  reading: 'Reading what it was created with…',
  couldNotRead: (name: string) => `Could not read what ${name} was created with`,
  cloneNote:
    'Another session with the same options. Name and host ports are the next free ones; folders and named ' +
    'volumes are ' +
    'shared with the first.',
  lost: 'No form can say this; the new one is without it:',
  changes: 'Changes',
  nothing: 'Nothing changes yet. Recreated as it is, it takes the image of now.',
  usual: 'default',
  change: (field: string, before: string, after: string) => `${field}: ${before} → ${after}`,
  commands: 'The two commands',
  before: 'Before',
  after: 'After',
  none: 'It can’t be written as a command.',
  data: 'Keep',
  kept: {
    fresh: 'nothing: a new file system',
    volumes: 'volumes without names',
    layer: 'those, and its own file system',
  },
  dataHint: {
    fresh: 'Folders and named volumes of the form stay in any case; volumes without names are made anew.',
    volumes: 'Folders and volumes stay, with and without names. What it wrote elsewhere is gone.',
    layer: 'It becomes an image first, without its variables. The new one is made of that.',
  },
  explained:
    'The old one steps aside and stops; the new one has to run for 10 seconds, or to become healthy. ' +
    'Otherwise the old ' +
    'one is back as it is now.',
  recreate: 'Recreate',
  inPlace: 'Change limits only',
  lasting: 'The session keeps running.',
  untilStart: 'The session keeps running; podman forgets the limits when it is started again.',
  working: 'Recreating',
  steps: {
    keepingLayer: 'Writing out its file system as an image',
    renaming: 'Renaming the old one',
    creating: 'Creating the new one',
    stopping: 'Stopping the old one',
    starting: 'Starting the new one',
    watching: 'Watching the new one',
    removing: 'Archiving and removing the old one',
    puttingBack: 'Putting the old one back',
  },
  recreated: (name: string) => `Recreated ${name}`,
  limited: (name: string) => `Changed the limits of ${name}`,
  keptAs: (name: string) => `The old one could not be archived and removed. It stays, stopped, as ${name}.`,
  putBack: (name: string) => `${name} is as it was before`,
  why: {
    ended: (code: number | null) =>
      code === null ? 'The new one ended.' : `The new one ended with exit code ${number(code)}.`,
    unhealthy: 'The health check of the new one failed.',
    notHealthy: (seconds: number) => `The new one did not become healthy within ${number(seconds)} seconds.`,
    refused: (words: string) => words,
  },
  lastLines: 'Its last lines',
  couldNot: (name: string) => `Could not recreate ${name}`,
  imageAbsent: (image: string) => `${image} is not on this engine. Pull it first; nothing was done.`,
  foldersAbsent: 'Folders of its volumes do not exist:',
  createFolders: 'Create folders and recreate',
  close: 'Close',
  edit: 'Edit again',
};
