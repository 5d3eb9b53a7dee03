// What happened, said once in a corner: results politely, failures at once.

import { toast } from 'svelte-sonner';

import type { NoticeAction } from './action';
import { wordsOf } from './errors';
import Notice from './Notice.svelte';

export { wordsOf };

export interface Words {
  /** What happened. */
  title: string;
  /** Why, and what to do. */
  text: string;
  /** The engine's own words. */
  detail: string | null;
}

/** Says that something was done; longer where there is something to do about it. */
export function notify(title: string, text = '', action: NoticeAction | null = null): void {
  show({ title, text, detail: null }, 'done', action ? 10_000 : 5000, action);
}

/** Says that something went otherwise than hoped, though nothing failed. */
export function notifyWarning(title: string, text: string, detail: string | null = null): void {
  show({ title, text, detail }, 'failed', detail === null ? 10_000 : 20_000);
}

/** Says that something failed; it stays until it is closed. */
export function notifyError(title: string, error: unknown): void {
  const { text, detail } = wordsOf(error);
  show({ title, text, detail }, 'failed', Number.POSITIVE_INFINITY);
}

function show(words: Words, tone: 'done' | 'failed', duration: number, action: NoticeAction | null = null): void {
  const id = toast.custom(Notice, {
    duration,
    componentProps: { ...words, tone, action, onclose: () => toast.dismiss(id) },
  });
}
