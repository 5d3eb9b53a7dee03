import { grammar } from '../../i18n/grammar';

const { number } = grammar('en');

export const en = {
  percent: (value: number) => `${number(value)} %`,
  perSecond: (size: string) => `${size}/s`,
  memoryOf: (used: string, limit: string) => `memory ${used} of ${limit}`,
  memoryOnly: (used: string) => `memory ${used}`,
  both: (cpu: string, memory: string) => `CPU ${cpu}, ${memory}`,

  title: 'Usage',
  asTable: 'As a table',
  asGraphs: 'As graphs',
  usageAsTable: 'Usage as a table',
  usageAsGraphs: 'Usage as graphs',
  measuring: 'The first figures come within some seconds.',
  cpu: 'CPU',
  memory: 'Memory',
  netIn: 'Network in',
  netOut: 'Network out',
  blockIn: 'Disk read',
  blockOut: 'Disk written',
  network: 'Network',
  disk: 'Disk',
  tasks: 'Processes and threads',
  columns: { of: 'What', now: 'Now', least: 'Least', most: 'Most', limit: 'Limit' },
  caption: 'The last five minutes; CPU is in percent of one core.',
  limit: (limit: string) => `limit ${limit}`,
  received: 'in',
  sent: 'out',
  read: 'read',
  written: 'written',
  graph: (what: string, now: string) => `${what}, the last five minutes; now ${now}`,
  graphMost: (what: string, now: string, most: string) => `${what}, the last five minutes; now ${now}, at most ${most}`,

  processes: 'Processes',
  processesOf: (shown: number, all: number) =>
    shown < all ? `Processes, ${number(shown)} of ${number(all)}` : `Processes, ${number(all)}`,
  processColumns: { pid: 'Id', cpu: 'CPU', memory: 'Memory', command: 'Command' },
  processHint: 'CPU is the average since each process began.',
  noProcesses: 'The processes can’t be listed.',
};
