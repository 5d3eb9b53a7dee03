// Terminals, shells and logs of the fake's sessions.

import type {
  AnswerOutcome,
  HandedOver,
  HandOver,
  Input,
  LogListener,
  LogSource,
  LogView,
  LogViewEvent,
  PeekListener,
  SaveFormat,
  Session,
  SessionKey,
  ShellAsked,
  Subscription,
  TerminalHandle,
  TerminalListener,
  TerminalPalette,
  TerminalSize,
} from '../port';
import { FakeLogView } from './logview';
import { FakePeeks } from './peek';
import { refusal } from './state';
import { FakeTerminal } from './terminal';
import { FakeUsage } from './usage';

/** Terminals, logs and what is saved of them. */
export class FakeTerminals extends FakeUsage {
  async sessionLogs(engine: string, id: string, lines: number): Promise<Uint8Array> {
    await this.turn('sessionLogs', id);
    return this.log(engine, id, lines);
  }

  async sessionTranscript(engine: string, id: string, _size: TerminalSize, lines: number): Promise<Uint8Array> {
    await this.turn('sessionTranscript', id);
    return this.log(engine, id, lines);
  }

  async attach(engine: string, id: string, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle> {
    await this.turn('attach', id);
    const session = this.find(engine, id);
    if (session.state !== 'running')
      throw refusal('not_running', `Session "${session.name}" is not running (it is ${session.state})`);
    return new FakeTerminal(session, size, listener, (code) => ({
      kind: 'ended',
      session: this.end(this.find(engine, id), code),
      continues: false,
      failure: null,
    }));
  }

  async openShell(
    { engine, id, command, debug }: ShellAsked,
    size: TerminalSize,
    listener: TerminalListener,
  ): Promise<TerminalHandle> {
    await this.turn('openShell', debug ? 'debug' : (command ?? ''));
    const session = this.find(engine, id);
    if (debug ? session.state === 'paused' : session.state !== 'running')
      throw refusal('not_running', `Session "${session.name}" is not running (it is ${session.state})`);
    return new FakeTerminal(session, size, listener, (code) => ({ kind: 'shellEnded', code }));
  }

  /** In a browser nothing is attached that could be drawn. */
  async subscribePictures(sessions: SessionKey[], listen: (bytes: Uint8Array) => void): Promise<Subscription> {
    await this.turn('subscribePictures');
    const none = Array.from({ length: 8 }, () => 255);
    listen(Uint8Array.from(sessions.flatMap((_, index) => [index & 255, index >> 8, ...none])));
    return { end: () => undefined };
  }

  readonly peeks = new FakePeeks();

  async subscribePeek({ engine, id }: SessionKey, listener: PeekListener): Promise<Subscription> {
    await this.turn('subscribePeek', id);
    return this.peeks.subscribe(this.find(engine, id), listener);
  }

  async answerSession({ engine, id }: SessionKey, inputs: Input[], ifScreen: string | null): Promise<AnswerOutcome> {
    await this.turn('answerSession', id);
    return this.peeks.answer(this.find(engine, id), inputs, ifScreen);
  }

  /** How often a log that is followed is read again, in milliseconds. */
  static readonly LOG_EVERY = 500;

  async followLogs(engine: string, id: string, lines: number, listener: LogListener): Promise<Subscription> {
    await this.turn('followLogs', id);
    let sent = this.log(engine, id, lines);
    listener.output(sent);
    const clock = setInterval(() => {
      const session = this.sessions.find((s) => s.engine === engine && s.id === id);
      const log = session ? this.log(engine, id, lines) : sent;
      if (log.length > sent.length) listener.output(log.slice(sent.length));
      sent = log;
      if (session?.state === 'running') return;
      clearInterval(clock);
      listener.ended(null);
    }, FakeTerminals.LOG_EVERY);
    return { end: () => clearInterval(clock) };
  }

  /** Views that are open. */
  readonly logViews = new Set<FakeLogView>();

  async openLogView(sources: LogSource[], listen: (event: LogViewEvent) => void): Promise<LogView> {
    await this.turn('openLogView', sources.map(({ id }) => id).join(' '));
    const sessions = sources.map(({ engine, id }) => this.find(engine, id));
    const save = async (name: string): Promise<string | null> => {
      await this.turn('saveOutput', name);
      return this.chosenFile;
    };
    const view = new FakeLogView(sessions, listen, () => this.logViews.delete(view), save, this.manyLines);
    this.logViews.add(view);
    return view;
  }

  async openWindow(_engine: string, id: string): Promise<void> {
    await this.turn('openWindow', id);
  }

  async closeShell(_engine: string, _id: string, key: string): Promise<void> {
    await this.turn('closeShell', key);
  }

  /** Where the person of the fake saves things; null when they think better of it. */
  chosenFile: string | null = '/home/ann/output';

  async saveOutput(
    { id }: Pick<Session, 'engine' | 'id'>,
    format: SaveFormat,
    _palette: TerminalPalette,
    size: TerminalSize,
  ): Promise<string | null> {
    await this.turn('saveOutput', `${id} ${format} ${size.cols}x${size.rows}`);
    return this.chosenFile;
  }

  handedOver: HandOver = { outcome: 'opened', program: 'xterm' };

  async handOver(engine: string, id: string): Promise<HandOver> {
    await this.turn('handOver', id);
    if (this.handedOver.outcome === 'opened') {
      const since = new Date().toISOString();
      this.handed = [...this.handed, { engine, session: id, program: this.handedOver.program, since }];
      this.#tellHanded(this.handed);
    }
    return this.handedOver;
  }

  /** What the person's own terminal programs have. */
  handed: HandedOver[] = [];
  #tellHanded: (now: HandedOver[]) => void = () => {};

  async subscribeHandedOver(listen: (now: HandedOver[]) => void): Promise<void> {
    this.#tellHanded = listen;
    listen(this.handed);
  }

  async takeBack({ engine, id }: SessionKey): Promise<boolean> {
    await this.turn('takeBack', id);
    this.handed = this.handed.filter((one) => one.engine !== engine || one.session !== id);
    this.#tellHanded(this.handed);
    return true;
  }
}
