//! The person's settings: read from `config.toml`, written there, sent to every window.

mod activity;
mod keys;
mod logs;
mod notices;
#[cfg(test)]
mod samples;
mod stop;
mod themes;
mod tray;
mod values;

use std::path::PathBuf;

use berth_diagnosis::DiagnosisSettings;
use berth_runner::{ClusterSettings, Config, Fault, HistorySettings, Limits, Section};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::error::{AppError, WireError};
use crate::subscribers::{Deliver, Subscribers};

#[cfg(test)]
pub use activity::OBSERVED;
pub use activity::{ActivitySettings, Observe};
pub use keys::KeyChoice;
pub use logs::LogSettings;
#[cfg(test)]
pub use notices::{CRASH_LOOP_MINUTES, CRASH_LOOP_RUNS};
pub use notices::{NoticeRule, NoticeSettings};
#[cfg(test)]
pub use samples::sample_problems;
pub use stop::StopSettings;
pub use themes::{OwnTheme, ThemeFault};
pub use tray::TraySettings;
#[cfg(test)]
pub use values::FONT_SIZE;
pub use values::SCROLLBACK;
pub use values::{Appearance, Renderer, Scheme, TerminalSettings};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    pub activity: ActivitySettings,
    pub appearance: Appearance,
    pub diagnosis: DiagnosisSettings,
    pub terminal: TerminalSettings,
    /// What is kept of runs.
    pub history: HistorySettings,
    pub notices: NoticeSettings,
    pub logs: LogSettings,
    pub stop: StopSettings,
    pub tray: TraySettings,
}

/// The settings at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct SettingsNow {
    pub settings: Settings,
    /// The person's own themes, from files.
    pub themes: Vec<OwnTheme>,
    /// Other keys for commands, in the order of the file.
    pub keys: Vec<KeyChoice>,
    /// The parts of the files that can't be used, and why.
    pub faults: Vec<SettingsProblem>,
    /// The path of `config.toml`.
    pub path: String,
}

/// What is wrong with `config.toml` or with a theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, specta::Type)]
#[error(transparent)]
#[serde(untagged)]
pub enum SettingsFault {
    File(#[from] Fault),
    Theme(#[from] ThemeFault),
}

/// A fault and its English sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SettingsProblem {
    pub fault: SettingsFault,
    pub message: String,
}

impl SettingsProblem {
    /// A fault, and what it says in English.
    pub fn new(fault: impl Into<SettingsFault>) -> Self {
        let fault = fault.into();
        Self { message: fault.to_string(), fault }
    }
}

/// The settings file, and the windows that follow it.
pub struct Preferences {
    path: PathBuf,
    shown: Mutex<Shown>,
    /// One change at a time, because each starts from the contents of the file.
    writing: Mutex<()>,
}

/// One lock for both, so that each window receives every change once and in order.
#[derive(Default)]
struct Shown {
    now: SettingsNow,
    windows: Subscribers<SettingsNow>,
}

impl Preferences {
    /// Reads the settings file, which need not exist.
    ///
    /// # Errors
    /// `no_home` when the platform names no folder for it.
    pub fn open() -> Result<Self, WireError> {
        let path = Config::default_path().ok_or(AppError::NoHome)?;
        let preferences = Self { path, shown: Mutex::default(), writing: Mutex::default() };
        preferences.read();
        Ok(preferences)
    }

    /// The time limits of engine calls. A change takes effect at the next start of the app.
    pub fn limits(&self) -> Limits {
        Config::read(&self.path).section().0
    }

    /// The clusters that are turned on. A change takes effect at the next start of the app.
    pub fn clusters(&self) -> ClusterSettings {
        Config::read(&self.path).section().0
    }

    /// What is kept of runs, as the file says now.
    pub fn history(&self) -> HistorySettings {
        Config::read(&self.path).section().0
    }

    /// The settings as of the last read.
    pub fn now(&self) -> SettingsNow {
        self.shown.lock().now.clone()
    }

    /// What the person wants to be told of.
    pub fn notices(&self) -> NoticeSettings {
        self.shown.lock().now.settings.notices.clone()
    }

    /// The file that defines the person's sessions.
    pub fn definitions_file(&self) -> PathBuf {
        self.path.with_file_name(berth_definitions::FILE)
    }

    /// The file of what the person marks sessions with.
    pub fn marks_file(&self) -> PathBuf {
        self.path.with_file_name(berth_marks::FILE)
    }

    /// The folder of the person's own rules, which say what a session does.
    pub fn rules_folder(&self) -> PathBuf {
        self.path.with_file_name("rules")
    }

    /// Which sessions are observed.
    pub fn activity(&self) -> ActivitySettings {
        self.shown.lock().now.settings.activity.clone()
    }

    /// Whether Berth is in the desktop's tray.
    pub fn tray(&self) -> TraySettings {
        self.shown.lock().now.settings.tray
    }

    /// Sends the settings to a window now, and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<SettingsNow>) {
        let mut shown = self.shown.lock();
        if send(&shown.now) {
            shown.windows.add(window, send);
        }
    }

    /// Ends the subscription of a window.
    pub fn window_closed(&self, window: &str) {
        self.shown.lock().windows.remove(window);
    }

    /// Reads the file again, because an editor may have changed it; sends a change to every window.
    pub fn read(&self) -> SettingsNow {
        let mut shown = self.shown.lock();
        let fresh = self.read_files();
        if shown.now != fresh {
            shown.now = fresh;
            let Shown { now, windows } = &mut *shown;
            windows.send(now);
        }
        shown.now.clone()
    }

    /// Writes the values that differ from the file, and sends the result to every window.
    ///
    /// # Errors
    /// `settings` when the file can't be written, or exists and can't be read.
    pub fn save(&self, wanted: &Settings) -> Result<SettingsNow, WireError> {
        let _turn = self.writing.lock();
        let mut config = Config::read(&self.path);
        config.set(&wanted.activity);
        config.set(&wanted.appearance);
        config.set(&wanted.diagnosis);
        config.set(&wanted.terminal);
        config.set(&wanted.history);
        config.set(&wanted.notices);
        config.set(&wanted.logs);
        config.set(&wanted.stop);
        config.set(&wanted.tray);
        config.write().map_err(AppError::Settings)?;
        Ok(self.read())
    }

    fn read_files(&self) -> SettingsNow {
        const SECTIONS: [&str; 12] = [
            ActivitySettings::NAME,
            Appearance::NAME,
            ClusterSettings::NAME,
            DiagnosisSettings::NAME,
            HistorySettings::NAME,
            keys::NAME,
            Limits::NAME,
            LogSettings::NAME,
            NoticeSettings::NAME,
            StopSettings::NAME,
            TerminalSettings::NAME,
            TraySettings::NAME,
        ];
        let config = Config::read(&self.path);
        let (activity, in_activity) = config.section();
        let (appearance, in_appearance) = config.section();
        let (diagnosis, in_diagnosis) = config.section();
        let (terminal, in_terminal) = config.section();
        let (notices, in_notices) = config.section();
        let (logs, in_logs) = config.section();
        let (stop, in_stop) = config.section();
        let (tray, in_tray) = config.section();
        let (keys, in_keys) = keys::read(&config);
        let (_, in_clusters) = config.section::<ClusterSettings>();
        let (_, in_limits) = config.section::<Limits>();
        let (history, in_history) = config.section();
        let (themes, in_themes) = themes::read(&self.path.with_file_name("themes"));
        let faults = [
            config.faults(&SECTIONS),
            in_activity,
            in_appearance,
            in_clusters,
            in_diagnosis,
            in_history,
            in_keys,
            in_terminal,
            in_notices,
            in_logs,
            in_stop,
            in_tray,
            in_limits,
        ]
        .concat();
        let in_themes = in_themes.into_iter().map(SettingsProblem::new);
        let faults = faults.into_iter().map(SettingsProblem::new).chain(in_themes).collect();
        let settings =
            Settings { activity, appearance, diagnosis, terminal, history, notices, logs, stop, tray };
        SettingsNow { settings, themes, keys, faults, path: self.path.display().to_string() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
