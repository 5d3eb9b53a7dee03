// The state of the main window and what its parts ask of it.

import { tick } from 'svelte';

import { Actions } from '../actions/actions.svelte';
import { Activities } from '../activity/activity.svelte';
import { Needs } from '../activity/needs';
import { Questions } from '../activity/questions.svelte';
import type { Backend, DefinedLayout, DefinedSession, Session, StartOutcome } from '../backend/port';
import type { HistoryAsked } from '../history/room.svelte';
import { NoticeCentre } from '../noticeCentre/noticeCentre.svelte';
import { isMac } from '../parts/platform';
import type { Preferences } from '../preferences/preferences.svelte';
import { Attention } from '../session/attention.svelte';
import type { Marks } from '../session/marks.svelte';
import { Peeking } from '../session/peeking.svelte';
import { groupOf, keyOf } from '../session/state';
import type { TerminalStatuses } from '../session/status.svelte';
import { DEFAULT_OPTIONS, groupSessions } from '../sessions/groups';
import { SessionList } from '../sessions/list.svelte';
import { ListOptions } from '../sessions/listOptions.svelte';
import { OpenTabs } from '../tabs/tabs.svelte';
import type { Broadcast } from '../terminal/broadcast.svelte';
import type { Command, CommandTarget, DialogName } from './command';
import { commandOf } from './commandKeys';
import { focusPane } from './focus';
import { Rounds } from './rounds';
import { loadLayout, saveLayout } from './savedLayout';
import { Services } from './services';
import { Side } from './side.svelte';
import { Sight } from './sight.svelte';
import { isPlain, isTextField } from './textfield';

/** The list as it is drawn. */
interface ListView {
  focus(): Promise<void>;
  focusFilter(): void;
  selected(): readonly Session[];
}

export class MainWindow implements CommandTarget {
  readonly services: Services;
  readonly preferences: Preferences;
  readonly terminals: TerminalStatuses;
  readonly broadcast: Broadcast;
  readonly marks: Marks;
  readonly list: SessionList;
  readonly tabs: OpenTabs;
  readonly actions: Actions;
  readonly attention: Attention;
  readonly activities: Activities;
  readonly needs: Needs;
  readonly questions: Questions;
  readonly rounds: Rounds;
  readonly noticeCentre: NoticeCentre;
  readonly peeking = new Peeking();
  readonly sight: Sight;
  readonly side: Side;
  readonly options: ListOptions;
  readonly mac = isMac();
  dialog = $state<DialogName | null>(null);
  /** Shows a definition in the form; for the window to set. */
  onedit: (definition: DefinedSession) => void = () => undefined;
  /** What of the past is shown, while it is. */
  history = $state.raw<HistoryAsked>({});
  /** Whose files are shown, while they are. */
  files = $state.raw<Session | null>(null);
  listView = $state.raw<ListView | undefined>();

  readonly noEngine: boolean = $derived.by(
    () =>
      this.list.loaded &&
      this.list.sessions.every(({ state }) => state === 'defined') &&
      this.list.health.every((engine) => engine.status !== 'ready'),
  );
  readonly listVisible: boolean = $derived.by(() =>
    this.side.narrow
      ? this.side.drawerOpen ||
        (this.tabs.tabs.length === 0 && this.tabs.cover === null && this.list.sessions.length > 0)
      : this.side.shown,
  );

  /** The sessions that need the person, whoever has waited longest first. */
  readonly needing: readonly Session[] = $derived.by(() => this.needs.among(this.list.sessions));

  /** The session whose card is open. */
  readonly peeked: Session | undefined = $derived.by(() =>
    this.peeking.key === null ? undefined : this.list.find(this.peeking.key),
  );

  constructor(backend: Backend) {
    const saved = loadLayout();
    const find = (engine: string, id: string): Session | undefined =>
      this.list.sessions.find((session) => session.engine === engine && session.id === id);
    this.services = new Services(backend);
    ({ preferences: this.preferences, terminals: this.terminals } = this.services);
    ({ broadcast: this.broadcast, marks: this.marks } = this.services);
    this.list = new SessionList(backend);
    this.tabs = new OpenTabs(saved);
    this.tabs.onfocus = () => this.focusTerminal();
    this.sight = new Sight(backend, this.tabs);
    this.actions = new Actions(backend, this.list, this.tabs, this.preferences, this.terminals, {
      focusList: () => void this.focusList(),
      peek: (session) => this.peeking.toggle(session),
      showHistory: (asked) => this.showHistory(asked),
      defined: (session) => this.services.defined.of(session),
      showFiles: (session) => this.showFiles(session),
      editDefinition: (session) => this.editDefinition(session),
    });
    this.attention = new Attention(backend, this.preferences, find, (key) => this.sight.has(key));
    this.activities = new Activities(backend, () => this.list.now);
    this.questions = new Questions(
      this.activities,
      (key) => this.list.find(key),
      (key) => this.sight.has(key),
    );
    this.needs = new Needs(this.activities, this.attention);
    this.noticeCentre = new NoticeCentre(backend, {
      find,
      openSession: (session) => this.openSession(session),
      openRun: (engine, name, run) => this.showHistory({ session: { engine, name }, run }),
      restart: (session) => this.actions.restart(session),
      pauseRestarts: (session) => this.actions.pauseRestarts(session),
      stop: (session) => this.actions.ask('stop', session),
    });
    this.side = new Side(saved);
    this.options = new ListOptions(saved);
    this.rounds = new Rounds(this.tabs, () => this.needing, {
      open: (session) => this.openSession(session),
      focusTab: () => this.focusTerminal(),
      focusList: () => this.focusList(),
    });
  }

  get selected(): readonly Session[] {
    return this.listView?.selected() ?? [];
  }

  /** Writes down how the window is left; for an effect. */
  save(): void {
    saveLayout({ ...this.side.serialize(), ...this.options.serialize(), ...this.tabs.serialize() });
  }

  /** Brings the tabs up to date with the list; for an effect. */
  followList(): void {
    this.tabs.follow(
      (key) => this.list.find(key),
      (engine) => this.list.answered(engine),
    );
  }

  /** The sessions that the palette offers, in the order of the list. */
  paletteSessions(): Session[] {
    const shown = this.options.shown(this.list.sessions);
    const groups = groupSessions(shown, '', DEFAULT_OPTIONS, undefined, this.marks);
    return groups.flatMap((group) => group.sessions);
  }

  refresh(): void {
    void this.list.refresh();
  }

  toggleList(): void {
    this.side.toggle();
  }

  closeTab(): void {
    if (this.tabs.activeKey) this.tabs.close(this.tabs.activeKey);
    if (this.tabs.active) void this.focusTerminal();
    else void this.focusList();
  }

  async focusList(): Promise<void> {
    this.side.show();
    await tick();
    await this.listView?.focus();
  }

  /** Without a tab: what stands in place of tabs where the list is hidden and that can be pressed, else the list. */
  async focusBeside(): Promise<void> {
    await tick();
    const beside = this.listVisible ? null : document.querySelector<HTMLElement>('main button');
    if (beside) beside.focus();
    else await this.focusList();
  }

  /** A terminal takes the keyboard by itself when it opens; this is for one that is open. */
  async focusTerminal(): Promise<void> {
    this.side.drawerOpen = false;
    await tick();
    focusPane(this.tabs.activeKey);
  }

  /** Where the keyboard goes when a tab that had it has closed. */
  restoreFocus(): void {
    if (this.tabs.active) void this.focusTerminal();
    else if (this.tabs.cover === null) void this.focusBeside();
  }

  /** Opens the form on what the file says of a session. */
  editDefinition(session: Session): void {
    const definition = this.services.defined.of(session);
    if (!definition) return;
    this.onedit(definition);
    this.dialog = 'new';
  }

  /** Opens sessions side by side, as a layout of the file has them. */
  openLayout(columns: readonly (readonly string[])[]): void {
    const { defined } = this.services;
    this.tabs.arrange(columns.map((names) => defined.among(this.list.sessions, names)));
    void this.focusTerminal();
  }

  /** The rows of what is defined; for an effect. */
  followDefined(): void {
    this.list.setDefined(this.services.defined.rows);
  }

  get layouts(): readonly DefinedLayout[] {
    return this.services.defined.layouts;
  }

  showWall(shown: boolean): void {
    this.#cover(shown ? 'wall' : null);
  }

  showHistory(asked: HistoryAsked | null): void {
    this.history = asked ?? this.history;
    this.#cover(asked ? 'history' : null);
  }

  showFiles(session: Session | null): void {
    this.files = session;
    this.#cover(session ? 'files' : null);
  }

  showImages(shown: boolean): void {
    this.#cover(shown ? 'images' : null);
  }

  #cover(cover: OpenTabs['cover']): void {
    this.tabs.cover = cover;
    this.side.drawerOpen = false;
    if (cover === null) void this.focusTerminal();
  }

  openSession(session: Session): void {
    this.peeking.close(false);
    if (groupOf(session.state) === 'running' && session.tty) {
      if (session.state === 'running' && session.attachable && !this.tabs.isOpen(keyOf(session)))
        this.services.attachAhead(session);
      this.actions.attach(session);
    } else this.tabs.open(session);
    this.side.drawerOpen = false;
  }

  /** Of the sessions that need the person, the next one after what is in sight. */
  nextNeeding(): void {
    this.rounds.next();
  }

  backFromNeeding(): void {
    this.rounds.back();
  }

  /** Rows are grouped by what rules decide once one did, unless the person chose otherwise; for an effect. */
  noteDecided(): void {
    if (this.activities.decided) this.options.decided = true;
  }

  started(outcome: StartOutcome): void {
    this.dialog = null;
    this.actions.started(outcome);
    void this.list.refresh();
  }

  pressed(event: KeyboardEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const inDialog = this.dialog !== null || target?.closest('[role="dialog"]') != null;
    const command = commandOf(event, this.mac, target?.closest('.xterm') != null);
    if (command) {
      event.preventDefault();
      if (!inDialog) this.#execute(command);
    } else if (isPlain(event, '/') && !inDialog && !isTextField(target)) {
      event.preventDefault();
      this.side.show();
      void tick().then(() => this.listView?.focusFilter());
    } else if (event.key === 'Escape' && this.side.narrow && this.side.drawerOpen) {
      this.side.drawerOpen = false;
    } else if (event.key === 'Escape' && this.tabs.cover !== null && !inDialog) {
      this.#cover(null);
    }
  }

  #execute(command: Command): void {
    if (!command.when?.(this)) command.run(this);
  }
}
