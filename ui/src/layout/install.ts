// How to get an engine on this machine. Pure.

import type { EngineKind } from '../backend/port';
import { t } from './text';

export interface Way {
  /** What to do, as a sentence. */
  text: string;
  /** What to type, where a command does it. */
  command: string | null;
  /** The engine's own page. */
  url: string;
}

export type System = 'linux' | 'mac' | 'windows';

const PAGE: Readonly<Record<EngineKind, string>> = {
  podman: 'https://podman.io/docs/installation',
  docker: 'https://docs.docker.com/engine/install/',
  kubernetes: 'https://kubernetes.io/docs/tasks/tools/',
};

/** The system that a browser's user agent names. */
export function systemOf(userAgent: string): System {
  if (/Windows/i.test(userAgent)) return 'windows';
  return /Mac OS X|Macintosh/i.test(userAgent) ? 'mac' : 'linux';
}

export function howToGet(kind: EngineKind, system: System): Way {
  const url = PAGE[kind];
  if (kind === 'kubernetes') return { text: t.noEngine.kubectl, command: null, url };
  switch (system) {
    case 'linux':
      return kind === 'podman'
        ? { text: t.noEngine.onDebian, command: 'sudo apt-get install podman', url }
        : { text: t.noEngine.onDebian, command: 'sudo apt-get install docker.io', url };
    case 'mac':
      return kind === 'podman'
        ? {
            text: t.noEngine.withHomebrew,
            command: 'brew install podman && podman machine init && podman machine start',
            url,
          }
        : {
            text: t.noEngine.dockerDesktop,
            command: null,
            url: 'https://docs.docker.com/desktop/setup/install/mac-install/',
          };
    case 'windows':
      return kind === 'podman'
        ? {
            text: t.noEngine.inTerminal,
            command: 'winget install RedHat.Podman; podman machine init; podman machine start',
            url,
          }
        : {
            text: t.noEngine.dockerDesktop,
            command: null,
            url: 'https://docs.docker.com/desktop/setup/install/windows-install/',
          };
  }
}
