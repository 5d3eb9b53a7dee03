// An open session: what of it is seen, and what its views can be asked to do.

import type { Session } from '../backend/port';
import { groupOf, keyOf } from '../session/state';
import type { LinesView, LogsTab } from './logsTab.svelte';

export const VIEWS = ['terminal', 'shell', 'logs', 'details'] as const;
export type View = (typeof VIEWS)[number];

/** What the views of a tab do when they are asked to. */
export interface TabViews {
  /** Drops what is above the screen of the terminal, or of the shell, that is in sight. */
  clear(): void;
  /** To the prompt above what is in sight, or below. */
  jump(by: -1 | 1): void;
  /** Copies what the last command printed. */
  copyOutput(): void;
  /** Copies the path of the working directory. */
  copyFolder(): void;
  /** Opens another shell where the last one has ended. */
  openShell(): void;
}

/** What is open: a session, or the logs of several. */
export type AnyTab = Tab | LogsTab;

/** One open session. */
export class Tab {
  /** Its views, while they are on the page. */
  #views: TabViews | null = null;

  readonly kind = 'session';
  readonly key: string;
  /** Counts tabs as they are opened: the order of their panels on the page, which nobody moves. */
  readonly number: number;
  /** The session as last seen; it outlives the container. */
  session = $state.raw() as Session;
  view = $state<View>('terminal');
  /** Nothing is typed into its terminal. */
  readOnly = $state(false);
  /** A shell runs in it. */
  hasShell = $state(false);
  /** Its shell is to be a debug shell; the view takes it back when it has heard. */
  debugAsked = $state(false);
  /** The working directories of its terminal and its shell, as far as their programs tell. */
  folders = $state({ terminal: '', shell: '' });
  /** The engine answered, and no longer has it. */
  gone = $state(false);
  /** Its log line by line; null where it is not shown so. */
  lines = $state.raw<LinesView | null>(null);

  constructor(session: Session, view: View, number: number) {
    this.key = keyOf(session);
    this.number = number;
    this.session = session;
    this.view = view;
  }

  /** Its session has ended, or is gone. */
  get ended(): boolean {
    return this.gone || groupOf(this.session.state) === 'ended';
  }

  /** For the component that shows it; the returned function lets go of it again. */
  attachViews(views: TabViews): () => void {
    this.#views = views;
    return () => (this.#views = null);
  }

  clear(): void {
    this.#views?.clear();
  }

  jump(by: -1 | 1): void {
    this.#views?.jump(by);
  }

  copyOutput(): void {
    this.#views?.copyOutput();
  }

  copyFolder(): void {
    this.#views?.copyFolder();
  }

  /** The working directory of what is in sight; empty where no program tells it. */
  get folder(): string {
    return this.view === 'shell' ? this.folders.shell : this.folders.terminal;
  }

  openShell(): void {
    this.#views?.openShell();
  }
}

/**
 * What is seen of a session that is opened. One without a terminal opens on its logs, one without a container on its
 * details.
 */
export function usualView(session: Session): View {
  if (session.state === 'defined') return 'details';
  return session.attachable ? 'terminal' : 'logs';
}
