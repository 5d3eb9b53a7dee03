import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { BackendError, type TerminalHandle } from '../backend/port';
import { Preferences } from '../preferences/preferences.svelte';
import { eventually } from '../test-wait';
import type { Attach } from './attachment';
import { ScreenPool } from './pool';
import { TerminalView, type ViewHooks } from './view';

const CLOSED = new BackendError({ code: 'terminal_closed', message: 'It is closed', detail: null, problems: [] });

/** A client; `over` has ended, and nobody was told so yet. */
class Client {
  text = '';
  over = false;
  /** Refuses the call under way; calls are answered at once while there is none. */
  refuse: (() => void) | null = null;

  readonly attach: Attach = () =>
    Promise.resolve<TerminalHandle>({
      write: (bytes) => {
        if (this.over && this.refuse) return new Promise((_, reject) => (this.refuse = () => reject(CLOSED)));
        if (this.over) return Promise.reject(CLOSED);
        this.text += new TextDecoder().decode(bytes);
        return Promise.resolve();
      },
      resize: () => Promise.resolve(),
      clear: () => Promise.resolve(),
      close: () => Promise.resolve(),
    });
}

const unsent = vi.fn<ViewHooks['unsent']>();
const ignore = (): undefined => undefined;
const hooks: ViewHooks = {
  ended: ignore,
  echo: ignore,
  unsent,
  outgoing: () => true,
  size: ignore,
  title: ignore,
  folder: ignore,
  link: ignore,
  hover: ignore,
  pasted: ignore,
};

let host: HTMLElement;
let view: TerminalView;
let [before, next] = [new Client(), new Client()];

/** What was typed comes to the program of this terminal. */
const type = (text: string): void => text.split('').forEach((key) => view.screen.terminal.input(key));

beforeEach(async () => {
  unsent.mockReset();
  [before, next] = [new Client(), new Client()];
  host = document.createElement('div');
  document.body.append(host);
  const pool = new ScreenPool(new Preferences(new FakeBackend()));
  const opened = await TerminalView.open(pool, host, hooks, () => true);
  if (!opened) throw new Error('not opened');
  view = opened;
  vi.spyOn(view.screen, 'fit').mockReturnValue({ cols: 80, rows: 24 });
  view.setActive(true);
  await view.open(before.attach, 'first run');
  type('a');
  await eventually(() => expect(before.text).toBe('a'));
  before.over = true;
});

afterEach(() => {
  vi.restoreAllMocks();
  view.dispose();
  host.remove();
});

describe('what is typed to a client that has ended', () => {
  it('comes to the next one of the same run, first of all', async () => {
    type('bc');
    view.freeze('first run');
    await view.open(next.attach, 'first run');
    type('d');
    await eventually(() => expect(next.text).toBe('bcd'));
    expect(unsent).not.toHaveBeenCalled();
  });

  it('keeps its order where the answer to a call comes late', async () => {
    before.refuse = () => undefined;
    type('b');
    type('c');
    view.freeze('first run');
    const opened = view.open(next.attach, 'first run');
    type('d');
    before.refuse();
    await opened;
    await eventually(() => expect(next.text).toBe('bcd'));
    expect(unsent).not.toHaveBeenCalled();
  });

  it('comes to the run that was on the screen, though it was attached to before that began', async () => {
    type('bc');
    view.freeze('second run');
    await view.open(next.attach, 'second run');
    await eventually(() => expect(next.text).toBe('bc'));
    expect(unsent).not.toHaveBeenCalled();
  });

  it('is not for another run, and said to be lost once', async () => {
    type('rm ');
    await view.open(next.attach, 'second run');
    type('d');
    await eventually(() => expect(next.text).toBe('d'));
    expect(unsent.mock.calls).toEqual([[CLOSED]]);
  });

  it('is lost when nothing follows', async () => {
    type('b');
    view.freeze();
    await eventually(() => expect(unsent.mock.calls).toEqual([[CLOSED]]));
  });

  it('is too old after a while', async () => {
    type('b');
    view.freeze('first run');
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 6000);
    await view.open(next.attach, 'first run');
    type('d');
    await eventually(() => expect(next.text).toBe('d'));
    expect(unsent.mock.calls).toEqual([[CLOSED]]);
  });
});

it('says nothing where all arrived', async () => {
  view.freeze('first run');
  await view.open(next.attach, 'second run');
  view.freeze();
  await view.open(next.attach, 'second run');
  expect(unsent).not.toHaveBeenCalled();
});
