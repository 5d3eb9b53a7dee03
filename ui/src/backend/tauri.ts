// The port over Tauri's commands. JSON goes through the generated bindings;
// bytes go beside them, as ArrayBuffers, never as JSON.

import { Channel, invoke } from '@tauri-apps/api/core';

import {
  commands,
  type LogEvent,
  type PeekEvent,
  type SearchEvent,
  type SettingsNow,
  type TerminalEvent,
  type WireError,
} from './bindings';
import {
  type Backend,
  BackendError,
  type LogSource,
  type LogView,
  type LogViewEvent,
  type PeekListener,
  type PeekScreen,
  type RunScreen,
  type SessionKey,
  type Subscription,
  type TerminalHandle,
  type TerminalListener,
} from './port';

/** Bytes parsed before they are acknowledged: seldom enough to be cheap, often enough to keep credits flowing. */
const ACK_EVERY = 128 * 1024;
/** What one call carries of a large paste. */
const WRITE_CHUNK = 64 * 1024;

declare global {
  interface Window {
    /** The host sets it before any script of the page runs. */
    readonly __BERTH_SETTINGS__?: SettingsNow;
  }
}

export function createTauriBackend(): Backend {
  return {
    settingsAtStart: window.__BERTH_SETTINGS__ ?? null,
    engineHealth: (engine) => translated(commands.engineHealth(engine)),
    async subscribeSessions(listen) {
      await translated(commands.subscribeSessions(new Channel(listen)));
    },
    async refreshSessions() {
      await translated(commands.refreshSessions());
    },
    async sessionsHidden(hidden) {
      await translated(commands.sessionsHidden(hidden));
    },
    checkSpec: (engine, spec) => translated(commands.checkSpec(engine, spec)),
    startSession: (engine, spec, options, size) => translated(commands.startSession(engine, spec, options, size)),
    startExisting: (engine, id, size) => translated(commands.startExisting(engine, id, size)),
    restartSession: (engine, id, size) => translated(commands.restartSession(engine, id, size)),
    stopSession: (engine, id, options) => translated(commands.stopSession(engine, id, options)),
    deleteSession: (engine, id, options) => translated(commands.deleteSession(engine, id, options)),
    pauseRestarts: (engine, id) => translated(commands.pauseRestarts(engine, id)),
    resumeRestarts: (engine, id) => translated(commands.resumeRestarts(engine, id)),
    pauseSession: (engine, id) => translated(commands.pauseSession(engine, id)),
    killSession: (engine, id, signal) => translated(commands.killSession(engine, id, signal)),
    pruneSessions: (engine, ids) => translated(commands.pruneSessions(engine, ids)),
    similarNames: (engine, id) => translated(commands.similarNames(engine, id)),
    renameSession: (engine, id, name) => translated(commands.renameSession(engine, id, name)),
    startPod: async (engine, pod) => {
      await translated(commands.startPod(engine, pod));
    },
    stopPod: async (engine, pod) => {
      await translated(commands.stopPod(engine, pod));
    },
    removePod: async (engine, pod) => {
      await translated(commands.removePod(engine, pod));
    },
    redrawSession: async (engine, id) => {
      await translated(commands.redrawSession(engine, id));
    },
    resumeSession: (engine, id) => translated(commands.resumeSession(engine, id)),
    sessionStatus: (engine, id) => translated(commands.sessionStatus(engine, id)),
    sessionLogs: async (engine, id, lines) =>
      new Uint8Array(await translated(invoke<ArrayBuffer>('session_logs', { engine, id, lines }))),
    sessionTranscript: async (engine, id, size, lines) =>
      new Uint8Array(await translated(invoke<ArrayBuffer>('session_transcript', { engine, id, size, lines }))),
    async pullImage(engine, image, progress) {
      const channel = new Channel<string>(progress);
      await translated(commands.pullImage(engine, image, channel));
    },
    tryIt: (size) => translated(commands.tryIt(size)),
    attach: (engine, id, size, listener) => openTerminal('attach_session', { engine, id, size }, listener),
    openShell: (shell, size, listener) => openTerminal('open_shell', { shell, size }, listener),
    subscribePictures: (sessions, listen) => subscribe('subscribe_pictures', { sessions }, listen, () => undefined),
    async subscribeActivity(listen) {
      await translated(commands.subscribeActivity(new Channel(listen)));
    },
    subscribePeek,
    answerSession: (session, inputs, ifScreen) => translated(commands.answerSession(session, inputs, ifScreen)),
    followLogs: (engine, id, lines, listener) =>
      subscribe(
        'follow_logs',
        { engine, id, lines },
        (bytes) => listener.output(bytes),
        (event) => {
          if (event.kind === 'skipped') listener.skipped(event.lines, event.bytes);
          else listener.ended(event.failure && new BackendError(event.failure));
        },
      ),
    openLogView,
    async openWindow(engine, id, name) {
      await translated(commands.openWindow(engine, id, name));
    },
    async closeShell(engine, id, key) {
      await translated(commands.closeShell(engine, id, key));
    },
    saveOutput: ({ engine, id }, format, palette, size, words) =>
      translated(commands.saveOutput(engine, id, format, palette, size, words)),
    async showInFolder(path) {
      await translated(commands.showInFolder(path));
    },
    handOver: (engine, id) => translated(commands.handOver(engine, id)),
    async subscribeHandedOver(listen) {
      await translated(commands.subscribeHandedOver(new Channel(listen)));
    },
    takeBack: (session) => translated(commands.takeBack(session)),
    async openLink(url) {
      await translated(commands.openLink(url));
    },
    async subscribeNotifications(listener) {
      await translated(commands.subscribeNotifications(new Channel(listener)));
    },
    async notify(session, words) {
      await translated(commands.notify(session, words));
    },
    async subscribeNotices(listen) {
      await translated(commands.subscribeNotices(new Channel(listen)));
    },
    async showNotice(popup, words) {
      await translated(commands.showNotice(popup, words));
    },
    async setBadge(count) {
      await translated(commands.setBadge(count));
    },
    async sessionsInSight(sessions) {
      await translated(commands.sessionsInSight(sessions));
    },
    async readNotices(number) {
      await translated(commands.readNotices(number));
    },
    async muteSession(session, muted) {
      await translated(commands.muteSession(session, muted));
    },
    settings: () => translated(commands.settings()),
    async subscribeSettings(listen) {
      await translated(commands.subscribeSettings(new Channel(listen)));
    },
    saveSettings: (settings) => translated(commands.saveSettings(settings)),
    async terminalLook(look) {
      await translated(commands.terminalLook(look));
    },
    historyFolder: () => translated(commands.historyFolder()),
    subscribeRuns: (listen) => translated(commands.subscribeRuns(new Channel(listen))),
    runs: (filter) => translated(commands.runs(filter)),
    archivedRun: (id) => translated(commands.archivedRun(id)),
    runLog: async (id, from, count) =>
      new Uint8Array(await translated(invoke<ArrayBuffer>('run_log', { id, from, count }))),
    runScreen: async (id) => screenOf(await translated(invoke<ArrayBuffer>('run_screen', { id }))),
    runSpec: (id) => translated(commands.runSpec(id)),
    async searchRuns(query, listener) {
      let ended = false;
      const channel = new Channel<SearchEvent>((event) => {
        if (ended) return;
        if (event.kind === 'hits') listener.hits(event.hits);
        else listener.ended(event.failure && new BackendError(event.failure));
      });
      const number = await translated(commands.searchRuns(query, channel));
      return {
        end() {
          ended = true;
          endSubscription(number);
        },
      };
    },
    compareRuns: (before, after) => translated(commands.compareRuns(before, after)),
    async pinRun(id, pinned) {
      await translated(commands.pinRun(id, pinned));
    },
    async excludeSession(engine, name, excluded) {
      await translated(commands.excludeSession(engine, name, excluded));
    },
    sessionExcluded: (engine, name) => translated(commands.sessionExcluded(engine, name)),
    async eraseSession(engine, name) {
      await translated(commands.eraseSession(engine, name));
    },
    exportRun: (id, format, words) => translated(commands.exportRun(id, format, words)),
    archiveStatistics: () => translated(commands.archiveStatistics()),
  };
}

async function openLogView(sources: LogSource[], listen: (event: LogViewEvent) => void): Promise<LogView> {
  let ended = false;
  const channel = new Channel<LogViewEvent>((event) => {
    if (!ended) listen(event);
  });
  const view = await translated(commands.openLogView(sources, channel));
  return {
    async setQuery(query) {
      await translated(commands.setLogQuery(view, query));
    },
    rows: (revision, first, count) => translated(commands.logRows(view, revision, first, count)),
    line: (line) => translated(commands.logLine(view, line)),
    find: (revision, pattern, from, backwards) =>
      translated(commands.findInLog(view, revision, pattern, from, backwards)),
    count: (revision, pattern) => translated(commands.countInLog(view, revision, pattern)),
    text: (revision, rows, times) => translated(commands.logText(view, revision, rows && [...rows], times)),
    save: (name, words, times) => translated(commands.saveLogView(view, name, times, words)),
    end() {
      ended = true;
      endSubscription(view);
    },
  };
}

/** Each screen is told first, then come the bytes that draw it. */
async function subscribePeek(session: SessionKey, listener: PeekListener): Promise<Subscription> {
  let ended = false;
  let told: PeekScreen | null = null;
  const channel = new Channel<ArrayBuffer | PeekEvent>((message) => {
    if (ended) return;
    if (message instanceof ArrayBuffer) {
      if (told) listener.screen(told, new Uint8Array(message));
    } else if (message.kind === 'screen') {
      told = message;
    } else {
      listener.gone(message.reason);
    }
  });
  const number = await translated(invoke<number>('subscribe_peek', { session, channel }));
  return {
    end() {
      ended = true;
      endSubscription(number);
    },
  };
}

/** Calls a command that answers with a terminal's number and feeds its channel. */
async function openTerminal(
  command: string,
  args: Record<string, unknown>,
  listener: TerminalListener,
): Promise<TerminalHandle> {
  const credits = new Credits();
  const channel = new Channel<ArrayBuffer | TerminalEvent>((message) => deliver(message, listener, credits));
  const terminal = await translated(invoke<number>(command, { ...args, output: channel }));
  credits.open((bytes) => void translated(commands.terminalAck(terminal, bytes)).catch(ignoreClosed));
  return handle(terminal);
}

function deliver(message: ArrayBuffer | TerminalEvent, listener: TerminalListener, credits: Credits): void {
  if (!(message instanceof ArrayBuffer)) {
    listener.event(message);
    if (message.kind === 'live') credits.soon();
    return;
  }
  const bytes = new Uint8Array(message);
  credits.taken(bytes.length);
  listener.output(bytes, () => credits.parsed(bytes.length));
}

function handle(terminal: number): TerminalHandle {
  // One call at a time keeps the order; the host only queues, so calls are short.
  let last: Promise<unknown> = Promise.resolve();
  const write = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; at += WRITE_CHUNK) {
      const chunk = bytes.subarray(at, at + WRITE_CHUNK);
      await translated(invoke('terminal_write', chunk, { headers: { terminal: String(terminal) } }));
    }
  };
  return {
    write(bytes) {
      const turn = last.then(() => write(bytes));
      last = turn.catch(() => undefined);
      return turn;
    },
    resize: async (size) => {
      await translated(commands.terminalResize(terminal, size));
    },
    clear: async () => {
      await translated(commands.terminalClear(terminal));
    },
    close: async () => {
      await translated(commands.terminalClose(terminal));
    },
  };
}

/** Calls a command that sends bytes and events, and answers with a subscription's number. */
async function subscribe(
  command: string,
  args: Record<string, unknown>,
  output: (bytes: Uint8Array) => void,
  event: (event: LogEvent) => void,
): Promise<Subscription> {
  let ended = false;
  const channel = new Channel<ArrayBuffer | LogEvent>((message) => {
    if (ended) return;
    if (message instanceof ArrayBuffer) output(new Uint8Array(message));
    else event(message);
  });
  const number = await translated(invoke<number>(command, { ...args, channel }));
  return {
    end() {
      ended = true;
      endSubscription(number);
    },
  };
}

function endSubscription(number: number): void {
  // It may have ended by itself.
  void translated(commands.unsubscribe(number)).catch(() => undefined);
}

/** Columns and rows stand before the bytes, two bytes each; nothing at all for no screen. */
function screenOf(answer: ArrayBuffer): RunScreen | null {
  if (answer.byteLength < 4) return null;
  const view = new DataView(answer);
  const size = { cols: view.getUint16(0, true), rows: view.getUint16(2, true) };
  return { size, bytes: new Uint8Array(answer, 4) };
}

/** Counts what was parsed and hands it over in few calls. */
class Credits {
  #taken = 0;
  #parsed = 0;
  #soon = false;
  #acknowledge: ((bytes: number) => void) | null = null;

  /** The terminal has its number. */
  open(acknowledge: (bytes: number) => void): void {
    this.#acknowledge = acknowledge;
    this.#flush();
  }

  taken(bytes: number): void {
    this.#taken += bytes;
  }

  parsed(bytes: number): void {
    this.#parsed += bytes;
    if (this.#parsed >= ACK_EVERY) this.#flush();
    else this.#flushIfDue();
  }

  /** After a replay: the next one waits until this one is acknowledged in full. */
  soon(): void {
    this.#soon = true;
    this.#flushIfDue();
  }

  #flush(): void {
    if (this.#parsed === 0 || !this.#acknowledge) return;
    this.#acknowledge(this.#parsed);
    this.#taken -= this.#parsed;
    this.#parsed = 0;
  }

  #flushIfDue(): void {
    if (!this.#soon || this.#parsed < this.#taken) return;
    this.#soon = false;
    this.#flush();
  }
}

/** Acknowledging a terminal that was closed meanwhile is no fault. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof BackendError && error.code === 'terminal_closed')) throw error;
}

async function translated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isWireError(error)
      ? new BackendError(error)
      : new BackendError({ code: 'internal', message: String(error), detail: null, problems: [] });
  }
}

function isWireError(error: unknown): error is WireError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error && 'problems' in error;
}
