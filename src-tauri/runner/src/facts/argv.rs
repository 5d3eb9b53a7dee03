//! Secrets in an argv: podman keeps the whole command line of a `run` (`Config.CreateCommand`).

use super::names::says_secret;
use super::text::{MASK, mask_text};

/// Flags of both clients without a value, which may stand before an `e` in one word: `-ite K=V`.
const SWITCHES: &str = "ditPqR";

/// What the word before says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Anything,
    /// `KEY=VALUE`, or `KEY` alone.
    Variable,
    /// `USER:PASSWORD`, or `UID:GID`.
    User,
    Secret,
}

/// The words with a mask for each secret: values of `-e`, of flags that say that they are secret,
/// passwords of users, and what [`mask_text`] finds in a word.
pub(super) fn mask_argv(words: &[&str]) -> Vec<String> {
    let mut expected = Expected::Anything;
    let mut masked = Vec::with_capacity(words.len());
    for word in words {
        let (text, next) = one(word, expected);
        masked.push(text);
        expected = next;
    }
    masked
}

fn one(word: &str, expected: Expected) -> (String, Expected) {
    let masked = match expected {
        Expected::Variable => return (variable(word), Expected::Anything),
        Expected::User => return (user(word), Expected::Anything),
        Expected::Secret if !word.starts_with("--") => return (MASK.to_owned(), Expected::Anything),
        Expected::Secret | Expected::Anything => flag(word),
    };
    masked.unwrap_or_else(|| {
        // The whole rest of the word, spaces and all.
        let named = word.split_once('=').filter(|(name, _)| says_secret(name) && is_name(name));
        let text = named.map_or_else(|| mask_text(word).into_owned(), |(name, _)| format!("{name}={MASK}"));
        (text, Expected::Anything)
    })
}

/// A word that says what it, or the next one, holds.
fn flag(word: &str) -> Option<(String, Expected)> {
    let own = |prefix: &str, text: String| Some((format!("{prefix}{text}"), Expected::Anything));
    match word.strip_prefix("--") {
        Some("env") => Some((word.to_owned(), Expected::Variable)),
        Some("user" | "creds") => Some((word.to_owned(), Expected::User)),
        Some(long) => match long.split_once('=') {
            Some(("env", value)) => own("--env=", variable(value)),
            Some((name @ ("user" | "creds"), value)) => own(&format!("--{name}="), user(value)),
            None if says_secret(long) && is_name(long) => Some((word.to_owned(), Expected::Secret)),
            _ => None,
        },
        None => {
            let short = word.strip_prefix('-')?;
            if short == "u" {
                return Some((word.to_owned(), Expected::User));
            }
            let at = short.find(|letter| !SWITCHES.contains(letter))?;
            let value = short[at..].strip_prefix('e')?;
            match value {
                "" => Some((word.to_owned(), Expected::Variable)),
                value => own(&format!("-{}e", &short[..at]), variable(value.trim_start_matches('='))),
            }
        }
    }
}

fn variable(word: &str) -> String {
    word.split_once('=').map_or_else(|| mask_text(word).into_owned(), |(key, _)| format!("{key}={MASK}"))
}

/// `1000:1000` is no secret.
fn user(word: &str) -> String {
    let is_number = |text: &str| text.chars().all(|digit| digit.is_ascii_digit());
    match word.split_once(':') {
        Some((name, password)) if !(is_number(name) && is_number(password)) => format!("{name}:{MASK}"),
        _ => mask_text(word).into_owned(),
    }
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::mask_argv;

    #[test]
    fn an_argv_keeps_all_but_its_secrets() {
        for (argv, expected) in [
            ("podman run -e A=x1 -p 80:80 bb", "podman run -e A=… -p 80:80 bb"),
            ("podman run -ite A=x1 bb sh", "podman run -ite A=… bb sh"),
            ("podman run -eA=x1 --env=B=x2 --env C=x3 bb", "podman run -eA=… --env=B=… --env C=… bb"),
            ("podman run -e A bb", "podman run -e A bb"),
            ("podman run --user 1000:1000 -u ann:x1 bb", "podman run --user 1000:1000 -u ann:… bb"),
            ("mysql --password x1 --host h", "mysql --password … --host h"),
            ("mysql --password=x1", "mysql --password=…"),
            ("run --label api.key=x1 --label a=b", "run --label api.key=… --label a=b"),
            ("serve --use-auth --port 1", "serve --use-auth --port 1"),
            ("tar -xzf x.tgz -release", "tar -xzf x.tgz -release"),
        ] {
            let words: Vec<&str> = argv.split(' ').collect();
            assert_eq!(mask_argv(&words).join(" "), expected);
        }
        assert_eq!(mask_argv(&["--password=a b c", "PASSWORD=a b"]), ["--password=…", "PASSWORD=…"]);
        assert_eq!(mask_argv(&["sh", "-c", "login --token x1; run"])[2], "login --token … run");
    }
}
