import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number } = grammar('de');

export const de: Wording<typeof en> = {
  percent: (value) => `${number(value)} %`,
  perSecond: (size) => `${size}/s`,
  memoryOf: (used, limit) => `Speicher ${used} von ${limit}`,
  memoryOnly: (used) => `Speicher ${used}`,
  both: (cpu, memory) => `CPU ${cpu}, ${memory}`,

  title: 'Verbrauch',
  asTable: 'Als Tabelle',
  asGraphs: 'Als Kurven',
  usageAsTable: 'Verbrauch als Tabelle',
  usageAsGraphs: 'Verbrauch als Kurven',
  measuring: 'Die ersten Werte kommen in einigen Sekunden.',
  cpu: 'CPU',
  memory: 'Speicher',
  netIn: 'Netz empfangen',
  netOut: 'Netz gesendet',
  blockIn: 'Platte gelesen',
  blockOut: 'Platte geschrieben',
  network: 'Netz',
  disk: 'Platte',
  tasks: 'Prozesse und Threads',
  columns: { of: 'Was', now: 'Jetzt', least: 'Am wenigsten', most: 'Am meisten', limit: 'Grenze' },
  caption: 'Die letzten fünf Minuten; CPU in Prozent eines Kerns.',
  limit: (limit) => `Grenze ${limit}`,
  received: 'empfangen',
  sent: 'gesendet',
  read: 'gelesen',
  written: 'geschrieben',
  graph: (what, now) => `${what}, die letzten fünf Minuten; jetzt ${now}`,
  graphMost: (what, now, most) => `${what}, die letzten fünf Minuten; jetzt ${now}, höchstens ${most}`,

  processes: 'Prozesse',
  processesOf: (shown, all) =>
    shown < all ? `Prozesse, ${number(shown)} von ${number(all)}` : `Prozesse, ${number(all)}`,
  processColumns: { pid: 'Nummer', cpu: 'CPU', memory: 'Speicher', command: 'Befehl' },
  processHint: 'CPU ist der Durchschnitt, seit der Prozess begann.',
  noProcesses: 'Die Prozesse lassen sich nicht auflisten.',
};
