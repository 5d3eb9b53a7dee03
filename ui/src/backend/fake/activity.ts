// What sessions are doing, without a host: tests say it; a plain browser sees one of each kind.

import type { Activity, ActivityEvent, RuleFault, RuleSource, Session, SessionActivity } from '../port';

const MINUTE = 60_000;
const SHIPPED: RuleSource = { kind: 'shipped' };

export class FakeActivity {
  now: SessionActivity[];
  faults: RuleFault[] = [];
  #listen: (event: ActivityEvent) => void = () => {};

  constructor(now: SessionActivity[]) {
    this.now = now;
  }

  subscribe(listen: (event: ActivityEvent) => void): void {
    this.#listen = listen;
    listen(structuredClone({ kind: 'list', sessions: this.now, faults: this.faults }));
  }

  /** A session does something else, as the host tells it. */
  tell(of: Pick<Session, 'engine' | 'id'>, part: Partial<SessionActivity> & Pick<SessionActivity, 'activity'>): void {
    const session = fakeActivity(of, part);
    const others = this.now.filter((one) => one.engine !== of.engine || one.session !== of.id);
    this.now = [...others, session];
    this.#listen(structuredClone({ kind: 'changed', session }));
  }

  gone({ engine, id }: Pick<Session, 'engine' | 'id'>): void {
    this.now = this.now.filter((one) => one.engine !== engine || one.session !== id);
    this.#listen({ kind: 'gone', engine, session: id });
  }

  spoil(faults: RuleFault[]): void {
    this.faults = faults;
    this.#listen({ kind: 'faults', faults: structuredClone(faults) });
  }
}

export function fakeActivity(
  { engine, id }: Pick<Session, 'engine' | 'id'>,
  part: Partial<SessionActivity> & Pick<SessionActivity, 'activity'>,
): SessionActivity {
  const { activity } = part;
  const why = {
    activity,
    rule: RULES[activity],
    source: SHIPPED,
    line: 23,
    evidence: LINES[activity],
    choices: [],
  };
  const since = new Date().toISOString();
  return {
    engine,
    session: id,
    since,
    why: activity === 'unknown' ? null : why,
    by: { kind: 'observed' },
    away: null,
    ...part,
  };
}

/** Of those that run, one of each kind after the other; the first has asked the longest. */
export function activitiesOf(sessions: readonly Session[], now: number): SessionActivity[] {
  const kinds: readonly Activity[] = ['asks', 'works', 'idle', 'unknown', 'done', 'asks'];
  return sessions
    .filter(({ state, tty }) => state === 'running' && tty)
    .map((session, i) => {
      const activity = kinds[i % kinds.length] ?? 'unknown';
      return fakeActivity(session, { activity, since: new Date(now - (12 + 5 * i) * MINUTE).toISOString() });
    });
}

const RULES: Readonly<Record<Activity, string>> = {
  asks: 'question.yes-no',
  works: 'osc.progress',
  done: 'shell.prompt',
  idle: 'shell.prompt',
  unknown: '',
};

const LINES: Readonly<Record<Activity, string>> = {
  asks: 'Do you want to apply this plan to 3 files? [y/N]',
  works: 'Fetching packages…  38 %',
  done: 'ann@dev-shell:~/work$',
  idle: 'ann@dev-shell:~/work$',
  unknown: '',
};
