import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend } from '../../backend/fake';
import { ImageJobs } from '../../pulls/jobs.svelte';
import { TerminalStatuses } from '../../session/status.svelte';
import { NewSessionForm } from './form.svelte';
import NewSession from './NewSession.svelte';

let backend: FakeBackend;
let form: NewSessionForm;
const onclose = vi.fn();
const onstarted = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  backend = new FakeBackend({ scenario: 'empty' });
  form = new NewSessionForm(backend, new TerminalStatuses(), new ImageJobs(backend), 0);
  render(NewSession, { form, engines: backend.health, onclose, onstarted });
});

afterEach(cleanup);

function field(name: string): HTMLInputElement {
  return screen.queryByRole('textbox', { name }) ?? screen.getByRole('combobox', { name });
}

function description(input: HTMLElement): string {
  return document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
}

describe('the sheet', () => {
  it('names its fields by the words of the flags', async () => {
    const user = userEvent.setup();
    expect(screen.getByRole('dialog', { name: 'New session' })).toBeTruthy();
    for (const section of ['Environment', 'Volumes and logs', 'Ports']) {
      await user.click(screen.getByRole('button', { name: section }));
    }
    for (const name of [
      'Name',
      'Image',
      'Command',
      'Working directory',
      'Environment key',
      'Volumes',
      'Log volume',
      'Ports',
    ]) {
      expect(field(name)).toBeTruthy();
    }
    expect(screen.getByLabelText<HTMLInputElement>('Environment value').type).toBe('password');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Engine' }).value).toBe('podman');
  });

  it('shows the exact command while one types, without secrets', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'debian:12');
    await user.click(screen.getByRole('button', { name: 'Environment' }));
    await user.type(field('Environment key'), 'TOKEN');
    await user.type(screen.getByLabelText('Environment value'), 'hunter2');
    const preview = screen.getByRole('region', { name: 'Command preview' });
    await waitFor(() => expect(preview.textContent).toContain('podman create -it --name shell -e TOKEN -- debian:12'));
    expect(preview.textContent).not.toContain('hunter2');
  });

  it('ties a message to the field it belongs to', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), '1 bad');
    expect(field('Name').getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    await waitFor(() => expect(field('Name').getAttribute('aria-invalid')).toBe('true'));
    expect(description(field('Name'))).toContain('"1 bad"');
  });

  it('unfolds a section that has something to correct, and goes to the first problem', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'debian:12');
    await user.click(screen.getByRole('button', { name: 'Ports' }));
    await user.type(field('Ports'), '99999');
    await user.click(screen.getByRole('button', { name: /^Ports/ }));
    await user.click(screen.getByRole('button', { name: 'Start session' }));
    await waitFor(() => expect(document.activeElement).toBe(field('Ports')));
    expect(description(field('Ports'))).toContain('99999');
  });

  it('starts with Enter', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'debian:12{Enter}');
    await waitFor(() => expect(onstarted).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'started' })));
  });

  it('makes rows of a pasted .env file', async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Environment' }));
    field('Environment key').focus();
    await user.paste('A=1\nB=2\n');
    expect(field('Environment key').value).toBe('A');
    expect(field('Environment key 2').value).toBe('B');
    expect(field('Environment key 3').value).toBe('');
  });

  it('reads variables from a file, and takes nothing from one that has others', async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Environment' }));
    await user.type(field('Environment key'), 'A');
    await user.type(screen.getByLabelText('Environment value'), 'old');
    const file = screen.getByLabelText<HTMLInputElement>('File of variables');
    await user.upload(file, new File(['no variable\n'], 'notes.txt'));
    await waitFor(() => expect(screen.getByText(/^notes.txt has lines other than/)).toBeTruthy());
    expect(field('Environment key 2').value).toBe('');
    await user.upload(file, new File(['# x\nA=1\nB=two words\n'], '.env'));
    await waitFor(() => expect(field('Environment key 2').value).toBe('B'));
    expect(screen.getAllByLabelText<HTMLInputElement>(/^Environment value/).map(({ value }) => value)).toEqual([
      '1',
      'two words',
      '',
    ]);
    expect(screen.queryByText(/^notes.txt/)).toBeNull();
  });

  it('offers the images that are there, by keyboard, and Enter goes on only when none is meant', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'a');
    const offered = await screen.findByRole('listbox', { name: 'Images to choose from' });
    const names = within(offered).getAllByRole('option');
    expect(names.length).toBeGreaterThan(1);
    const second = names[1]?.querySelector('.name')?.textContent ?? '';
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(names[1]?.getAttribute('aria-selected')).toBe('true');
    expect(field('Image').getAttribute('aria-activedescendant')).toBe(names[1]?.id);
    await user.keyboard('{Enter}');
    expect(field('Image').value).toBe(second);
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(onstarted).not.toHaveBeenCalled();
    await user.keyboard('{Backspace}');
    expect(screen.getByRole('listbox')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('offers a pull for an absent image, and starts after it', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'quay.io/team/app:1');
    await user.click(screen.getByRole('button', { name: 'Start session' }));
    await user.click(await screen.findByRole('button', { name: 'Pull and start' }));
    await waitFor(() => expect(onstarted).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'started' })));
  });

  it('asks before it makes folders', async () => {
    const user = userEvent.setup();
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'debian:12');
    await user.click(screen.getByRole('button', { name: 'Volumes and logs' }));
    await user.type(field('Volumes'), '/home/ann/new:/data');
    await user.click(screen.getByRole('button', { name: 'Start session' }));
    expect(await screen.findByText('/home/ann/new')).toBeTruthy();
    expect(onstarted).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Create folder and start' }));
    await waitFor(() => expect(onstarted).toHaveBeenCalled());
  });

  it("shows a refusal with the engine's own words, and keeps what was typed", async () => {
    const user = userEvent.setup();
    backend.fail('startSession', { message: 'Could not start "shell" on podman', detail: 'Error: OCI runtime error' });
    await user.type(field('Name'), 'shell');
    await user.type(field('Image'), 'debian:12{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('OCI runtime error');
    expect(field('Name').value).toBe('shell');
  });
});
