// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { BackendError, type Session, type TerminalSize } from '../backend/port';
import { eventually } from '../test-wait';
import { Pane, type TerminalHost } from './pane.svelte';

const AT = '2026-03-01T10:00:00Z';
const LATER = '2026-03-01T11:00:00Z';

/** A host that keeps a record, in place of a terminal that needs a screen to be laid out on. */
class Record implements TerminalHost {
  readonly acts: string[] = [];
  attach = vi.fn(async (): Promise<void> => {
    this.acts.push('attach');
  });
  freeze(run: string | null = null): void {
    this.acts.push(run ? `freeze, keys for ${run}` : 'freeze');
  }
  size = (): Promise<TerminalSize> => Promise.resolve({ cols: 80, rows: 24 });
  showTranscript(_: Uint8Array, lines: boolean): void {
    this.acts.push(lines ? 'past, bare lines' : 'past');
  }
}

const running = fakeSession({ name: 'bot', startedAt: AT });
const exited = ended({ name: 'bot', startedAt: AT }, 3, LATER);
const again: Session = { ...running, startedAt: LATER };

let backend: FakeBackend;
let host: Record;
let pane: Pane;

async function open(session: Session): Promise<void> {
  backend.sessions = [session];
  pane = new Pane(backend, session);
  pane.begin(host);
  await eventually(() => expect(['attaching', 'waiting']).not.toContain(pane.phase.at));
}

beforeEach(() => {
  backend = new FakeBackend({ scenario: 'empty' });
  host = new Record();
});

afterEach(() => {
  pane.stop();
  vi.useRealTimers();
});

describe('a session that', () => {
  it('runs is attached to', async () => {
    await open(running);
    expect(pane.phase.at).toBe('attached');
    expect(host.acts).toEqual(['attach']);
  });

  it('has ended shows its last output', async () => {
    await open(exited);
    expect(pane.phase.at).toBe('ended');
    await eventually(() => expect(host.acts).toEqual(['past']));
  });

  it('ended without a terminal shows lines as they are', async () => {
    await open({ ...exited, tty: false });
    await eventually(() => expect(host.acts).toEqual(['past, bare lines']));
  });

  it('never ran has nothing to show', async () => {
    await open({ ...exited, state: 'created', startedAt: null });
    expect(pane.phase.at).toBe('ended');
    expect(backend.calls).toEqual([]);
  });

  it('would be stopped by it is not attached to', async () => {
    await open({ ...running, stopSignal: 'SIGWINCH', attachable: false });
    expect(pane.phase.at).toBe('attachWouldStop');
    expect(host.acts).toEqual(['freeze']);
  });

  it('is paused is attached to when it goes on', async () => {
    await open({ ...running, state: 'paused' });
    expect(pane.phase.at).toBe('paused');
    await pane.resume();
    await eventually(() => expect(pane.phase.at).toBe('attached'));
  });

  it('has no terminal is not attached to', async () => {
    await open({ ...running, tty: false, attachable: false });
    expect(pane.phase.at).toBe('noTerminal');
    expect(host.acts).toEqual(['freeze']);
  });

  it('keeps its end when its log cannot be read', async () => {
    backend.fail('sessionTranscript', { message: 'no log' });
    await open(exited);
    await eventually(() => expect(pane.problem?.text).toBe('no log'));
    expect(pane.phase.at).toBe('ended');
  });
});

describe('the end', () => {
  beforeEach(() => open(running));

  it('is told by the attach, and a list that lags does not take it back', () => {
    pane.ended({ kind: 'ended', session: exited, continues: false, failure: null });
    expect(pane.phase.at).toBe('ended');
    pane.follow({ ...running });
    expect(pane.phase.at).toBe('ended');
    expect(pane.session.exitCode).toBe(3);
    expect(host.acts).toEqual(['attach', 'freeze']);
  });

  it('is waited for when the list tells first, but not for ever', () => {
    vi.useFakeTimers();
    pane.follow(exited);
    expect(pane.phase.at).toBe('attached');
    vi.advanceTimersByTime(3000);
    expect(pane.phase.at).toBe('ended');
    expect(host.acts).toEqual(['attach', 'freeze']);
  });

  it('is followed by the next run', async () => {
    pane.ended({ kind: 'ended', session: exited, continues: false, failure: null });
    pane.follow(again);
    await eventually(() => expect(pane.phase.at).toBe('attached'));
    expect(host.acts).toEqual(['attach', 'freeze', 'attach']);
  });

  it('that only the list tells, with the next run, is followed by it too', async () => {
    vi.useFakeTimers();
    pane.follow(again);
    expect(host.acts).toEqual(['attach']);
    vi.advanceTimersByTime(3000);
    vi.useRealTimers();
    await eventually(() => expect(pane.phase.at).toBe('attached'));
    expect(host.acts).toEqual(['attach', 'attach']);
  });

  it('that the engine turned into a new run at once is attached to again', async () => {
    pane.ended({ kind: 'ended', session: again, continues: false, failure: null });
    await eventually(() => expect(pane.phase.at).toBe('attached'));
    expect(host.acts).toEqual(['attach', 'freeze', 'attach']);
  });

  it('waits while the engine restarts it', async () => {
    pane.ended({ kind: 'ended', session: { ...exited, state: 'restarting' }, continues: false, failure: null });
    expect(pane.phase.at).toBe('restarting');
    pane.follow(again);
    await eventually(() => expect(pane.phase.at).toBe('attached'));
  });
});

describe('a run that was over before it could be attached to', () => {
  const short = ended({ name: 'bot', startedAt: LATER }, 4, LATER);

  beforeEach(() => open(running));

  it('is shown with what was seen before, and its own end', async () => {
    pane.ended({ kind: 'ended', session: exited, continues: false, failure: null });
    backend.sessions = [short];
    pane.follow(short);
    expect([pane.phase.at, pane.session.exitCode]).toEqual(['ended', 4]);
    await eventually(() => expect(host.acts).toEqual(['attach', 'freeze', 'past']));
    pane.follow({ ...short });
    expect(backend.calls.filter(({ verb }) => verb === 'sessionTranscript')).toHaveLength(1);
  });

  it('is so where the attach tells of it', async () => {
    backend.sessions = [short];
    pane.ended({ kind: 'ended', session: short, continues: false, failure: null });
    expect([pane.phase.at, pane.session.exitCode]).toEqual(['ended', 4]);
    await eventually(() => expect(host.acts).toEqual(['attach', 'freeze', 'past']));
  });

  it('is so where only the list tells of it', async () => {
    vi.useFakeTimers();
    backend.sessions = [short];
    pane.follow(short);
    vi.advanceTimersByTime(3000);
    vi.useRealTimers();
    expect(pane.phase.at).toBe('ended');
    await eventually(() => expect(host.acts).toEqual(['attach', 'freeze', 'past']));
  });

  it('is so while the engine waits before the next', async () => {
    const between: Session = { ...short, state: 'restarting' };
    backend.sessions = [between];
    pane.ended({ kind: 'ended', session: exited, continues: false, failure: null });
    pane.follow(between);
    expect(pane.phase.at).toBe('restarting');
    await eventually(() => expect(host.acts).toEqual(['attach', 'freeze', 'past']));
    pane.follow(short);
    expect(pane.phase.at).toBe('ended');
  });
});

describe('a lost connection', () => {
  const failure = {
    code: 'engine_unavailable',
    args: { engine: 'podman' },
    reason: null,
    message: 'podman does not answer',
    detail: 'dial unix',
    problems: [],
  };

  beforeEach(() => open(running));

  it('says that the session may still run, and attaches again when asked to', async () => {
    pane.ended({ kind: 'ended', session: null, continues: false, failure });
    expect(pane.phase.at).toBe('lost');
    expect(pane.problem).toEqual({
      title: 'Connection to podman lost',
      text: 'The session may still be running. podman does not answer.',
      detail: 'dial unix',
    });
    pane.follow({ ...running });
    expect(pane.phase.at).toBe('lost');
    pane.retry();
    await eventually(() => expect(pane.phase.at).toBe('attached'));
    expect(pane.problem).toBeNull();
  });

  it('is in another window now is not taken back by itself', async () => {
    vi.useFakeTimers();
    pane.ended({
      kind: 'ended',
      session: null,
      continues: false,
      failure: {
        code: 'elsewhere',
        args: {},
        reason: null,
        message: 'Another window shows it',
        detail: null,
        problems: [],
      },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    pane.follow({ ...again });
    expect([pane.phase.at, pane.problem?.title]).toEqual(['otherWindow', 'bot is shown in another window']);
    expect(host.attach).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
    pane.retry();
    await eventually(() => expect(pane.phase.at).toBe('attached'));
  });

  it('is made again by itself, later and later, and says what is in the way', async () => {
    vi.useFakeTimers();
    const away = (): Promise<void> =>
      Promise.reject(
        new BackendError({ code: 'engine_unavailable', message: 'still away', detail: null, problems: [] }),
      );
    host.attach.mockImplementationOnce(away).mockImplementationOnce(away);
    const waits: number[] = [];
    const next = async (): Promise<void> => {
      const wait = ((pane.phase.at === 'lost' && pane.phase.dueAt) || 0) - Date.now();
      waits.push(wait);
      await vi.advanceTimersByTimeAsync(wait);
    };
    pane.ended({ kind: 'ended', session: null, continues: false, failure });
    await next();
    expect(pane.phase.at).toBe('lost');
    expect(pane.problem?.text).toBe('The session may still be running. still away.');
    await next();
    await next();
    expect(pane.phase.at).toBe('attached');
    expect(pane.problem).toBeNull();
    // A connection that did not last is the same trouble.
    pane.ended({ kind: 'ended', session: null, continues: false, failure });
    await next();
    await vi.advanceTimersByTimeAsync(60_000);
    pane.ended({ kind: 'ended', session: null, continues: false, failure });
    await next();
    expect(waits).toEqual([500, 1000, 2000, 4000, 500]);
  });

  it('is not made again once the session is gone', async () => {
    vi.useFakeTimers();
    host.attach.mockRejectedValueOnce(
      new BackendError({ code: 'session_not_found', message: 'no such session', detail: null, problems: [] }),
    );
    pane.ended({ kind: 'ended', session: null, continues: false, failure });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pane.phase.at).toBe('refused');
    expect(host.attach).toHaveBeenCalledTimes(2);
  });

  it('to a session that then ended shows what it wrote last', async () => {
    vi.useFakeTimers();
    pane.ended({ kind: 'ended', session: running, continues: true, failure });
    expect(pane.problem?.title).toBe('Detached from bot');
    pane.follow(exited);
    expect(pane.phase.at).toBe('ended');
    await vi.advanceTimersByTimeAsync(60_000);
    // And it is not attached to any more.
    expect(host.acts).toEqual(['attach', `freeze, keys for ${AT}`, 'past']);
  });
});

describe('an engine that goes silent', () => {
  const SINCE = '2026-03-01T10:30:00Z';

  it('is attached to anew when it answers again, over a network', async () => {
    await open(running);
    pane.followEngine(null, true);
    pane.followEngine(SINCE, true);
    expect([pane.phase.at, pane.awaySince]).toEqual(['attached', SINCE]);
    pane.followEngine(SINCE, true);
    expect(host.acts).toEqual(['attach']);
    pane.followEngine(null, true);
    expect([pane.phase.at, pane.awaySince]).toEqual(['attaching', null]);
    await eventually(() => expect(pane.phase.at).toBe('attached'));
    expect(host.acts).toEqual(['attach', 'attach']);
  });

  it('is not attached to anew on this machine', async () => {
    await open(running);
    pane.followEngine(SINCE, false);
    pane.followEngine(null, false);
    expect([pane.phase.at, host.acts]).toEqual(['attached', ['attach']]);
  });

  it('is attached to anew while the first attach never ends', async () => {
    host.attach.mockImplementationOnce(() => new Promise<void>(() => {}));
    backend.sessions = [running];
    pane = new Pane(backend, running);
    pane.begin(host);
    pane.followEngine(SINCE, true);
    pane.followEngine(null, true);
    await eventually(() => expect(pane.phase.at).toBe('attached'));
    expect(host.attach).toHaveBeenCalledTimes(2);
  });

  it('changes nothing of what is lost, or over', async () => {
    await open(exited);
    pane.followEngine(SINCE, true);
    pane.followEngine(null, true);
    expect(pane.phase.at).toBe('ended');
    expect(host.attach).not.toHaveBeenCalled();
  });
});

describe('a refusal', () => {
  it('is shown, and tried again when asked to', async () => {
    host.attach.mockRejectedValueOnce(
      new BackendError({ code: 'refused', message: 'too slow', detail: 'x', problems: [] }),
    );
    await open(running);
    expect(pane.phase.at).toBe('refused');
    expect(pane.problem).toEqual({ title: 'Could not attach to bot', text: 'too slow', detail: 'x' });
    pane.retry();
    await eventually(() => expect(pane.phase.at).toBe('attached'));
  });

  it('because it ended a moment ago is no refusal', async () => {
    host.attach.mockImplementationOnce(() => {
      backend.sessions = [exited];
      return Promise.reject(
        new BackendError({ code: 'not_running', message: 'not running', detail: null, problems: [] }),
      );
    });
    await open(running);
    await eventually(() => expect(pane.phase.at).toBe('ended'));
    expect(pane.session.exitCode).toBe(3);
    expect(pane.problem).toBeNull();
  });
});

it('hears nothing any more once it was stopped', async () => {
  await open(running);
  pane.stop();
  pane.follow(exited);
  expect(pane.phase.at).toBe('attached');
});
