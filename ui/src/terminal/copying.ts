// What can be copied of a terminal, and what is said of that.

import { notify, notifyError, notifyWarning } from '../notices/notices';
import { copyText } from '../parts/clipboard';
import { t as parts } from '../parts/text';
import { folderPath } from './folder';
import { promptsOf } from './prompts';
import { t } from './text';
import type { TerminalView } from './view';

/** What is selected, which is then selected no longer. */
export async function copySelection({ screen: { terminal } }: TerminalView): Promise<void> {
  if (!terminal.hasSelection()) return;
  if (await copyText(terminal.getSelection())) terminal.clearSelection();
  else couldNot();
}

/** What the last command printed. */
export async function copyOutput(view: TerminalView): Promise<void> {
  const text = promptsOf(view.screen.terminal).lastOutput();
  if (text === null) notifyWarning(t.prompts.noOutput, t.prompts.explained);
  else if (await copyText(text)) notify(t.prompts.copied);
  else couldNot();
}

/** The path of the working directory. */
export async function copyFolder(view: TerminalView): Promise<void> {
  const path = folderOf(view);
  if (path === '') notifyWarning(t.folder.unknown, t.folder.explained);
  else if (await copyText(path)) notify(t.folder.copied, path);
  else couldNot();
}

/** The working directory; empty where no program tells it. */
export function folderOf(view: TerminalView): string {
  return folderPath(promptsOf(view.screen.terminal).marks.folder);
}

function couldNot(): void {
  notifyError(t.couldNotCopy, new Error(parts.noClipboard));
}
