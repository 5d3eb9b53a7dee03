//! The keys that can be sent to a session.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// A key: `enter`, `esc`, `tab`, `backtab`, `space`, `backspace`, `delete`, `insert`, `up`, `down`,
/// `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `f1` to `f12`, `ctrl-a` to `ctrl-z`, `ctrl-[`,
/// `ctrl-\`, `ctrl-]`, `ctrl-^`, `ctrl-_`, `ctrl-space`, or one character.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Key(String);

/// No key has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no key {0:?}: use one character, or a name such as enter, esc, up, f1 or ctrl-c")]
pub struct KeyUnknown(pub String);

/// The names that stand for the same bytes at all times.
const FIXED: [(&str, &str); 20] = [
    ("enter", "\r"),
    ("esc", "\x1b"),
    ("tab", "\t"),
    ("backtab", "\x1b[Z"),
    ("space", " "),
    ("backspace", "\x7f"),
    ("delete", "\x1b[3~"),
    ("insert", "\x1b[2~"),
    ("pageup", "\x1b[5~"),
    ("pagedown", "\x1b[6~"),
    ("f1", "\x1bOP"),
    ("f2", "\x1bOQ"),
    ("f3", "\x1bOR"),
    ("f4", "\x1bOS"),
    ("f5", "\x1b[15~"),
    ("f6", "\x1b[17~"),
    ("f7", "\x1b[18~"),
    ("f8", "\x1b[19~"),
    ("f9", "\x1b[20~"),
    ("f10", "\x1b[21~"),
];

/// More of them.
const FIXED_TOO: [(&str, &str); 3] = [("f11", "\x1b[23~"), ("f12", "\x1b[24~"), ("ctrl-space", "\0")];

/// The names whose bytes depend on the mode of the cursor's keys (DECCKM), and their last one.
const CURSOR: [(&str, char); 6] =
    [("up", 'A'), ("down", 'B'), ("right", 'C'), ("left", 'D'), ("home", 'H'), ("end", 'F')];

/// Other words for the same keys.
const ALIASES: [(&str, &str); 8] = [
    ("return", "enter"),
    ("escape", "esc"),
    ("shift-tab", "backtab"),
    ("del", "delete"),
    ("ins", "insert"),
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
    ("ctrl-[", "esc"),
];

impl Key {
    /// The key that ends a line.
    pub fn enter() -> Self {
        Self("enter".into())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The bytes that a terminal sends for it. `application` is the mode of the cursor's keys
    /// (DECCKM), as the program set it.
    pub fn bytes(&self, application: bool) -> Vec<u8> {
        let name = self.0.as_str();
        if let Some(bytes) = fixed(name) {
            return bytes.into();
        }
        if let Some((_, last)) = CURSOR.iter().find(|(known, _)| *known == name) {
            return format!("\x1b{}{last}", if application { 'O' } else { '[' }).into();
        }
        match control(name) {
            Some(byte) => vec![byte],
            None => name.into(),
        }
    }
}

fn fixed(name: &str) -> Option<&'static str> {
    FIXED.iter().chain(&FIXED_TOO).find(|(known, _)| *known == name).map(|(_, bytes)| *bytes)
}

/// The byte of `ctrl-c` and its kind.
fn control(name: &str) -> Option<u8> {
    match name.strip_prefix("ctrl-")?.as_bytes() {
        [letter @ (b'a'..=b'z' | b'\\' | b']' | b'^' | b'_')] => Some(letter & 0x1f),
        _ => None,
    }
}

impl FromStr for Key {
    type Err = KeyUnknown;

    fn from_str(text: &str) -> Result<Self, KeyUnknown> {
        let mut characters = text.chars();
        if let (Some(one), None) = (characters.next(), characters.next()) {
            return if one.is_control() { Err(KeyUnknown(text.into())) } else { Ok(Self(text.into())) };
        }
        let lower = text.to_ascii_lowercase();
        let name = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, name)| name);
        let known = fixed(name).is_some()
            || CURSOR.iter().any(|(known, _)| *known == name)
            || control(name).is_some();
        if known { Ok(Self(name.into())) } else { Err(KeyUnknown(text.into())) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_the_bytes_that_xterm_sends() {
        let bytes = |name: &str| name.parse::<Key>().unwrap().bytes(false);
        for (name, expected) in [
            ("enter", "\r"),
            ("Return", "\r"),
            ("esc", "\x1b"),
            ("ctrl-[", "\x1b"),
            ("ctrl-c", "\x03"),
            ("Ctrl-P", "\x10"),
            ("ctrl-_", "\x1f"),
            ("ctrl-space", "\0"),
            ("up", "\x1b[A"),
            ("end", "\x1b[F"),
            ("f12", "\x1b[24~"),
            ("y", "y"),
            ("Y", "Y"),
            ("ä", "ä"),
            ("space", " "),
        ] {
            assert_eq!(bytes(name), expected.as_bytes(), "{name}");
        }
        assert_eq!("up".parse::<Key>().unwrap().bytes(true), b"\x1bOA");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "yes", "ctrl-", "ctrl-ü", "ctrl-1", "\x03", "f13"] {
            assert_eq!(text.parse::<Key>(), Err(KeyUnknown(text.into())));
        }
        assert!(serde_json::from_str::<Key>("\"nokey\"").is_err());
        assert_eq!(serde_json::to_string(&"Escape".parse::<Key>().unwrap()).unwrap(), "\"esc\"");
    }
}
