// A tab in words: in the bar, in the list of those without room there, and in its menu.

import type { Mark, Progress, Session } from '../backend/port';
import { markHint, withMark } from '../session/marks.svelte';
import { stateWord } from '../session/state';
import { t as words } from '../session/text';
import type { LogsTab } from '../tabs/logsTab.svelte';
import type { AnyTab, Tab } from '../tabs/tab.svelte';
import type { OpenTabs } from '../tabs/tabs.svelte';
import { t } from './text';

/** Whether another open session has the same name, so that the tab says its engine. */
export function isTwin({ key, session }: Tab, { sessionTabs }: OpenTabs): boolean {
  return sessionTabs.some((other) => other.key !== key && other.session.name === session.name);
}

/** "Logs of 3 sessions". */
export function logsTitle({ sessions }: LogsTab): string {
  return t.tab.logsOf(t.tab.sessions(sessions.length));
}

/** "(2) trainer – Berth": how many need the person, and what is in sight. */
export function windowTitle(tab: AnyTab | undefined, needing: number): string {
  const name = tab && (tab.kind === 'session' ? tab.session.name : logsTitle(tab));
  return `${needing > 0 ? `(${needing}) ` : ''}${name === undefined ? '' : `${name} – `}Berth`;
}

/** "trainer", or "trainer on docker" beside one on podman. */
export function tabName(tab: AnyTab, tabs: OpenTabs): string {
  if (tab.kind === 'logs') return logsTitle(tab);
  return isTwin(tab, tabs) ? t.tab.onEngine(tab.session.name, tab.session.engine) : tab.session.name;
}

/** The exit code that the tab shows: one that is no success. */
export function shownCode({ exitCode }: Session): number | null {
  return exitCode === 0 ? null : exitCode;
}

/** The session's state; `lost` says that the connection of its terminal broke. */
export function tabState(tab: Tab, lost: boolean): string {
  const word = stateWord(tab.session);
  if (tab.gone) return t.tab.goneState;
  return lost ? t.tab.lostState(word) : word;
}

/** Whose logs: "web, db, old (gone)". */
export function logsNames({ sessions }: LogsTab): string {
  return sessions.map(({ name, gone }) => (gone ? t.tab.goneName(name) : name)).join(', ');
}

/** Under the pointer: "trainer on docker, running", and its working directory below where that is known. */
export function tabHint(tab: AnyTab, lost: boolean, mark: Mark | null = null): string {
  if (tab.kind === 'logs') return `${logsTitle(tab)}\n${logsNames(tab)}`;
  const hint = t.tab.hint(tab.session.name, tab.session.engine, tabState(tab, lost));
  return [hint, tab.folder, mark ? markHint(mark) : ''].filter((line) => line !== '').join('\n');
}

/** What is read out; it begins with what is seen: "trainer 137, exited 137, needs you: rang". */
export function tabLabel(
  tab: AnyTab,
  tabs: OpenTabs,
  lost: boolean,
  need: string | undefined,
  progress: Progress | null,
  mark: Mark | null = null,
): string {
  if (tab.kind === 'logs') return t.tab.nameAndState(logsTitle(tab), logsNames(tab));
  const code = shownCode(tab.session);
  const [name, state] = [tabName(tab, tabs), tabState(tab, lost)];
  const plain = code === null ? t.tab.nameAndState(name, state) : t.tab.nameCodeAndState(name, code, state);
  const done = progress === null ? plain : t.tab.nameAndState(plain, words.progress.words(progress));
  const label = mark === null ? done : withMark(done, { ...mark, pinned: false });
  return need === undefined ? label : t.tab.needsYou(label, need);
}
