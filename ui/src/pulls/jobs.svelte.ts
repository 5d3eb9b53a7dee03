// Pulls, builds, saves and loads, as the host tells of them: they go on whether a window shows them or not.

import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import { type Backend, BackendError, type BuildSpec, type ImageJob, type SaveWords } from '../backend/port';

/** Lines of a build that are kept. */
const MAX_LINES = 2_000;

const ofBackends = new WeakMap<Backend, ImageJobs>();

export class ImageJobs {
  /** Raises itself when images may be others than before. */
  changes = $state(0);
  readonly #jobs = new SvelteMap<number, ImageJob>();
  readonly #lines = new SvelteMap<number, readonly string[]>();
  readonly #waiting = new Map<number, (job: ImageJob | null) => void>();
  #listening: Promise<void> | undefined;

  constructor(private readonly backend: Backend) {}

  /** Those of a window: its host tells only one listener of them. */
  static of(backend: Backend): ImageJobs {
    const known = ofBackends.get(backend) ?? new ImageJobs(backend);
    ofBackends.set(backend, known);
    return known;
  }

  /** The latest first. */
  get all(): ImageJob[] {
    return [...this.#jobs.values()].toSorted((a, b) => b.number - a.number);
  }

  get running(): number {
    return this.all.filter(({ state }) => state.at === 'running').length;
  }

  get(number: number): ImageJob | undefined {
    return this.#jobs.get(number);
  }

  /** What a build printed. */
  linesOf(number: number): readonly string[] {
    return this.#lines.get(number) ?? [];
  }

  /** Begins to listen, until the window is gone; once. */
  listen(): Promise<void> {
    // It asks no engine and can't fail but with the app itself.
    this.#listening ??= this.backend.subscribeImageJobs((event) => {
      switch (event.kind) {
        case 'job':
          this.#changed(event.job);
          break;
        case 'lines':
          this.#lines.set(event.number, [...this.linesOf(event.number), ...event.lines].slice(-MAX_LINES));
          break;
        case 'gone':
          this.#jobs.delete(event.number);
          this.#lines.delete(event.number);
          this.#waiting.get(event.number)?.(null);
      }
    });
    return this.#listening;
  }

  async pull(engine: string, image: string): Promise<number> {
    await this.listen();
    return this.backend.pullImage(engine, image);
  }

  async build(engine: string, spec: BuildSpec): Promise<number> {
    await this.listen();
    return this.backend.buildImage(engine, spec);
  }

  async save(engine: string, image: string, words: SaveWords): Promise<number | null> {
    await this.listen();
    return this.backend.saveImage(engine, image, words);
  }

  async load(engine: string, words: SaveWords): Promise<number | null> {
    await this.listen();
    return this.backend.loadImages(engine, words);
  }

  /** Waits for the end of a job; whether it is done, and not cancelled. Rejects with the error of one that failed. */
  async done(number: number): Promise<boolean> {
    let job: ImageJob | null | undefined = this.get(number);
    if (!job || job.state.at === 'running') {
      job = await new Promise<ImageJob | null>((resolve) => this.#waiting.set(number, resolve));
    }
    if (job?.state.at === 'failed') throw new BackendError(job.state.error);
    return job?.state.at === 'done';
  }

  async cancel(number: number): Promise<void> {
    await this.backend.cancelImageJob(number).catch(() => undefined);
  }

  async forget(number: number): Promise<void> {
    await this.backend.forgetImageJob(number).catch(() => undefined);
  }

  #changed(job: ImageJob): void {
    this.#jobs.set(job.number, job);
    if (job.state.at === 'running') return;
    this.changes += 1;
    this.#waiting.get(job.number)?.(job);
    this.#waiting.delete(job.number);
  }
}

/** Set once in the window, read anywhere below it. */
export const [useImageJobs, provideImageJobs] = createContext<ImageJobs>();
