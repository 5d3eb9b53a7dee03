// A scripted shell: enough of one to use a terminal without an engine.

import type { Session, TerminalEvent, TerminalHandle, TerminalListener, TerminalSize } from '../port';

const REPLAY = [
  '\x1b[2mepoch\x1b[0m 12/40  \x1b[32mloss 0.4127\x1b[0m  lr 3.0e-4  ███████████░░░░░░░░  31%',
  '\x1b[2mepoch\x1b[0m 13/40  \x1b[32mloss 0.4012\x1b[0m  lr 3.0e-4  ████████████░░░░░░░  34%',
  '\x1b[2mepoch\x1b[0m 14/40  \x1b[33mloss 0.3996\x1b[0m  lr 3.0e-4  █████████████░░░░░░  36%',
  '\x1b[34mcheckpoint\x1b[0m written to /logs/ckpt-0014.pt (412 MB)',
  'docs at https://example.com/runs/14',
];

/** What `sessionLogs` gives: the replay, and how it went on. */
export function fakeLog(session: Session): string {
  const tail = session.oomKilled ? ['\x1b[33mWARNING\x1b[0m  loader worker 5 is using 15.9 GiB'] : [];
  return [...REPLAY, ...tail].join('\r\n') + '\r\n';
}

/** The terminal of one attach. `exit` is called when the scripted shell ends. */
export class FakeTerminal implements TerminalHandle {
  #line = '';
  #open = true;
  readonly #encoder = new TextEncoder();

  constructor(
    private readonly session: Session,
    private size: TerminalSize,
    private readonly listener: TerminalListener,
    private readonly exit: (code: number) => TerminalEvent,
  ) {
    listener.event({ kind: 'reset' });
    this.#print(fakeLog(session));
    listener.event({ kind: 'live' });
    this.#prompt();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#open) for (const char of new TextDecoder().decode(bytes)) this.#key(char);
    return Promise.resolve();
  }

  resize(size: TerminalSize): Promise<void> {
    this.size = size;
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.listener.event({ kind: 'reset' });
    this.listener.event({ kind: 'live' });
    this.#prompt();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#open = false;
    return Promise.resolve();
  }

  #key(char: string): void {
    if (char === '\r') {
      this.#print('\r\n');
      const line = this.#line.trim();
      this.#line = '';
      this.#run(line);
    } else if (char === '\x7f') {
      if (this.#line !== '') this.#print('\b \b');
      this.#line = this.#line.slice(0, -1);
    } else if (char === '\x03') {
      this.#line = '';
      this.#print('^C\r\n');
      this.#prompt();
    } else if (char >= ' ') {
      this.#line += char;
      this.#print(char);
    }
  }

  #run(line: string): void {
    const [word = '', ...rest] = line.split(/\s+/);
    if (word === 'exit') {
      const code = Number.parseInt(rest[0] ?? '0', 10) || 0;
      this.#open = false;
      this.listener.event(this.exit(code));
      return;
    }
    if (word === 'echo') this.#print(`${rest.join(' ')}\r\n`);
    else if (word === 'stty') this.#print(`${this.size.rows} ${this.size.cols}\r\n`);
    else if (word !== '') this.#print(`sh: ${word}: not found\r\n`);
    this.#prompt();
  }

  #prompt(): void {
    this.#print(`\x1b[36mroot@${this.session.name}\x1b[0m:\x1b[34m/\x1b[0m# `);
  }

  #print(text: string): void {
    this.listener.output(this.#encoder.encode(text), () => {});
  }
}
