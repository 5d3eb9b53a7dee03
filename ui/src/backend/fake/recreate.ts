// What the fake's sessions were created with, and making them anew.

import type {
  Inspection,
  KeptData,
  RecreateOutcome,
  RecreatePlan,
  RecreateStep,
  Session,
  SessionSpec,
  SpecChange,
  SpecFound,
} from '../port';
import { fakeCheck, whole } from './check';
import { FakeLifecycle } from './lifecycle';
import { fakeSession, idOf } from './sessions';

/** The image of which no session lasts. */
export const BROKEN_IMAGE = 'broken:1';

/** The network that every session is in. */
const NETWORK = { network: 'bridge', addresses: ['172.17.0.2'], gateway: '172.17.0.1', mac: '', aliases: ['db'] };

export class FakeRecreate extends FakeLifecycle {
  /** What no spec can say of any session. */
  lost: SpecFound['lost'] = [];
  /** Specs of sessions that were changed, by id. */
  readonly #specs = new Map<string, SessionSpec>();

  async sessionSpec(engine: string, id: string): Promise<SpecFound> {
    await this.turn('sessionSpec', id);
    return structuredClone({ spec: this.#specOf(this.find(engine, id)), lost: this.lost });
  }

  async cloneSpec(engine: string, id: string): Promise<SpecFound> {
    await this.turn('cloneSpec', id);
    const spec = this.#specOf(this.find(engine, id));
    const ports = spec.ports.map((port) => port.replace(/^\d+/, (host) => String(Number(host) + 1)));
    return { spec: { ...spec, name: `${spec.name}-2`, ports }, lost: this.lost };
  }

  async sessionInspection(engine: string, id: string): Promise<Inspection> {
    await this.turn('sessionInspection', id);
    const session = structuredClone(this.find(engine, id));
    const described = {
      Id: id,
      State: { Status: session.engineState, Pid: session.pid ?? 0, OOMKilled: session.oomKilled },
      Config: {
        Image: session.image,
        Env: session.env.map((line) => `${line.split('=')[0] ?? ''}=…`),
        Labels: session.labels,
      },
      HostConfig: { Memory: 0, Binds: null, Ulimits: [] },
    };
    const imageId = `sha256:${idOf(session.image)}`;
    const json = JSON.stringify(described, null, 2);
    return { session, imageId, imageDigests: [`${session.image}@${imageId}`], networks: [NETWORK], json };
  }

  async planRecreate(engine: string, id: string, spec: SessionSpec): Promise<RecreatePlan> {
    await this.turn('planRecreate', id);
    const before = this.#specOf(this.find(engine, id));
    const differences = differencesOf(before, spec);
    const limits = ['memory', 'memorySwap', 'cpus', 'pidsLimit'];
    return {
      before,
      lost: this.lost,
      differences,
      commandBefore: fakeCheck(engine, before).preview,
      commandAfter: fakeCheck(engine, spec).preview,
      inPlace: differences.length > 0 && differences.every(({ field }) => limits.includes(field)),
      lasting: engine === 'docker',
    };
  }

  async recreateSession(
    engine: string,
    id: string,
    spec: SessionSpec,
    data: KeptData,
    _: boolean,
    progress: (step: RecreateStep) => void,
  ): Promise<RecreateOutcome> {
    await this.turn('recreateSession', `${spec.name} ${data}`);
    const old = this.find(engine, id);
    if (!this.images.has(spec.image) && spec.image !== BROKEN_IMAGE && spec.image !== old.image) {
      return { outcome: 'imageAbsent', image: spec.image };
    }
    const steps: RecreateStep[] = ['renaming', 'creating', 'stopping', 'starting', 'watching'];
    steps.forEach(progress);
    if (spec.image === BROKEN_IMAGE) {
      progress('puttingBack');
      const why = { why: 'ended', exitCode: 3 } as const;
      return { outcome: 'putBack', session: structuredClone(old), why, lastLines: 'no such file\r\n' };
    }
    progress('removing');
    const session = fakeSession({
      ...old,
      id: old.id.slice(32) + old.id.slice(0, 32),
      name: spec.name,
      image: spec.image,
      startedAt: new Date().toISOString(),
    });
    this.#specs.set(session.id, structuredClone(spec));
    this.sessions = [...this.sessions.filter((other) => other !== old), session];
    return { outcome: 'recreated', session: structuredClone(session), kept: null };
  }

  async changeLimits(engine: string, id: string, spec: SessionSpec): Promise<Session> {
    await this.turn('changeLimits', id);
    this.#specs.set(id, structuredClone(spec));
    return structuredClone(this.find(engine, id));
  }

  #specOf(session: Session): SessionSpec {
    const known = this.#specs.get(session.id);
    if (known) return known;
    const env = session.env.map((line) => ({
      key: line.split('=')[0] ?? '',
      value: line.slice(line.indexOf('=') + 1),
    }));
    const ports = session.ports
      .filter(({ host }) => host !== null)
      .map(({ host, container }) => `${host}:${container}`);
    const volumes = session.mounts
      .filter(({ kind }) => kind !== 'tmpfs')
      .map(({ source, target }) => `${source}:${target}`);
    const spec = { name: session.name, image: session.image, command: session.commandLine, env, ports, volumes };
    return whole({ ...whole({} as SessionSpec), ...spec });
  }
}

function differencesOf(before: SessionSpec, after: SessionSpec): SpecChange[] {
  const texts = (spec: SessionSpec): [SpecChange['field'], string[]][] => [
    ['image', [spec.image]],
    ['command', spec.command === '' ? [] : [spec.command]],
    ['env', spec.env.map(({ key, value }) => `${key}=${value}`)],
    ['volumes', spec.volumes],
    ['ports', spec.ports],
    ['memory', spec.options?.memory ? [spec.options.memory] : []],
    ['cpus', spec.options?.cpus ? [spec.options.cpus] : []],
  ];
  const now = new Map(texts(after));
  return texts(before).flatMap(([field, was]) => {
    const is = now.get(field) ?? [];
    const shown = (list: string[]): string[] => (field === 'env' ? list.map((line) => line.split('=')[0] ?? '') : list);
    const gone = was.filter((text) => !is.includes(text));
    const come = is.filter((text) => !was.includes(text));
    return gone.length + come.length === 0 ? [] : [{ field, before: shown(gone), after: shown(come) }];
  });
}
