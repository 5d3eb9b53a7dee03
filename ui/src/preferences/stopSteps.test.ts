import { describe, expect, it } from 'vitest';

import { rememberedSteps, withSteps } from './stopSteps';

const bot = { engine: 'docker', name: 'bot' };
const hangUp = [{ signal: 'SIGHUP', seconds: 5 }];

describe('steps of single sessions', () => {
  it('are those of the engine before those of the name', () => {
    expect(rememberedSteps({ sessions: {} }, bot)).toBeNull();
    expect(rememberedSteps({ sessions: { bot: hangUp } }, bot)).toEqual(hangUp);
    expect(rememberedSteps({ sessions: { bot: hangUp, 'docker/bot': [] } }, bot)).toEqual([]);
  });

  it('are written where they stand, and taken away', () => {
    const once = withSteps({ sessions: {} }, bot, hangUp);
    expect(once).toEqual({ sessions: { 'docker/bot': hangUp } });
    expect(withSteps({ sessions: { bot: [], web: [] } }, bot, hangUp)).toEqual({ sessions: { web: [], bot: hangUp } });
    expect(withSteps(once, bot, null)).toEqual({ sessions: {} });
  });
});
