// What the fake knows, and how each of its answers is given: late, or refused as a test asks.

import {
  type Backend,
  BackendError,
  type EngineListing,
  type Health,
  type ListEvent,
  type Session,
  type TerminalNotification,
  type WireError,
} from '../port';
import { activitiesOf, FakeActivity } from './activity';
import { changesOf } from './changes';
import { FakeNotices } from './notices';
import { healthOf, listing, type Scenario, sessionsOf } from './scenario';
import { withFacts } from './sessions';
import { FakeSettings } from './settings';
import { fakeLog } from './terminal';

export interface FakeOptions {
  scenario?: Scenario;
  /** How many sessions the scenario `many` has. */
  count?: number;
  /** Milliseconds that every answer takes; 0 answers in a microtask. */
  latency?: number;
  /** Sessions do something that rules decide. */
  activity?: boolean;
  /** How many runs are archived; else those of the sessions. */
  runs?: number;
  /** How many more lines each log has. */
  lines?: number;
  /** How many images each engine has; else a few of each kind. */
  images?: number;
}

type Verb = Exclude<keyof Backend, 'fail'>;

/** The sessions and engines of the fake, its faults, and what all its verbs share. */
export class FakeState {
  health: Health[];
  sessions: Session[];
  /** Images that need no pull; every other one is absent. */
  readonly images = new Set(['debian:12', 'alpine', 'alpine:3.20', 'starter']);
  /** Host folders that exist; a bind from elsewhere is asked about. */
  readonly folders = new Set(['/home/ann', '/tmp']);
  readonly file = new FakeSettings();
  readonly notices = new FakeNotices();
  readonly activity: FakeActivity;
  /** Sends a notification of a program to the window. */
  onNotification: (notification: TerminalNotification) => void = () => {};
  readonly calls: { verb: Verb; subject: string }[] = [];
  readonly #faults = new Map<Verb, WireError>();
  /** How many runs are kept. */
  #runs = 0;
  protected readonly latency: number;
  protected readonly manyLines: number;
  protected readonly manyImages: number | undefined;
  /** As it was sent last. */
  protected sent: readonly EngineListing[] = [];
  protected listen: (event: ListEvent) => void = () => {};
  protected sending = false;

  constructor(options: FakeOptions = {}) {
    const scenario = options.scenario ?? 'sessions';
    this.latency = options.latency ?? 0;
    this.manyLines = options.lines ?? 0;
    this.manyImages = options.images;
    this.health = healthOf(scenario);
    this.sessions = sessionsOf(scenario, options.count ?? 0, Date.now());
    this.activity = new FakeActivity(options.activity ? activitiesOf(this.sessions, Date.now()) : []);
  }

  /** Makes the next call of a verb reject. */
  fail(verb: Verb, failure: Partial<WireError> & { message: string }): void {
    this.#faults.set(verb, { code: 'refused', args: {}, reason: null, detail: null, problems: [], ...failure });
  }

  /** Sends the changes of `sessions` and `health` now, as the host does. */
  sendChanges(): void {
    const fresh = this.listings();
    const events = changesOf(this.sent, fresh);
    this.sent = fresh;
    for (const event of events) this.listen(structuredClone(event));
  }

  protected listings(): EngineListing[] {
    return structuredClone(this.health.map((health) => listing(health, this.sessions, Date.now())));
  }

  protected log(engine: string, id: string, lines: number): Uint8Array {
    const log = fakeLog(this.find(engine, id))
      .split('\r\n')
      .slice(-lines - 1)
      .join('\r\n');
    return new TextEncoder().encode(log);
  }

  protected find(engine: string, id: string): Session {
    const session = this.sessions.find((s) => s.engine === engine && s.id === id);
    if (!session) throw refusal('session_not_found', `There is no session "${id.slice(0, 12)}" on ${engine}`);
    return session;
  }

  protected run(session: Session): Session {
    return this.replace({
      ...session,
      state: 'running',
      engineState: 'running',
      pid: 4343,
      startedAt: new Date().toISOString(),
      finishedAt: null,
      exitCode: null,
      oomKilled: false,
      oomWithin: false,
    });
  }

  protected end(session: Session, exitCode: number): Session {
    return this.replace({
      ...session,
      state: 'exited',
      engineState: 'exited',
      pid: null,
      exitCode,
      finishedAt: new Date().toISOString(),
    });
  }

  protected replace(changed: Session): Session {
    const session = withFacts(changed);
    this.sessions = this.sessions.map((s) => (s.id === session.id ? session : s));
    return structuredClone(session);
  }

  /** The number of a run that is kept. */
  protected nextRun(): number {
    this.#runs += 1;
    return this.#runs;
  }

  protected async turn(verb: Verb, subject = ''): Promise<void> {
    this.calls.push({ verb, subject });
    await this.wait(this.latency);
    const fault = this.#faults.get(verb);
    this.#faults.delete(verb);
    if (fault) throw new BackendError(fault);
  }

  protected wait(ms: number): Promise<void> {
    return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
  }
}

export function refusal(code: string, message: string, detail: string | null = null): BackendError {
  return new BackendError({ code, message, detail, problems: [] });
}
