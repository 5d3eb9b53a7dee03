//! YAML that every reader takes the same way: 1.1 has more words and numbers than 1.2, and `podman-compose` reads 1.1.

use std::fmt::Write as _;

/// A value to be written.
#[derive(Debug, Clone)]
pub(super) enum Yaml {
    Text(String),
    /// A number or a truth value.
    Plain(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn truth() -> Self {
        Self::Plain("true".to_owned())
    }

    /// A number where the text is one.
    pub fn number(text: &str) -> Self {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Plain(text.to_owned()),
            _ => Self::text(text),
        }
    }

    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    pub fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            _ => false,
        }
    }
}

/// A map that is filled entry by entry.
#[derive(Default)]
pub(super) struct Entries(pub Vec<(String, Yaml)>);

impl Entries {
    pub fn put(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_owned(), value));
    }

    /// Leaves out what has nothing in it.
    pub fn put_some(&mut self, key: &str, value: Yaml) {
        if !value.is_empty() {
            self.put(key, value);
        }
    }
}

/// The whole text of a map.
pub(super) fn document(entries: Entries) -> String {
    let mut out = String::new();
    put(&mut out, &Yaml::Map(entries.0), 0);
    out
}

fn put(out: &mut String, value: &Yaml, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Yaml::Map(entries) => {
            for (key, value) in entries {
                let _ = write!(out, "{indent}{}:", scalar(key));
                under(out, value, depth + 1);
            }
        }
        Yaml::List(items) => {
            for item in items {
                match item {
                    Yaml::Map(entries) if !entries.is_empty() => {
                        let mut inner = String::new();
                        put(&mut inner, item, depth + 1);
                        let _ = write!(out, "{indent}- {}", inner.trim_start_matches(' '));
                    }
                    _ => {
                        let _ = write!(out, "{indent}-");
                        under(out, item, depth + 1);
                    }
                }
            }
        }
        Yaml::Text(_) | Yaml::Plain(_) => under(out, value, depth),
    }
}

/// What follows a key or a dash.
fn under(out: &mut String, value: &Yaml, depth: usize) {
    match value {
        Yaml::Text(text) => {
            let _ = writeln!(out, " {}", scalar(text));
        }
        Yaml::Plain(text) => {
            let _ = writeln!(out, " {text}");
        }
        Yaml::List(items) if items.is_empty() => out.push_str(" []\n"),
        Yaml::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Yaml::List(_) | Yaml::Map(_) => {
            out.push('\n');
            put(out, value, depth);
        }
    }
}

/// In quotes unless it can be nothing but a text.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_'));
    if begins && text.chars().all(plain) && !WORDS.contains(&text.to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    // The escapes of JSON are YAML's.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::tree::{self, Node, Value};

    fn same(written: &Yaml, read: &Node) {
        match (written, &read.value) {
            (Yaml::Text(a) | Yaml::Plain(a), Value::Text(b)) => assert_eq!(a, b),
            (Yaml::List(a), Value::List(b)) => {
                assert_eq!(a.len(), b.len());
                a.iter().zip(b).for_each(|(a, b)| same(a, b));
            }
            (Yaml::Map(a), Value::Map(b)) => {
                assert_eq!(a.len(), b.len());
                for ((key, a), (entry, b)) in a.iter().zip(b) {
                    assert_eq!(*key, entry.key);
                    same(a, b);
                }
            }
            (written, read) => panic!("{written:?} {read:?}"),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let odd = [
            "",
            " ",
            "no",
            "1:30",
            "a: b",
            "#x",
            "- y",
            "a\nb",
            "\"'\\",
            "ü\u{1f600}",
            "~",
            "0x1",
            ".5",
            "{x}",
            "*a",
        ];
        let odd = Yaml::List(odd.into_iter().map(Yaml::text).collect());
        let tree = [
            ("a b", odd.clone()),
            (
                "m",
                Yaml::map([
                    ("n", Yaml::map([("list", odd), ("t", Yaml::truth())])),
                    ("e", Yaml::List(vec![])),
                ]),
            ),
            (
                "l",
                Yaml::List(vec![
                    Yaml::map([("x", Yaml::number("1.5")), ("y", Yaml::List(vec![Yaml::text("z")]))]),
                    Yaml::Map(vec![]),
                ]),
            ),
        ];
        let entries = tree.map(|(key, value)| (key.to_owned(), value)).to_vec();
        let text = document(Entries(entries.clone()));
        same(&Yaml::Map(entries), &tree::yaml(&text).unwrap());
    }
}
