// The images of the fake: the same few on each engine, or many; pulls that take some time, builds that print.

import type {
  BuildSpec,
  Image,
  ImageJob,
  ImageJobEvent,
  ImageListing,
  ImageRemoval,
  ImageWork,
  JobState,
  Newer,
  PrunedImage,
  PruneImages,
  PrunePreview,
} from '../port';
import { FakeState, refusal } from './state';

const MB = 1024 * 1024;
const DAY = 86_400_000;

/** An image; what is not said is of no interest. */
export function fakeImage(part: Partial<Image> & { engine: string }): Image {
  const id = part.id ?? '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  return {
    id,
    tags: [],
    digests: [],
    size: 120 * MB,
    createdAt: new Date(Date.now() - 40 * DAY).toISOString(),
    platform: 'linux/amd64',
    layers: ['sha256:1', 'sha256:2'],
    usedBy: [],
    config: {
      entrypoint: [],
      command: ['bash'],
      workingDir: '',
      user: '',
      variables: ['PATH'],
      ports: [],
      volumes: [],
      labels: {},
    },
    ...part,
  };
}

/** An id that begins with the number. */
const idOf = (number: number): string => number.toString(16).padStart(12, '0').padEnd(64, 'a');

export class FakeImages extends FakeState {
  /** As an engine lists them. */
  imageRows: Image[] | null = null;
  readonly jobs: ImageJob[] = [];
  #tell: (event: ImageJobEvent) => void = () => {};
  #cancelled = new Set<number>();

  async listImages(engine: string): Promise<ImageListing> {
    await this.turn('listImages', engine);
    this.imageRows ??= this.#rows();
    return structuredClone({ images: this.imageRows.filter((image) => image.engine === engine), skipped: 0 });
  }

  async tagImage(engine: string, image: string, name: string): Promise<void> {
    await this.turn('tagImage', `${image} ${name}`);
    const row = this.#row(engine, image);
    row.tags = [...row.tags, name];
  }

  async removeImage(engine: string, image: string): Promise<ImageRemoval> {
    await this.turn('removeImage', image);
    const row = this.#row(engine, image);
    if (row.id !== image && row.tags.length > 1) {
      row.tags = row.tags.filter((tag) => tag !== image);
      return { outcome: 'untagged', left: row.tags };
    }
    if (row.usedBy.length > 0) throw refusal('refused', `Could not remove the image "${image}": it is used`);
    this.imageRows = (this.imageRows ?? []).filter((other) => other !== row);
    return { outcome: 'removed', id: row.id };
  }

  async previewPruneImages(engine: string, which: PruneImages): Promise<PrunePreview> {
    await this.turn('previewPruneImages', which);
    const images = (await this.listImages(engine)).images.filter(
      ({ usedBy, tags }) => usedBy.length === 0 && (which === 'unused' || tags.length === 0),
    );
    return { images, frees: images.reduce((sum, { size }) => sum + size, 0), atMost: false };
  }

  async pruneImages(_engine: string, which: PruneImages, ids: string[]): Promise<PrunedImage[]> {
    await this.turn('pruneImages', which);
    this.imageRows = (this.imageRows ?? []).filter(({ id }) => !ids.includes(id));
    return ids.map((id) => ({ id, removed: true, failure: null }));
  }

  async newerImage(_engine: string, image: string): Promise<Newer> {
    await this.turn('newerImage', image);
    return image.includes('postgres') ? 'there' : 'same';
  }

  async subscribeImageJobs(listen: (event: ImageJobEvent) => void): Promise<void> {
    await this.turn('subscribeImageJobs');
    this.#tell = listen;
    for (const job of this.jobs) listen({ kind: 'job', job: structuredClone(job) });
  }

  async pullImage(engine: string, image: string): Promise<number> {
    await this.turn('pullImage', image);
    const layer = (id: string, total: number, done: number) =>
      ({ id, state: done < total ? 'fetching' : 'done', done, total }) as const;
    const progress = (share: number): ImageWork => {
      const layers = [
        layer('46e9475d3e98', 20 * MB, 20 * MB * Math.min(1, share * 2)),
        layer('6fdd0dcd3c97', 60 * MB, 60 * MB * share),
      ];
      const sum = (of: 'done' | 'total'): number => layers.reduce((all, one) => all + one[of], 0);
      return { kind: 'pull', progress: { layers, done: sum('done'), total: sum('total'), trouble: '' } };
    };
    return this.#run(engine, image, progress(0), [0.2, 0.6, 1].map(progress), () => {
      if (image.includes('missing')) {
        const message = `Could not pull "${image}": the registry does not have it`;
        const detail = 'manifest unknown';
        return { at: 'failed', error: { code: 'refused', args: {}, reason: null, message, detail, problems: [] } };
      }
      this.images.add(image);
      this.imageRows = [
        fakeImage({ engine, tags: [image], id: idOf(9000 + this.jobs.length) }),
        ...(this.imageRows ?? this.#rows()),
      ];
      return { at: 'done', names: [image] };
    });
  }

  async buildImage(engine: string, spec: BuildSpec): Promise<number> {
    await this.turn('buildImage', spec.tag);
    const work: ImageWork = { kind: 'build' };
    const lines = ['STEP 1/2: FROM debian:12', 'STEP 2/2: RUN make', 'make: nothing to be done', `COMMIT ${spec.tag}`];
    return this.#run(engine, spec.tag, work, lines, () => ({ at: 'done', names: [spec.tag] }));
  }

  async saveImage(engine: string, image: string): Promise<number | null> {
    await this.turn('saveImage', image);
    const work = (done: number): ImageWork => ({
      kind: 'save',
      path: '/home/ann/image.tar',
      transfer: { done: done * MB, total: 120 * MB },
    });
    return this.#run(engine, image, work(0), [40, 120].map(work), () => ({ at: 'done', names: [] }));
  }

  async loadImages(engine: string): Promise<number | null> {
    await this.turn('loadImages');
    const work: ImageWork = { kind: 'load', transfer: { done: 0, total: 120 * MB } };
    return this.#run(engine, '/home/ann/image.tar', work, [], () => ({ at: 'done', names: ['localhost/app:1'] }));
  }

  async chooseBuildFolder(): Promise<string | null> {
    await this.turn('chooseBuildFolder');
    return '/home/ann/app';
  }

  async cancelImageJob(number: number): Promise<void> {
    await this.turn('cancelImageJob', String(number));
    this.#cancelled.add(number);
    this.#change(number, { state: { at: 'cancelled' } });
  }

  async forgetImageJob(number: number): Promise<void> {
    await this.turn('forgetImageJob', String(number));
    this.#tell({ kind: 'gone', number });
  }

  #row(engine: string, image: string): Image {
    this.imageRows ??= this.#rows();
    const row = this.imageRows.find((one) => one.engine === engine && (one.id === image || one.tags.includes(image)));
    if (!row) throw refusal('image_not_found', `There is no image "${image}" on ${engine}`);
    return row;
  }

  #change(number: number, part: Partial<ImageJob>): void {
    const job = this.jobs.find((one) => one.number === number);
    if (!job) return;
    Object.assign(job, part);
    this.#tell({ kind: 'job', job: structuredClone(job) });
  }

  /** Lets a job go on in steps; a step is its work, or a line that it prints. */
  #run(
    engine: string,
    subject: string,
    work: ImageWork,
    steps: readonly (ImageWork | string)[],
    end: () => JobState,
  ): number {
    const number = this.jobs.length + 1;
    this.jobs.push({ number, engine, subject, work, state: { at: 'running' } });
    this.#change(number, {});
    void (async () => {
      for (const step of steps) {
        await this.wait(this.latency * 3);
        if (this.#cancelled.has(number)) return;
        if (typeof step === 'string') this.#tell({ kind: 'lines', number, lines: [step] });
        else this.#change(number, { work: step });
      }
      await this.wait(this.latency);
      if (!this.#cancelled.has(number)) this.#change(number, { state: end() });
    })();
    return number;
  }

  #rows(): Image[] {
    const engines = this.health.filter(({ status }) => status === 'ready').map(({ engine }) => engine);
    const many = this.manyImages;
    if (many === undefined) return engines.flatMap((engine, at) => this.#rowsOf(engine, at * 100));
    const tag = (number: number): string => `quay.io/team/service-${number}:1.${number % 7}`;
    return engines.flatMap((engine, at) =>
      Array.from({ length: many }, (_, number) =>
        fakeImage({ engine, id: idOf(at * many + number), tags: [tag(number)], size: (number + 1) * 3 * MB }),
      ),
    );
  }

  #rowsOf(engine: string, from: number): Image[] {
    const made = (days: number): string => new Date(Date.now() - days * DAY).toISOString();
    const users = this.sessions.filter((session) => session.engine === engine);
    const usedBy = (name: string): Image['usedBy'] =>
      users
        .filter(({ image }) => image.includes(name))
        .map((session) => ({ id: session.id, name: session.name, alive: session.state === 'running' }));
    const digest = (name: string): string[] => [`${name}@sha256:${idOf(7)}`];
    const row = (number: number, part: Partial<Image>): Image =>
      fakeImage({ engine, id: idOf(from + number), ...part });
    return [
      row(1, { tags: ['localhost/app:dev'], size: 412 * MB, createdAt: made(0.1) }),
      row(2, { tags: [], size: 398 * MB, createdAt: made(2) }),
      row(3, {
        tags: ['docker.io/library/debian:12', 'docker.io/library/debian:bookworm'],
        digests: digest('docker.io/library/debian'),
        size: 117 * MB,
        createdAt: made(21),
        usedBy: usedBy('debian'),
      }),
      row(4, {
        tags: ['docker.io/library/postgres:16'],
        digests: digest('docker.io/library/postgres'),
        size: 432 * MB,
        createdAt: made(60),
        usedBy: usedBy('postgres'),
        config: {
          entrypoint: ['docker-entrypoint.sh'],
          command: ['postgres'],
          workingDir: '/',
          user: 'postgres',
          variables: ['PATH', 'PGDATA', 'PG_MAJOR'],
          ports: ['5432/tcp'],
          volumes: ['/var/lib/postgresql/data'],
          labels: { 'org.opencontainers.image.title': 'postgres' },
        },
      }),
      row(5, {
        tags: ['docker.io/library/alpine:3.20'],
        size: 7.8 * MB,
        createdAt: made(200),
        usedBy: usedBy('alpine'),
      }),
    ];
  }
}
