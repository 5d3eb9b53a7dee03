// What the person set.

import { Channel } from '@tauri-apps/api/core';

import { commands, type SettingsNow } from '../bindings';
import type { SettingsCalls } from '../port';
import { translated } from './call';

declare global {
  interface Window {
    /** The host sets it before any script of the page runs. */
    readonly __BERTH_SETTINGS__?: SettingsNow;
  }
}

export function settingsCalls(): SettingsCalls {
  return {
    settingsAtStart: window.__BERTH_SETTINGS__ ?? null,
    settings: () => translated(commands.settings()),
    async subscribeSettings(listen) {
      await translated(commands.subscribeSettings(new Channel(listen)));
    },
    saveSettings: (settings) => translated(commands.saveSettings(settings)),
  };
}
