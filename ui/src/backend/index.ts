// Chooses the implementation of the port, once, at start.

import type { Backend } from './port';
import { createTauriBackend } from './tauri';

/** Tauri inside the window; the fake in a plain browser, in development builds only. */
export async function connect(): Promise<Backend> {
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window)) {
    const { FakeBackend, scenarioFromUrl } = await import('./fake');
    return new FakeBackend({ ...scenarioFromUrl(window.location.search), latency: 60 });
  }
  return createTauriBackend();
}
