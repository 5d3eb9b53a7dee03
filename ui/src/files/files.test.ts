// The files of a session in the whole window, over the fake, as one uses them by keyboard and by role.

import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { choose, openApp, row as sessionRow } from '../test-app';
import { editable, joined, lastName, modeWord, shown, splitPath, withEnds } from './names';

afterEach(() => {
  localStorage.clear();
  cleanup();
});

type User = Awaited<ReturnType<typeof openApp>>;

/** Through the row's menu; every fake session has the same files. */
async function open(backend = new FakeBackend(), path = '/app'): Promise<User> {
  const user = await openApp(backend);
  await fireEvent.contextMenu(sessionRow('web-bot'));
  await choose(user, 'menuitem', 'Files');
  await screen.findByRole('region', { name: 'Files of web-bot' });
  await goTo(user, path);
  return user;
}

async function goTo(user: User, path: string): Promise<void> {
  const field = screen.getByRole('textbox', { name: 'Path' });
  await user.clear(field);
  // A menu that closes keeps the pointer off for a moment.
  await user.type(field, `${path}{Enter}`, { skipClick: true });
}

const list = (path: string): Promise<HTMLElement> => screen.findByRole('grid', { name: path });
const row = async (path: string, name: RegExp): Promise<HTMLElement> =>
  within(await list(path)).findByRole('row', { name });
const focused = (name: RegExp): Promise<void> =>
  waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(name));

describe('the list of a folder', () => {
  it('says of each file what it is, and goes in and up by keyboard', async () => {
    const user = await open();
    await row('/app', /^config.toml, file, 26 bytes, rw-r--r--, 1000:1000, /);
    await row('/app', /^current, link to data/);
    await row('/app', /^new\\nline, file/);
    await focused(/^current/);
    await user.keyboard('{ArrowDown}');
    await focused(/^data, folder/);
    await user.keyboard('{Enter}');
    await row('/app/data', /^one.csv/);
    await user.keyboard('{Backspace}');
    await list('/app');
    await focused(/^data/);
    await user.keyboard('no');
    await focused(/^notes.txt/);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Files of web-bot' })).toBeNull();
  });

  it('says where there is nothing, and where something is not there', async () => {
    const user = await open(undefined, '/absent');
    expect((await screen.findByRole('alert')).textContent).toContain('There is no "/absent"');
    await goTo(user, '/empty');
    expect(await screen.findByText('This folder is empty.')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leaves what is being written in the path while a folder is read', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await list('/app');
    const read = backend.sessionFiles.bind(backend);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    backend.sessionFiles = async (...args) => {
      await held;
      return await read(...args);
    };
    await goTo(user, '/empty');
    const field: HTMLInputElement = screen.getByRole('textbox', { name: 'Path' });
    await user.clear(field);
    await user.type(field, '/app/da', { skipClick: true });
    answer();
    expect(await screen.findByText('This folder is empty.')).toBeTruthy();
    expect(field.value).toBe('/app/da');
    await user.type(field, 'ta{Enter}', { skipClick: true });
    await row('/app/data', /^one.csv/);
  });

  it('draws what is in sight of ten thousand', async () => {
    const user = await open(undefined, '/many');
    const grid = await list('/many');
    expect(grid.getAttribute('aria-rowcount')).toBe('10001');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(80);
    await focused(/^file-00000/);
    await user.keyboard('{End}');
    await focused(/^file-09999/);
  });
});

describe('a file of text', () => {
  it('is read, changed and saved', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await row('/app', /^config/);
    await user.keyboard('conf{Enter}');
    const field = await screen.findByRole('textbox', { name: 'Text of /app/config.toml' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.type(field, 'first = 1\n', { initialSelectionStart: 0 });
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(backend.fileTexts.get('/app/config.toml')).toMatch(/^first = 1\n# how/));
    await user.keyboard('{Escape}');
    await focused(/^config.toml/);
  });

  it('keeps the ends of lines, and is for reading where they differ', async () => {
    const backend = new FakeBackend();
    const user = await open(backend, '/app/notes.txt');
    const field = await screen.findByRole('textbox', { name: 'Text of /app/notes.txt' });
    await user.type(field, 'zero\n', { initialSelectionStart: 0 });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(backend.fileTexts.get('/app/notes.txt')).toBe('zero\r\nfirst\r\nsecond\r\n'));
    await user.keyboard('{Escape}');
    await goTo(user, '/app/mixed.txt');
    const mixed = await screen.findByRole('textbox', { name: 'Text of /app/mixed.txt' });
    expect(mixed.hasAttribute('readonly')).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('is not saved over what somebody else wrote, and asks before changes are lost', async () => {
    const backend = new FakeBackend();
    const user = await open(backend, '/app/main.py');
    const field = await screen.findByRole('textbox', { name: 'Text of /app/main.py' });
    backend.fileTexts.set('/app/main.py', 'other\n');
    await user.type(field, '# mine\n', { initialSelectionStart: 0 });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toContain('file_changed');
    expect(backend.fileTexts.get('/app/main.py')).toBe('other\n');
    await user.keyboard('{Escape}');
    const dialog = await screen.findByRole('dialog', { name: 'Discard your changes?' });
    await user.click(within(dialog).getByRole('button', { name: 'Keep editing' }));
    await user.click(screen.getByRole('button', { name: 'Read again, and lose my changes' }));
    await waitFor(() =>
      expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /main.py/ }).value).toBe('other\n'),
    );
  });

  it('that is none is refused', async () => {
    const backend = new FakeBackend();
    backend.fail('readFile', { message: 'It is not text', detail: null });
    const user = await open(backend);
    await row('/app', /^main/);
    await user.keyboard('main{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('It is not text');
  });
});

describe('copies', () => {
  it('go out with how far they are, and say what was left out', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await row('/app', /^data/);
    await user.keyboard('da');
    await user.click(screen.getByRole('button', { name: 'Copy out…' }));
    const bar = await screen.findByRole('progressbar', { name: 'Copying data out' });
    backend.onCopy({ kind: 'progress', transfer: { done: 512, total: 1024 } });
    await waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('512 bytes of 1 KiB'));
    const left = [{ path: 'data/out', because: 'linkOut' as const }];
    backend.onCopy({ kind: 'done', copied: { files: 3, bytes: 1024, leftOut: left, leftOutCount: 1 } });
    const copies = await screen.findByRole('list', { name: 'Copies' });
    await within(copies).findByText('Copied data to /home/ann/Downloads/data');
    expect(within(copies).getByText('1 was left out:')).toBeTruthy();
    await user.click(within(copies).getByRole('button', { name: 'Take it off' }));
    expect(screen.queryByRole('list', { name: 'Copies' })).toBeNull();
  });

  it('are cancelled', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await row('/app', /^data/);
    await user.click(screen.getByRole('button', { name: 'Copy in…' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel: Copying into /app' }));
    expect(backend.copiesEnded).toBe(1);
    expect(await screen.findByText('Copy into /app cancelled; what had arrived stays')).toBeTruthy();
  });

  it('of files that are dropped ask before they replace some', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await row('/app', /^data/);
    backend.onDrop({ kind: 'over' });
    expect(await screen.findByText('Copy into /app')).toBeTruthy();
    backend.onDrop({ kind: 'dropped', paths: ['/home/ann/main.py', '/home/ann/b'] });
    const dialog = await screen.findByRole('dialog', { name: 'Replace 1 file?' });
    expect(dialog.textContent).toContain('main.py');
    expect(backend.calls.some(({ verb }) => verb === 'copyIn')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Replace' }));
    await screen.findByRole('progressbar', { name: 'Copying into /app' });
    backend.onCopy({ kind: 'failed', error: { ...failure, message: 'The disk is full' } });
    expect((await screen.findByRole('alert')).textContent).toContain('Could not copy into /app');
    expect(screen.getByText('The disk is full')).toBeTruthy();
  });
});

describe('what is not finished', () => {
  it('waits while something else is looked at', async () => {
    const backend = new FakeBackend();
    const user = await open(backend, '/app/main.py');
    const field = await screen.findByRole('textbox', { name: 'Text of /app/main.py' });
    await user.type(field, '# mine\n', { initialSelectionStart: 0 });
    await user.keyboard('{Control>}i{/Control}');
    await screen.findByRole('region', { name: 'Images' });
    await fireEvent.contextMenu(sessionRow('web-bot'));
    await choose(user, 'menuitem', 'Files');
    const again = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text of /app/main.py' });
    expect(again.value).toMatch(/^# mine\nprint/);
    await user.click(screen.getByRole('button', { name: 'Close files' }));
    const dialog = await screen.findByRole('dialog', { name: 'Discard your changes?' });
    await user.click(within(dialog).getByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Files of web-bot' })).toBeNull());
  });

  it('goes on, and its end is said', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await row('/app', /^data/);
    await user.click(screen.getByRole('button', { name: 'Copy in…' }));
    await screen.findByRole('progressbar', { name: 'Copying into /app' });
    await user.click(screen.getByRole('button', { name: 'Close files' }));
    expect(screen.queryByRole('region', { name: 'Files of web-bot' })).toBeNull();
    expect(backend.copiesEnded).toBe(0);
    backend.onCopy({ kind: 'done', copied: { files: 2, bytes: 10, leftOut: [], leftOutCount: 0 } });
    expect(await screen.findByText('Copied 2 files into /app')).toBeTruthy();
  });
});

const failure = { code: 'refused', args: {}, reason: null, message: '', detail: null, problems: [] };

describe('what changed', () => {
  it('is shown, and noise is folded', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'What changed' }));
    const region = await screen.findByRole('region', { name: 'Files that differ from the image’s' });
    const lines = within(region)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(lines.slice(0, 3)).toEqual(['changed /app/config.toml', 'added /app/data/one.csv', 'deleted /etc/motd']);
    expect(within(region).getByText('Temporary files: 2 files').closest('details')?.open).toBe(false);
  });
});

describe('a folder that was added', () => {
  it('is one line that opens', async () => {
    const backend = new FakeBackend({ scenario: 'sessions' });
    const many = Array.from({ length: 300 }, (_, at) => `/many/${String(at)}`);
    backend.changedNow = [
      { path: '/many', change: 'added', noise: null, below: 10_000, within: false },
      { path: '/many-more', change: 'added', noise: null, below: 0, within: false },
      ...many.map((path) => ({ path, change: 'added' as const, noise: null, below: 0, within: true })),
    ];
    const user = await open(backend);
    await user.click(screen.getByRole('button', { name: 'What changed' }));
    const region = await screen.findByRole('region', { name: 'Files that differ from the image’s' });
    // By their tag: to find hundreds by their role takes seconds.
    const lines = (): (string | null)[] => [...region.querySelectorAll('li')].map(({ textContent }) => textContent);
    expect(lines().map((line) => line?.replace(/\s+/g, ' ').trim())).toEqual([
      'added /many and 10,000 below it',
      'added /many-more',
    ]);
    const folder = within(region).getByRole('button', { name: /^added \/many and 10,000 below it$/ });
    await fireEvent.click(folder);
    expect(lines()).toHaveLength(302);
    expect(lines()[1]).toBe('added /many/0');
    await fireEvent.click(folder);
    expect(lines()).toHaveLength(2);
  });
});

describe('names', () => {
  it('are one line in which nothing is hidden', () => {
    expect(shown('a\nb\tc\u{1b}[2J\u202ed')).toBe('a\\nb\\tc\\u{1b}[2J\\u{202e}d');
    expect([joined('/', 'a'), joined('/a', 'b')]).toEqual(['/a', '/a/b']);
    expect([splitPath('/a/b'), splitPath('/a'), splitPath('/')]).toEqual([
      { folder: '/a', name: 'b' },
      { folder: '/', name: 'a' },
      null,
    ]);
    expect([lastName('/home/ann/x'), lastName('C:\\x\\y'), lastName('/a/')]).toEqual(['x', 'y', 'a']);
    expect([modeWord(0o4750), modeWord(0o1777), modeWord(0o2644)]).toEqual(['rwsr-x---', 'rwxrwxrwt', 'rw-r-Sr--']);
    expect([editable('a\r\nb\r\n'), editable('a\nb'), editable('a\r\nb\n'), editable('a\rb')]).toEqual([
      { text: 'a\nb\n', crlf: true },
      { text: 'a\nb', crlf: false },
      null,
      null,
    ]);
    expect(withEnds('a\nb', true)).toBe('a\r\nb');
  });
});
