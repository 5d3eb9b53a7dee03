// In which order sessions stand in their group. Pure.

import type { Session, State } from '../backend/port';
import { groupOf } from './state';

export const SORTS = ['usual', 'name', 'age', 'state', 'image', 'engine', 'exitCode', 'hand'] as const;
export type Sort = (typeof SORTS)[number];

type Compare = (a: Session, b: Session) => number;

/** From what runs to what never did. */
const STATES: readonly State[] = [
  'running',
  'paused',
  'restarting',
  'stopping',
  'unknown',
  'dead',
  'exited',
  'created',
  'defined',
];

/** One for all: making a collator is what makes `localeCompare` slow. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** As people count: "web-9" before "web-10". */
export function byName(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/** The rows as sorted last: most stay in order, and rows in order need few comparisons. Affects only the speed. */
let last: readonly Session[] = [];

/**
 * Sessions in order.
 * @param place where a session stands by hand; infinite where it has no place, for those stand last
 */
export function sorted(
  sessions: readonly Session[],
  sort: Sort,
  place: (session: Session) => number = () => Number.POSITIVE_INFINITY,
): readonly Session[] {
  const fresh = new Set(sessions);
  const known = last.filter((session) => fresh.delete(session));
  last = [...known, ...fresh].sort(comparison(sort, place));
  return last;
}

/** What has no value stands last; what has the same stands by its name. */
function comparison(sort: Sort, place: (session: Session) => number): Compare {
  const compare = sort === 'hand' ? byHand(place) : COMPARE[sort];
  return (a, b) => compare(a, b) || byName(a.name, b.name) || byName(a.engine, b.engine);
}

const COMPARE: Readonly<Record<Exclude<Sort, 'hand'>, Compare>> = {
  usual,
  name: () => 0,
  age: (a, b) => newestFirst(since(a), since(b)),
  state: (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
  image: (a, b) => byName(a.image, b.image),
  engine: (a, b) => byName(a.engine, b.engine),
  exitCode: (a, b) => exitCode(b) - exitCode(a),
};

function byHand(place: (session: Session) => number): Compare {
  return (a, b) => {
    const [first, second] = [place(a), place(b)];
    return first === second ? usual(a, b) : first - second;
  };
}

/** Ended sessions: the newest end first, behind all others. The others by name, so that rows stay where they are. */
function usual(a: Session, b: Session): number {
  const [first, second] = [groupOf(a.state) === 'ended', groupOf(b.state) === 'ended'];
  if (first !== second) return first ? 1 : -1;
  return first ? newestFirst(a.finishedAt, b.finishedAt) : 0;
}

/** The instant from which its row counts the age. */
function since(session: Session): string | null {
  const group = groupOf(session.state);
  return group === 'ended' ? session.finishedAt : group === 'running' ? session.startedAt : session.createdAt;
}

/** RFC 3339 in UTC sorts as text. */
function newestFirst(a: string | null, b: string | null): number {
  const [first, second] = [a ?? '', b ?? ''];
  return first === second ? 0 : first < second ? 1 : -1;
}

/** The failures first. */
function exitCode(session: Session): number {
  return session.exitCode === null ? Number.MIN_SAFE_INTEGER : session.exitCode;
}
