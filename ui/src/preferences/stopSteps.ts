// The steps by which single sessions are stopped; see `[stop.sessions]` in the settings.

import type { Session, StopSettings, StopStep } from '../backend/port';

type Named = Pick<Session, 'engine' | 'name'>;

/** Those that a person had remembered; null where there are none. */
export function rememberedSteps({ sessions }: StopSettings, { engine, name }: Named): readonly StopStep[] | null {
  return sessions[`${engine}/${name}`] ?? sessions[name] ?? null;
}

/** The settings with these steps of a session; without any for null. */
export function withSteps(
  { sessions }: StopSettings,
  { engine, name }: Named,
  steps: readonly StopStep[] | null,
): StopSettings {
  const exact = `${engine}/${name}`;
  const key = sessions[exact] === undefined && sessions[name] !== undefined ? name : exact;
  const others = Object.entries(sessions).filter(([one]) => one !== key);
  return { sessions: Object.fromEntries(steps === null ? others : [...others, [key, [...steps]]]) };
}
