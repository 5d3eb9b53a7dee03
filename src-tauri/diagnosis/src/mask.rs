//! Texts without secrets, and without who the person is: for logs, and for reports that are passed on.

use std::sync::LazyLock;

use regex::Regex;

/// Shown in place of a secret.
const MASK: &str = "…";
/// Shown in place of the person's name.
const PERSON: &str = "USER";

/// The text without what looks like a secret (values of variables, passwords and tokens by their names, logins in
/// addresses), with `~` for the home folder and `USER` for the person's name.
///
/// It is a net below what Berth keeps out of its log anyway: an engine's own words may repeat anything.
#[must_use]
pub fn masked(text: &str) -> String {
    static PERSON: LazyLock<Person> = LazyLock::new(Person::own);
    PERSON.mask(&without_secrets(text))
}

fn without_secrets(text: &str) -> String {
    static RULES: LazyLock<Vec<(Regex, String)>> = LazyLock::new(|| {
        let rules = [
            // A login before the host of an address.
            (r"([A-Za-z][A-Za-z0-9+.-]*://)[^/@\s]+@", "${1}MASK@"),
            (r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}", "$1 MASK"),
            // A variable of the environment.
            (r#"\b([A-Z][A-Z0-9_]*)=(?:"[^"]*"|'[^']*'|[^\s"']+)"#, "$1=MASK"),
            // `--password secret`, `token: secret`, `"apiKey":"secret"`.
            (
                r#"(?ix) ( [a-z0-9_.-]*
                    (?: passw(?:or)?d | passphrase | secret | token | credential | api[_-]?key | private[_-]?key )
                    [a-z0-9_.-]* ["']? ) ( \s* [=:] \s* | \s+ ) (?: "[^"]*" | '[^']*' | [^\s"',;]+ )"#,
                "$1$2MASK",
            ),
        ];
        let made =
            rules.into_iter().map(|(rule, by)| Some((Regex::new(rule).ok()?, by.replace("MASK", MASK))));
        made.collect::<Option<_>>().unwrap_or_default()
    });
    RULES.iter().fold(text.to_owned(), |text, (rule, by)| rule.replace_all(&text, by).into_owned())
}

/// Who must not be named.
#[derive(Debug, Default)]
struct Person {
    home: Option<String>,
    name: Option<String>,
}

impl Person {
    fn own() -> Self {
        let home =
            std::env::home_dir().map(|home| home.to_string_lossy().trim_end_matches(['/', '\\']).to_owned());
        let name = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        // The administrator is nobody: "with root" is no name.
        let name = name.filter(|name| name.len() > 1 && !matches!(name.as_str(), "root" | "Administrator"));
        Self { home: home.filter(|home| home.len() > 1), name }
    }

    fn mask(&self, text: &str) -> String {
        let text = match &self.home {
            Some(home) => replace_whole(text, home, "~"),
            None => text.to_owned(),
        };
        match &self.name {
            Some(name) => replace_whole(&text, name, PERSON),
            None => text,
        }
    }
}

/// Replaces a text where it is no part of a longer name.
fn replace_whole(text: &str, what: &str, by: &str) -> String {
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(what) {
        let (before, found) = rest.split_at(at);
        let after = &found[what.len()..];
        replaced.push_str(before);
        // A path begins with what is part of no name.
        let begins = !what.starts_with(is_name) || !replaced.ends_with(is_name);
        replaced.push_str(if begins && !after.starts_with(is_name) { by } else { what });
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_left_out() {
        for (text, expected) in [
            ("ssh://ann:hunter2@host:22/x", "ssh://…@host:22/x"),
            ("Authorization: Bearer abcdefgh.ijk", "Authorization: Bearer …"),
            ("bad variable API_URL=http://x y", "bad variable API_URL=… y"),
            ("TOKEN=\"two words\" rest", "TOKEN=… rest"),
            ("--db-password hunter2 --tail 5", "--db-password … --tail 5"),
            (r#"{"apiKey":"hunter2","name":"bot"}"#, r#"{"apiKey":…,"name":"bot"}"#),
            ("my_secret: hunter2, and on", "my_secret: …, and on"),
            ("podman:far answered in 12 ms", "podman:far answered in 12 ms"),
            ("a=b is no variable", "a=b is no variable"),
        ] {
            assert_eq!(without_secrets(text), expected);
        }
    }

    #[test]
    fn nobody_is_named() {
        let ann = Person { home: Some("/home/ann".to_owned()), name: Some("ann".to_owned()) };
        for (text, expected) in [
            ("/home/ann/.config/berth", "~/.config/berth"),
            ("in /home/ann, by ann", "in ~, by USER"),
            ("/home/anna and annotate, ann-2", "/home/anna and annotate, ann-2"),
            ("unix:///run/user/ann/x", "unix:///run/user/USER/x"),
        ] {
            assert_eq!(ann.mask(text), expected);
        }
        assert_eq!(Person::default().mask("with root"), "with root");
    }
}
