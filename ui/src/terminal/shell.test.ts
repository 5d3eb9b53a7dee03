// @vitest-environment node

import { beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Session, TerminalListener } from '../backend/port';
import { eventually } from '../test-wait';
import { Shell } from './shell.svelte';

const running = fakeSession({ name: 'bot' });
const stopped: Session = { ...running, state: 'exited', exitCode: 0 };

let backend: FakeBackend;
let shell: Shell;
const listener: TerminalListener = {
  output: () => undefined,
  event: (event) => event.kind === 'shellEnded' && shell.ended(event),
};
const view = {
  open: vi.fn(async (attach: (size: { cols: number; rows: number }, to: TerminalListener) => Promise<unknown>) => {
    await attach({ cols: 80, rows: 24 }, listener);
  }),
  freeze: vi.fn(),
  screen: { clear: vi.fn() },
} as unknown as Parameters<Shell['begin']>[0];

function calls(verb: string): string[] {
  return backend.calls.filter((call) => call.verb === verb).map((call) => call.subject);
}

beforeEach(() => {
  vi.clearAllMocks();
  backend = new FakeBackend({ scenario: 'empty' });
  backend.sessions = [running];
  shell = new Shell(backend, running);
});

describe('Shell', () => {
  it('opens when it comes into sight, and is the same one when somebody comes back', async () => {
    const open = vi.spyOn(backend, 'openShell');
    shell.begin(view);
    await eventually(() => expect(shell.phase).toBe('open'));
    shell.leave();
    shell.begin(view);
    await eventually(() => expect(open).toHaveBeenCalledTimes(2));
    expect(open.mock.calls[0]?.[0].key).toBe(open.mock.calls[1]?.[0].key);
    shell.close();
    expect(calls('closeShell')).toEqual([open.mock.calls[0]?.[0].key]);
  });

  it('waits for a session that does not run', async () => {
    shell.follow(stopped);
    shell.begin(view);
    expect([shell.phase, calls('openShell')]).toEqual(['none', []]);
    shell.follow(running);
    await eventually(() => expect(shell.phase).toBe('open'));
  });

  it('reports its exit code, and opens another with another command', async () => {
    shell.begin(view);
    await eventually(() => expect(shell.phase).toBe('open'));
    shell.ended({ kind: 'shellEnded', code: 127 });
    expect(shell.words).toBe('The shell exited with 127. The session may not have the program: sh.');
    shell.command = ' zsh ';
    await shell.open();
    expect([shell.phase, calls('openShell')]).toEqual(['open', ['', 'zsh']]);
    expect(calls('closeShell')).toHaveLength(1);
  });

  it('ends with its session, and with its run', async () => {
    shell.begin(view);
    await eventually(() => expect(shell.phase).toBe('open'));
    shell.follow({ ...running, state: 'paused' });
    expect(shell.phase).toBe('open');
    shell.follow({ ...running, startedAt: '2026-02-01T00:00:00Z' });
    expect([shell.phase, shell.words]).toEqual(['ended', 'The shell ended with its session.']);
  });

  it('is a debug shell where it is asked for, in place of the other, and outlives what the session does', async () => {
    const open = vi.spyOn(backend, 'openShell');
    shell.begin(view);
    await eventually(() => expect(shell.phase).toBe('open'));
    shell.command = 'zsh';
    await shell.open(true);
    expect([shell.phase, shell.debug, calls('openShell')]).toEqual(['open', true, ['', 'debug']]);
    expect(open.mock.calls[1]?.[0].command).toBeNull();
    expect(calls('closeShell')).toEqual([open.mock.calls[0]?.[0].key]);
    await shell.open(true);
    shell.follow({ ...running, startedAt: '2026-02-01T00:00:00Z' });
    expect([shell.phase, calls('openShell')]).toEqual(['open', ['', 'debug']]);
    shell.ended({ kind: 'shellEnded', code: 127 });
    expect([shell.absent, shell.words]).toEqual([false, 'The shell exited with 127.']);
  });

  it('opens a debug shell of a session that has ended', async () => {
    backend.sessions = [stopped];
    shell.follow(stopped);
    shell.begin(view, true);
    await eventually(() => expect([shell.phase, calls('openShell')]).toEqual(['open', ['debug']]));
  });

  it('closes what was made after nobody waited for it any more', async () => {
    let made: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (made = resolve));
    vi.mocked(view.open).mockImplementationOnce(() => late);
    shell.begin(view, true);
    shell.close();
    made();
    await eventually(() => expect(calls('closeShell')).toHaveLength(2));
  });

  it('says why it could not be opened', async () => {
    backend.fail('openShell', { message: 'no exec today' });
    shell.begin(view);
    await eventually(() => expect(shell.phase).toBe('refused'));
    expect(shell.problem).toMatchObject({ title: 'Could not open a shell in bot', text: 'no exec today' });
  });
});
