import type { Backend } from './port';

/** The port over Tauri's commands. */
export function createTauriBackend(): Backend {
  throw new Error('this build of the window has no host');
}
