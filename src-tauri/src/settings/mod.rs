//! What a person set: read from `config.toml`, written there, told to every window.

mod themes;
mod values;

use std::path::PathBuf;
use std::sync::Mutex;

use berth_runner::{Config, Limits, Section};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::failure::Failure;
use crate::harbour::locked;

pub use themes::OwnTheme;
pub use values::{Appearance, Renderer, Scheme, TerminalSettings};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    pub appearance: Appearance,
    pub terminal: TerminalSettings,
}

/// The settings at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct SettingsNow {
    /// Greater with every change.
    pub version: u32,
    pub settings: Settings,
    /// Themes from files.
    pub themes: Vec<OwnTheme>,
    /// What of the files can't be used, and why.
    pub faults: Vec<String>,
    /// The file.
    pub path: String,
}

/// The file, and those who wait for its next change.
pub struct Preferences {
    path: PathBuf,
    now: watch::Sender<SettingsNow>,
    /// One change at a time: each begins with what the file says.
    writing: Mutex<()>,
}

impl Preferences {
    /// # Errors
    /// When the platform gives no folder for it (no home folder).
    pub fn open() -> Result<Self, Failure> {
        let path = Config::default_path().ok_or_else(|| {
            Failure::new(
                "no_home",
                "There is no home folder to keep settings in; set HOME and start Berth again",
            )
        })?;
        let preferences = Self { path, now: watch::Sender::default(), writing: Mutex::default() };
        preferences.read();
        Ok(preferences)
    }

    /// How long engines may take; a change counts from the next start.
    pub fn limits(&self) -> Limits {
        Config::read(&self.path).section().0
    }

    pub fn now(&self) -> SettingsNow {
        self.now.borrow().clone()
    }

    /// The settings once they are newer than version `seen`; 0 is older than any.
    pub async fn after(&self, seen: u32) -> SettingsNow {
        let mut now = self.now.subscribe();
        // The sender is ours: it can't be gone.
        _ = now.wait_for(|now| now.version != seen).await;
        self.now()
    }

    /// Looks into the file again, which may have been edited.
    pub fn read(&self) -> SettingsNow {
        let read = self.look();
        self.now.send_if_modified(|now| {
            let fresh = SettingsNow { version: now.version, ..read };
            let changed = *now != fresh;
            *now = SettingsNow { version: now.version + u32::from(changed), ..fresh };
            changed
        });
        self.now()
    }

    /// Writes what differs from the file, and tells every window.
    ///
    /// # Errors
    /// `settings`, when the file can't be written, or is there and can't be read.
    pub fn save(&self, wanted: &Settings) -> Result<SettingsNow, Failure> {
        let _turn = locked(&self.writing);
        let mut config = Config::read(&self.path);
        config.set(&wanted.appearance);
        config.set(&wanted.terminal);
        config.write().map_err(|why| Failure::new("settings", why))?;
        Ok(self.read())
    }

    fn look(&self) -> SettingsNow {
        const SECTIONS: [&str; 3] = [Appearance::NAME, Limits::NAME, TerminalSettings::NAME];
        let config = Config::read(&self.path);
        let (appearance, in_appearance) = config.section();
        let (terminal, in_terminal) = config.section();
        let (_, in_limits) = config.section::<Limits>();
        let (themes, in_themes) = themes::read(&self.path.with_file_name("themes"));
        let faults = [config.faults(&SECTIONS), in_appearance, in_terminal, in_limits].concat();
        let faults = faults.iter().map(ToString::to_string).chain(in_themes).collect();
        let settings = Settings { appearance, terminal };
        SettingsNow { version: 0, settings, themes, faults, path: self.path.display().to_string() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn preferences(text: &str) -> (tempfile::TempDir, Preferences) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        let preferences = Preferences { path, now: watch::Sender::default(), writing: Mutex::default() };
        preferences.read();
        (folder, preferences)
    }

    #[test]
    fn a_change_is_written_and_told_once() {
        let (_folder, preferences) = preferences("# mine\n");
        let before = preferences.now();
        assert_eq!((before.version, before.settings.clone()), (1, Settings::default()));
        let mut wanted = before.settings;
        wanted.terminal.font_size = 15;
        let after = preferences.save(&wanted).unwrap();
        assert_eq!((after.version, after.settings), (2, wanted.clone()));
        let text = std::fs::read_to_string(&preferences.path).unwrap();
        assert_eq!(text, "# mine\n\n[terminal]\nfont_size = 15\n");
        assert_eq!(preferences.save(&wanted).unwrap().version, 2);
    }

    #[test]
    fn an_edit_of_the_file_is_seen() {
        let (_folder, preferences) = preferences("");
        std::fs::write(&preferences.path, "[terminal]\nscrollback = 2000\nbell = 1\n[x]\n").unwrap();
        let now = preferences.read();
        assert_eq!((now.version, now.settings.terminal.scrollback), (2, 2000));
        assert_eq!(now.faults.len(), 2, "{:?}", now.faults);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_overwritten() {
        let (_folder, preferences) = preferences("[terminal\n");
        let failure = preferences.save(&Settings::default()).unwrap_err();
        assert_eq!(failure.code, "settings");
        assert!(failure.message.contains("config.toml is not TOML"), "{failure:?}");
    }
}
