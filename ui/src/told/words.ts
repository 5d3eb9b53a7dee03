// Notices in the window's language, for the desktop and for the list.

import type { Notice, NoticeWords } from '../backend/port';
import { t } from './text';

/** What happened, and who or what did it. */
export function titleOf({ name, what }: Pick<Notice, 'name' | 'what'>): string {
  return t.title(name, what);
}

export function textOf({ what }: Pick<Notice, 'what'>): string {
  return t.text(what, what.kind === 'ended' ? what.by.who : null);
}

/** One popup: of one notice with all that can be done about it, or of many. */
export function wordsOf(notices: readonly Notice[]): NoticeWords {
  const [first, ...others] = notices;
  if (first && others.length === 0) {
    const isSession = first.session !== null;
    const hasEnded = isSession && first.what.kind !== 'unhealthy';
    return {
      title: titleOf(first),
      text: textOf(first),
      open: t.open,
      restart: hasEnded ? t.restart : null,
      mute: isSession ? t.mute : null,
    };
  }
  const ended = notices.every(({ what }) => what.kind === 'ended' || what.kind === 'outOfMemory');
  return {
    title: t.many(notices.length, ended),
    text: t.manyText(notices.map(({ name }) => name)),
    open: t.open,
    restart: null,
    mute: null,
  };
}
