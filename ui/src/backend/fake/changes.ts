// The events that tell how a list became another one, as the host sends them.

import type { EngineListing, ListEvent, Session } from '../port';

export function changesOf(before: readonly EngineListing[], after: readonly EngineListing[]): ListEvent[] {
  const known = new Map(before.map((listing) => [listing.health.engine, listing]));
  const left = new Set(after.map((listing) => listing.health.engine));
  const removed = [...known.keys()].filter((engine) => !left.has(engine));
  return [
    ...removed.map((engine): ListEvent => ({ kind: 'removed', engine })),
    ...after.flatMap((listing) => changeOf(known.get(listing.health.engine), listing)),
  ];
}

function changeOf(before: EngineListing | undefined, after: EngineListing): ListEvent[] {
  const { health, problem, awaySince, remote, readAt } = after;
  const { engine } = health;
  if (before && problem) {
    return equal(before.problem, problem) ? [] : [{ kind: 'away', engine, health, problem, awaySince, remote }];
  }
  if (!before || before.problem || readAt === null) return [{ kind: 'snapshot', listing: after }];
  const known = new Map(before.sessions.map((session) => [session.id, session]));
  const left = new Set(after.sessions.map(({ id }) => id));
  const sessions = after.sessions.filter((session: Session) => !equal(known.get(session.id), session));
  const gone = [...known.keys()].filter((id) => !left.has(id));
  return sessions.length + gone.length > 0 ? [{ kind: 'updated', engine, sessions, gone, readAt }] : [];
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
