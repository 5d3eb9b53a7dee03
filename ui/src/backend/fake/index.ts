// An in-memory Backend with realistic answers, latency and faults: for unit
// tests, and for `npm run dev` in a plain browser. Never part of a release.

import type {
  ActivityEvent,
  Backend,
  CrashReport,
  DefinitionsNow,
  Diagnosis,
  Fate,
  Health,
  LinkEvent,
  ListEvent,
  MarkChange,
  MarksNow,
  NoticeEvent,
  NoticeWords,
  RebootsNow,
  SessionDefined,
  SessionKey,
  SessionSpec,
  Settings,
  SettingsNow,
  StartOptions,
  StartOutcome,
  TerminalNotification,
  TrayEvent,
  TrayFace,
} from '../port';
import { FakeArchive } from './archive';
import { FakeDefinitions } from './definitions';
import { FakeDiagnosis } from './diagnosis';
import { FakeMarks } from './marks';
import { FakeReboots } from './reboots';
import { refusal } from './state';
import { FakeTray } from './tray';

export { fakeRun, PID } from './runs';
export { scenarioFromUrl } from './scenario';
export { ended, fakeSession } from './sessions';
export type { FakeOptions } from './state';

/** How often changes of the fake's sessions are sent, in milliseconds. */
export const CHANGE_EVERY = 2000;

export class FakeBackend extends FakeArchive implements Backend {
  readonly settingsAtStart = null;
  readonly defined = new FakeDefinitions();
  readonly tray = new FakeTray();
  readonly reboots = new FakeReboots();
  readonly marks = new FakeMarks();
  readonly diagnosis = new FakeDiagnosis();
  onLink: (event: LinkEvent) => void = () => undefined;

  async engineHealth(engine: string): Promise<Health> {
    await this.turn('engineHealth', engine);
    const health = this.health.find((known) => known.engine === engine);
    if (!health) throw refusal('unknown_engine', `There is no engine "${engine}"`);
    return structuredClone(health);
  }

  async subscribeSessions(listen: (event: ListEvent) => void): Promise<void> {
    await this.turn('subscribeSessions');
    this.listen = listen;
    this.sent = this.listings();
    listen({ kind: 'list', listings: structuredClone([...this.sent]) });
    if (!this.sending) setInterval(() => this.sendChanges(), CHANGE_EVERY);
    this.sending = true;
  }

  async refreshSessions(): Promise<void> {
    await this.turn('refreshSessions');
    this.sendChanges();
  }

  async sessionsHidden(hidden: boolean): Promise<void> {
    await this.turn('sessionsHidden', String(hidden));
  }

  async showInFolder(path: string): Promise<void> {
    await this.turn('showInFolder', path);
  }

  async subscribeDefinitions(listen: (now: DefinitionsNow) => void): Promise<void> {
    this.defined.subscribe(listen);
  }

  async startDefined(name: string, options: StartOptions): Promise<StartOutcome> {
    await this.turn('startDefined', name);
    const one = this.defined.find(name);
    if (!one) throw refusal('definition_absent', `There is no session "${name}" in sessions.toml any more`);
    return this.startSession(one.session.engine, one.spec, options);
  }

  async saveDefinition(engine: string, spec: SessionSpec): Promise<void> {
    await this.turn('saveDefinition', spec.name);
    this.defined.save(engine, spec);
  }

  async saveLayout(name: string, columns: readonly (readonly string[])[]): Promise<void> {
    await this.turn('saveLayout', name);
    this.defined.saveLayout(name, columns);
  }

  async definedSpec(name: string): Promise<SessionSpec> {
    await this.turn('definedSpec', name);
    const one = this.defined.find(name);
    if (!one) throw refusal('definition_absent', `There is no session "${name}" in sessions.toml any more`);
    return one.spec;
  }

  async defineSession(engine: string, id: string): Promise<SessionDefined> {
    const { spec } = await this.sessionSpec(engine, id);
    await this.turn('defineSession', spec.name);
    this.defined.save(engine, spec);
    return { changed: true, variables: spec.env.map(({ key }) => key) };
  }

  async removeDefinition(name: string): Promise<void> {
    await this.turn('removeDefinition', name);
    this.defined.remove(name);
  }

  async openDefinitions(): Promise<void> {
    await this.turn('openDefinitions');
  }

  async subscribeReboots(listen: (now: RebootsNow) => void): Promise<void> {
    this.reboots.subscribe(listen);
  }

  async startAfterReboot(session: SessionKey): Promise<Fate> {
    await this.turn('startAfterReboot', session.id);
    this.reboots.fate(session, { kind: 'started' });
    return { kind: 'started' };
  }

  async leaveAfterReboot(session: SessionKey): Promise<void> {
    await this.turn('leaveAfterReboot', session.id);
    this.reboots.fate(session, { kind: 'leave' });
  }

  async resumedAfterReboot(session: SessionKey): Promise<void> {
    await this.turn('resumedAfterReboot', session.id);
    this.reboots.resumed(session);
  }

  async seeReboot(): Promise<void> {
    await this.turn('seeReboot');
    this.reboots.set({ seen: true });
  }

  async subscribeMarks(listen: (now: MarksNow) => void): Promise<void> {
    this.marks.subscribe(listen);
  }

  async markSession(engine: string, name: string, change: MarkChange): Promise<void> {
    await this.turn('markSession', name);
    this.marks.change(`${engine}/${name}`, change);
  }

  async orderSessions(order: readonly string[]): Promise<void> {
    await this.turn('orderSessions', order.join(' '));
    this.marks.set({ order: [...order] });
  }

  async setBadge(count: number): Promise<void> {
    await this.turn('setBadge', String(count));
  }

  /** Not among the calls: the window sends it at any time. */
  async showTray(face: TrayFace): Promise<void> {
    this.tray.face = face;
  }

  atLogIn = false;

  async startsAtLogIn(): Promise<boolean> {
    return this.atLogIn;
  }

  async startAtLogIn(on: boolean): Promise<void> {
    await this.turn('startAtLogIn', String(on));
    this.atLogIn = on;
  }

  async subscribeTray(listen: (event: TrayEvent) => void): Promise<void> {
    this.tray.subscribe(listen);
  }

  async subscribeLinks(listen: (event: LinkEvent) => void): Promise<void> {
    this.onLink = listen;
  }

  async paste(): Promise<boolean> {
    await this.turn('paste');
    return false;
  }

  async copyText(text: string): Promise<boolean> {
    await this.turn('copyText', text);
    return false;
  }

  async openLink(url: string): Promise<void> {
    await this.turn('openLink', url);
  }

  async subscribeNotifications(listener: (notification: TerminalNotification) => void): Promise<void> {
    this.onNotification = listener;
  }

  async notify(_session: SessionKey | null, { title, text }: NoticeWords): Promise<void> {
    await this.turn('notify', `${title} ${text}`.trim());
  }

  async subscribeNotices(listen: (event: NoticeEvent) => void): Promise<void> {
    this.notices.subscribe(listen);
  }

  async showNotice(_popup: number, { title, text }: NoticeWords): Promise<void> {
    await this.turn('showNotice', `${title} ${text}`.trim());
  }

  /** Not among the calls: the window sends it at any time. */
  async sessionsInSight(): Promise<void> {}

  async readNotices(number: number | null): Promise<void> {
    await this.turn('readNotices', String(number));
    this.notices.read(number);
  }

  async muteSession({ engine, id }: SessionKey, muted: boolean): Promise<void> {
    await this.turn('muteSession', id);
    this.notices.mute({ engine, session: id }, muted);
  }

  async subscribeActivity(listen: (event: ActivityEvent) => void): Promise<void> {
    await this.turn('subscribeActivity');
    this.activity.subscribe(listen);
  }

  async settings(): Promise<SettingsNow> {
    await this.turn('settings');
    return this.file.now;
  }

  async subscribeSettings(listen: (now: SettingsNow) => void): Promise<void> {
    this.file.subscribe(listen);
  }

  async saveSettings(settings: Settings): Promise<SettingsNow> {
    await this.turn('saveSettings');
    return this.file.save(settings);
  }

  /** Not among the calls: the window sends it at any time. */
  async terminalLook(): Promise<void> {}

  async diagnose(): Promise<Diagnosis> {
    await this.turn('diagnose');
    return structuredClone(this.diagnosis.now);
  }

  async crashReports(): Promise<CrashReport[]> {
    return [...this.diagnosis.reports];
  }

  async crashReport(name: string): Promise<string | null> {
    await this.turn('crashReport', name);
    return this.diagnosis.reports.some((report) => report.name === name) ? `What failed: ${name}` : null;
  }

  async deleteCrashReport(name: string): Promise<void> {
    await this.turn('deleteCrashReport', name);
    this.diagnosis.delete(name);
  }

  async seeCrashReports(name: string): Promise<void> {
    await this.turn('seeCrashReports', name);
    this.diagnosis.see(name);
  }

  async historyFolder(): Promise<string> {
    await this.turn('historyFolder');
    return '/home/ann/.local/state/berth/history.db';
  }
}
