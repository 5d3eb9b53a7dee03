// What is set, without a file: changes live as long as the fake.

import { DEFAULT_SETTINGS } from '../bindings';
import type { Settings, SettingsNow } from '../port';

export class FakeSettings {
  now: SettingsNow = {
    version: 1,
    settings: structuredClone(DEFAULT_SETTINGS),
    themes: [],
    faults: [],
    path: '/home/ann/.config/berth/config.toml',
  };
  #waiting: (() => void)[] = [];

  change(change: Partial<SettingsNow>): SettingsNow {
    this.now = { ...this.now, ...change, version: this.now.version + 1 };
    for (const wake of this.#waiting.splice(0)) wake();
    return this.now;
  }

  save(settings: Settings): SettingsNow {
    return this.change({ settings: structuredClone(settings) });
  }

  async after(seen: number): Promise<SettingsNow> {
    if (seen === this.now.version) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.now;
  }
}
