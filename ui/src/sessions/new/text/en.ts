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

  findOption: 'Find an option',
  noOptionFound: (search: string) =>
    `No option is like “${search}”. Further flags take what the form has no field for.`,
  entryNumber: (label: string, count: number) => `${label} ${count}`,
  removeEntry: (label: string, count: number) => `Remove ${label} ${count}`,
  /** The parts in which options are folded. */
  sections: {
    resources: 'Resources',
    lifecycle: 'Restart and stop',
    process: 'User and entrypoint',
    network: 'Network',
    security: 'Security and devices',
    health: 'Health check',
    further: 'Labels and further flags',
  },
  options: {
    restart: { label: 'Restart policy', hint: 'no, always, unless-stopped, on-failure or on-failure:3.' },
    memory: { label: 'Memory', hint: 'With k, m or g. The session is killed when it needs more.' },
    memorySwap: { label: 'Memory and swap', hint: 'Both together; -1 for no limit of swap. Empty: twice the memory.' },
    cpus: { label: 'Processors', hint: 'Whole and parts, such as 1.5.' },
    pidsLimit: { label: 'Processes and threads', hint: 'At most; -1 for no limit.' },
    user: { label: 'User', hint: 'A name or a number, with a group where needed.' },
    entrypoint: { label: 'Entrypoint', hint: 'Runs before the command. Empty: the image’s own; "" for none.' },
    network: { label: 'Network', hint: 'none, host, bridge, container:NAME, or a network of the engine.' },
    hostname: { label: 'Host name', hint: 'What it calls itself.' },
    stopSignal: { label: 'Stop signal', hint: 'What a stop sends, such as INT. Empty: the image’s own, or SIGTERM.' },
    stopTimeout: { label: 'Stop time', hint: 'Seconds until a stop kills it; -1 waits for ever. Empty: 10.' },
    gpus: {
      label: 'GPUs',
      hint: 'all, a number, or device=0,1. Docker only; on podman use a device such as nvidia.com/gpu=all.',
    },
    pod: { label: 'Pod', hint: 'It shares network and ports with all in it. Podman only.' },
    healthCommand: {
      label: 'Check',
      hint: 'A line for the shell of the container; it is healthy where that ends with 0.',
    },
    healthInterval: { label: 'Time between checks', hint: 'A number with s, m or h.' },
    healthTimeout: { label: 'Time for one check', hint: 'Then it has failed.' },
    healthRetries: { label: 'Failures in a row', hint: 'So many make it unhealthy.' },
    healthStartPeriod: { label: 'Time to start', hint: 'Failures in it do not count.' },
    networkAliases: { label: 'Names in the network', hint: 'Others in the same network find it by them.' },
    hosts: { label: 'Hosts', hint: 'NAME:IP, for its /etc/hosts.' },
    labels: { label: 'Labels', hint: 'KEY=VALUE.' },
    devices: { label: 'Devices', hint: 'HOST, HOST:CONTAINER or HOST:CONTAINER:rwm.' },
    capAdd: { label: 'Capabilities added', hint: 'Such as NET_ADMIN.' },
    capDrop: { label: 'Capabilities dropped', hint: 'ALL drops every one.' },
    extra: {
      label: 'Further flags',
      hint: 'Each as the engine’s create takes it, in one word. No secrets: every user of this machine can read them.',
    },
    readOnly: { label: 'Read-only', hint: 'Nothing may be written outside its volumes.' },
    init: { label: 'Init as process 1', hint: 'It reaps processes and passes signals on.' },
    noNewPrivileges: { label: 'No new privileges', hint: 'Programs such as sudo gain nothing.' },
    noTerminal: { label: 'Without a terminal', hint: 'For services: there is only a log, and nothing to type into.' },
    healthOff: { label: 'No health check', hint: 'Not even the image’s own.' },
  },

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
  cancelPull: 'Cancel pull',
  foldersAbsent: (count: number) =>
    plural(count, {
      one: 'This folder does not exist on this machine:',
      other: 'These folders do not exist on this machine:',
    }),
  createAndStart: (count: number) =>
    plural(count, { one: 'Create folder and start', other: `Create ${number(count)} folders and start` }),

  /** What each part of a session is called. */
  fields: {
    name: 'Name',
    image: 'Image',
    command: 'Command',
    workingDir: 'Working directory',
    env: 'Environment',
    volumes: 'Volumes',
    logVolume: 'Log volume',
    ports: 'Ports',
    signal: 'Signal',
    stopSteps: 'Steps of a stop',
    restart: 'Restart policy',
    memory: 'Memory',
    memorySwap: 'Memory and swap',
    cpus: 'Processors',
    pidsLimit: 'Limit of processes',
    user: 'User',
    entrypoint: 'Entrypoint',
    network: 'Network',
    networkAliases: 'Names in the network',
    hosts: 'Hosts',
    hostname: 'Host name',
    labels: 'Labels',
    stopSignal: 'Stop signal',
    stopTimeout: 'Stop time',
    health: 'Health check',
    devices: 'Devices',
    capAdd: 'Capabilities added',
    capDrop: 'Capabilities dropped',
    readOnly: 'Read-only',
    init: 'Init as process 1',
    noNewPrivileges: 'No new privileges',
    gpus: 'GPUs',
    pod: 'Pod',
    noTerminal: 'Without a terminal',
    extra: 'Further flags',
  },

  rulesUnasked: 'The rules could not be asked',
  couldNotPull: (image: string) => `Could not pull ${image}`,
  couldNotStart: (name: string) => `Could not start ${name}`,
};
