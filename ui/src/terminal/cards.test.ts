import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { RecentRuns } from '../runs/recent.svelte';
import Ask from './Ask.svelte';
import ExitCard from './ExitCard.svelte';

describe('the exit card', () => {
  const verbs = { onrestart: vi.fn(), onlogs: vi.fn(), ondelete: vi.fn() };
  const past = { past: new RecentRuns(new FakeBackend()), pid: null, holderOf: () => null, onrun: vi.fn() };

  it('says how it ended and what can be done', async () => {
    const session = ended(
      { name: 'bot', startedAt: '2026-03-01T10:00:00Z', restartCount: 2 },
      137,
      '2026-03-01T13:12:00Z',
    );
    render(ExitCard, {
      session,
      by: ['killed by SIGKILL after the 10 s grace time', 'you stopped it'],
      ...verbs,
      ...past,
    });
    const card = screen.getByRole('region', { name: 'Exit card' });
    expect(card.textContent).toContain('Exited 137: killed by SIGKILL');
    expect(card.textContent).toContain('killed by SIGKILL after the 10 s grace time · you stopped it · ran 3 h 12 m');
    expect(card.textContent).toContain('restarted 2 times');
    expect(card.textContent).toContain('not out of memory');
    await userEvent.click(screen.getByRole('button', { name: 'Restart' }));
    await userEvent.click(screen.getByRole('button', { name: 'Logs' }));
    await userEvent.click(screen.getByRole('button', { name: 'Delete…' }));
    for (const verb of Object.values(verbs)) expect(verb).toHaveBeenCalledOnce();
  });

  it('says from the archive who ended it, what changed, and leads to its runs', async () => {
    const backend = new FakeBackend();
    const session = backend.sessions.find(({ name }) => name === 'trainer');
    if (!session) throw new Error('no trainer');
    const kept = new RecentRuns(backend);
    await kept.read(session);
    const onrun = vi.fn();
    render(ExitCard, { session, by: ['not from here'], ...verbs, ...past, past: kept, onrun });
    const card = screen.getByRole('region', { name: 'Exit card' });
    expect(card.textContent).not.toContain('not from here');
    expect(card.textContent).toContain('used up to 31.8 GiB of 32 GiB memory');
    expect(card.textContent).toContain('docker update --memory 65536m --memory-swap 65536m trainer');
    const bars = within(screen.getByRole('toolbar', { name: 'The last 20 runs' })).getAllByRole('button');
    expect(bars).toHaveLength(20);
    expect(bars.at(-1)?.getAttribute('aria-label')).toMatch(/^Run 24, out of memory, ran 3 h 12 m, ended /);
    bars.at(-1)?.focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{Enter}');
    expect(onrun).toHaveBeenCalledWith(expect.objectContaining({ number: 22 }));
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toBe(bars[0]);
  });

  it('offers a start to a session that never ran, and no logs', () => {
    render(ExitCard, {
      session: fakeSession({ name: 'bot', state: 'created', startedAt: null }),
      by: [],
      ...verbs,
      ...past,
    });
    expect(screen.getByRole('button', { name: 'Start' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Logs' })).toBeNull();
  });
});

describe('a question', () => {
  const about = { title: 'Open?', text: 'It may lie.', preview: 'https://x.example/', yes: 'Open' };

  it.each([
    [true, 'no'],
    [false, 'yes'],
  ])('(careful: %s) is answered %s by a quick Enter', async (careful, answer) => {
    const answers = { onyes: vi.fn(), onno: vi.fn() };
    render(Ask, { ...about, careful, ...answers });
    await userEvent.keyboard('{Enter}');
    expect(answers[answer === 'yes' ? 'onyes' : 'onno']).toHaveBeenCalledOnce();
  });

  it('keeps the keyboard, and Escape says no', async () => {
    const answers = { onyes: vi.fn(), onno: vi.fn() };
    render(Ask, { ...about, ...answers });
    expect(screen.getByRole('alertdialog', { name: 'Open?' })).toBeTruthy();
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe('Cancel');
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe('Open');
    await userEvent.keyboard('{Escape}');
    expect(answers.onno).toHaveBeenCalledOnce();
  });
});
