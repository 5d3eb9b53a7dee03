// What is defined, without a file: changes live as long as the fake.

import type { DefinedSession, DefinitionsNow, SessionSpec } from '../port';
import { fakeSession } from './sessions';

export class FakeDefinitions {
  now: DefinitionsNow = { path: '/home/ann/.config/berth/sessions.toml', sessions: [], layouts: [], faults: [] };
  readonly #listeners = new Set<(now: DefinitionsNow) => void>();

  change(change: Partial<DefinitionsNow>): void {
    this.now = { ...this.now, ...change };
    for (const listen of this.#listeners) listen(this.now);
  }

  subscribe(listen: (now: DefinitionsNow) => void): void {
    this.#listeners.add(listen);
    listen(this.now);
  }

  find(name: string): DefinedSession | undefined {
    return this.now.sessions.find((one) => one.session.name === name);
  }

  save(engine: string, spec: SessionSpec): void {
    const one = definedSession(engine, spec);
    const known = this.find(spec.name) !== undefined;
    const { sessions } = this.now;
    this.change({
      sessions: known ? sessions.map((old) => (old.session.name === spec.name ? one : old)) : [...sessions, one],
    });
  }

  saveLayout(name: string, columns: readonly (readonly string[])[]): void {
    const layout = { name, columns: columns.map((column) => [...column]) };
    this.change({ layouts: [...this.now.layouts.filter((one) => one.name !== name), layout] });
  }

  remove(name: string): void {
    this.change({ sessions: this.now.sessions.filter((one) => one.session.name !== name) });
  }
}

export function definedSession(engine: string, spec: SessionSpec): DefinedSession {
  const { name, image, command } = spec;
  const session = {
    ...fakeSession({ name, engine, image, command: command?.split(' ') ?? [], state: 'defined' }),
    id: '',
    pid: null,
    workingDir: spec.workingDir,
    env: spec.env.map(({ key, value }) => `${key}=${value}`),
    labels: spec.options?.labels ?? {},
    stopSignal: spec.options?.stopSignal ?? null,
    createdAt: null,
    startedAt: null,
    attachable: false,
  };
  return { session, spec, template: null, line: 1, stop: [], notices: null, redraw: false, drift: [] };
}
