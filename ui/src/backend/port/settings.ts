// What the person set.

import type { Settings, SettingsNow } from '../bindings';

export interface SettingsCalls {
  /** The settings of the moment in which the window was made; null where the host gave none along. */
  readonly settingsAtStart: SettingsNow | null;
  /** What the person set, with what was edited in the file meanwhile. */
  settings(): Promise<SettingsNow>;
  /** Sends the settings: at once, then after every change, until the window is gone. */
  subscribeSettings(listen: (now: SettingsNow) => void): Promise<void>;
  /** Writes what differs into the file. */
  saveSettings(settings: Settings): Promise<SettingsNow>;
}
