import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { choose, command, listed, openApp, row } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [
    fakeSession({ name: 'db', tty: false }),
    fakeSession({ name: 'import', tty: false, state: 'paused' }),
    fakeSession({ name: 'unit', tty: false, labels: { PODMAN_SYSTEMD_UNIT: 'unit.service' } }),
    ended({ name: 'trainer' }, 137, '2026-01-01T12:00:00Z'),
    ended({ name: 'backup', engine: 'docker' }, 0, '2026-01-01T11:00:00Z'),
    ended({ name: 'foreign', own: false }, 0, '2026-01-01T10:00:00Z'),
    ended({ name: 'toolbox', labels: { 'com.github.containers.toolbox': 'true' } }, 0, '2026-01-01T09:00:00Z'),
  ];
});

afterEach(() => {
  toast.dismiss();
  cleanup();
});

function asked(verb: string): string[] {
  return backend.calls
    .filter((call) => call.verb === verb)
    .map(({ subject }) => subject.replace(/^[0-9a-f]{64} ?/, ''));
}

describe('verbs of one session', () => {
  it('pauses from the menu of the row, and resumes', async () => {
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'More' }));
    await choose(user, 'menuitem', 'Pause');
    await waitFor(() => expect(row('db').getAttribute('aria-label')).toContain('paused'));
    await user.click(within(row('db')).getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(row('db').getAttribute('aria-label')).toContain('running'));
  });

  it('shows a broken one with the words of its engine, and deletes it', async () => {
    backend.sessions = [ended({ name: 'cache', tty: false, broken: 'no layer' }, 0, '2026-01-01T12:00:00Z')];
    const user = await openApp(backend);
    expect(row('cache').getAttribute('aria-label')).toContain('broken');
    expect(row('cache').getAttribute('title')).toContain('The engine says: no layer');
    await user.click(within(row('cache')).getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete cache?' });
    expect(dialog.textContent).toContain('It is broken');
    await user.click(within(dialog).getByRole('button', { name: 'Delete cache' }));
    await waitFor(() => expect(asked('deleteSession')).toHaveLength(1));
  });

  it('stops with its own limit, which it shows, unless another is asked for', async () => {
    backend.sessions = [fakeSession({ name: 'db', tty: false, stopTimeout: 40 })];
    const stop = vi.spyOn(backend, 'stopSession');
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop db?' });
    expect(within(dialog).getByRole<HTMLInputElement>('spinbutton').value).toBe('40');
    expect(dialog.textContent).toContain('seconds, as it was created');
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(within(dialog).getByRole('button', { name: 'Stop db' }));
    await waitFor(() => expect(stop).toHaveBeenCalledOnce());
    expect(stop.mock.calls[0]?.[2]).toEqual({ graceful: true, timeout: null, remove: false });
  });

  it('stops step by step, shows each, and remembers the steps', async () => {
    backend.sessions = [fakeSession({ name: 'db', tty: true, commandLine: 'sh' })];
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'Stop' }));
    let dialog = await screen.findByRole('dialog', { name: 'Stop db?' });
    await waitFor(() => expect(dialog.textContent).toContain('hangs up on it'));
    await user.click(within(dialog).getByRole('radio', { name: /^Step by step/ }));
    const kind = within(dialog).getByRole<HTMLSelectElement>('combobox', { name: 'What step 1 does' });
    expect(kind.value).toBe('SIGHUP');
    await user.selectOptions(kind, 'Type a line');
    const stop = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Stop db and delete it' });
    expect(stop.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox', { name: 'The line of step 1' }), 'exit');
    await user.click(within(dialog).getByRole('checkbox', { name: /next time/ }));
    await user.click(stop);

    dialog = await screen.findByRole('dialog', { name: 'Stopping db' });
    const steps = [
      { type: 'exit', seconds: 10 },
      { signal: 'SIGKILL', seconds: 10 },
    ];
    expect(asked('stopInSteps')).toEqual([JSON.stringify(steps)]);
    expect(backend.file.now.settings.stop.sessions).toEqual({ 'podman/db': steps });
    expect(within(dialog).getByRole('timer').textContent.trim()).toMatch(/^SIGKILL in \d+ s$/);
    expect(row('db').textContent).toMatch(/“exit” · \d+ s/);
    await user.click(within(dialog).getByRole('button', { name: 'Keep waiting' }));
    await user.click(within(dialog).getByRole('button', { name: 'SIGKILL now' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('turnLadder')).toEqual(['wait', 'now']);
    expect(asked('stopSession')).toHaveLength(1);
  });

  it('lets one run whose stop is taken back', async () => {
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'Stop' }));
    await user.click(await screen.findByRole('radio', { name: /^Step by step/ }));
    await waitFor(() => expect(screen.getByRole('list', { name: 'Steps' }).children).toHaveLength(2));
    await user.click(screen.getByRole('button', { name: 'Stop db and delete it' }));
    await user.click(await screen.findByRole('button', { name: 'Let it run' }));
    await screen.findByText('db goes on');
    expect(row('db').getAttribute('aria-label')).toContain('running');
  });

  it('has the verbs of the pod at its infra container, and says what goes', async () => {
    backend.sessions = [
      fakeSession({ name: '7a53-infra', tty: false, own: false, pod: 'shop', infra: true }),
      fakeSession({ name: 'web', tty: false, pod: 'shop' }),
      fakeSession({ name: 'other', tty: false }),
    ];
    const user = await openApp(backend);
    await user.click(within(row('7a53-infra')).getByRole('button', { name: 'More' }));
    await choose(user, 'menuitem', 'Delete…');
    const dialog = await screen.findByRole('dialog', { name: 'The pod shop' });
    const members = within(within(dialog).getByRole('list')).getAllByRole('listitem');
    expect(members.map((member) => member.querySelector('strong')?.textContent)).toEqual(['7a53-infra', 'web']);
    expect(within(dialog).getByRole('button', { name: 'Stop pod' })).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Delete pod with all 2 sessions' }));
    await waitFor(() => expect(asked('removePod')).toEqual(['shop']));
  });

  it('sends the chosen signal', async () => {
    const user = await openApp(backend);
    await user.click(row('db'));
    await command(user, 'kill db');
    const dialog = await screen.findByRole('dialog', { name: 'Kill db?' });
    const signal = within(dialog).getByRole<HTMLSelectElement>('combobox', { name: 'Signal' });
    expect([...signal.options].map(({ value }) => value)).toEqual([
      'KILL',
      'TERM',
      'INT',
      'HUP',
      'USR1',
      'USR2',
      'QUIT',
    ]);
    await user.selectOptions(signal, 'HUP');
    await user.click(within(dialog).getByRole('button', { name: 'Send HUP to db' }));
    await waitFor(() => expect(asked('killSession')).toEqual(['HUP']));
  });

  it('kills unless another signal is chosen, and a paused one only so', async () => {
    const user = await openApp(backend);
    await user.click(row('import'));
    await command(user, 'kill import');
    const signal = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Signal' });
    expect(signal.options).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Kill import' }));
    await waitFor(() => expect(asked('killSession')).toEqual(['KILL']));
  });

  it('renames with F2, and says beside the name what is wrong with it', async () => {
    const user = await openApp(backend);
    row('db').focus();
    await user.keyboard('{F2}');
    const dialog = await screen.findByRole('dialog', { name: 'Rename db' });
    const name = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Name' });
    expect(name.value).toBe('db');
    backend.fail('renameSession', { message: 'Another container is called "import"' });
    await user.clear(name);
    await user.type(name, 'import{Enter}');
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    expect(document.getElementById(name.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Another container is called "import"',
    );
    await user.clear(name);
    await user.type(name, 'store{Enter}');
    await waitFor(() => expect(listed()).toContain('store'));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(listed()).not.toContain('db');
  });

  it.each([false, true])('deletes with its volumes when asked to: %s', async (volumes) => {
    const user = await openApp(backend);
    row('trainer').focus();
    await user.keyboard('{Delete}');
    const box = await screen.findByRole<HTMLInputElement>('checkbox', {
      name: 'Also delete its anonymous volumes',
    });
    expect(box.checked).toBe(false);
    if (volumes) await user.click(box);
    await user.click(screen.getByRole('button', { name: 'Delete trainer' }));
    await waitFor(() => expect(asked('deleteSession')).toEqual([volumes ? 'with volumes' : '']));
  });
});

describe('a session whose log cannot be read', () => {
  it('is deleted when the person says so, and not before', async () => {
    const user = await openApp(backend);
    row('trainer').focus();
    await user.keyboard('{Delete}');
    await user.click(await screen.findByRole('checkbox', { name: 'Also delete its anonymous volumes' }));
    const failure = { code: 'log_unreadable', message: 'The log can’t be read', detail: 'driver does not read\n' };
    backend.fail('deleteSession', failure);
    await user.click(screen.getByRole('button', { name: 'Delete trainer' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete trainer without its log?' });
    expect(within(dialog).getByText('driver does not read')).toBeTruthy();
    expect(listed()).toContain('trainer');
    await user.click(within(dialog).getByRole('button', { name: 'Delete without its log' }));
    await waitFor(() => expect(listed()).not.toContain('trainer'));
    expect(asked('deleteSession')).toEqual(['with volumes', 'with volumes without log']);
    expect(await screen.findByText(/what could be read of its log/)).toBeTruthy();
  });

  it('stays when the person says no', async () => {
    const user = await openApp(backend);
    row('trainer').focus();
    await user.keyboard('{Delete}');
    backend.fail('deleteSession', { code: 'log_unreadable', message: 'The log can’t be read' });
    await user.click(await screen.findByRole('button', { name: 'Delete trainer' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete trainer without its log?' });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(listed()).toContain('trainer');
  });

  it('is offered once more among many', async () => {
    const user = await openApp(backend);
    await command(user, 'prune');
    const dialog = await screen.findByRole('dialog', { name: 'Prune ended sessions' });
    backend.fail('pruneSessions', { code: 'log_unreadable', message: 'The log can’t be read' });
    await user.click(within(dialog).getByRole('checkbox', { name: /^backup/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Delete 1 session' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Delete 1 without its log' }));
    await waitFor(() => expect(listed()).not.toContain('trainer'));
    expect(asked('deleteSession')).toEqual(['without log']);
    expect(within(dialog).getByRole('status').textContent).toBe('1 of 1 session done');
  });
});

describe('a new session of a name that is taken', () => {
  it('says how the old one that was started differs', async () => {
    const user = await openApp(backend);
    await command(user, 'new session');
    const sheet = await screen.findByRole('dialog', { name: 'New session' });
    await user.type(within(sheet).getByRole('textbox', { name: 'Name' }), 'trainer');
    await user.type(within(sheet).getByRole('combobox', { name: 'Image' }), 'alpine:3');
    await user.click(within(sheet).getByRole('button', { name: /^Start/ }));
    expect(await screen.findByText('trainer was there already')).toBeTruthy();
    expect(screen.getByText(/image docker.io\/library\/debian:12, not alpine:3\. To create it anew/)).toBeTruthy();
  });
});

describe('saving output', () => {
  it('asks as what, names the file that was written, and shows it', async () => {
    const user = await openApp(backend);
    await user.click(row('db'));
    await command(user, 'save output of db');
    const dialog = await screen.findByRole('dialog', { name: 'Save output of db' });
    await user.click(within(dialog).getByRole('radio', { name: /^Web page/ }));
    backend.chosenFile = '/home/ann/db.html';
    await user.click(within(dialog).getByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByText('/home/ann/db.html')).toBeTruthy();
    expect(asked('saveOutput')).toEqual(['html 120x40']);
    expect(screen.queryByRole('dialog')).toBeNull();
    screen.getByRole('button', { name: 'Show in folder' }).focus();
    await user.keyboard('{Enter}');
    expect(asked('showInFolder')).toEqual(['/home/ann/db.html']);
  });

  it('stays where no file was chosen, or none could be written', async () => {
    const user = await openApp(backend);
    await user.click(row('trainer'));
    await command(user, 'save output of trainer');
    const button = within(await screen.findByRole('dialog', { name: 'Save output of trainer' })).getByRole('button', {
      name: 'Choose a file…',
    });
    backend.chosenFile = null;
    await user.click(button);
    await waitFor(() => expect(asked('saveOutput')).toHaveLength(1));
    expect(screen.queryByRole('alert')).toBeNull();
    backend.fail('saveOutput', { message: 'Could not save /root/x.txt: you may not write there' });
    await user.click(button);
    expect((await screen.findByRole('alert')).textContent).toContain('/root/x.txt');
    expect(screen.getByRole('dialog', { name: 'Save output of trainer' })).toBeTruthy();
  });
});

describe('opening in the terminal of the person', () => {
  it('says where, or how to do it by hand', async () => {
    const user = await openApp(backend);
    backend.sessions = [...backend.sessions, fakeSession({ name: 'bot' })];
    await user.keyboard('{F5}');
    await waitFor(() => expect(listed()).toContain('bot'));
    await user.click(within(row('bot')).getByRole('button', { name: 'More' }));
    await choose(user, 'menuitem', 'Open in my terminal');
    expect(await screen.findByText('Opened bot in xterm')).toBeTruthy();
    backend.handedOver = {
      outcome: 'manual',
      why: { code: 'no_terminal_program', args: {} },
      command: 'berthctl attach bot --engine podman',
    };
    await user.click(within(row('bot')).getByRole('button', { name: 'More' }));
    await choose(user, 'menuitem', 'Open in my terminal');
    const dialog = await screen.findByRole('dialog', { name: 'Attach to bot from a terminal' });
    expect(dialog.textContent).toContain('No terminal program was found; set TERMINAL to yours.');
    expect(within(dialog).getByRole('region', { name: 'Command' }).textContent).toContain(
      'berthctl attach bot --engine podman',
    );
    expect(within(dialog).getByRole('button', { name: 'Copy command' })).toBeTruthy();
  });
});

describe('sessions of other programs', () => {
  it('have a badge, and are not deleted', async () => {
    const user = await openApp(backend);
    expect(row('toolbox').textContent).toContain('toolbox');
    const button = within(row('toolbox')).getByRole('button', { name: 'Delete' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.title).toContain('toolbox rm toolbox');
    // In the menu, whose items that can't be chosen never get the keyboard, the reason stands in the item.
    await user.click(within(row('toolbox')).getByRole('button', { name: 'More' }));
    const items = await screen.findAllByRole('menuitem', { hidden: true });
    const item = items.find(({ textContent }) => textContent.trim().startsWith('Delete'));
    expect([item?.getAttribute('aria-disabled'), item?.textContent]).toEqual([
      'true',
      expect.stringContaining('toolbox rm toolbox'),
    ]);
    await user.keyboard('{Escape}');
    row('toolbox').focus();
    await user.keyboard('{Delete}');
    expect(await screen.findByText('toolbox stays')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are stopped with a word about systemd, and stay', async () => {
    const user = await openApp(backend);
    await user.click(within(row('unit')).getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop unit?' });
    expect(within(dialog).getByRole('note').textContent).toContain('systemd may start it again');
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox').disabled).toBe(true);
    await user.click(within(dialog).getByRole('button', { name: 'Stop unit' }));
    await waitFor(() => expect(row('unit').getAttribute('aria-label')).toContain('exited'));
  });
});

describe('prune', () => {
  it('lists exactly what goes, deletes what is ticked, and reports each', async () => {
    const user = await openApp(backend);
    await command(user, 'prune');
    const dialog = await screen.findByRole('dialog', { name: 'Prune ended sessions' });
    const boxes = within(dialog).getAllByRole<HTMLInputElement>('checkbox');
    expect(boxes.map((box) => box.getAttribute('aria-label')?.split(' · ').slice(0, 2))).toEqual([
      ['trainer, podman', 'exited 137'],
      ['backup, docker', 'exited 0'],
    ]);
    expect(within(dialog).getByRole('button', { name: 'Delete 2 sessions' })).toBeTruthy();
    await user.click(within(dialog).getByRole('checkbox', { name: /^trainer/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Delete 1 session' }));
    expect(await within(dialog).findByText(/run is kept as number \d+$/)).toBeTruthy();
    await waitFor(() => expect(within(dialog).getByRole('status').textContent).toBe('1 of 1 session done'));
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(listed()).toContain('trainer');
    expect(listed()).not.toContain('backup');
  });

  it('is in the menu of the filter, and says why one stayed', async () => {
    const user = await openApp(backend);
    await user.click(screen.getByRole('button', { name: 'Show sessions: All' }));
    await choose(user, 'menuitem', 'Prune…');
    const dialog = await screen.findByRole('dialog', { name: 'Prune ended sessions' });
    backend.fail('pruneSessions', { message: 'podman does not answer' });
    await user.click(within(dialog).getByRole('checkbox', { name: /^backup/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Delete 1 session' }));
    expect(await within(dialog).findByText('podman does not answer.')).toBeTruthy();
    expect(listed()).toContain('trainer');
  });
});
