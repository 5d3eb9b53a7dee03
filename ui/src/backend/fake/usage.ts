// What the fake's sessions use: waves, as steady as a test needs them.

import type { Process, SessionKey, SessionUsage, Subscription } from '../port';
import { FakeFiles } from './files';

/** ms */
const EVERY = 2000;
/** How many samples a session has behind it when it is asked of. */
const BEFORE = 140;

export class FakeUsage extends FakeFiles {
  /** How many ask now. */
  measurings = 0;
  #measured = new Set<string>();

  async subscribeUsage(sessions: SessionKey[], listen: (round: SessionUsage[]) => void): Promise<Subscription> {
    await this.turn('subscribeUsage', sessions.map(({ id }) => id).join(' '));
    this.measurings++;
    const now = Date.now();
    for (const key of sessions) {
      if (this.#measured.has(key.id)) continue;
      this.#measured.add(key.id);
      for (let n = BEFORE; n >= 0; n--) listen([usageOf(key, now - n * EVERY)]);
    }
    const timer = setInterval(() => listen(sessions.map((key) => usageOf(key, Date.now()))), EVERY);
    return this.#until(() => clearInterval(timer));
  }

  async subscribeProcesses(session: SessionKey, listen: (processes: Process[]) => void): Promise<Subscription> {
    await this.turn('subscribeProcesses', session.id);
    this.measurings++;
    const { commandLine } = this.find(session.engine, session.id);
    listen([
      { pid: 1, parent: 0, cpu: 12.4, memory: 180 * 1024 ** 2, command: commandLine },
      { pid: 23, parent: 1, cpu: 3.1, memory: 64 * 1024 ** 2, command: 'python -m worker --queue mail' },
      { pid: 24, parent: 1, cpu: 0, memory: 2 * 1024 ** 2, command: 'sleep 3600' },
    ]);
    return this.#until(() => undefined);
  }

  #until(end: () => void): Subscription {
    let ended = false;
    return {
      end: () => {
        if (!ended) this.measurings--;
        ended = true;
        end();
      },
    };
  }
}

function usageOf({ engine, id }: SessionKey, at: number): SessionUsage {
  let seed = 0;
  for (let i = 0; i < id.length; i++) seed = (seed + id.charCodeAt(i)) % 97;
  const wave = (period: number): number => (1 + Math.sin((at / 1000 + seed * 7) / period)) / 2;
  const seconds = Math.floor(at / 1000) % 1_000_000;
  return {
    engine,
    id,
    at: new Date(at).toISOString(),
    cpu: (seed % 60) * wave(23) + 20 * wave(3),
    memory: Math.round((120 + 260 * wave(90)) * 1024 ** 2),
    memoryLimit: 512 * 1024 ** 2,
    netIn: seconds * 4000 + Math.round(90_000 * wave(40)),
    netOut: seconds * 1200,
    blockIn: 0,
    blockOut: seconds * 300 + Math.round(400_000 * wave(60)),
    pids: 3 + (seed % 4),
  };
}
