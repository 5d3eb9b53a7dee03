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

beforeEach(() => {
  backend = new FakeBackend({ scenario: 'empty' });
  form = new NewSessionForm(backend, new TerminalStatuses(), new ImageJobs(backend), 0);
  render(NewSession, { form, engines: backend.health, onclose: vi.fn(), onstarted: vi.fn() });
});

afterEach(cleanup);

function field(name: string): HTMLInputElement {
  return screen.queryByRole('textbox', { name }) ?? screen.getByRole('combobox', { name });
}

async function paste(text: string): Promise<ReturnType<typeof userEvent.setup>> {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Paste a command or file' }));
  field('Command or file').focus();
  await user.paste(text);
  return user;
}

describe('a text that is pasted', () => {
  it('fills the form with its session and its engine, and says what was not taken', async () => {
    const user = await paste('docker run --rm --name web nginx');
    await user.click(screen.getByRole('button', { name: 'Fill the form' }));
    await waitFor(() => expect(field('Name').value).toBe('web'));
    expect(field('Image').value).toBe('nginx');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Engine' }).value).toBe('docker');
    expect(screen.getByText('The form has web now')).toBeTruthy();
    const remarks = screen.getByRole('region', { name: 'What was not taken' });
    expect(within(remarks).getByRole('listitem').textContent).toContain('--rm');
    expect(remarks.textContent).toContain('line 1');
  });

  it('is read with Ctrl+Enter, which starts nothing', async () => {
    const user = await paste('podman run --name web nginx');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(field('Name').value).toBe('web'));
    expect(backend.calls.some(({ verb }) => verb === 'startSession')).toBe(false);
  });

  it('of several sessions fills the form with the one that is chosen', async () => {
    const user = await paste('docker run --name a nginx\ndocker run --name b redis');
    await user.click(screen.getByRole('button', { name: 'Fill the form' }));
    await waitFor(() => expect(field('Name').value).toBe('a'));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Session of the text' }), 'b');
    await waitFor(() => expect(field('Name').value).toBe('b'));
    expect(field('Image').value).toBe('redis');
  });

  it('without a session leaves the form as it is, and says so', async () => {
    const user = await paste('hello');
    await user.type(field('Name'), 'mine');
    await user.click(screen.getByRole('button', { name: 'Fill the form' }));
    await waitFor(() => expect(screen.getByText('Nothing could be read')).toBeTruthy());
    expect(field('Name').value).toBe('mine');
    expect(screen.getByRole('region', { name: 'What was not taken' }).textContent).toContain('paste the whole command');
  });
});
