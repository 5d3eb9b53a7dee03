// The options of a container as fields of the form: by use, and as what the runner takes. Pure.

import type { ContainerOptions, Field } from '../../backend/port';
import { t } from './text';

export type TextOption =
  | 'restart'
  | 'memory'
  | 'memorySwap'
  | 'cpus'
  | 'pidsLimit'
  | 'user'
  | 'entrypoint'
  | 'network'
  | 'hostname'
  | 'stopSignal'
  | 'stopTimeout'
  | 'gpus'
  | 'pod'
  | 'healthCommand'
  | 'healthInterval'
  | 'healthTimeout'
  | 'healthRetries'
  | 'healthStartPeriod';
export type ListOption = 'networkAliases' | 'hosts' | 'labels' | 'devices' | 'capAdd' | 'capDrop' | 'extra';
export type SwitchOption = 'readOnly' | 'init' | 'noNewPrivileges' | 'noTerminal' | 'healthOff';
export type OptionKey = TextOption | ListOption | SwitchOption;

/** What is typed; each list ends with an empty row, to type into. */
export interface OptionDraft {
  texts: Record<TextOption, string>;
  lists: Record<ListOption, string[]>;
  switches: Record<SwitchOption, boolean>;
}

export interface OptionField<Key extends OptionKey = OptionKey> {
  key: Key;
  kind: Key extends TextOption ? 'text' : Key extends ListOption ? 'list' : 'switch';
  /** Whose problems it shows. */
  field: Field;
  placeholder?: string;
}

const text = (key: TextOption, field: Field, placeholder: string): OptionField => ({
  key,
  kind: 'text',
  field,
  placeholder,
});
const list = (key: ListOption, field: Field, placeholder: string): OptionField => ({
  key,
  kind: 'list',
  field,
  placeholder,
});
const toggle = (key: SwitchOption, field: Field): OptionField => ({ key, kind: 'switch', field });

export type OptionSection = keyof typeof t.sections;

/** The fields by use, in the order of the form. */
export const SECTIONS: readonly { id: OptionSection; fields: readonly OptionField[] }[] = [
  {
    id: 'resources',
    fields: [
      text('memory', 'memory', '512m'),
      text('memorySwap', 'memorySwap', '1g'),
      text('cpus', 'cpus', '1.5'),
      text('pidsLimit', 'pidsLimit', '200'),
      text('gpus', 'gpus', 'all'),
    ],
  },
  {
    id: 'lifecycle',
    fields: [
      text('restart', 'restart', 'on-failure:3'),
      text('stopSignal', 'stopSignal', 'SIGINT'),
      text('stopTimeout', 'stopTimeout', '10'),
      toggle('init', 'init'),
      toggle('noTerminal', 'noTerminal'),
    ],
  },
  {
    id: 'process',
    fields: [text('user', 'user', '1000:1000'), text('entrypoint', 'entrypoint', '/entrypoint.sh')],
  },
  {
    id: 'network',
    fields: [
      text('network', 'network', 'bridge'),
      list('networkAliases', 'networkAliases', 'db'),
      text('hostname', 'hostname', 'web-1'),
      list('hosts', 'hosts', 'db:10.0.0.2'),
      text('pod', 'pod', 'my-pod'),
    ],
  },
  {
    id: 'security',
    fields: [
      toggle('readOnly', 'readOnly'),
      toggle('noNewPrivileges', 'noNewPrivileges'),
      list('capAdd', 'capAdd', 'SYS_PTRACE'),
      list('capDrop', 'capDrop', 'ALL'),
      list('devices', 'devices', '/dev/fuse'),
    ],
  },
  {
    id: 'health',
    fields: [
      toggle('healthOff', 'health'),
      text('healthCommand', 'health', 'wget -q -O - localhost || exit 1'),
      text('healthInterval', 'health', '30s'),
      text('healthTimeout', 'health', '5s'),
      text('healthRetries', 'health', '3'),
      text('healthStartPeriod', 'health', '1m'),
    ],
  },
  { id: 'further', fields: [list('labels', 'labels', 'team=web'), list('extra', 'extra', '--shm-size=1g')] },
];

/** The list of the form that the problems of a field are in. */
export const LIST_OF: Readonly<Partial<Record<Field, ListOption>>> = Object.fromEntries(
  SECTIONS.flatMap(({ fields }) => fields)
    .filter(({ kind }) => kind === 'list')
    .map(({ key, field }) => [field, key]),
);

export function emptyOptions(): OptionDraft {
  return {
    texts: {
      restart: '',
      memory: '',
      memorySwap: '',
      cpus: '',
      pidsLimit: '',
      user: '',
      entrypoint: '',
      network: '',
      hostname: '',
      stopSignal: '',
      stopTimeout: '',
      gpus: '',
      pod: '',
      healthCommand: '',
      healthInterval: '',
      healthTimeout: '',
      healthRetries: '',
      healthStartPeriod: '',
    },
    lists: { networkAliases: [''], hosts: [''], labels: [''], devices: [''], capAdd: [''], capDrop: [''], extra: [''] },
    switches: { readOnly: false, init: false, noNewPrivileges: false, noTerminal: false, healthOff: false },
  };
}

/** An entrypoint that is nothing, as a person writes it. */
const NOTHING = '""';

/** What the runner takes; an empty field says nothing. */
export function optionsOf({ texts, lists, switches }: OptionDraft): Required<ContainerOptions> {
  const said = (key: TextOption): string | null => texts[key].trim() || null;
  const rows = (key: ListOption): string[] => lists[key].map((row) => row.trim()).filter((row) => row !== '');
  return {
    restart: said('restart'),
    memory: said('memory'),
    memorySwap: said('memorySwap'),
    cpus: said('cpus'),
    pidsLimit: numberOf(said('pidsLimit'), 0),
    user: said('user'),
    entrypoint: said('entrypoint') === NOTHING ? '' : said('entrypoint'),
    network: said('network'),
    networkAliases: rows('networkAliases'),
    hosts: rows('hosts'),
    hostname: said('hostname'),
    labels: Object.fromEntries(rows('labels').map(pairOf)),
    stopSignal: said('stopSignal'),
    stopTimeout: numberOf(said('stopTimeout'), -2),
    health: {
      off: switches.healthOff,
      command: said('healthCommand'),
      interval: said('healthInterval'),
      timeout: said('healthTimeout'),
      retries: numberOf(said('healthRetries'), 0),
      startPeriod: said('healthStartPeriod'),
    },
    devices: rows('devices'),
    capAdd: rows('capAdd'),
    capDrop: rows('capDrop'),
    readOnly: switches.readOnly,
    init: switches.init,
    noNewPrivileges: switches.noNewPrivileges,
    gpus: said('gpus'),
    pod: said('pod'),
    noTerminal: switches.noTerminal,
    extra: rows('extra'),
  };
}

/** The fields that say the same. */
export function optionDraftOf(options: ContainerOptions): OptionDraft {
  const { health } = options;
  const shown = (value: string | number | null | undefined): string => (value == null ? '' : String(value));
  const rows = (values: readonly string[] | undefined): string[] => [...(values ?? []), ''];
  return {
    texts: {
      restart: shown(options.restart),
      memory: shown(options.memory),
      memorySwap: shown(options.memorySwap),
      cpus: shown(options.cpus),
      pidsLimit: shown(options.pidsLimit),
      user: shown(options.user),
      entrypoint: options.entrypoint === '' ? NOTHING : shown(options.entrypoint),
      network: shown(options.network),
      hostname: shown(options.hostname),
      stopSignal: shown(options.stopSignal),
      stopTimeout: shown(options.stopTimeout),
      gpus: shown(options.gpus),
      pod: shown(options.pod),
      healthCommand: shown(health?.command),
      healthInterval: shown(health?.interval),
      healthTimeout: shown(health?.timeout),
      healthRetries: shown(health?.retries),
      healthStartPeriod: shown(health?.startPeriod),
    },
    lists: {
      networkAliases: rows(options.networkAliases),
      hosts: rows(options.hosts),
      labels: rows(Object.entries(options.labels ?? {}).map(([key, value]) => `${key}=${value ?? ''}`)),
      devices: rows(options.devices),
      capAdd: rows(options.capAdd),
      capDrop: rows(options.capDrop),
      extra: rows(options.extra),
    },
    switches: {
      readOnly: options.readOnly ?? false,
      init: options.init ?? false,
      noNewPrivileges: options.noNewPrivileges ?? false,
      noTerminal: options.noTerminal ?? false,
      healthOff: health?.off ?? false,
    },
  };
}

/** How many of a section's fields say something. */
export function usedIn({ texts, lists, switches }: OptionDraft, fields: readonly OptionField[]): number {
  const used = ({ key }: OptionField): boolean => {
    if (key in texts) return texts[key as TextOption].trim() !== '';
    if (key in lists) return lists[key as ListOption].some((row) => row.trim() !== '');
    return switches[key as SwitchOption];
  };
  return fields.filter(used).length;
}

/** Whether a field is what somebody looks for: by its name, its hint, or the engine's word. */
export function isFound({ key, placeholder }: OptionField, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const { label, hint } = t.options[key];
  const all = `${label} ${hint} ${key} ${placeholder ?? ''}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** What is no number becomes one that the rules refuse. */
function numberOf(text: string | null, refused: number): number | null {
  if (text === null) return null;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : refused;
}

function pairOf(row: string): [string, string] {
  const at = row.indexOf('=');
  return at < 0 ? [row, ''] : [row.slice(0, at).trim(), row.slice(at + 1)];
}
