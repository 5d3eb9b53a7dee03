// An in-memory Backend with realistic answers, latency and faults: for unit
// tests, and for `npm run dev` in a plain browser. Never part of a release.

import {
  type Backend,
  BackendError,
  type DeleteOptions,
  type EngineListing,
  type HandOver,
  type Health,
  type ListEvent,
  type LogListener,
  type PruneResult,
  type SaveFormat,
  type Session,
  type SessionKey,
  type SessionSpec,
  type Settings,
  type SettingsNow,
  type ShellAsked,
  type SpecCheck,
  type StartOptions,
  type StartOutcome,
  type StopOptions,
  type StopOutcome,
  type Subscription,
  type TerminalHandle,
  type TerminalListener,
  type TerminalNotification,
  type TerminalPalette,
  type TerminalSize,
  type WireError,
} from '../port';
import { changesOf } from './changes';
import { fakeCheck, whole } from './check';
import { healthOf, listing, type Scenario, sessionsOf } from './scenario';
import { fakeSession, withFacts } from './sessions';
import { FakeSettings } from './settings';
import { fakeLog, FakeTerminal } from './terminal';

export { scenarioFromUrl } from './scenario';
export { ended, fakeSession } from './sessions';

export interface FakeOptions {
  scenario?: Scenario;
  /** How many sessions the scenario `many` has. */
  count?: number;
  /** Milliseconds that every answer takes; 0 answers in a microtask. */
  latency?: number;
}

/** How often changes of the fake's sessions are sent, in milliseconds. */
export const CHANGE_EVERY = 2000;

type Verb = Exclude<keyof Backend, 'fail'>;

export class FakeBackend implements Backend {
  health: Health[];
  sessions: Session[];
  /** Images that need no pull; every other one is absent. */
  readonly images = new Set(['debian:12', 'alpine', 'alpine:3.20', 'starter']);
  /** Host folders that exist; a bind from elsewhere is asked about. */
  readonly folders = new Set(['/home/ann', '/tmp']);
  readonly file = new FakeSettings();
  /** Sends a notification of a program to the window. */
  onNotification: (notification: TerminalNotification) => void = () => {};
  readonly calls: { verb: Verb; subject: string }[] = [];
  readonly #faults = new Map<Verb, WireError>();
  readonly #latency: number;
  /** As it was sent last. */
  #sent: readonly EngineListing[] = [];
  #listen: (event: ListEvent) => void = () => {};
  #sending = false;

  constructor(options: FakeOptions = {}) {
    const scenario = options.scenario ?? 'sessions';
    this.#latency = options.latency ?? 0;
    this.health = healthOf(scenario);
    this.sessions = sessionsOf(scenario, options.count ?? 0, Date.now());
  }

  /** Makes the next call of a verb reject. */
  fail(verb: Verb, failure: Partial<WireError> & { message: string }): void {
    this.#faults.set(verb, { code: 'refused', args: {}, detail: null, problems: [], ...failure });
  }

  async engineHealth(engine: string): Promise<Health> {
    await this.#turn('engineHealth', engine);
    const health = this.health.find((known) => known.engine === engine);
    if (!health) throw refusal('unknown_engine', `There is no engine "${engine}"`);
    return structuredClone(health);
  }

  async subscribeSessions(listen: (event: ListEvent) => void): Promise<void> {
    await this.#turn('subscribeSessions');
    this.#listen = listen;
    this.#sent = this.#listings();
    listen({ kind: 'list', listings: structuredClone([...this.#sent]) });
    if (!this.#sending) setInterval(() => this.sendChanges(), CHANGE_EVERY);
    this.#sending = true;
  }

  async refreshSessions(): Promise<void> {
    await this.#turn('refreshSessions');
    this.sendChanges();
  }

  async sessionsHidden(hidden: boolean): Promise<void> {
    await this.#turn('sessionsHidden', String(hidden));
  }

  /** Sends the changes of `sessions` and `health` now, as the host does. */
  sendChanges(): void {
    const fresh = this.#listings();
    const events = changesOf(this.#sent, fresh);
    this.#sent = fresh;
    for (const event of events) this.#listen(structuredClone(event));
  }

  #listings(): EngineListing[] {
    return structuredClone(this.health.map((health) => listing(health, this.sessions, Date.now())));
  }

  async checkSpec(engine: string, spec: SessionSpec): Promise<SpecCheck> {
    await this.#turn('checkSpec', spec.name);
    return fakeCheck(engine, spec);
  }

  async startSession(engine: string, part: SessionSpec, options: StartOptions): Promise<StartOutcome> {
    const spec = whole(part);
    await this.#turn('startSession', spec.name);
    const { problems } = fakeCheck(engine, spec);
    if (problems.length > 0) {
      throw new BackendError({
        code: 'invalid',
        message: problems.map((p) => p.message).join('; '),
        detail: null,
        problems,
      });
    }
    const old = this.sessions.find((session) => session.engine === engine && session.name === spec.name);
    if (old?.state === 'running') {
      throw refusal('session_exists', `A session "${spec.name}" is already running on ${engine}`);
    }
    if (old && old.state !== 'defined') {
      const outcome = await this.startExisting(engine, old.id);
      const other = old.image !== spec.image && outcome.outcome === 'restarted';
      if (other) outcome.differences = [{ field: 'image', has: [old.image], asked: [spec.image] }];
      return outcome;
    }
    if (!this.images.has(spec.image)) return { outcome: 'imageAbsent', image: spec.image };
    const paths = spec.volumes
      .map((v) => v.split(':')[0] ?? '')
      .filter((p) => p.startsWith('/') && !this.folders.has(p));
    if (paths.length > 0 && !options.createHostPaths) return { outcome: 'hostPathsAbsent', paths };
    const now = new Date().toISOString();
    const session = fakeSession({
      name: spec.name,
      engine,
      image: spec.image,
      command: spec.command ? spec.command.split(' ') : ['sh'],
      workingDir: spec.workingDir || '/',
      env: spec.env.map(({ key, value }) => `${key}=${value}`),
      createdAt: now,
      startedAt: now,
    });
    this.sessions = [...this.sessions.filter((s) => s !== old), session];
    return { outcome: 'started', session };
  }

  async startExisting(engine: string, id: string): Promise<StartOutcome> {
    await this.#turn('startExisting', id);
    return { outcome: 'restarted', session: this.#run(this.#find(engine, id)), differences: [] };
  }

  async restartSession(engine: string, id: string): Promise<StartOutcome> {
    await this.#turn('restartSession', id);
    return { outcome: 'restarted', session: this.#run(this.#find(engine, id)), differences: [] };
  }

  async stopSession(engine: string, id: string, options: StopOptions): Promise<StopOutcome> {
    await this.#turn('stopSession', id);
    const session = this.#find(engine, id);
    const alreadyStopped = session.state === 'exited';
    const stopped = alreadyStopped ? session : this.#end(session, !options.graceful ? 137 : 143);
    const removed = options.remove;
    if (removed) this.sessions = this.sessions.filter((s) => s.id !== id);
    const archived = removed ? this.#folder(session) : null;
    return { alreadyStopped, removed, session: stopped, archived, missingLog: null };
  }

  async deleteSession(engine: string, id: string, options: DeleteOptions): Promise<StopOutcome> {
    const told = [options.volumes ? 'with volumes' : '', options.withoutLog ? 'without log' : ''];
    await this.#turn('deleteSession', [id, ...told].filter(Boolean).join(' '));
    const outcome = await this.stopSession(engine, id, { graceful: true, timeout: null, remove: true });
    const words = 'its log driver does not support reading';
    return options.withoutLog ? { ...outcome, missingLog: { why: 'unreadable', words } } : outcome;
  }

  async redrawSession(_engine: string, id: string): Promise<void> {
    await this.#turn('redrawSession', id);
  }

  async pauseSession(engine: string, id: string): Promise<Session> {
    await this.#turn('pauseSession', id);
    return this.#replace({ ...this.#find(engine, id), state: 'paused', engineState: 'paused' });
  }

  async killSession(engine: string, id: string, signal: string | null): Promise<Session> {
    await this.#turn('killSession', `${id} ${signal ?? 'KILL'}`);
    const finishedAt = new Date().toISOString();
    return this.#replace({
      ...this.#find(engine, id),
      state: 'exited',
      engineState: 'exited',
      pid: null,
      exitCode: 137,
      finishedAt,
    });
  }

  async renameSession(engine: string, id: string, name: string): Promise<Session> {
    await this.#turn('renameSession', `${id} ${name}`);
    return this.#replace({ ...this.#find(engine, id), name });
  }

  async pruneSessions(engine: string, ids: string[]): Promise<PruneResult[]> {
    await this.#turn('pruneSessions', engine);
    const gone = this.sessions.filter((session) => session.engine === engine && ids.includes(session.id));
    this.sessions = this.sessions.filter((session) => !gone.includes(session));
    return gone.map((session) => ({
      id: session.id,
      name: session.name,
      archived: this.#folder(session),
      failure: null,
    }));
  }

  async resumeSession(engine: string, id: string): Promise<Session> {
    await this.#turn('resumeSession', id);
    return this.#replace({ ...this.#find(engine, id), state: 'running', engineState: 'running' });
  }

  async sessionStatus(engine: string, id: string): Promise<Session> {
    await this.#turn('sessionStatus', id);
    return structuredClone(this.#find(engine, id));
  }

  async sessionLogs(engine: string, id: string, lines: number): Promise<Uint8Array> {
    await this.#turn('sessionLogs', id);
    return this.#log(engine, id, lines);
  }

  async sessionTranscript(engine: string, id: string, _size: TerminalSize, lines: number): Promise<Uint8Array> {
    await this.#turn('sessionTranscript', id);
    return this.#log(engine, id, lines);
  }

  async pullImage(_engine: string, image: string, progress: (line: string) => void): Promise<void> {
    progress(`Trying to pull ${image}...`);
    await this.#turn('pullImage', image);
    for (const share of [25, 60, 100]) {
      progress(`Copying blob 8a1f… ${share}%`);
      await this.#wait(this.#latency * 3);
    }
    if (image.includes('missing')) {
      throw refusal(
        'refused',
        `Could not pull "${image}": the registry does not have it`,
        `Error: initializing source docker://${image}: manifest unknown`,
      );
    }
    this.images.add(image);
  }

  tryIt(): Promise<StartOutcome> {
    const spec = {
      name: 'try-it',
      image: 'starter',
      command: '',
      workingDir: '',
      env: [],
      volumes: [],
      logVolume: '',
      ports: [],
      allowLoaderEnv: false,
    };
    return this.startSession(this.health.find((h) => h.status === 'ready')?.engine ?? 'podman', spec, {
      createHostPaths: false,
    });
  }

  async attach(engine: string, id: string, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle> {
    await this.#turn('attach', id);
    const session = this.#find(engine, id);
    if (session.state !== 'running')
      throw refusal('not_running', `Session "${session.name}" is not running (it is ${session.state})`);
    return new FakeTerminal(session, size, listener, (code) => ({
      kind: 'ended',
      session: this.#end(this.#find(engine, id), code),
      failure: null,
    }));
  }

  async openShell(
    { engine, id, command }: ShellAsked,
    size: TerminalSize,
    listener: TerminalListener,
  ): Promise<TerminalHandle> {
    await this.#turn('openShell', command ?? '');
    const session = this.#find(engine, id);
    if (session.state !== 'running')
      throw refusal('not_running', `Session "${session.name}" is not running (it is ${session.state})`);
    return new FakeTerminal(session, size, listener, (code) => ({ kind: 'shellEnded', code }));
  }

  /** In a browser nothing is attached that could be drawn. */
  async subscribePictures(sessions: SessionKey[], listen: (bytes: Uint8Array) => void): Promise<Subscription> {
    await this.#turn('subscribePictures');
    const none = Array.from({ length: 8 }, () => 255);
    listen(Uint8Array.from(sessions.flatMap((_, index) => [index & 255, index >> 8, ...none])));
    return { end: () => undefined };
  }

  /** How often a log that is followed is read again, in milliseconds. */
  static readonly LOG_EVERY = 500;

  async followLogs(engine: string, id: string, lines: number, listener: LogListener): Promise<Subscription> {
    await this.#turn('followLogs', id);
    let sent = this.#log(engine, id, lines);
    listener.output(sent);
    const clock = setInterval(() => {
      const session = this.sessions.find((s) => s.engine === engine && s.id === id);
      const log = session ? this.#log(engine, id, lines) : sent;
      if (log.length > sent.length) listener.output(log.slice(sent.length));
      sent = log;
      if (session?.state === 'running') return;
      clearInterval(clock);
      listener.ended(null);
    }, FakeBackend.LOG_EVERY);
    return { end: () => clearInterval(clock) };
  }

  async openWindow(_engine: string, id: string): Promise<void> {
    await this.#turn('openWindow', id);
  }

  async closeShell(_engine: string, _id: string, key: string): Promise<void> {
    await this.#turn('closeShell', key);
  }

  /** Where the person of the fake saves things; null when they think better of it. */
  chosenFile: string | null = '/home/ann/output';

  async saveOutput(
    { id }: Pick<Session, 'engine' | 'id'>,
    format: SaveFormat,
    _palette: TerminalPalette,
    size: TerminalSize,
  ): Promise<string | null> {
    await this.#turn('saveOutput', `${id} ${format} ${size.cols}x${size.rows}`);
    return this.chosenFile;
  }

  async showInFolder(path: string): Promise<void> {
    await this.#turn('showInFolder', path);
  }

  handedOver: HandOver = { outcome: 'opened', program: 'xterm' };

  async handOver(_engine: string, id: string): Promise<HandOver> {
    await this.#turn('handOver', id);
    return this.handedOver;
  }

  async openLink(url: string): Promise<void> {
    await this.#turn('openLink', url);
  }

  async subscribeNotifications(listener: (notification: TerminalNotification) => void): Promise<void> {
    this.onNotification = listener;
  }

  async notify(title: string, text: string): Promise<void> {
    await this.#turn('notify', `${title} ${text}`.trim());
  }

  async settings(): Promise<SettingsNow> {
    await this.#turn('settings');
    return this.file.now;
  }

  async subscribeSettings(listen: (now: SettingsNow) => void): Promise<void> {
    this.file.subscribe(listen);
  }

  async saveSettings(settings: Settings): Promise<SettingsNow> {
    await this.#turn('saveSettings');
    return this.file.save(settings);
  }

  /** Not among the calls: the window sends it at any time. */
  async terminalLook(): Promise<void> {}

  async historyFolder(): Promise<string> {
    await this.#turn('historyFolder');
    return '/home/ann/.local/state/berth/history';
  }

  #log(engine: string, id: string, lines: number): Uint8Array {
    const log = fakeLog(this.#find(engine, id))
      .split('\r\n')
      .slice(-lines - 1)
      .join('\r\n');
    return new TextEncoder().encode(log);
  }

  #find(engine: string, id: string): Session {
    const session = this.sessions.find((s) => s.engine === engine && s.id === id);
    if (!session) throw refusal('session_not_found', `There is no session "${id.slice(0, 12)}" on ${engine}`);
    return session;
  }

  #run(session: Session): Session {
    return this.#replace({
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

  #end(session: Session, exitCode: number): Session {
    return this.#replace({
      ...session,
      state: 'exited',
      engineState: 'exited',
      pid: null,
      exitCode,
      finishedAt: new Date().toISOString(),
    });
  }

  #replace(changed: Session): Session {
    const session = withFacts(changed);
    this.sessions = this.sessions.map((s) => (s.id === session.id ? session : s));
    return structuredClone(session);
  }

  #folder(session: Session): string {
    return `/home/ann/.local/state/berth/history/${session.name}-${session.id.slice(0, 12)}`;
  }

  async #turn(verb: Verb, subject = ''): Promise<void> {
    this.calls.push({ verb, subject });
    await this.#wait(this.#latency);
    const fault = this.#faults.get(verb);
    this.#faults.delete(verb);
    if (fault) throw new BackendError(fault);
  }

  #wait(ms: number): Promise<void> {
    return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
  }
}

function refusal(code: string, message: string, detail: string | null = null): BackendError {
  return new BackendError({ code, message, detail, problems: [] });
}
