// The order in which what was looked at is shown.

import type { ShownCheck, Subject } from '../backend/port';

export const GROUPS = ['engines', 'berth', 'files', 'desktop'] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Record<Subject['code'], Group> = {
  engine: 'engines',
  after_reboot: 'engines',
  app: 'berth',
  web_view: 'berth',
  drawing: 'berth',
  log_in: 'berth',
  settings: 'files',
  rules: 'files',
  definitions: 'files',
  history: 'files',
  log: 'files',
  disk: 'files',
  display: 'desktop',
  session_bus: 'desktop',
  notices: 'desktop',
  tray: 'desktop',
  portal: 'desktop',
  keyring: 'desktop',
};

const engineOf = ({ about }: ShownCheck): string => (about.code === 'engine' ? about.args.id : '');

/** What is said of one engine stands together, where the engine was met first. */
function together(checks: readonly ShownCheck[]): ShownCheck[] {
  const order = [...new Set(checks.map(engineOf))];
  return checks.toSorted((one, other) => order.indexOf(engineOf(one)) - order.indexOf(engineOf(other)));
}

/** The groups that have anything. */
export function groups(checks: readonly ShownCheck[]): { name: Group; checks: ShownCheck[] }[] {
  return GROUPS.map((name) => ({
    name,
    checks: together(checks.filter(({ about }) => GROUP_OF[about.code] === name)),
  })).filter(({ checks }) => checks.length > 0);
}
