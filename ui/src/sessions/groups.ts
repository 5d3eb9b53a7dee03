// Which sessions are shown, in which group, in which order. Pure.

import type { Session } from '../backend/port';
import { type Group, groupOf } from './state';

export type StateFilter = 'all' | 'running' | 'ended';

export interface SessionGroup {
  group: Group;
  title: string;
  sessions: Session[];
}

const TITLES: readonly (readonly [Group, string])[] = [
  ['running', 'Running'],
  ['ended', 'Ended'],
  ['defined', 'Defined'],
];

/** Every word of `text` must occur in name, image, engine or state. */
export function matches(session: Session, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  // Else "docker" would find every image of Docker Hub, whatever runs it.
  const image = session.image.replace(/^(?:docker\.io\/(?:library\/)?|localhost\/)/, '');
  const hay = [session.name, image, session.engine, session.state, session.exitCode ?? ''].join(' ').toLowerCase();
  return words.every((word) => hay.includes(word));
}

/** Groups without sessions are left out. */
export function groupSessions(sessions: readonly Session[], text: string, filter: StateFilter): SessionGroup[] {
  const shown = sessions.filter((session) => matches(session, text));
  return TITLES.filter(([group]) => filter === 'all' || filter === group)
    .map(([group, title]) => ({
      group,
      title,
      sessions: shown.filter((session) => groupOf(session.state) === group).sort(order(group)),
    }))
    .filter(({ sessions: members }) => members.length > 0);
}

/** Ended sessions: the newest end first. All others by name, so that rows stay where they are. */
function order(group: Group): (a: Session, b: Session) => number {
  if (group !== 'ended') return byName;
  return (a, b) => {
    // RFC 3339 in UTC sorts as text.
    const [first, second] = [a.finishedAt ?? '', b.finishedAt ?? ''];
    return first === second ? byName(a, b) : first < second ? 1 : -1;
  };
}

/** One for all: making a collator is what makes `localeCompare` slow. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

function byName(a: Session, b: Session): number {
  return COLLATOR.compare(a.name, b.name) || COLLATOR.compare(a.engine, b.engine);
}

/** How many run and how many ended: "4 running · 2 ended"; "No sessions" when there is none at all. */
export function tally(sessions: readonly Session[]): string {
  const count = (group: Group): number => sessions.filter((s) => groupOf(s.state) === group).length;
  if (sessions.length === 0) return 'No sessions';
  return `${count('running')} running · ${count('ended')} ended`;
}
