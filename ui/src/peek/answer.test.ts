// @vitest-environment node

import { describe, expect, it } from 'vitest';

import type { AnswerOutcome, Input } from '../backend/port';
import { Answer } from './answer.svelte';

const TEXT: Input = { kind: 'text', value: 'y' };
const ENTER: Input = { kind: 'key', value: 'enter' };

/** A session whose screen is `now`, while the person sees `seen`. */
function session(seen = 'a') {
  const host = {
    now: seen,
    seen,
    sent: [] as Input[][],
    calls: 0,
    fails: false,
    hold: Promise.resolve(),
    looked: () => host.seen,
    settled: () => Promise.resolve(),
    told: () => undefined,
    async send(inputs: Input[], ifScreen: string | null): Promise<AnswerOutcome> {
      host.calls += 1;
      await host.hold;
      if (host.fails) throw new Error('the engine is away');
      if (ifScreen !== null && ifScreen !== host.now) return { kind: 'changed', hash: host.now };
      host.sent.push(inputs);
      return { kind: 'sent' };
    },
  };
  return host;
}

describe('an answer', () => {
  it('is sent with Enter, or without, and the line is free again', async () => {
    const host = session();
    const answer = new Answer(host);
    answer.write('y');
    await answer.submit();
    expect([answer.text, answer.note]).toEqual(['', { kind: 'sent' }]);
    answer.enter = false;
    answer.write('y');
    await answer.submit();
    await answer.submit();
    expect(host.sent).toEqual([[TEXT, ENTER], [TEXT]]);
  });

  it('is refused when the screen changed since it was written, and is kept', async () => {
    const host = session();
    const answer = new Answer(host);
    answer.write('y');
    host.now = host.seen = 'b';
    await answer.submit();
    expect([answer.text, answer.note, host.sent]).toEqual(['y', { kind: 'changed', often: false }, []]);
    await answer.again(false);
    expect([answer.text, answer.note, host.sent]).toEqual(['', { kind: 'sent' }, [[TEXT, ENTER]]]);
  });

  it('that was edited after it was refused is sent as it is now, with Enter as it is set now', async () => {
    const host = session();
    const answer = new Answer(host);
    answer.write('yes');
    host.now = 'b';
    await answer.submit();
    host.seen = 'b';
    answer.write('n');
    answer.enter = false;
    await answer.again(false);
    expect(host.sent).toEqual([[{ kind: 'text', value: 'n' }]]);
  });

  it('can be sent anyway to a screen that never holds still', async () => {
    const host = session();
    const answer = new Answer(host);
    host.now = 'b';
    await answer.press('n');
    await answer.again(false);
    expect(answer.note).toEqual({ kind: 'changed', often: true });
    await answer.again(true);
    expect([host.sent, answer.note]).toEqual([[[{ kind: 'key', value: 'n' }]], { kind: 'sent' }]);
    await answer.again(true);
    expect(host.sent).toHaveLength(1);
  });

  it('is never sent twice, however often it is pressed', async () => {
    const host = session();
    const answer = new Answer(host);
    let go = (): void => undefined;
    host.hold = new Promise((resolve) => (go = resolve));
    answer.write('y');
    const presses = [answer.submit(), answer.submit(), answer.press('y'), answer.choose([TEXT, ENTER])];
    go();
    await Promise.all(presses);
    expect([host.calls, host.sent]).toEqual([1, [[TEXT, ENTER]]]);
  });

  it('of which nobody knows whether it arrived is kept, and not sent by itself', async () => {
    const host = session();
    const answer = new Answer(host);
    host.fails = true;
    answer.write('y');
    await answer.submit();
    expect([answer.text, answer.note?.kind, host.calls]).toEqual(['y', 'failed', 1]);
  });
});
