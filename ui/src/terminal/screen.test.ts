import { afterEach, expect, it, vi } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { Preferences } from '../preferences/preferences.svelte';
import { Screen } from './screen';

// What each of its parts does is told beside that part: here, that a screen has them.

let screen: Screen;
const host = document.createElement('div');

function open(): void {
  document.body.append(host);
  const preferences = new Preferences(new FakeBackend());
  const hooks = { onlink: vi.fn(), onhover: vi.fn(), onmetrics: vi.fn() };
  const options = { preferences, scrollback: null, readOnly: false, ...hooks };
  screen = new Screen(host, options);
  screen.terminal.resize(10, 4);
}

afterEach(() => {
  screen.dispose();
  host.remove();
});

const write = (text: string): Promise<void> => new Promise((resolve) => screen.terminal.write(text, resolve));

it('keeps the line that the cursor is in, whatever its size', async () => {
  open();
  await write('$ abcdef');
  screen.terminal.resize(6, 4);
  await write('gh');
  screen.terminal.resize(10, 4);
  expect(screen.text()).toBe('$ abcdefgh\n');
});

it('keeps what is scrolled away', async () => {
  open();
  await write('1\r\n2\r\n3\r\n4\x1b[3S\x1b[H5');
  expect(screen.text()).toBe('1\n2\n3\n5\n');
});

it('ends a synchronized block that is not closed', async () => {
  open();
  await write('\x1b[?2026h');
  expect(screen.terminal.modes.synchronizedOutputMode).toBe(true);
  await vi.waitFor(() => expect(screen.terminal.modes.synchronizedOutputMode).toBe(false));
});
