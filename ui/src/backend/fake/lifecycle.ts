// The verbs of the fake's sessions, from start to removal.

import {
  BackendError,
  type DeleteOptions,
  type Ladder,
  type LadderMove,
  type LadderOutcome,
  type PruneResult,
  type Session,
  type SessionKey,
  type SessionSpec,
  type SimilarNames,
  type SpecCheck,
  type StartOptions,
  type StartOutcome,
  type StopOptions,
  type StopOutcome,
  type StopStep,
} from '../port';
import { fakeCheck, whole } from './check';
import { FakeImages } from './images';
import { fakeSession } from './sessions';
import { refusal } from './state';

/** Starting, stopping and removing. */
export class FakeLifecycle extends FakeImages {
  async checkSpec(engine: string, spec: SessionSpec): Promise<SpecCheck> {
    await this.turn('checkSpec', spec.name);
    return fakeCheck(engine, spec);
  }

  async startSession(engine: string, part: SessionSpec, options: StartOptions): Promise<StartOutcome> {
    const spec = whole(part);
    await this.turn('startSession', spec.name);
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
    await this.turn('startExisting', id);
    return { outcome: 'restarted', session: this.run(this.find(engine, id)), differences: [] };
  }

  async restartSession(engine: string, id: string): Promise<StartOutcome> {
    await this.turn('restartSession', id);
    return { outcome: 'restarted', session: this.run(this.find(engine, id)), differences: [] };
  }

  async stopSession(engine: string, id: string, options: StopOptions): Promise<StopOutcome> {
    await this.turn('stopSession', id);
    const session = this.find(engine, id);
    const alreadyStopped = session.state === 'exited';
    const stopped = alreadyStopped ? session : this.end(session, !options.graceful ? 137 : 143);
    const removed = options.remove;
    if (removed) this.sessions = this.sessions.filter((s) => s.id !== id);
    const archived = removed ? this.nextRun() : null;
    return { alreadyStopped, removed, session: stopped, archived, missingLog: null };
  }

  async proposedSteps(session: Session): Promise<StopStep[]> {
    await this.turn('proposedSteps', session.id);
    return [
      { signal: session.commandLine === 'sh' ? 'SIGHUP' : 'SIGTERM', seconds: 10 },
      { signal: 'SIGKILL', seconds: 10 },
    ];
  }

  #ladders: Ladder[] = [];
  #tellLadders: (now: Ladder[]) => void = () => {};
  /** Answers the stops in steps that are under way. */
  readonly #turned = new Map<string, (to: LadderMove) => void>();

  /** Ends when the last step is asked for; no time passes here. */
  async stopInSteps(engine: string, id: string, steps: StopStep[], remove: boolean): Promise<LadderOutcome> {
    await this.turn('stopInSteps', `${id} ${JSON.stringify(steps)}`);
    const others = this.#ladders.filter(({ session }) => session.id !== id);
    const show = (step: number, seconds: number): void => {
      const until = new Date(Date.now() + seconds * 1000).toISOString();
      this.#ladders = [...others, { session: { engine, id }, steps, now: { step, until, notTyped: null } }];
      this.#tellLadders(this.#ladders);
    };
    let at = 0;
    show(at, steps[at]?.seconds ?? 0);
    const cancelled = await new Promise<boolean>((resolve) => {
      this.#turned.set(id, (to) => {
        if (to === 'cancel') return resolve(true);
        if (to !== 'wait') at = Math.min(at + 1, steps.length - 1);
        show(at, (steps[at]?.seconds ?? 0) * (to === 'wait' ? 2 : 1));
        if (to !== 'wait' && at === steps.length - 1) resolve(false);
      });
    });
    this.#ladders = others;
    this.#tellLadders(others);
    if (cancelled) return { kind: 'cancelled', session: this.find(engine, id) };
    const stop = await this.stopSession(engine, id, { graceful: false, timeout: null, remove });
    return { kind: 'ended', step: at, stop };
  }

  async turnLadder({ id }: SessionKey, to: LadderMove): Promise<void> {
    await this.turn('turnLadder', to);
    this.#turned.get(id)?.(to);
  }

  async subscribeLadders(listen: (now: Ladder[]) => void): Promise<void> {
    this.#tellLadders = listen;
    listen(this.#ladders);
  }

  async deleteSession(engine: string, id: string, options: DeleteOptions): Promise<StopOutcome> {
    const told = [options.volumes ? 'with volumes' : '', options.withoutLog ? 'without log' : ''];
    await this.turn('deleteSession', [id, ...told].filter(Boolean).join(' '));
    const outcome = await this.stopSession(engine, id, { graceful: true, timeout: null, remove: true });
    const words = 'its log driver does not support reading';
    return options.withoutLog ? { ...outcome, missingLog: { why: 'unreadable', words } } : outcome;
  }

  async redrawSession(_engine: string, id: string): Promise<void> {
    await this.turn('redrawSession', id);
  }

  async pauseSession(engine: string, id: string): Promise<Session> {
    await this.turn('pauseSession', id);
    return this.replace({ ...this.find(engine, id), state: 'paused', engineState: 'paused' });
  }

  async pauseRestarts(engine: string, id: string): Promise<Session> {
    await this.turn('pauseRestarts', id);
    const session = this.find(engine, id);
    return this.replace({ ...session, restartPolicy: 'no', pausedPolicy: session.restartPolicy });
  }

  async resumeRestarts(engine: string, id: string): Promise<Session> {
    await this.turn('resumeRestarts', id);
    const session = this.find(engine, id);
    return this.replace({ ...session, restartPolicy: session.pausedPolicy ?? 'no', pausedPolicy: null });
  }

  async killSession(engine: string, id: string, signal: string | null): Promise<Session> {
    await this.turn('killSession', `${id} ${signal ?? 'KILL'}`);
    const finishedAt = new Date().toISOString();
    return this.replace({
      ...this.find(engine, id),
      state: 'exited',
      engineState: 'exited',
      pid: null,
      exitCode: 137,
      finishedAt,
    });
  }

  async startPod(_engine: string, pod: string): Promise<void> {
    await this.turn('startPod', pod);
  }

  async stopPod(_engine: string, pod: string): Promise<void> {
    await this.turn('stopPod', pod);
  }

  async removePod(engine: string, pod: string): Promise<void> {
    await this.turn('removePod', pod);
    this.sessions = this.sessions.filter((session) => session.engine !== engine || session.pod !== pod);
  }

  async similarNames(engine: string, id: string): Promise<SimilarNames | null> {
    await this.turn('similarNames', id);
    const [wanted = ''] = this.find(engine, id).command;
    const there = [
      { name: 'python3', folder: '/usr/bin' },
      { name: 'python3.11', folder: '/usr/bin' },
    ];
    const names = there.filter(({ name }) => name.startsWith(wanted.slice(0, 1)));
    return { wanted, names, compared: 312, complete: true };
  }

  async renameSession(engine: string, id: string, name: string): Promise<Session> {
    await this.turn('renameSession', `${id} ${name}`);
    return this.replace({ ...this.find(engine, id), name });
  }

  async pruneSessions(engine: string, ids: string[]): Promise<PruneResult[]> {
    await this.turn('pruneSessions', engine);
    const gone = this.sessions.filter((session) => session.engine === engine && ids.includes(session.id));
    this.sessions = this.sessions.filter((session) => !gone.includes(session));
    return gone.map((session) => ({
      id: session.id,
      name: session.name,
      archived: this.nextRun(),
      failure: null,
    }));
  }

  async resumeSession(engine: string, id: string): Promise<Session> {
    await this.turn('resumeSession', id);
    return this.replace({ ...this.find(engine, id), state: 'running', engineState: 'running' });
  }

  async sessionStatus(engine: string, id: string): Promise<Session> {
    await this.turn('sessionStatus', id);
    return structuredClone(this.find(engine, id));
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
}
