// Sessions that are looked at, without a host: each shows a question that can be answered.

import type { AnswerOutcome, Input, PeekListener, PeekScreen, Session, Subscription } from '../port';

const QUESTION = 'Overwrite config.toml? [y/N] ';

/** What one session shows, to whom, and what was sent to it. */
interface Shown {
  head: PeekScreen;
  text: string;
  listeners: Set<PeekListener>;
}

export class FakePeeks {
  readonly #shown = new Map<string, Shown>();
  /** What was sent, in order: "web-bot text y". */
  readonly sent: string[] = [];
  /** How many look now. */
  get open(): number {
    return [...this.#shown.values()].reduce((sum, { listeners }) => sum + listeners.size, 0);
  }

  subscribe(session: Session, listener: PeekListener): Subscription {
    if (!session.tty) {
      listener.gone({ kind: 'notObserved', reason: 'noTerminal' });
      return { end: () => undefined };
    }
    if (!session.attachable) {
      listener.gone({ kind: 'notObserved', reason: 'attachStops' });
      return { end: () => undefined };
    }
    const shown = this.#of(session);
    shown.listeners.add(listener);
    send(shown, listener);
    return { end: () => shown.listeners.delete(listener) };
  }

  /** It shows something else; `part` says what is known of that. */
  show(session: Session, text: string, part: Partial<PeekScreen> = {}): void {
    const shown = this.#of(session);
    shown.text = text;
    shown.head = { ...shown.head, questionRow: null, choices: [], activity: 'unknown', ...part, hash: nameOf(text) };
    for (const listener of shown.listeners) send(shown, listener);
  }

  answer(session: Session, inputs: readonly Input[], ifScreen: string | null): AnswerOutcome {
    const shown = this.#of(session);
    if (ifScreen !== null && ifScreen !== shown.head.hash) return { kind: 'changed', hash: shown.head.hash };
    for (const { kind, value } of inputs) this.sent.push(`${session.name} ${kind} ${value}`);
    const typed = inputs.map(({ kind, value }) => (kind === 'text' || value.length === 1 ? value : '\r\n')).join('');
    this.show(session, `${shown.text}${typed}`);
    return { kind: 'sent' };
  }

  #of(session: Session): Shown {
    const known = this.#shown.get(session.id);
    if (known) return known;
    const head: PeekScreen = {
      hash: nameOf(QUESTION),
      cols: 80,
      rows: 24,
      activity: 'asks',
      since: new Date(Date.now() - 12 * 60_000).toISOString(),
      questionRow: 3,
      choices: [
        {
          label: 'Yes',
          send: [
            { kind: 'text', value: 'y' },
            { kind: 'key', value: 'enter' },
          ],
        },
        {
          label: 'No',
          send: [
            { kind: 'text', value: 'n' },
            { kind: 'key', value: 'enter' },
          ],
        },
      ],
    };
    const text = `\x1b[32m✓\x1b[0m 12 files read\r\n\x1b[33m!\x1b[0m config.toml differs\r\n\r\n${QUESTION}`;
    const shown = { head: { ...head, hash: nameOf(text) }, text, listeners: new Set<PeekListener>() };
    this.#shown.set(session.id, shown);
    return shown;
  }
}

function send({ head, text }: Shown, listener: PeekListener): void {
  listener.screen(structuredClone(head), new TextEncoder().encode(text));
}

/** As much of a hash as tests need. */
function nameOf(text: string): string {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(16).padStart(16, '0');
}
