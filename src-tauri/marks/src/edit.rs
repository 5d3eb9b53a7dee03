//! Edits a file of marks. What is not meant stays as it is: comments and order.

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, TomlError, value};

use crate::mark::{Color, MarkChange, note};
use crate::read::{COLOR, NOTE, ORDER, PINNED, SESSIONS};

/// The text with a change of one session. A session without any mark is not in it.
pub fn changed(text: &str, key: &str, change: &MarkChange) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let (name, item) = match change {
        MarkChange::Pinned(pinned) => (PINNED, pinned.then(|| value(true))),
        MarkChange::Color(color) => (COLOR, color.map(|color| value(Color::word(color)))),
        MarkChange::Note(text) => (NOTE, Some(note(text)).filter(|note| !note.is_empty()).map(value)),
    };
    if item.is_none() && session(&mut document, key).is_none() {
        return Ok(text.to_owned());
    }
    let sessions = begin(document.as_table_mut(), SESSIONS);
    if let Some(sessions) = sessions {
        let is_empty = match begin(sessions, key) {
            Some(table) => {
                match item {
                    Some(item) => set(table, name, item),
                    None => drop(table.remove(name)),
                }
                table.is_empty()
            }
            None => false,
        };
        if is_empty {
            sessions.remove(key);
        }
    }
    Ok(document.to_string())
}

/// The text with this order.
pub fn ordered(text: &str, order: &[String]) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    if order.is_empty() {
        document.remove(ORDER);
        return Ok(document.to_string());
    }
    let mut array: Array = order.iter().collect();
    // A line each: they are moved by hand, too.
    for one in array.iter_mut() {
        one.decor_mut().set_prefix("\n  ");
    }
    array.set_trailing("\n");
    array.set_trailing_comma(true);
    set(document.as_table_mut(), ORDER, value(array));
    Ok(document.to_string())
}

/// The text with what is said of one session said of another name.
pub fn renamed(text: &str, old: &str, new: &str) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    if let Some(sessions) = document.get_mut(SESSIONS).and_then(Item::as_table_like_mut)
        && let Some(mark) = sessions.remove(old)
    {
        sessions.insert(new, mark);
    }
    if let Some(order) = document.get_mut(ORDER).and_then(Item::as_array_mut) {
        order.retain(|one| one.as_str() != Some(new));
        for one in order.iter_mut().filter(|one| one.as_str() == Some(old)) {
            let decor = one.decor().clone();
            *one = new.into();
            *one.decor_mut() = decor;
        }
    }
    Ok(document.to_string())
}

fn session<'a>(document: &'a mut DocumentMut, key: &str) -> Option<&'a mut dyn TableLike> {
    document.get_mut(SESSIONS)?.as_table_like_mut()?.get_mut(key)?.as_table_like_mut()
}

/// The table of a name, which need not be there yet; `None` where something else has the name.
fn begin<'a>(parent: &'a mut dyn TableLike, name: &str) -> Option<&'a mut dyn TableLike> {
    if !parent.contains_key(name) {
        let mut table = Table::new();
        table.set_implicit(name == SESSIONS);
        parent.insert(name, Item::Table(table));
    }
    parent.get_mut(name)?.as_table_like_mut()
}

/// With the comments that the old value had.
fn set(table: &mut dyn TableLike, key: &str, mut item: Item) {
    if let Some(old) = table.get_mut(key) {
        if let (Some(old), Some(new)) = (old.as_value(), item.as_value_mut()) {
            *new.decor_mut() = old.decor().clone();
        }
        *old = item;
    } else {
        table.insert(key, item);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_begun_edited_and_left_as_it_was() {
        let pinned = changed("", "podman/bot", &MarkChange::Pinned(true)).unwrap();
        assert_eq!(pinned, "[sessions.\"podman/bot\"]\npinned = true\n");
        let mine = "# Mine.\n[sessions.\"podman/bot\"]\npinned = true # on top\ncolor = \"red\" # hot\n";
        let blue = changed(mine, "podman/bot", &MarkChange::Color(Some(Color::Blue))).unwrap();
        assert_eq!(blue, mine.replace("red", "blue"));
        let other = changed(&blue, "docker/x", &MarkChange::Note("a\nb".into())).unwrap();
        assert!(other.starts_with(&blue), "{other}");
        let back = changed(&other, "docker/x", &MarkChange::Note(String::new())).unwrap();
        assert_eq!(back, blue);
        assert_eq!(changed(&blue, "docker/none", &MarkChange::Pinned(false)).unwrap(), blue);
        let gone = changed(&pinned, "podman/bot", &MarkChange::Pinned(false)).unwrap();
        assert_eq!(gone, "");
    }

    #[test]
    fn a_table_on_one_line_stays_one() {
        let text = "sessions = { \"podman/bot\" = { pinned = true } }\n";
        let edited = changed(text, "podman/bot", &MarkChange::Color(Some(Color::Teal))).unwrap();
        let marks = crate::read::read(std::path::Path::new("/m"), &edited);
        assert!(edited.lines().count() == 1 && marks.faults.is_empty(), "{edited}");
        let mark = &marks.sessions["podman/bot"];
        assert_eq!((mark.pinned, mark.color), (true, Some(Color::Teal)));
    }

    #[test]
    fn an_order_is_a_line_each_and_a_new_name_takes_the_place_of_the_old() {
        let text = "[sessions.\"podman/a\"]\npinned = true\n";
        let order = ["podman/a".to_owned(), "podman/b".to_owned()];
        let ordered = ordered(text, &order).unwrap();
        assert_eq!(ordered, format!("order = [\n  \"podman/a\",\n  \"podman/b\",\n]\n{text}"));
        let renamed = renamed(&ordered, "podman/a", "podman/c").unwrap();
        assert_eq!(renamed, ordered.replace("podman/a", "podman/c"));
        assert_eq!(super::ordered(&ordered, &[]).unwrap(), text);
    }
}
