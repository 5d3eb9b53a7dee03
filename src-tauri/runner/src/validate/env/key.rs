//! Names of variables.

use crate::validate::rule::EnvRule;

/// Characters of a key, at most.
pub(super) const MAX_KEY: usize = 128;

/// A name as messages show it.
pub(super) fn shown(key: &str) -> String {
    key.chars().take(MAX_KEY).collect::<String>().escape_debug().to_string()
}

/// What both engines take as a name (podman 4.3, docker 28.2): nearly all.
pub(super) fn check(key: &str) -> Result<(), EnvRule> {
    if let Some(c) = key.chars().find(|c| c.is_control()) {
        return Err(EnvRule::EnvNameControl { key: shown(key), character: c.escape_debug().to_string() });
    }
    if key.contains('=') {
        return Err(EnvRule::EnvNameEquals { key: shown(key) });
    }
    // podman takes spaces off the front in silence, and both take a byte order mark off.
    if key.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}') != key {
        return Err(EnvRule::EnvNameEdges { key: shown(key) });
    }
    Ok(())
}

/// A name that shells know.
pub(super) fn is_identifier(key: &str) -> bool {
    let head = |c: char| c.is_ascii_alphabetic() || c == '_';
    key.starts_with(head) && key.chars().all(|c| head(c) || c.is_ascii_digit())
}
