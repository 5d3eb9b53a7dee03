// Parts of the window that are not needed to open it. Their files are loaded when they are first needed, or
// before that, once the window has nothing else to do.

import { translationsReady } from '../i18n/language.svelte';

export interface Later<Shown> {
  /** The component where it is loaded, so that it is drawn at once; else a promise of it. */
  get(): Shown | Promise<Shown>;
}

/** A component in a file of its own: `later(() => import('./Wall.svelte'))`. */
export function later<Shown extends object>(file: () => Promise<{ default: Shown }>): Later<Shown> {
  let loaded: Shown | null = null;
  let loading: Promise<Shown> | null = null;
  const load = async (): Promise<Shown> => {
    try {
      const { default: component } = await file();
      // Its sentences may have a file, too.
      await translationsReady();
      return (loaded = component);
    } finally {
      // A file that could not be loaded is tried again when it is needed again.
      loading = null;
    }
  };
  return { get: () => loaded ?? (loading ??= load()) };
}

/** Pauses between two files, so that no key waits for more than one of them; ms. */
const PAUSE = 30;

/**
 * Loads the parts one after the other; a file that is missing is met when it is used.
 * The returned function ends it.
 */
export function prefetch(parts: Iterable<Later<unknown>>): () => void {
  let ended = false;
  const run = async (): Promise<void> => {
    for (const part of parts) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (ended) return;
      await Promise.resolve(part.get()).catch(() => undefined);
    }
  };
  void run();
  return () => (ended = true);
}
