//! Names of sessions.

use super::rule::{NameRule, Rule, count};

/// Characters of a session name, at most.
pub const MAX_NAME: usize = 64;
/// Characters of any container's name, at most; engines set no limit, file systems do.
const MAX_FOREIGN_NAME: usize = 255;

/// A name that Berth gives: `^[a-zA-Z][a-zA-Z0-9_-]*$`, at most [`MAX_NAME`] long.
///
/// Stricter than the engines' rule, so that a name is never taken for an id by mistake
/// of its first digit, nor for a flag, and works as a file name everywhere.
///
/// # Errors
/// The rule that it breaks.
pub fn session_name(name: &str) -> Result<(), Rule> {
    let Some(first) = name.chars().next() else {
        return Err(NameRule::NameMissing {}.into());
    };
    let length = name.chars().count();
    if length > MAX_NAME {
        return Err(NameRule::NameLong { count: count(length), max: count(MAX_NAME) }.into());
    }
    let shown = || name.escape_debug().to_string();
    if !first.is_ascii_alphabetic() {
        let character = first.escape_debug().to_string();
        return Err(NameRule::NameBegins { name: shown(), character }.into());
    }
    match name.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))) {
        Some(' ') => Err(NameRule::NameSpace { name: shown() }.into()),
        Some(bad) => {
            Err(NameRule::NameCharacter { name: shown(), character: bad.escape_debug().to_string() }.into())
        }
        None => Ok(()),
    }
}

/// A name that Berth gives to a pod: as [`session_name`], and what Kubernetes takes as a label of DNS.
///
/// # Errors
/// The rule that it breaks.
pub fn pod_name(name: &str) -> Result<(), Rule> {
    const MAX: usize = 63;
    session_name(name)?;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match name.len() <= MAX && name.chars().all(allowed) && !name.ends_with('-') {
        true => Ok(()),
        false => Err(NameRule::NameOfPod { name: name.to_owned() }.into()),
    }
}

/// A name or id by which an engine knows a container: `[a-zA-Z0-9][a-zA-Z0-9_.-]*`.
///
/// # Errors
/// The rule that it breaks.
pub fn foreign_name(name: &str) -> Result<(), Rule> {
    if name.is_empty() {
        return Err(NameRule::ForeignNameMissing {}.into());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.len() > MAX_FOREIGN_NAME
        || !name.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !name.chars().all(allowed)
    {
        let name = name.chars().take(MAX_FOREIGN_NAME).collect::<String>().escape_debug().to_string();
        return Err(NameRule::ForeignName { name }.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn session_names_follow_the_rule() {
        for good in ["a", "bot", "Bot-2", "my_bot", &"a".repeat(64)] {
            assert_eq!(session_name(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "2bot",
            "_x",
            "-rf",
            "a b",
            "a/b",
            "é",
            "a.b",
            "a\nb",
            "bot\n",
            "bot\u{202e}",
            &"a".repeat(65),
        ] {
            assert!(session_name(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn messages_name_the_value_and_the_rule() {
        let message = session_name("my bot").unwrap_err().to_string();
        assert_eq!(
            message,
            "The name \"my bot\" has a space in it; use letters (a-z, A-Z), digits, \"_\" and \"-\" only"
        );
        assert!(session_name("-rf").unwrap_err().to_string().contains("\"-rf\" begins with \"-\""));
        assert!(session_name(&"x".repeat(70)).unwrap_err().to_string().contains("70 characters"));
        assert!(
            !session_name("a\u{1b}[2J").unwrap_err().to_string().contains('\u{1b}'),
            "escapes never reach a terminal"
        );
    }

    #[test]
    fn names_of_pods_are_narrower() {
        for (name, fits) in
            [("bot", true), ("bot-2", true), ("Bot", false), ("my_bot", false), ("bot-", false)]
        {
            assert_eq!(pod_name(name).is_ok(), fits, "{name}");
        }
        assert!(pod_name(&"a".repeat(64)).is_err() && pod_name("").is_err());
    }

    #[test]
    fn foreign_names_are_wider_but_never_flags() {
        for good in ["0", "web.1", "x_y-z", "9f86d081884c", &"f".repeat(64)] {
            assert_eq!(foreign_name(good), Ok(()), "{good}");
        }
        for bad in ["", "-f", "--all", ".x", "_x", "a b", "a/b", "a:b", "é", &"a".repeat(256)] {
            assert!(foreign_name(bad).is_err(), "{bad:?}");
        }
    }
}
