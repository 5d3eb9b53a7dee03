// What the person set, as every part of the window reads it: kept equal to the
// file, and changed at once when the person changes it here.

import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

import { DEFAULT_SETTINGS } from '../backend/bindings';
import type {
  ActivitySettings,
  Appearance,
  Backend,
  DiagnosisSettings,
  HistorySettings,
  LogSettings,
  NoticeSettings,
  Settings,
  SettingsNow,
  StopSettings,
  TerminalSettings,
  TraySettings,
} from '../backend/port';

/** The pause after a call that failed, ms. */
const RETRY = 2000;
/** The smallest and the greatest text, CSS pixels: zoom goes no further. */
const SMALLEST = 6;
const GREATEST = 48;

export interface Change {
  activity?: Partial<ActivitySettings>;
  appearance?: Partial<Appearance>;
  diagnosis?: Partial<DiagnosisSettings>;
  terminal?: Partial<TerminalSettings>;
  history?: Partial<HistorySettings>;
  notices?: Partial<NoticeSettings>;
  logs?: Partial<LogSettings>;
  stop?: StopSettings;
  tray?: Partial<TraySettings>;
}

export class Preferences {
  now = $state.raw<SettingsNow>() as SettingsNow;
  /** Pixels that terminals' text in this window is larger than set. */
  #zoom = $state(0);
  readonly #prefersDark = new MediaQuery('prefers-color-scheme: dark');
  readonly #listeners = new Set<() => void>();
  /** Changes are written one after the other. */
  #saving: Promise<void> = Promise.resolve();
  #unsaved = 0;

  /** Of the window on this host; its settings of the moment are there at once, if it gave them along. */
  constructor(private readonly backend: Backend) {
    this.now = backend.settingsAtStart ?? { settings: DEFAULT_SETTINGS, themes: [], keys: [], faults: [], path: '' };
  }

  get appearance(): Appearance {
    return this.now.settings.appearance;
  }

  get terminal(): TerminalSettings {
    return this.now.settings.terminal;
  }

  get notices(): NoticeSettings {
    return this.now.settings.notices;
  }

  get stop(): StopSettings {
    return this.now.settings.stop;
  }

  /** Whether the window is dark. */
  get dark(): boolean {
    const { scheme } = this.appearance;
    return scheme === 'system' ? this.#prefersDark.current : scheme === 'dark';
  }

  /** The size of terminals' text, CSS pixels. */
  get fontSize(): number {
    return clamp(this.terminal.fontSize + this.#zoom);
  }

  /** Makes terminals' text in this window larger or smaller, or as it is set. */
  zoom(way: 'in' | 'out' | 'reset'): void {
    const wanted = way === 'reset' ? this.terminal.fontSize : this.fontSize + (way === 'in' ? 1 : -1);
    this.#zoom = clamp(wanted) - this.terminal.fontSize;
    this.#tell();
  }

  /** Shows what the host says, unless the person is ahead of it. */
  adopt(now: SettingsNow): void {
    if (this.#unsaved > 0) return;
    this.now = now;
    this.#tell();
  }

  /** Changes settings at once, and in the file; rejects when that can't be written, and then nothing is changed. */
  change({ activity, appearance, diagnosis, terminal, history, notices, logs, stop, tray }: Change): Promise<void> {
    const before = this.now.settings;
    const settings: Settings = {
      activity: { ...before.activity, ...activity },
      appearance: { ...before.appearance, ...appearance },
      diagnosis: { ...before.diagnosis, ...diagnosis },
      terminal: { ...before.terminal, ...terminal },
      history: { ...before.history, ...history },
      notices: { ...before.notices, ...notices },
      logs: { ...before.logs, ...logs },
      stop: { ...before.stop, ...stop },
      tray: { ...before.tray, ...tray },
    };
    this.now = { ...this.now, settings };
    this.#tell();
    this.#unsaved++;
    const saved = this.#saving.then(() => this.backend.saveSettings(settings));
    const settled = saved.then(
      (now) => {
        this.#unsaved--;
        this.adopt(now);
      },
      (error: unknown) => {
        this.#unsaved--;
        this.now = { ...this.now, settings: before };
        this.#tell();
        throw error;
      },
    );
    this.#saving = settled.catch(() => undefined);
    return settled;
  }

  /** Follows the file until the returned function is called; it is read whenever the window gets the keyboard. */
  watch(): () => void {
    let stopped = false;
    const adopt = (now: SettingsNow): void => {
      if (!stopped) this.adopt(now);
    };
    const subscribe = async (): Promise<void> => {
      while (!stopped) {
        try {
          await this.backend.subscribeSettings(adopt);
          return;
        } catch {
          // The window works with what it has.
          await new Promise((resolve) => setTimeout(resolve, RETRY));
        }
      }
    };
    // The host reads the file again; a change comes over the subscription.
    const onfocus = (): void => void this.backend.settings().catch(() => undefined);
    window.addEventListener('focus', onfocus);
    void subscribe();
    return () => {
      stopped = true;
      window.removeEventListener('focus', onfocus);
    };
  }

  /** Calls back after every change, light and dark by the system included. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    query.addEventListener('change', listener);
    return () => {
      this.#listeners.delete(listener);
      query.removeEventListener('change', listener);
    };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function clamp(size: number): number {
  return Math.max(SMALLEST, Math.min(GREATEST, size));
}

/** Those of the window: set once at its root, read anywhere below it. */
export const [usePreferences, providePreferences] = createContext<Preferences>();
