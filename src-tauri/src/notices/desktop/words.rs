//! What a notice says, and of what it is.

use berth_archive::SessionKey;
use serde::{Deserialize, Serialize};

/// A notice in the window's language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct NoticeWords {
    pub title: String,
    pub text: String,
    /// Its first button; a click beside all buttons does the same.
    pub open: String,
    /// The others.
    pub buttons: Vec<NoticeButton>,
}

/// A button of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct NoticeButton {
    pub verb: NoticeVerb,
    pub label: String,
}

/// What a notice offers beside opening what it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum NoticeVerb {
    Restart,
    /// Keep it from being started again by its restart policy.
    PauseRestarts,
    Stop,
    /// Nothing of it for an hour.
    Mute,
}

impl NoticeVerb {
    /// Its name on the desktop.
    pub fn key(self) -> &'static str {
        match self {
            Self::Restart => "restart",
            Self::PauseRestarts => "pause-restarts",
            Self::Stop => "stop",
            Self::Mute => "mute",
        }
    }
}

/// What a notice on the desktop is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A popup of the board, by its number.
    Popup(u32),
    /// What a program in a session has to say.
    Program(SessionKey),
    Test,
}

/// What the person does with a notice on the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Open,
    Do(NoticeVerb),
    /// It is there no longer.
    Closed,
}

impl Act {
    /// By the key of a button; desktops call a click beside all buttons `default`, the plugin `tap`.
    pub fn of(key: &str) -> Option<Self> {
        use NoticeVerb::{Mute, PauseRestarts, Restart, Stop};
        match key {
            "default" | "tap" | "open" => Some(Self::Open),
            key => {
                [Restart, PauseRestarts, Stop, Mute].into_iter().find(|verb| verb.key() == key).map(Self::Do)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_is_known_again() {
        for verb in [NoticeVerb::Restart, NoticeVerb::PauseRestarts, NoticeVerb::Stop, NoticeVerb::Mute] {
            assert_eq!(Act::of(verb.key()), Some(Act::Do(verb)));
        }
        assert_eq!(
            (Act::of("default"), Act::of("tap"), Act::of("x")),
            (Some(Act::Open), Some(Act::Open), None)
        );
    }
}
