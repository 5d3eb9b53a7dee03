// Saving the output of a session to a file.

import type { Backend, SaveFormat, Session, TerminalPalette, TerminalSize } from '../backend/port';
import { notify, notifyError } from '../notices/notices';
import { t } from './text';

/** Has the person choose a file, and writes it; false when they chose none. */
export async function saveOutput(
  backend: Backend,
  session: Session,
  format: SaveFormat,
  palette: TerminalPalette,
  size: TerminalSize,
): Promise<boolean> {
  const words = { title: t.save.title(session.name), kind: t.save.formats[format] };
  const path = await backend.saveOutput(session, format, palette, size, words);
  if (path === null) return false;
  notifySaved(backend, t.saved(session.name), path);
  return true;
}

/** Says that a file was written, and offers to show it. */
export function notifySaved(backend: Backend, title: string, path: string): void {
  notify(title, path, {
    label: t.showInFolder,
    run: () => void backend.showInFolder(path).catch((error: unknown) => notifyError(t.couldNot.showFile, error)),
  });
}
