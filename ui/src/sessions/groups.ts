// Which sessions are shown, in which group, in which order. Pure.

import type { Known } from '../activity/activity.svelte';
import { longestFirst } from '../activity/needs';
import { wordOf } from '../activity/words';
import type { Session } from '../backend/port';
import { byName, type Sort, sorted } from '../session/sort';
import { type Group, groupOf, stateWord } from '../session/state';
import { t } from './text';

export const FILTERS = ['all', 'needs', 'running', 'stopped', 'mine'] as const;
export type Filter = (typeof FILTERS)[number];

const GROUPINGS = ['state', 'activity', 'engine', 'compose', 'pod', 'image'] as const;
/** One of these, or a label by its key: `label:com.example.team`. */
export type Grouping = (typeof GROUPINGS)[number] | `label:${string}`;

/** The groupings whose groups are called by what the sessions have. */
type Named = Exclude<Grouping, 'state' | 'activity'>;

/** Filter, groups and order of the list. */
export interface GroupOptions {
  filter: Filter;
  grouping: Grouping;
  sort: Sort;
}

/** What rules know of sessions, as far as the list asks. */
export interface Look {
  activityOf(session: Session): Known['activity'] | null;
  /** It needs the person. */
  has(session: Session): boolean;
  /** Since when it asks, ms; infinite where it does not. */
  since(session: Session): number;
}

/** What the person marked sessions with, as far as the list asks. */
export interface Placing {
  of(session: Session): { pinned: boolean };
  /** By hand; infinite where it has no place. */
  place(session: Session): number;
}

const UNMARKED: Placing = { of: () => ({ pinned: false }), place: () => Number.POSITIVE_INFINITY };

/** Nothing is known. */
const BLIND: Look = { activityOf: () => null, has: () => false, since: () => Number.POSITIVE_INFINITY };

export const DEFAULT_OPTIONS: GroupOptions = { filter: 'all', grouping: 'state', sort: 'usual' };

export interface SessionGroup {
  /** Tells groups apart; "" for what belongs to none. */
  group: string;
  title: string;
  sessions: Session[];
}

const STATES: readonly Group[] = ['running', 'ended', 'created', 'defined'];

/** Those of a running session by what it does; where that is not known, it runs. The rest as by state. */
const ACTIVITIES = ['needs', 'works', 'done', 'idle', ...STATES] as const;

const COMPOSE = ['com.docker.compose.project', 'io.podman.compose.project'];

/**
 * Every word of `text` must occur in name, image, engine or state. A word with "=" is one of
 * labels: `project=shop` finds `com.docker.compose.project=shop`.
 */
export function matches(session: Session, text: string, look = BLIND): boolean {
  if (text.trim() === '') return true;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  // Else "docker" would find every image of Docker Hub, whatever runs it. Labels are left out for the same reason.
  const image = session.image.replace(/^(?:docker\.io\/(?:library\/)?|localhost\/)/, '');
  const hay = [
    session.name,
    image,
    session.engine,
    session.state,
    stateWord(session),
    session.exitCode ?? '',
    wordFor(session, look),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => hay.includes(word) || (word.includes('=') && labelled(session, word)));
}

function wordFor(session: Session, look: Look): string {
  const activity = look.activityOf(session);
  return activity === null ? '' : wordOf(activity);
}

function labelled(session: Session, word: string): boolean {
  return Object.entries(session.labels).some(([key, value]) => `${key}=${value}`.toLowerCase().includes(word));
}

function passes(session: Session, filter: Filter, look: Look): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'needs':
      return look.has(session);
    case 'running':
      return groupOf(session.state) === 'running';
    case 'stopped':
      return groupOf(session.state) === 'ended' || groupOf(session.state) === 'created';
    case 'mine':
      return session.own;
  }
}

/** Groups without sessions are left out; pinned ones stand on top of their group. */
export function groupSessions(
  sessions: readonly Session[],
  text: string,
  options: GroupOptions,
  look = BLIND,
  placing = UNMARKED,
): SessionGroup[] {
  const isPinned = (session: Session): boolean => placing.of(session).pinned;
  return grouped(sessions, text, options, look, placing).map((group) =>
    group.sessions.some(isPinned)
      ? { ...group, sessions: [...group.sessions].sort((a, b) => Number(isPinned(b)) - Number(isPinned(a))) }
      : group,
  );
}

function grouped(
  sessions: readonly Session[],
  text: string,
  { filter, grouping, sort }: GroupOptions,
  look: Look,
  placing: Placing,
): SessionGroup[] {
  const shown = sorted(
    sessions.filter((session) => passes(session, filter, look) && matches(session, text, look)),
    sort,
    (session) => placing.place(session),
  );
  if (grouping === 'state') return byGroup(STATES, shown, ({ state }) => groupOf(state));
  if (grouping === 'activity') {
    const groups = byGroup(ACTIVITIES, shown, (session) => activityGroup(session, look));
    return sort !== 'usual'
      ? groups
      : groups.map((one) =>
          one.group === 'needs' ? { ...one, sessions: longestFirst(one.sessions, (s) => look.since(s)) } : one,
        );
  }
  const groups = new Map<string, Session[]>();
  for (const session of shown) {
    const group = belongsTo(session, grouping);
    const members = groups.get(group);
    if (members) members.push(session);
    else groups.set(group, [session]);
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || byName(a, b))
    .map(([group, members]) => ({
      group,
      title: group === '' ? withoutTitle(grouping) : group,
      sessions: members,
    }));
}

/** In this order, without groups that nobody is in. */
function byGroup<Name extends keyof typeof t.groups>(
  names: readonly Name[],
  sessions: readonly Session[],
  of: (session: Session) => Name,
): SessionGroup[] {
  const members = new Map<Name, Session[]>(names.map((name) => [name, []]));
  for (const session of sessions) members.get(of(session))?.push(session);
  return [...members]
    .filter(([, found]) => found.length > 0)
    .map(([group, found]) => ({ group, title: t.groups[group], sessions: found }));
}

function activityGroup(session: Session, look: Look): (typeof ACTIVITIES)[number] {
  const group = groupOf(session.state);
  if (group !== 'running') return group;
  if (look.has(session)) return 'needs';
  const activity = look.activityOf(session);
  return activity === null || activity === 'asks' ? group : activity;
}

/** Whether any session is in a pod: only podman has them. */
export function hasPods(sessions: readonly Session[]): boolean {
  return sessions.some((session) => belongsTo(session, 'pod') !== '');
}

/** The keys of all labels, for grouping by one; Berth's own are the same or different on each session. */
export function labelKeys(sessions: readonly Session[]): string[] {
  const keys = new Set(sessions.flatMap((session) => Object.keys(session.labels)));
  return [...keys].filter((key) => !key.startsWith('dev.berth.')).sort(byName);
}

export function isGrouping(value: unknown): value is Grouping {
  return typeof value === 'string' && (isKnown(value) || labelOf(value) !== null);
}

/** The label's key in `label:KEY`; null for another grouping. */
export function labelOf(grouping: string): string | null {
  return /^label:(.+)$/.exec(grouping)?.[1] ?? null;
}

/** The title of what belongs to no group. */
function withoutTitle(grouping: Named): string {
  return isKnown(grouping) ? t.without[grouping] : t.withoutLabel(labelOf(grouping) ?? '');
}

function isKnown<Text extends string>(grouping: Text): grouping is Text & (typeof GROUPINGS)[number] {
  return GROUPINGS.some((known) => known === grouping);
}

function belongsTo(session: Session, grouping: Named): string {
  const label = (keys: readonly string[]): string =>
    keys.map((key) => session.labels[key]).find((value) => value !== undefined && value !== '') ?? '';
  switch (grouping) {
    case 'engine':
      return session.engine;
    case 'compose':
      return label(COMPOSE);
    case 'pod':
      return session.pod ?? '';
    case 'image':
      return session.image;
    default: {
      const key = labelOf(grouping) ?? '';
      const value = session.labels[key];
      // A label may be no more than its key.
      return value === '' ? key : (value ?? '');
    }
  }
}

/** How many run and how many ended: "4 running · 2 ended"; "No sessions" when there is none at all. */
export function tally(sessions: readonly Session[]): string {
  const count = (group: Group): number => sessions.filter((s) => groupOf(s.state) === group).length;
  if (sessions.length === 0) return t.tallyNone;
  return t.tally(count('running'), count('ended'));
}
