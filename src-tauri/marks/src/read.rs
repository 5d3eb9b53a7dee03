//! What a file says, as far as it can be used.

use std::path::Path;
use std::str::FromStr;

use berth_runner::{Fault, ValueRule, toml_to_json};
use toml_edit::{DocumentMut, Item};

use crate::mark::{Color, Mark, Marks, note};

/// The list of the order by hand.
pub const ORDER: &str = "order";
/// The section of sessions.
pub const SESSIONS: &str = "sessions";
pub const PINNED: &str = "pinned";
pub const COLOR: &str = "color";
pub const NOTE: &str = "note";

/// Reads it. What can't be used is named, and costs nothing else.
pub fn read(path: &Path, text: &str) -> Marks {
    let shown = path.display().to_string();
    let document: DocumentMut = match text.parse() {
        Ok(document) => document,
        Err(error) => {
            let error: toml_edit::TomlError = error;
            let words = error.to_string().trim_end().to_owned();
            return Marks { faults: vec![Fault::NotToml { path: shown, words }], ..Marks::default() };
        }
    };
    let mut marks = Marks::default();
    for (key, item) in document.iter() {
        match key {
            ORDER => marks.order = order(item),
            SESSIONS => {}
            other => {
                marks.faults.push(Fault::NoSection { path: shown.clone(), section: other.to_owned() });
            }
        }
    }
    let Some(item) = document.get(SESSIONS) else { return marks };
    let Some(sessions) = item.as_table_like() else {
        marks.faults.push(Fault::NotASection { path: shown, section: SESSIONS.to_owned() });
        return marks;
    };
    for (key, item) in sessions.iter() {
        let section = || format!("{SESSIONS}.{key:?}");
        let Some(table) = item.as_table_like() else {
            marks.faults.push(Fault::NotASection { path: shown.clone(), section: section() });
            continue;
        };
        let mut mark = Mark::default();
        for (name, item) in table.iter() {
            let rule = match (name, item.as_bool(), item.as_str()) {
                (PINNED, Some(pinned), _) => {
                    mark.pinned = pinned;
                    continue;
                }
                (COLOR, _, Some(word)) if Color::from_str(word).is_ok() => {
                    mark.color = Color::from_str(word).ok();
                    continue;
                }
                (NOTE, _, Some(text)) => {
                    mark.note = note(text);
                    continue;
                }
                (PINNED, ..) => ValueRule::YesOrNo {},
                (COLOR, ..) => ValueRule::choice(Color::words()),
                // A note that is no text, or a key that there is not.
                _ => {
                    let (path, key) = (shown.clone(), name.to_owned());
                    marks.faults.push(Fault::NoKey { path, section: section(), key });
                    continue;
                }
            };
            let value = toml_to_json(item).to_string();
            let (path, key) = (shown.clone(), name.to_owned());
            marks.faults.push(Fault::BadValue { path, section: section(), key, rule, value });
        }
        if mark != Mark::default() {
            marks.sessions.insert(key.to_owned(), mark);
        }
    }
    marks
}

/// Each once, as it comes first.
fn order(item: &Item) -> Vec<String> {
    let mut order = Vec::new();
    for key in item.as_array().into_iter().flatten().filter_map(|value| value.as_str()) {
        if !order.iter().any(|one| one == key) {
            order.push(key.to_owned());
        }
    }
    order
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_used_counts_and_the_rest_is_named() {
        let marks = read(
            Path::new("/m"),
            "order = [\"podman/b\", 7, \"podman/a\", \"podman/b\"]\nordre = []\n\
             [sessions.\"podman/a\"]\npinned = true\ncolor = \"blue\"\nnote = \"mine\"\n\
             [sessions.\"podman/b\"]\npinned = 1\ncolor = \"mauve\"\nnotes = \"x\"\n\
             [sessions.\"docker:far/c\"]\nnote = \"c\"\n",
        );
        assert_eq!(marks.order, ["podman/b", "podman/a"]);
        let a = &marks.sessions["podman/a"];
        assert_eq!((a.pinned, a.color, a.note.as_str()), (true, Some(Color::Blue), "mine"));
        assert_eq!(marks.sessions.keys().collect::<Vec<_>>(), ["docker:far/c", "podman/a"]);
        let words: Vec<_> = marks.faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            words,
            [
                "/m: there is no section [ordre]",
                "/m: sessions.\"podman/b\".pinned must be true or false, not 1",
                "/m: sessions.\"podman/b\".color must be \"red\", \"orange\", \"yellow\", \"green\", \"teal\", \
                 \"blue\", \"purple\" or \"pink\", not \"mauve\"",
                "/m: [sessions.\"podman/b\"] has no key notes",
            ]
        );
        assert!(!marks.is_broken());
        assert!(read(Path::new("/m"), "[sessions\n").is_broken());
        assert_eq!(
            read(Path::new("/m"), "sessions = 1").faults.first().unwrap().to_string().lines().count(),
            1
        );
    }
}
