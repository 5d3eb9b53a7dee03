// What several commands share.

import type { Chord } from '../../parts/chords';
import type { CommandTarget } from '../command';
import { t } from '../text';

export const letter = (key: string): Chord[] => [{ modifiers: 'mod', keys: [key], shown: key.toUpperCase() }];

export const needsTab = ({ tabs }: CommandTarget): string | null => (tabs.active ? null : t.commands.noSession);

export const needsTerminal = ({ tabs }: CommandTarget): string | null =>
  tabs.active?.view === 'terminal' || tabs.active?.view === 'shell' ? null : t.commands.terminalNotInSight;

/** An empty pane is the person's place too. */
export const needsTabs = ({ tabs }: CommandTarget): string | null =>
  tabs.tabs.length > 0 ? null : t.commands.noSession;
