// Notices in the window's language, for the desktop and for the list.

import type { Notice, NoticeVerb, NoticeWords } from '../backend/port';
import { shown } from '../parts/shown';
import { t } from './text';

/** What happened. */
export function titleOf({ name, what }: Pick<Notice, 'name' | 'what'>): string {
  if (what.kind !== 'ended') return t.titles[what.kind](name);
  return what.exitCode === null ? t.titles.ended(name) : t.titles.exited(name, what.exitCode);
}

/** Who or what did it, and what it means. */
export function textOf({ what }: Pick<Notice, 'what'>): string {
  switch (what.kind) {
    case 'ended':
      if (what.by.who === 'other') return t.texts.endedByOthers;
      return what.exitCode === 137 ? t.texts.killed : t.texts.endedByItself;
    case 'crashLoop':
      return t.texts.crashLoop(what.runs, what.minutes);
    case 'asks':
      // The program's own text.
      return shown(what.line);
    default:
      return t.texts[what.kind];
  }
}

/** A popup of many has room for so many lines of questions. */
const QUESTIONS = 3;

/** One popup: of one notice with all that can be done about it, or of many. */
export function wordsOf(
  notices: readonly Notice[],
  verbFor: (notice: Notice) => NoticeVerb | null = () => null,
): NoticeWords {
  const [first, ...more] = notices;
  if (first && more.length === 0) {
    const likely = verbFor(first);
    const verbs: NoticeVerb[] = [...(likely ? [likely] : []), ...(first.session === null ? [] : (['mute'] as const))];
    return {
      title: titleOf(first),
      text: textOf(first),
      open: t.open,
      buttons: verbs.map((verb) => ({ verb, label: t.verbs[verb] })),
    };
  }
  // A question is answered by who reads it: the latest ones keep their lines.
  const questions = notices.filter(({ what }) => what.kind === 'asks').slice(-QUESTIONS);
  const others = notices.filter((notice) => !questions.includes(notice)).map(({ name }) => name);
  const ended = notices.every(({ what }) => what.kind === 'ended' || what.kind === 'outOfMemory');
  const sessions = notices.every(({ session }) => session !== null);
  return {
    title: t.many[ended ? 'ended' : sessions ? 'sessions' : 'mixed'](notices.length),
    text: [
      ...questions.map((notice) => t.question(notice.name, textOf(notice))),
      ...(others.length > 0 ? [t.manyText(others)] : []),
    ].join('\n'),
    open: t.open,
    buttons: [],
  };
}
