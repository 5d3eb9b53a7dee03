// The images of all engines that answer, and what is asked about them.

import { SvelteMap } from 'svelte/reactivity';

import type { Backend, Image, Newer } from '../backend/port';
import { wordsOf } from '../notices/errors';

/** Why the images of an engine are not known. */
export interface EngineProblem {
  engine: string;
  text: string;
  detail: string | null;
}

/** What a registry says, or why it does not. */
export type Asked = { at: 'asking' } | { at: 'said'; newer: Newer } | { at: 'failed'; text: string };

/** What a dialog is open for. */
export type Dialog =
  | { kind: 'pull'; engine: string; image: string }
  | { kind: 'build' }
  | { kind: 'load' }
  | { kind: 'prune' }
  | { kind: 'tag'; image: Image }
  | { kind: 'remove'; image: Image };

export class ImagesRoom {
  images = $state.raw<readonly Image[]>([]);
  problems = $state.raw<readonly EngineProblem[]>([]);
  read = $state(false);
  text = $state('');
  /** The image that is looked at, by its key. */
  opened = $state<string | null>(null);
  dialog = $state.raw<Dialog | null>(null);
  readonly #asked = new SvelteMap<string, Asked>();
  #turn = 0;

  constructor(private readonly backend: Backend) {}

  readonly shown: readonly Image[] = $derived.by(() => {
    const wanted = this.text.trim().toLowerCase();
    return wanted === '' ? this.images : this.images.filter((image) => has(image, wanted));
  });
  readonly image: Image | undefined = $derived.by(() => this.images.find((image) => keyOf(image) === this.opened));

  /** Asks these engines anew; one that fails keeps no other from being shown. */
  async readAll(engines: readonly string[]): Promise<void> {
    const turn = ++this.#turn;
    const problems: EngineProblem[] = [];
    const lists = await Promise.all(
      engines.map(async (engine) => {
        try {
          return (await this.backend.listImages(engine)).images;
        } catch (error) {
          problems.push({ engine, ...wordsOf(error) });
          return [];
        }
      }),
    );
    if (turn !== this.#turn) return;
    this.images = lists.flat().toSorted(newestFirst);
    this.problems = problems;
    this.read = true;
  }

  /** What is known of a newer image by the first name. */
  asked(image: Image): Asked | undefined {
    return this.#asked.get(keyOf(image));
  }

  async askNewer(image: Image): Promise<void> {
    const name = registryNameOf(image);
    if (name === undefined) return;
    const key = keyOf(image);
    this.#asked.set(key, { at: 'asking' });
    try {
      this.#asked.set(key, { at: 'said', newer: await this.backend.newerImage(image.engine, name) });
    } catch (error) {
      this.#asked.set(key, { at: 'failed', text: wordsOf(error).text });
    }
  }
}

export function keyOf({ engine, id }: Pick<Image, 'engine' | 'id'>): string {
  return `${engine}/${id}`;
}

/** The first name that a registry knows it by; what was made here has none. */
export function registryNameOf(image: Image): string | undefined {
  const repositories = image.digests.map((digest) => digest.split('@')[0]).filter((name) => name !== undefined);
  return image.tags.find((tag) => {
    const repository = tag.replace(/:[^/:]*$/, '');
    return !tag.startsWith('localhost/') && repositories.includes(repository);
  });
}

/** Those of the same minute by their names: the same image of two engines stands together. */
function newestFirst(a: Image, b: Image): number {
  const minute = ({ createdAt }: Image): string => (createdAt ?? '').slice(0, 16);
  return (
    minute(b).localeCompare(minute(a)) ||
    (a.tags[0] ?? a.id).localeCompare(b.tags[0] ?? b.id) ||
    a.engine.localeCompare(b.engine)
  );
}

function has(image: Image, wanted: string): boolean {
  const words = [...image.tags, image.id, image.engine, ...image.usedBy.map(({ name }) => name)];
  return words.some((word) => word.toLowerCase().includes(wanted));
}
