// Files of sessions.

import type { CopyBegun, CopyEvent, DropEvent, FileChange, Folder, SessionKey, TextFile } from '../bindings';
import type { Subscription } from './subscription';

export interface FileCalls {
  /** What is in a folder of a session, whether it runs or not. */
  sessionFiles(session: SessionKey, path: string): Promise<Folder>;
  /** The text of a file of up to 1 MiB. */
  readFile(session: SessionKey, path: string): Promise<TextFile>;
  /** Replaces the text of a file, if it still is `before`. */
  writeFile(session: SessionKey, path: string, before: string, after: string): Promise<void>;
  /** The files that differ from the image's. */
  changedFiles(session: SessionKey): Promise<FileChange[]>;
  /** Copies a file or folder into a folder that the person chooses; null when they chose none. Its end cancels it. */
  copyOut(
    session: SessionKey,
    path: string,
    title: string,
    listen: (event: CopyEvent) => void,
  ): Promise<(Subscription & Pick<CopyBegun, 'path'>) | null>;
  /** Asks for files to copy in; none when the person chose none. */
  chooseFiles(title: string): Promise<string[]>;
  /** Copies files and folders of this machine into a folder of a session. Its end cancels it. */
  copyIn(
    session: SessionKey,
    sources: string[],
    folder: string,
    listen: (event: CopyEvent) => void,
  ): Promise<Subscription>;
  /** Tells of files that are dragged from the desktop over this window, until it is gone. */
  subscribeDrops(listen: (event: DropEvent) => void): Promise<void>;
}
