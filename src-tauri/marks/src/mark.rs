//! The values.

use std::collections::BTreeMap;

use berth_runner::Fault;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

/// Characters of a note, at most.
pub const MAX_NOTE: usize = 2000;

/// The colours that a session can have. Each has a name, for those who do not see it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantNames,
)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[expect(missing_docs, reason = "they are their names")]
pub enum Color {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
    Pink,
}

impl Color {
    /// Its name in the file.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// All names, in their order.
    pub fn words() -> &'static [&'static str] {
        Self::VARIANTS
    }
}

/// What one session is marked with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Mark {
    /// It stands on top of its group.
    pub pinned: bool,
    /// The colour of its edge.
    pub color: Option<Color>,
    /// The person's own words; may have several lines.
    pub note: String,
}

/// A change of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum MarkChange {
    /// On top of its group, or no longer.
    Pinned(bool),
    /// `None` takes it away.
    Color(Option<Color>),
    /// An empty one takes it away.
    Note(String),
}

/// All that a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// By [`key_of`].
    pub sessions: BTreeMap<String, Mark>,
    /// The order by hand, of the same keys.
    pub order: Vec<String>,
    /// What can't be used of it.
    pub faults: Vec<Fault>,
}

impl Marks {
    /// Whether nothing of it could be read.
    pub fn is_broken(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault, Fault::NotToml { .. } | Fault::Unread { .. }))
    }
}

/// The name of a session in the file: `podman/web-bot`. A name has no slash.
pub fn key_of(engine: &str, name: &str) -> String {
    format!("{engine}/{name}")
}

/// A note as it is kept: at most [`MAX_NOTE`] characters, none of them a control character but for line breaks.
pub fn note(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let kept = text.chars().map(|one| if one == '\t' { ' ' } else { one });
    let kept: String = kept.filter(|one| *one == '\n' || !one.is_control()).take(MAX_NOTE).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_text_alone() {
        assert_eq!(note("  first\r\nsecond\tthird\x1b[31m\0 \n"), "first\nsecond third[31m");
        assert_eq!(note(&"ä".repeat(MAX_NOTE + 5)).chars().count(), MAX_NOTE);
    }
}
