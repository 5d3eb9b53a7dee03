// @vitest-environment node
import { expect, it } from 'vitest';

import { DEFAULT_SETTINGS } from '../backend/bindings';
import type { NoticeRule } from '../backend/port';
import { ruleKey, rulesFor } from './noticeRules';

const BOT = { engine: 'docker', name: 'bot' };

const CASES: [Record<string, NoticeRule[]>, NoticeRule[] | null, string][] = [
  [{}, null, 'docker/bot'],
  [{ bot: [] }, [], 'bot'],
  [{ bot: ['ended'], 'docker/bot': ['unhealthy'] }, ['unhealthy'], 'docker/bot'],
  [{ 'podman/bot': [] }, null, 'docker/bot'],
];

it.each(CASES)('finds the rules of a session among %j', (sessions, rules, key) => {
  const notices = { ...DEFAULT_SETTINGS.notices, sessions };
  expect([rulesFor(notices, BOT), ruleKey(notices, BOT)]).toEqual([rules, key]);
});
