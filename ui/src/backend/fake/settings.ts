// What is set, without a file: changes live as long as the fake.

import { DEFAULT_SETTINGS } from '../bindings';
import type { Settings, SettingsNow } from '../port';

export class FakeSettings {
  now: SettingsNow = {
    settings: structuredClone(DEFAULT_SETTINGS),
    themes: [],
    keys: [],
    faults: [],
    path: '/home/ann/.config/berth/config.toml',
  };
  readonly #listeners = new Set<(now: SettingsNow) => void>();

  change(change: Partial<SettingsNow>): SettingsNow {
    this.now = { ...this.now, ...change };
    for (const listen of this.#listeners) listen(this.now);
    return this.now;
  }

  save(settings: Settings): SettingsNow {
    return this.change({ settings: structuredClone(settings) });
  }

  subscribe(listen: (now: SettingsNow) => void): void {
    this.#listeners.add(listen);
    listen(this.now);
  }
}
