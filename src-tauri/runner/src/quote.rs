//! Quoting for POSIX shells.

/// A command line for a POSIX shell, with quotes only where they are needed.
pub fn shell_line(argv: &[String]) -> String {
    argv.iter().map(|arg| quote(arg)).collect::<Vec<_>>().join(" ")
}

/// `shlex` alone would quote every `=`.
fn quote(arg: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,@%+=…".contains(c);
    if !arg.is_empty() && !arg.starts_with('=') && arg.chars().all(plain) {
        return arg.to_owned();
    }
    // Only NUL can't be quoted, and `validate` lets none through.
    shlex::try_quote(arg).map_or_else(|_| arg.escape_debug().to_string(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::shell_line;

    #[test]
    fn only_what_a_shell_would_change_is_quoted() {
        let argv =
            ["sh", "-c", "echo 'a b'; exit 3", "", "A=b", "=cmd", "a,b/c:d@e%f+g.h", "$HOME", "~", "ü"];
        let line = shell_line(&argv.map(str::to_owned));
        assert_eq!(shlex::split(&line), Some(argv.map(str::to_owned).to_vec()));
        let rest = r#" '' A=b '=cmd' a,b/c:d@e%f+g.h '$HOME' '~' 'ü'"#;
        assert!(line.starts_with("sh -c ") && line.ends_with(rest), "{line}");
    }
}
