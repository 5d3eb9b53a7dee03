// What the tray shows: how many sessions need the person, and the ways to them.

import type { Activity, Session, TrayEntry, TrayFace, TrayState } from '../backend/port';
import { t } from './text';

/** So many of those that need the person are in the menu; the list has the others. */
const MOST = 8;

/** `needing` are in the order of the way from one to the next. */
export function faceOf(
  sessions: readonly Session[],
  needing: readonly Session[],
  activityOf: (session: Session) => Activity | null,
): TrayFace {
  const count = (activity: Activity): number =>
    sessions.filter((session) => !needing.includes(session) && activityOf(session) === activity).length;
  const [done, works] = [count('done'), count('works')];
  const parts = [
    needing.length > 0 ? t.needs(needing.length) : '',
    done > 0 ? t.done(done) : '',
    works > 0 ? t.works(works) : '',
  ].filter((part) => part !== '');
  return {
    state: worst(needing.length, done, works),
    title: t.title(parts.length > 0 ? parts.join(', ') : t.quiet),
    groups: [
      [{ label: t.show, act: { kind: 'show' } }],
      waysTo(needing, sessions),
      [{ label: t.newSession, act: { kind: 'newSession' } }],
      [{ label: t.quit, act: { kind: 'quit' } }],
    ],
  };
}

function worst(needing: number, done: number, works: number): TrayState {
  if (needing > 0) return 'needs';
  if (done > 0) return 'done';
  return works > 0 ? 'works' : 'quiet';
}

/** The next one by its name, then the others. */
function waysTo(needing: readonly Session[], sessions: readonly Session[]): TrayEntry[] {
  const nameOf = ({ name, engine }: Session): string =>
    sessions.some((other) => other.name === name && other.engine !== engine) ? t.onEngine(name, engine) : name;
  const ways = needing.slice(0, MOST).map((session, at): TrayEntry => {
    const name = nameOf(session);
    const act = { kind: 'openSession', engine: session.engine, session: session.id } as const;
    return { label: at === 0 ? t.next(name) : name, act };
  });
  const more = needing.length - ways.length;
  return more > 0 ? [...ways, { label: t.more(more), act: { kind: 'show' } }] : ways;
}
