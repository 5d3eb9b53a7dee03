// What is known of a session, as facts with names: Details and Inspect show them.

import type { ContainerOptions, Session } from '../backend/port';
import type { Fact } from '../parts/fact';
import { duration, moment } from '../session/age';
import { healthWord } from '../session/state';
import { t } from './text';

/** The grace time of one that a stop never kills, in seconds. */
const NEVER = 4_294_967_295;

/** The name by which people and its engine know it, and what runs in it. */
export function identity(session: Session): Fact[] {
  return [
    { name: t.details.name, value: session.name, copy: t.details.copyName },
    { name: t.details.image, value: session.image, mono: true, copy: t.details.copyImage },
    { name: t.details.engine, value: session.engine },
    { name: t.details.pod, value: session.pod ?? '' },
    { name: t.details.id, value: session.id, mono: true, copy: t.details.copyId },
    { name: t.details.command, value: session.commandLine, mono: true, copy: t.details.copyCommand },
    { name: t.details.workingDirectory, value: session.workingDir, mono: true },
    { name: t.details.terminal, value: terminalOf(session) },
  ];
}

/** Its process, and when it ran. */
export function life(session: Session): Fact[] {
  const { pid, createdAt, startedAt, finishedAt } = session;
  return [
    { name: t.details.health, value: healthWord(session) },
    { name: t.details.process, value: pid === null ? '' : String(pid) },
    { name: t.details.created, value: at(createdAt) },
    { name: t.details.started, value: at(startedAt) },
    { name: t.details.ended, value: at(finishedAt) },
    { name: t.details.ranFor, value: startedAt && finishedAt ? duration(startedAt, finishedAt) : '' },
  ];
}

/** How often it was started again, how it is stopped, and whose it is; `planned` is what a file says, if one does. */
export function care(session: Session, planned: ContainerOptions | null): Fact[] {
  const { restartCount, stopSignal, broken, error } = session;
  return [
    { name: t.details.restarts, value: restartCount > 0 ? String(restartCount) : '' },
    { name: t.details.graceTime, value: graceOf(session, planned) },
    { name: t.details.stopSignal, value: stopSignal ?? '' },
    { name: t.details.owner, value: ownerOf(session) },
    { name: t.details.engineError, value: broken ?? error ?? '', copy: t.details.copyEngineError },
  ];
}

export function at(time: string | null): string {
  return time === null ? '' : moment(time);
}

function terminalOf({ broken, state, tty }: Session): string {
  if (broken !== null || (state === 'defined' && tty)) return '';
  if (state === 'defined') return t.details.noTerminal;
  return tty ? t.details.yes : t.details.noTty;
}

/** Of one without a container: what the file says, and no default. */
function graceOf({ broken, state, stopTimeout }: Session, planned: ContainerOptions | null): string {
  if (broken !== null || (state === 'defined' && planned?.stopTimeout == null)) return '';
  return stopTimeout >= NEVER ? t.details.neverKilled : t.details.seconds(stopTimeout);
}

function ownerOf({ own, state }: Session): string {
  if (state === 'defined') return '';
  return own ? t.details.own : t.details.foreign;
}
