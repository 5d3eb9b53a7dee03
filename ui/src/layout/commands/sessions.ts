// Sessions: made, looked at, tidied up.

import { whyNoLogs, withLogs } from '../../session/bulk';
import type { Command } from '../command';
import { t } from '../text';
import { letter } from './common';

export const SESSIONS: readonly Command[] = [
  {
    id: 'new',
    get label() {
      return t.commands.new;
    },
    get help() {
      return t.commands.newHelp;
    },
    keys: letter('n'),
    run: (window) => (window.dialog = 'new'),
  },
  {
    id: 'try',
    get label() {
      return t.commands.tryIt;
    },
    run: ({ actions }) => actions.tryIt(),
  },
  {
    id: 'prune',
    get label() {
      return t.commands.prune;
    },
    run: ({ actions }) => actions.prune(),
  },
  {
    id: 'logs_of_selected',
    label: ({ selected }) => t.commands.logsOfSelected(withLogs(selected).length),
    get help() {
      return t.commands.logsOfSelectedHelp;
    },
    when: ({ selected }) => whyNoLogs(selected),
    run: ({ actions, selected }) => actions.showLogsOf(selected),
  },
  {
    id: 'refresh',
    get label() {
      return t.commands.refresh;
    },
    keys: [{ modifiers: 'none', codes: ['F5'], shown: 'F5' }],
    run: (window) => window.refresh(),
  },
  {
    id: 'shell',
    get label() {
      return t.commands.shell;
    },
    keys: letter('t'),
    when: ({ tabs }) => (tabs.activeSession && !tabs.activeSession.gone ? null : t.commands.noSession),
    run: ({ tabs, actions }) => tabs.activeSession && actions.shell(tabs.activeSession.session),
    // The session's own verb is in the palette, and names it.
    keyOnly: true,
  },
];
