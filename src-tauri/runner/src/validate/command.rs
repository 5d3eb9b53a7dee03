//! Commands, split like a POSIX shell and never run by one.

/// Bytes of a command, at most.
pub const MAX_COMMAND: usize = 4096;
/// Longest command that is repeated in the hint.
const MAX_HINT: usize = 200;

/// Splits a command into argv; empty means that the image's own command is meant.
///
/// # Errors
/// A sentence that names the rule; for shell operators it offers `sh -c '…'`.
pub fn command(text: &str) -> Result<Vec<String>, String> {
    if text.len() > MAX_COMMAND {
        return Err(format!(
            "The command is {} bytes long; {MAX_COMMAND} are the most. Put it into a script and mount that",
            text.len()
        ));
    }
    // Line ends and tabs belong to quoted scripts; nothing else invisible does.
    if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n')) {
        let name = if c == '\0' {
            "a NUL character".to_owned()
        } else {
            format!("the control character {}", c.escape_debug())
        };
        return Err(format!("The command has {name} in it; remove it"));
    }
    let scanned = scan(text);
    if scanned.unbalanced {
        return Err(format!(
            "The command has a quote or a backslash without its other half: {}. Close it",
            text.trim()
        ));
    }
    if let Some(operator) = scanned.operator {
        return Err(without_a_shell(text, operator));
    }
    let argv = shlex::split(&scanned.plain).ok_or_else(|| {
        format!("The command has a quote without its other half: {}. Close it", text.trim())
    })?;
    if argv.first().is_some_and(String::is_empty) {
        return Err("The command begins with an empty word; begin it with the program to run".to_owned());
    }
    Ok(argv)
}

/// A command for `exec`, where there is no default.
///
/// # Errors
/// As [`command`], and when it is empty.
pub fn exec_command(text: &str) -> Result<Vec<String>, String> {
    match command(text)? {
        argv if argv.is_empty() => Err("The command is missing; say what to run, such as \"sh\"".to_owned()),
        argv => Ok(argv),
    }
}

fn without_a_shell(text: &str, operator: &str) -> String {
    let named = if operator == "\n" { "a line end".to_owned() } else { format!("\"{operator}\"") };
    let quoted = Some(text.trim()).filter(|t| t.len() <= MAX_HINT).and_then(|t| shlex::try_quote(t).ok());
    let hint = quoted.map_or_else(|| "sh -c '…'".to_owned(), |q| format!("sh -c {q}"));
    format!(
        "The command has {named} outside quotes, which only a shell understands, and no shell runs it. Put it in quotes, or write: {hint}"
    )
}

struct Scan<'a> {
    /// The first shell operator outside quotes.
    operator: Option<&'a str>,
    unbalanced: bool,
    /// The text with each `#` that shlex would take for a comment escaped: `bot #chan`
    /// means a channel here, and dropping words in silence is worse than either reading.
    plain: String,
}

/// Walks the quoting of a POSIX shell.
fn scan(text: &str) -> Scan<'_> {
    const OPERATORS: [&str; 9] = ["&&", "||", "$(", ";", "|", "&", ">", "<", "`"];
    let mut found = Scan { operator: None, unbalanced: false, plain: String::with_capacity(text.len()) };
    let mut quote: Option<char> = None;
    let mut word_begins = true;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '#' && word_begins && quote.is_none() {
            found.plain.push('\\');
        }
        found.plain.push(c);
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(q), _) if q == c => quote = None,
            (None | Some('"'), '\\') => match chars.next() {
                Some((_, escaped)) => found.plain.push(escaped),
                None => found.unbalanced = true,
            },
            (None, _) if found.operator.is_none() => {
                let rest = text.get(at..).unwrap_or_default();
                found.operator = OPERATORS.into_iter().find(|o| rest.starts_with(o));
                // A line end between words separates commands; at the edges it is blank.
                if c == '\n'
                    && !rest.trim().is_empty()
                    && !text.get(..at).unwrap_or_default().trim().is_empty()
                {
                    found.operator = Some("\n");
                }
            }
            _ => {}
        }
        word_begins = quote.is_none() && matches!(c, ' ' | '\t' | '\n');
    }
    found.unbalanced |= quote.is_some();
    found
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn split(text: &str) -> Vec<String> {
        command(text).unwrap()
    }

    #[test]
    fn splits_like_a_shell() {
        assert_eq!(split(""), Vec::<String>::new());
        assert_eq!(split("  sleep   100\t"), ["sleep", "100"]);
        assert_eq!(split("sh -c 'echo \"$((6*7))\"; exit 3'"), ["sh", "-c", "echo \"$((6*7))\"; exit 3"]);
        assert_eq!(split(r#"echo a\ b "c\"d" e'f'g ''"#), ["echo", "a b", "c\"d", "efg", ""]);
        assert_eq!(split("sh -c 'a\n\tb'"), ["sh", "-c", "a\n\tb"]);
        assert_eq!(split("bot --join #rust #tokio a#b"), ["bot", "--join", "#rust", "#tokio", "a#b"]);
        assert_eq!(split("-- --privileged -x"), ["--", "--privileged", "-x"]);
        assert_eq!(split("echo $HOME"), ["echo", "$HOME"]);
    }

    #[test]
    fn operators_outside_quotes_are_refused_with_the_way_out() {
        for (text, operator) in [
            ("a; b", ";"),
            ("a && b", "&&"),
            ("a || b", "||"),
            ("a | b", "|"),
            ("a > f", ">"),
            ("a 2>&1", ">"),
            ("a < f", "<"),
            ("a `b`", "`"),
            ("a $(b)", "$("),
            ("a &", "&"),
            ("a ''; b", ";"),
        ] {
            let message = command(text).unwrap_err();
            assert!(message.contains(&format!("\"{operator}\"")), "{text}: {message}");
            assert!(
                message.contains(&format!("sh -c {}", shlex::try_quote(text).unwrap())),
                "{text}: {message}"
            );
        }
        assert!(command("a\nb").unwrap_err().contains("a line end"));
        assert_eq!(split("\n a \n"), ["a"]);
    }

    #[test]
    fn the_hint_is_itself_accepted() {
        let message = command("cat 'a b' | grep x && echo \"done\"").unwrap_err();
        let hint = message.split_once("write: ").unwrap().1;
        assert_eq!(split(hint), ["sh", "-c", "cat 'a b' | grep x && echo \"done\""]);
    }

    #[test]
    fn quoted_operators_are_text() {
        for text in [
            "echo 'a;b'",
            r"echo a\;b",
            "echo \"a && b | c > d\"",
            "echo '`x` $(y)'",
            r"find . -exec ls {} \;",
        ] {
            assert!(command(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_unbalanced_too_long_or_invisible_is_refused() {
        for bad in ["echo 'a", "echo \"a", "echo a\\", "echo \"a\\", "a\0b", "a \u{1b}[2J", "a\rb", "'' x"] {
            assert!(command(bad).is_err(), "{bad:?}");
        }
        assert!(command(&"a".repeat(4096)).is_ok());
        assert!(command(&"a".repeat(4097)).unwrap_err().contains("4097 bytes"));
        assert!(exec_command(" ").is_err());
    }
}
