import type { Backend } from '../backend/port';
import { notifyError } from '../notices/notices';
import { t as parts } from '../parts/text';

/** Opens a port in the browser, or says that this did not work. */
export async function openPort(backend: Backend, url: string): Promise<void> {
  try {
    await backend.openLink(url);
  } catch (error) {
    notifyError(parts.couldNotOpen(url), error);
  }
}
