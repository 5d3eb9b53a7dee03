//! Names of sessions.

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
/// A sentence that names the rule.
pub fn session_name(name: &str) -> Result<(), String> {
    let Some(first) = name.chars().next() else {
        return Err("The session needs a name, such as \"bot\"".to_owned());
    };
    let count = name.chars().count();
    if count > MAX_NAME {
        return Err(format!(
            "The name is {count} characters long; {MAX_NAME} are the most. Choose a shorter one"
        ));
    }
    if !first.is_ascii_alphabetic() {
        return Err(format!(
            "The name \"{}\" begins with \"{}\"; begin it with a letter (a-z, A-Z)",
            name.escape_debug(),
            first.escape_debug()
        ));
    }
    match name.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))) {
        Some(bad) => Err(format!(
            "The name \"{}\" has {} in it; use letters (a-z, A-Z), digits, \"_\" and \"-\" only",
            name.escape_debug(),
            if bad == ' ' { "a space".to_owned() } else { format!("\"{}\"", bad.escape_debug()) }
        )),
        None => Ok(()),
    }
}

/// A name or id by which an engine knows a container: `[a-zA-Z0-9][a-zA-Z0-9_.-]*`.
///
/// # Errors
/// A sentence that names the rule.
pub fn foreign_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("The name of a session is missing".to_owned());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.len() > MAX_FOREIGN_NAME
        || !name.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !name.chars().all(allowed)
    {
        return Err(format!(
            "\"{}\" can't be the name of a container: engines allow letters, digits, \"_\", \".\" and \"-\", beginning with a letter or digit",
            name.chars().take(MAX_FOREIGN_NAME).collect::<String>().escape_debug()
        ));
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
        let message = session_name("my bot").unwrap_err();
        assert_eq!(
            message,
            "The name \"my bot\" has a space in it; use letters (a-z, A-Z), digits, \"_\" and \"-\" only"
        );
        assert!(session_name("-rf").unwrap_err().contains("\"-rf\" begins with \"-\""));
        assert!(session_name(&"x".repeat(70)).unwrap_err().contains("70 characters"));
        assert!(
            !session_name("a\u{1b}[2J").unwrap_err().contains('\u{1b}'),
            "escapes never reach a terminal"
        );
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
