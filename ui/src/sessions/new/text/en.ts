import { grammar } from '../../../i18n/grammar';
import { strong } from '../../../i18n/marked';

const { number, plural } = grammar('en');

export const en = {
  newSession: 'New session',
  name: 'Name',
  engine: 'Engine',
  image: 'Image',
  command: 'Command',
  commandHint:
    "Empty: the image's own. Runs without a shell; for pipes and the like write sh -c '…'. " +
    'JSON is taken too: ["sleep", "100"].',
  workingDirectory: 'Working directory',
  imagesOwn: "The image's own",
  environment: 'Environment',
  volumesAndLogs: 'Volumes and logs',
  volumes: 'Volumes',
  volumeNumber: (count: number) => `Volumes ${count}`,
  removeVolume: (count: number) => `Remove volumes ${count}`,
  volumesHint:
    'FOLDER:PATH, NAME:PATH or tmpfs:PATH, then :ro for read-only; PATH alone is a volume without a name. ' +
    '~, $PWD, $HOME and other variables are expanded.',
  logVolume: 'Log volume',
  logVolumeHint: 'Mounted like a volume; for reading logs after the session ended.',
  mounts: {
    folder: (path: string, target: string, readOnly: boolean) =>
      `${path}, a folder on this machine, at ${target}${readOnly ? ', read-only' : ''}`,
    farFolder: (path: string, target: string, readOnly: boolean) =>
      `${path}, a folder on the engine’s machine, at ${target}${readOnly ? ', read-only' : ''}`,
    namedVolume: (name: string, target: string, readOnly: boolean) =>
      `named volume ${name}, at ${target}${readOnly ? ', read-only' : ''}`,
    anonymous: (target: string) => `a new volume without a name, at ${target}`,
    tmpfs: (target: string, readOnly: boolean) =>
      `memory (tmpfs), gone with the run, at ${target}${readOnly ? ', read-only' : ''}`,
  },
  ports: 'Ports',
  portNumber: (count: number) => `Ports ${count}`,
  removePort: (count: number) => `Remove ports ${count}`,
  portsHint:
    'HOST:SESSION or IP:HOST:SESSION, then /udp or /sctp if it is not TCP; ranges with -. ' +
    'Without HOST the engine picks a free port.',
  needed: 'Needed',
  toCorrect: (count: number) => plural(count, { one: '1 to correct', other: `${number(count)} to correct` }),
  remove: 'Remove',

  envKey: 'Environment key',
  envKeyNumber: (count: number) => `Environment key ${count}`,
  envValue: 'Environment value',
  envValueNumber: (count: number) => `Environment value ${count}`,
  keyPlaceholder: 'KEY',
  valuePlaceholder: 'value',
  removeVariable: (count: number) => `Remove variable ${count}`,
  envHint: 'Values stay out of the command line. Paste an .env file into a key.',
  showValues: 'Show values',
  hideValues: 'Hide values',
  allowLoader: 'Allow loader variables (they make the session run other code)',

  preview: 'Command preview',
  noEngineYet: 'Waiting for an engine to answer.',
  noPreviewYet: 'The exact command appears here once the form is complete.',
  enterGoesOn: 'Press Enter to continue',
  start: 'Start session',
  starting: 'Starting…',
  pulling: 'Pulling…',

  imageAbsent: (image: string, engine: string) => [strong(image), ` is not on ${engine} yet. Pull it, then start?`],
  pullAndStart: 'Pull and start',
  pullingImage: (image: string) => ['Pulling ', strong(image), '…'],
  pullProgress: 'Pull progress',
  foldersAbsent: (count: number) =>
    plural(count, {
      one: 'This folder does not exist on this machine:',
      other: 'These folders do not exist on this machine:',
    }),
  createAndStart: (count: number) =>
    plural(count, { one: 'Create folder and start', other: `Create ${number(count)} folders and start` }),

  rulesUnasked: 'The rules could not be asked',
  couldNotPull: (image: string) => `Could not pull ${image}`,
  couldNotStart: (name: string) => `Could not start ${name}`,
};
