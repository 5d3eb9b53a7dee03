// Images that a new session may be made of: those that ran before, and those on its engine.

import type { Backend, Image } from '../../backend/port';
import { NO_FILTER } from '../../runs/recent.svelte';

/** Runs that are looked at for their images. */
const RUNS = 100;
/** Names that are offered at once. */
const MOST = 8;

export interface ImageName {
  name: string;
  /** Bytes on the engine; null where it is not there, and would be pulled. */
  size: number | null;
}

export class ImageNames {
  #images = $state.raw<readonly Image[]>([]);
  /** Of the last runs, the latest first. */
  #ran = $state.raw<readonly string[]>([]);
  #turn = 0;

  constructor(private readonly backend: Partial<Pick<Backend, 'listImages' | 'runs'>>) {}

  /** Asks for them anew. What can't be known is not offered; the field takes any name. */
  async read(engine: string): Promise<void> {
    if (engine === '') return;
    const turn = ++this.#turn;
    const [images, ran] = await Promise.all([
      this.backend.listImages?.(engine).then((listing) => listing.images, nothing),
      this.backend.runs?.({ ...NO_FILTER, engines: [engine], limit: RUNS }).then(({ runs }) => imagesOf(runs), nothing),
    ]);
    if (turn !== this.#turn) return;
    this.#images = images ?? [];
    this.#ran = ran ?? [];
  }

  /** The names that have this text in them; those that ran come first, then the newest. */
  matching(typed: string): ImageName[] {
    return imageNames(this.#images, this.#ran, typed);
  }
}

const nothing = (): [] => [];

function imagesOf(runs: readonly { image: string }[]): string[] {
  return [...new Set(runs.map(({ image }) => image))];
}

export function imageNames(images: readonly Image[], ran: readonly string[], typed: string): ImageName[] {
  const sizes = new Map(images.flatMap(({ tags, size }) => tags.map((tag) => [tag, size] as const)));
  const wanted = typed.trim().toLowerCase();
  const names = [...new Set([...ran, ...sizes.keys()])]
    // An image without a name can't be asked for again.
    .filter((name) => name !== '' && !name.startsWith('sha256:') && name.toLowerCase().includes(wanted))
    .map((name) => ({ name, size: sizes.get(name) ?? null }));
  // What stands there already is no help.
  return names.length === 1 && names[0]?.name === typed.trim() ? [] : names.slice(0, MOST);
}
