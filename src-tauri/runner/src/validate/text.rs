//! Rules for text of every field.

use super::rule::{TextRule, TextSubject};

/// Refuses what would be invisible in a list, a log or a terminal.
pub(crate) fn no_control(subject: TextSubject, text: &str) -> Result<(), TextRule> {
    let shown = || text.escape_debug().to_string();
    match text.chars().find(|c| c.is_control()) {
        Some('\0') => Err(TextRule::TextNul { subject, text: shown() }),
        Some(c) => {
            Err(TextRule::TextControl { subject, text: shown(), character: c.escape_debug().to_string() })
        }
        None => Ok(()),
    }
}

/// Refuses `..` as a part of a path, whatever separates it.
pub(crate) fn no_parent(subject: TextSubject, path: &str) -> Result<(), TextRule> {
    if path.split(['/', '\\', ':']).any(|part| part == "..") {
        return Err(TextRule::PathParent { subject, text: path.to_owned() });
    }
    Ok(())
}
