// Which notices a person wants of single sessions; see `[notices.sessions]` in the settings.

import type { NoticeRule, NoticeSettings, Session } from '../backend/port';

type Named = Pick<Session, 'engine' | 'name'>;

/** In the order in which they are shown. */
export const NOTICE_RULES: readonly NoticeRule[] = ['ended', 'out_of_memory', 'unhealthy', 'crash_loop', 'asks'];

/** What is told of a session; null where Settings decide. */
export function rulesFor({ sessions }: NoticeSettings, { engine, name }: Named): readonly NoticeRule[] | null {
  return sessions[`${engine}/${name}`] ?? sessions[name] ?? null;
}

/** The key that its rules have, or get. */
export function ruleKey({ sessions }: NoticeSettings, { engine, name }: Named): string {
  const exact = `${engine}/${name}`;
  return sessions[exact] === undefined && sessions[name] !== undefined ? name : exact;
}
