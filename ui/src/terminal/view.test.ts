import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { Preferences } from '../preferences/preferences.svelte';
import { eventually } from '../test-wait';
import { ScreenPool } from './pool';
import { TerminalView, type ViewHooks } from './view';

let host: HTMLElement;
let view: TerminalView;
let preferences: Preferences;

const hooks = {
  ended: vi.fn<ViewHooks['ended']>(),
  echo: vi.fn<ViewHooks['echo']>(),
  unsent: vi.fn<ViewHooks['unsent']>(),
  outgoing: vi.fn<ViewHooks['outgoing']>(),
  size: vi.fn<ViewHooks['size']>(),
  title: vi.fn<ViewHooks['title']>(),
  folder: vi.fn<ViewHooks['folder']>(),
  link: vi.fn<ViewHooks['link']>(),
  hover: vi.fn<ViewHooks['hover']>(),
  pasted: vi.fn<ViewHooks['pasted']>(),
};

/** jsdom lays nothing out: what the pane would measure is said here. */
function layOut(cols: number, rows: number): void {
  vi.spyOn(view.screen, 'fit').mockImplementation(() => {
    view.screen.terminal.resize(cols, rows);
    return { cols, rows };
  });
}

beforeEach(async () => {
  preferences = new Preferences(new FakeBackend());
  host = document.createElement('div');
  document.body.append(host);
  for (const hook of Object.values(hooks)) hook.mockReset();
  hooks.outgoing.mockReturnValue(true);
  const opened = await TerminalView.open(new ScreenPool(preferences), host, hooks, () => true);
  if (!opened) throw new Error('not opened');
  view = opened;
});

afterEach(() => {
  view.dispose();
  host.remove();
});

function lines(): string[] {
  const buffer = view.screen.terminal.buffer.active;
  return Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)?.translateToString(true) ?? '').filter(
    (line) => line !== '',
  );
}

function parsed(): Promise<void> {
  return new Promise((resolve) => view.screen.terminal.write('', resolve));
}

describe('the Tab key', () => {
  const tab = (): boolean => {
    const key = new KeyboardEvent('keydown', { key: 'Tab', code: 'Tab', keyCode: 9, bubbles: true, cancelable: true });
    return view.screen.terminal.textarea?.dispatchEvent(key) ?? false;
  };

  it('is the program’s while there is one, and then goes on through the window', () => {
    expect(tab()).toBe(false);
    view.freeze();
    expect(tab()).toBe(true);
  });
});

describe('keys that a program asked for', () => {
  /** What is typed, and whether the page still does something of its own. */
  function press(key: string, init: KeyboardEventInit = {}): [typed: string[], taken: boolean] {
    const typed: string[] = [];
    const listener = view.screen.terminal.onData((data) => typed.push(data.replace('\x1b', '^')));
    const all = { key, code: key, keyCode: key === 'Enter' ? 13 : 27, bubbles: true, cancelable: true, ...init };
    const area = view.screen.terminal.textarea;
    const down = new KeyboardEvent('keydown', all);
    area?.dispatchEvent(down);
    // An engine that sends it all the same must not type it twice.
    area?.dispatchEvent(new KeyboardEvent('keypress', { ...all, charCode: 13 }));
    listener.dispose();
    return [typed, down.defaultPrevented];
  }

  it('come once, as it asked, and as before when it has not or no longer', async () => {
    const { terminal } = view.screen;
    terminal.write('\x1b[>1u');
    await parsed();
    expect(press('Enter', { shiftKey: true })).toEqual([['^[13;2u'], true]);
    expect(press('Escape')).toEqual([['^[27u'], true]);
    terminal.write('\x1b[<u\x1b[>4;2m');
    await parsed();
    expect(press('Enter', { ctrlKey: true })).toEqual([['^[27;5;13~'], true]);
    expect(press('Escape')[0][0]).toBe('^');
    terminal.write('\x1b[>4m');
    await parsed();
    expect(press('Enter', { shiftKey: true })[0][0]).toBe('\r');
  });

  it('do not come while an input method composes', async () => {
    view.screen.terminal.write('\x1b[>1u');
    await parsed();
    expect(press('Enter', { shiftKey: true, keyCode: 229 })[1]).toBe(false);
  });

  it('leave Berth its own', async () => {
    view.screen.terminal.write('\x1b[>1u');
    await parsed();
    expect(press('F', { code: 'KeyF', ctrlKey: true, shiftKey: true })).toEqual([[], false]);
  });

  it('make Shift+Enter ESC CR where that is set, and only without them', async () => {
    await preferences.change({ terminal: { shiftEnterEscapes: true } });
    expect(press('Enter', { shiftKey: true })).toEqual([['^\r'], true]);
    expect(press('Enter', { shiftKey: true, ctrlKey: true })[0][0]).toBe('\r');
    view.screen.terminal.write('\x1b[>1u');
    await parsed();
    expect(press('Enter', { shiftKey: true })).toEqual([['^[13;2u'], true]);
  });
});

describe('keys that are typed into several', () => {
  it('are written as the program here asked for them', async () => {
    const backend = new FakeBackend({ scenario: 'empty' });
    const session = fakeSession({ name: 'bot' });
    backend.sessions = [session];
    const attach = backend.attach.bind(backend);
    let got = '';
    vi.spyOn(backend, 'attach').mockImplementation(async (...args) => {
      const write = (bytes: Uint8Array): Promise<void> => {
        got += new TextDecoder().decode(bytes).replaceAll('\x1b', '^');
        return Promise.resolve();
      };
      return Object.assign(await attach(...args), { write });
    });
    layOut(80, 24);
    view.setActive(true);
    await view.attach(backend, session);
    const press = async (key: string, data: string, asked: boolean): Promise<string> => {
      got = '';
      view.send(data, { key: new KeyboardEvent('keydown', { key, code: key, shiftKey: true }), asked });
      view.send('.', null);
      await eventually(() => expect(got).toContain('.'));
      return got;
    };
    // There it was asked for, here not.
    expect(await press('Enter', '\x1b[13;2u', true)).toBe('\r.');
    // Neither: as it was sent there.
    expect(await press('Enter', '\r', false)).toBe('\r.');
    view.screen.terminal.write('\x1b[>1u');
    await parsed();
    expect(await press('Enter', '\r', false)).toBe('^[13;2u.');
    expect(await press('Tab', '\x1b[27;2;9~', true)).toBe('^[9;2u.');
  });

  it('are known as long as they are handled', async () => {
    let pressed: unknown = null;
    const listener = view.screen.terminal.onData(() => (pressed = view.pressed));
    view.screen.terminal.textarea?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13 }));
    expect(pressed).toMatchObject({ asked: false, key: { key: 'Enter' } });
    await Promise.resolve();
    view.screen.terminal.input('pasted');
    expect(pressed).toBeNull();
    listener.dispose();
  });
});

describe('attaching', () => {
  const session = fakeSession({ name: 'bot' });
  let backend: FakeBackend;

  beforeEach(() => {
    backend = new FakeBackend({ scenario: 'empty' });
    backend.sessions = [session];
  });

  it('waits until the terminal can be seen and measured', async () => {
    const attach = vi.spyOn(backend, 'attach');
    const attached = view.attach(backend, session);
    await parsed();
    expect(attach).not.toHaveBeenCalled();
    layOut(90, 20);
    view.setActive(true);
    await attached;
    expect(attach).toHaveBeenCalledWith('podman', session.id, { cols: 90, rows: 20 }, expect.anything());
    expect(hooks.size).toHaveBeenCalledWith({ cols: 90, rows: 20 });
  });

  it('runs a command, and reports its end after its last output', async () => {
    layOut(80, 24);
    view.setActive(true);
    await view.attach(backend, session);
    hooks.ended.mockImplementation(() => expect(lines().join('\n')).toContain('exit 3'));
    view.screen.terminal.input('echo hello\r');
    await eventually(() => expect(lines()).toContain('hello'));
    view.screen.terminal.input('exit 3\r');
    await eventually(() => expect(hooks.ended).toHaveBeenCalledOnce());
    expect(hooks.ended.mock.calls[0]?.[0]).toMatchObject({ kind: 'ended', session: { exitCode: 3 } });
  });

  it('clears what is above the screen once there is a program', async () => {
    layOut(80, 3);
    view.setActive(true);
    view.clearScrollback();
    expect(view.live).toBe(false);
    await view.attach(backend, session);
    expect(view.live).toBe(true);
    await eventually(() => expect(lines().length).toBeGreaterThan(3));
    view.clearScrollback();
    await eventually(() => expect(lines()).toEqual(['root@bot:/# ']));
    view.freeze();
    expect(view.live).toBe(false);
  });

  it('has no say in the size while it is out of sight', async () => {
    layOut(80, 24);
    view.setActive(true);
    await view.attach(backend, session);
    view.setActive(false);
    layOut(50, 10);
    hooks.size.mockClear();
    window.dispatchEvent(new Event('resize'));
    await parsed();
    expect(hooks.size).not.toHaveBeenCalled();
  });

  it('takes no keys once it has settled', async () => {
    layOut(80, 24);
    view.setActive(true);
    await view.attach(backend, session);
    view.freeze();
    const typed = vi.fn();
    view.screen.terminal.onData(typed);
    view.screen.terminal.input('x');
    expect(typed).not.toHaveBeenCalled();
  });
});

describe('the screen', () => {
  it('shows the past in place of what was there, with bare line feeds too', async () => {
    view.screen.terminal.write('old');
    view.showTranscript(new TextEncoder().encode('a\nb\n'), true, { cols: 80, rows: 24 });
    await parsed();
    expect(lines()).toEqual(['a', 'b']);
  });

  it('lets a program that ended with the mouse not keep it', async () => {
    view.screen.terminal.write('\x1b[?1003h');
    view.freeze();
    await parsed();
    expect(view.screen.terminal.modes.mouseTrackingMode).toBe('none');
  });

  it('reports titles cleaned', async () => {
    view.screen.terminal.write(`\x1b]2;${'long '.repeat(50)}\x07`);
    await parsed();
    expect(hooks.title.mock.calls[0]?.[0]).toHaveLength(80);
  });
});

describe('an input method', () => {
  let typed: string[];
  let area: HTMLTextAreaElement;
  let listener: { dispose(): void };

  beforeEach(() => {
    const { terminal } = view.screen;
    typed = [];
    listener = terminal.onData((data) => typed.push(data));
    if (!terminal.textarea) throw new Error('no textarea');
    area = terminal.textarea;
  });
  afterEach(() => listener.dispose());

  const key229 = (): boolean => area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', keyCode: 229 }));
  const end = (data: string): boolean => area.dispatchEvent(new CompositionEvent('compositionend', { data }));
  /** What xterm.js puts off until the textarea has the text. */
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  it('writes what it composed, whole and once', async () => {
    area.dispatchEvent(new CompositionEvent('compositionstart'));
    for (const data of ['に', 'にほ', '日本']) {
      area.value = data;
      area.dispatchEvent(new CompositionEvent('compositionupdate', { data }));
    }
    expect(typed).toEqual([]);
    end('日本');
    await eventually(() => expect(typed).toEqual(['日本']));
  });

  it.each([
    ['before the end', true, true],
    ['after the end', true, false],
    ['before the end, without a key', false, true],
    ['after the end, without a key', false, false],
  ])('may end what it never began, with the text %s', async (_, key, first) => {
    for (const letter of ['é', 'é', 'ü', 'é']) {
      if (key) key229();
      if (first) area.value += letter;
      end(letter);
      if (!first) area.value += letter;
      await settled();
    }
    expect(typed).toEqual(['é', 'é', 'ü', 'é']);
  });

  it('may end with the key after it, which comes behind its text', async () => {
    // As IBus ends a syllable of Vietnamese, and WebKit writes the space.
    key229();
    area.value += 'việt';
    end('việt');
    area.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', keyCode: 32 }));
    area.dispatchEvent(new KeyboardEvent('keypress', { key: ' ', charCode: 32, keyCode: 32 }));
    area.value += '\u00a0';
    await settled();
    expect(typed).toEqual(['việt', ' ']);
  });

  it('may write and delete without a composition', async () => {
    const input = (inputType: string, data: string | null): boolean =>
      area.dispatchEvent(new InputEvent('input', { inputType, data, composed: true }));
    for (const letter of ['é', 'é']) {
      key229();
      area.value += letter;
      input('insertText', letter);
    }
    key229();
    area.value = 'é';
    input('deleteContentBackward', null);
    await settled();
    expect(typed).toEqual(['é', 'é', '\x7f']);
  });

  it('may begin after one that never began', async () => {
    key229();
    end('é');
    area.value += 'é';
    await settled();
    key229();
    area.dispatchEvent(new CompositionEvent('compositionstart'));
    area.value += '日';
    area.dispatchEvent(new CompositionEvent('compositionupdate', { data: '日' }));
    await settled();
    end('日');
    await settled();
    expect(typed).toEqual(['é', '日']);
  });
});

describe('what is set', () => {
  it('counts at once, in the terminal that is open', async () => {
    const { options } = view.screen.terminal;
    expect(options).toMatchObject({ fontSize: 13, scrollback: 1000, cursorStyle: 'block', screenReaderMode: false });
    const before = { ...preferences.terminal };
    await preferences.change({
      terminal: {
        fontSize: 15,
        scrollback: 5000,
        cursorStyle: 'bar',
        cursorBlink: true,
        screenReader: true,
        fontFamily: 'Odd "Name',
      },
    });
    expect(options).toMatchObject({
      fontSize: 15,
      scrollback: 5000,
      cursorStyle: 'bar',
      cursorBlink: true,
      screenReaderMode: true,
    });
    expect(options.fontFamily).toMatch(/^"Odd Name", "JetBrains Mono"/);
    preferences.zoom('in');
    expect(options.fontSize).toBe(16);
    preferences.zoom('reset');
    await preferences.change({ terminal: before });
    expect(options.fontSize).toBe(13);
  });

  it('keeps what is on the screen when there is more scrollback', async () => {
    view.screen.terminal.write('before');
    await parsed();
    await preferences.change({ terminal: { scrollback: 5000 } });
    expect(lines()).toEqual(['before']);
  });
});

describe('a paste', () => {
  it('is handed over, and not taken by xterm.js as well', () => {
    const typed = vi.fn();
    view.screen.terminal.onData(typed);
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => 'a\nb' } });
    view.screen.terminal.textarea?.dispatchEvent(event);
    expect(hooks.pasted).toHaveBeenCalledWith('a\nb');
    expect(typed).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(true);
  });

  it('comes in brackets when the program asked for that, and cannot close them', async () => {
    view.screen.terminal.write('\x1b[?2004h');
    await parsed();
    expect(view.bracketsPastes).toBe(true);
    const typed = vi.fn();
    view.screen.terminal.onData(typed);
    view.paste('a\x1b[201~b\n');
    expect(typed).toHaveBeenCalledWith('\x1b[200~a[201~b\r\x1b[201~');
  });
});
