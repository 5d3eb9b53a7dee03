// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend } from '../../backend/fake';
import { definedSession } from '../../backend/fake/definitions';
import type { SpecCheck } from '../../backend/port';
import { ImageJobs } from '../../pulls/jobs.svelte';
import { TerminalStatuses } from '../../session/status.svelte';
import { emptyDraft, specOf } from './draft';
import { NewSessionForm } from './form.svelte';

let backend: FakeBackend;
let form: NewSessionForm;

beforeEach(() => {
  vi.useFakeTimers();
  backend = new FakeBackend({ scenario: 'empty' });
  form = new NewSessionForm(backend, new TerminalStatuses(), new ImageJobs(backend));
  form.draft.engine = 'podman';
});

afterEach(() => vi.useRealTimers());

function fill(name: string, image: string): void {
  form.draft.name = name;
  form.draft.image = image;
}

function checks(): number {
  return backend.calls.filter(({ verb }) => verb === 'checkSpec').length;
}

describe('checking', () => {
  it('asks once when the typing pauses', async () => {
    for (const name of ['a', 'ab', 'abc']) {
      form.draft.name = name;
      form.changed();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(checks()).toBe(0);
    await vi.advanceTimersByTimeAsync(120);
    expect(checks()).toBe(1);
  });

  it('drops an answer that a later question overtook', async () => {
    const answers: ((check: SpecCheck) => void)[] = [];
    vi.spyOn(backend, 'checkSpec').mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const early = form.ask();
    const late = form.ask();
    answers[1]?.({ problems: [], preview: 'late', mounts: [] });
    answers[0]?.({ problems: [], preview: 'early', mounts: [] });
    await Promise.all([early, late]);
    expect(form.check.preview).toBe('late');
  });

  it('says nothing of a field that was not left yet', async () => {
    fill('1 bad', 'debian:12');
    await form.ask();
    expect(form.messages('name')).toEqual([]);
    await form.touch('name');
    expect(form.messages('name')).toEqual([expect.stringContaining('1 bad')]);
  });

  it('says nothing while a pointer is down, lest it move what is clicked', async () => {
    fill('1 bad', 'debian:12');
    form.press();
    const touched = form.touch('name');
    await vi.advanceTimersByTimeAsync(200);
    expect(form.messages('name')).toEqual([]);
    form.release();
    await form.ask();
    await touched;
    expect(form.messages('name')).toHaveLength(1);
  });
});

describe('start', () => {
  it('starts a session, and empties the form', async () => {
    fill('shell', 'debian:12');
    expect(await form.start()).toMatchObject({ outcome: 'started', session: { name: 'shell' } });
    expect(form.draft).toMatchObject({ engine: 'podman', name: '', image: '' });
    expect(form.step.at).toBe('edit');
  });

  it('shows every problem, and asks the engine nothing', async () => {
    expect(await form.start()).toBeNull();
    expect(form.messages('name')).toHaveLength(1);
    expect(form.messages('image')).toHaveLength(1);
    expect(backend.calls.some(({ verb }) => verb === 'startSession')).toBe(false);
  });

  it('asks for folders that are missing, then makes them', async () => {
    fill('shell', 'debian:12');
    form.draft.volumes = ['/home/ann/new:/data', ''];
    expect(await form.start()).toBeNull();
    expect(form.step).toEqual({ at: 'hostPathsAbsent', paths: ['/home/ann/new'] });
    expect(await form.start({ createHostPaths: true })).toMatchObject({ outcome: 'started' });
  });

  it('puts a name that is taken at the name', async () => {
    fill('shell', 'debian:12');
    await form.start();
    fill('shell', 'debian:12');
    expect(await form.start()).toBeNull();
    expect(form.messages('name')).toEqual(['A session "shell" is already running on podman']);
    form.draft.name = 'other';
    form.changed();
    expect(form.messages('name')).toEqual([]);
  });

  it("keeps what was typed, and the engine's words, when the engine refuses", async () => {
    fill('shell', 'debian:12');
    backend.fail('startSession', { message: 'Could not start "shell"', detail: 'Error: OCI runtime error' });
    expect(await form.start()).toBeNull();
    expect(form.step).toEqual({
      at: 'failed',
      title: 'Could not start shell',
      text: 'Could not start "shell"',
      detail: 'Error: OCI runtime error',
    });
    expect(form.draft.name).toBe('shell');
  });
});

describe('pull', () => {
  beforeEach(() => fill('shell', 'quay.io/team/app:1'));

  it('is offered for an absent image', async () => {
    await form.start();
    expect(form.step).toEqual({ at: 'imageAbsent', image: 'quay.io/team/app:1' });
    expect(await form.pull('quay.io/team/app:1')).toMatchObject({ outcome: 'started' });
  });

  describe('that takes some time', () => {
    beforeEach(() => {
      backend = new FakeBackend({ scenario: 'empty', latency: 50 });
      form = new NewSessionForm(backend, new TerminalStatuses(), new ImageJobs(backend));
      form.draft.engine = 'podman';
      fill('shell', 'quay.io/team/app:1');
    });

    it('shows its progress, and starts', async () => {
      const pulled = form.pull('quay.io/team/app:1');
      await vi.advanceTimersByTimeAsync(300);
      expect(form.step).toMatchObject({ at: 'pulling', job: 1 });
      const work = form.jobs.get(1)?.work;
      expect(work?.kind === 'pull' && work.progress.done).toBeGreaterThan(0);
      await vi.advanceTimersByTimeAsync(2000);
      expect(await pulled).toMatchObject({ outcome: 'started' });
    });

    it('asks again when it is cancelled', async () => {
      const pulled = form.pull('quay.io/team/app:1');
      await vi.advanceTimersByTimeAsync(300);
      void form.jobs.cancel(1);
      await vi.advanceTimersByTimeAsync(60);
      expect(await pulled).toBeNull();
      expect(form.step).toEqual({ at: 'imageAbsent', image: 'quay.io/team/app:1' });
    });
  });

  it('says why it failed', async () => {
    backend.fail('pullImage', { message: 'no such image', detail: 'manifest unknown' });
    expect(await form.pull('quay.io/team/app:1')).toBeNull();
    expect(form.step).toMatchObject({
      at: 'failed',
      title: 'Could not pull quay.io/team/app:1',
      detail: 'manifest unknown',
    });
  });
});

describe('a definition', () => {
  it('is saved without a start, once its values are right', async () => {
    fill('1-bad', 'bb');
    expect(await form.save()).toBeNull();
    expect(form.messages('name').length).toBe(1);
    form.draft.name = 'good';
    expect(await form.save()).toBe('good');
    expect(backend.defined.find('good')?.spec.image).toBe('bb');
    expect(backend.calls.filter(({ verb }) => verb === 'startSession')).toEqual([]);
    expect(form.draft.name).toBe('');
  });

  it('is shown to be edited, and the form is empty after that', async () => {
    const spec = specOf({ ...emptyDraft('docker'), name: 'bot', image: 'bb', command: 'sh', ports: ['80'] });
    form.edit(definedSession('docker', spec));
    expect([form.editing, form.draft.engine, form.draft.ports]).toEqual(['bot', 'docker', ['80', '']]);
    form.draft.command = 'sleep 9';
    expect(await form.save()).toBe('bot');
    expect(backend.defined.find('bot')?.spec.command).toBe('sleep 9');
    expect([form.editing, form.draft.name]).toEqual([null, '']);
  });

  it('stays in the form when it can’t be written', async () => {
    backend.fail('saveDefinition', { message: 'the disk is full' });
    fill('bot', 'bb');
    expect(await form.save()).toBeNull();
    expect(form.step.at).toBe('failed');
    expect(form.draft.name).toBe('bot');
  });
});
