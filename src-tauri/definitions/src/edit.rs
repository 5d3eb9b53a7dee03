//! Edits a file of definitions. What is not meant stays as it is: comments, order, line ends.

use std::path::Path;

use berth_runner::SessionSpec;
use serde_json::{Map, Value as Json};
use toml_edit::{DocumentMut, Item, Table, TableLike};

use crate::fault::{DefinitionFault, DefinitionProblem as Problem};
use crate::shelf::Shelf;
use crate::table::SessionTable;
use crate::value::{empty_like, set_value, to_item};

/// The section of sessions.
const SESSIONS: &str = "sessions";

/// The order in which keys of a new session are written; others follow by name.
const ORDER: [&str; 10] = [
    "engine",
    "image",
    "command",
    "working_dir",
    "env_file",
    "secrets",
    "volumes",
    "log_volume",
    "ports",
    "env",
];

/// Why a file was not edited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unedited {
    /// It can't be read as a whole, and is left as it is.
    #[error("{0}\nThe file is left as it is.")]
    Broken(DefinitionFault),
    /// There is no such session in it.
    #[error("there is no session {0:?} in the file")]
    Absent(String),
    /// It defines none of the sessions of a layout.
    #[error("the file defines none of these sessions")]
    NoneDefined,
}

/// The text with a session as a form says, whether it is in it already or not. Of one that is, only what differs
/// is written.
///
/// # Errors
/// [`Unedited::Broken`] when the file, or what it says of this session, is faulty.
pub fn with_session(
    path: &Path,
    text: &str,
    spec: &SessionSpec,
    engine: Option<&str>,
) -> Result<String, Unedited> {
    let shelf = Shelf::read(path, text);
    let Some(known) = shelf.find(&spec.name) else {
        let wanted = SessionTable::default().with_spec(spec, engine);
        return added(path, text, &shelf, &spec.name, &wanted);
    };
    let mut wanted = known.table.with_spec(spec, engine);
    // A path that the form shows whole is kept as it was written.
    for (text, shown) in known.table.volumes.iter().zip(&known.spec.volumes) {
        wanted.volumes.iter_mut().filter(|one| *one == shown).for_each(|one| one.clone_from(text));
    }
    if known.spec.log_volume == spec.log_volume {
        wanted.log_volume.clone_from(&known.table.log_volume);
    }
    changed(path, text, &shelf, |document| {
        let sessions = document.get_mut(SESSIONS).and_then(Item::as_table_like_mut);
        if let Some(table) = sessions.and_then(|some| some.get_mut(&spec.name)?.as_table_like_mut()) {
            set(table, &known.table.keys(), &wanted.keys());
        }
        Ok(())
    })
}

/// The text without a session. Comments above it stay where an empty line is between.
///
/// # Errors
/// [`Unedited::Broken`] when the file is faulty as a whole; [`Unedited::Absent`] when it has no such session.
pub fn without_session(path: &Path, text: &str, name: &str) -> Result<String, Unedited> {
    changed(path, text, &Shelf::read(path, text), |document| {
        let absent = || Unedited::Absent(name.to_owned());
        let sessions = document.get_mut(SESSIONS).and_then(Item::as_table_like_mut).ok_or_else(absent)?;
        let removed = sessions.remove(name).ok_or_else(absent)?;
        let Some(table) = removed.as_table() else { return Ok(()) };
        let kept =
            table.decor().prefix().and_then(|comments| comments.as_str()).map(detached).unwrap_or_default();
        if !kept.is_empty() {
            give_back(document, table.position().unwrap_or(isize::MAX), kept);
        }
        Ok(())
    })
}

/// The text with a new session at its end.
fn added(
    path: &Path,
    text: &str,
    shelf: &Shelf,
    name: &str,
    wanted: &SessionTable,
) -> Result<String, Unedited> {
    if let Some(fault) = shelf.faults.iter().find(|fault| fault.is_of_file() || fault.name == name) {
        return Err(Unedited::Broken(fault.clone()));
    }
    let mut table = Table::new();
    set(&mut table, &Map::new(), &wanted.keys());
    let mut sessions = Table::new();
    sessions.set_implicit(true);
    sessions.insert(name, Item::Table(table));
    let mut block = DocumentMut::new();
    block.insert(SESSIONS, Item::Table(sessions));
    let gap = match text {
        "" | "\u{feff}" => "",
        text if text.ends_with("\n\n") || text.ends_with("\n\r\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let written = in_the_ends_of(text, &format!("{gap}{block}"));
    let longer = format!("{text}{written}");
    if Shelf::read(path, &longer).find(name).is_some() {
        return Ok(longer);
    }
    // `sessions = { … }` on one line.
    changed(path, text, shelf, |document| {
        if let Some(sessions) = document.get_mut(SESSIONS).and_then(Item::as_table_like_mut) {
            let mut table = toml_edit::InlineTable::new();
            set(&mut table, &Map::new(), &wanted.keys());
            sessions.insert(name, Item::Value(table.into()));
        }
        Ok(())
    })
}

/// The text after a change of what it says.
pub(crate) fn changed(
    path: &Path,
    text: &str,
    shelf: &Shelf,
    change: impl FnOnce(&mut DocumentMut) -> Result<(), Unedited>,
) -> Result<String, Unedited> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let mut document: DocumentMut = body.parse().map_err(|error: toml_edit::TomlError| {
        let fault = shelf.faults.first().cloned();
        Unedited::Broken(fault.unwrap_or_else(|| {
            let words = error.message().to_owned();
            DefinitionFault::new(
                &path.display().to_string(),
                (0, 0),
                "",
                Problem::DefinitionNotToml { words },
            )
        }))
    })?;
    change(&mut document)?;
    Ok(format!("{mark}{}", in_the_ends_of(text, &document.to_string())))
}

/// With the line ends of a text all of whose lines end as on Windows.
fn in_the_ends_of(text: &str, written: &str) -> String {
    let lines = text.matches('\n').count();
    if lines > 0 && lines == text.matches("\r\n").count() {
        written.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        written.to_owned()
    }
}

/// Sets the keys of a table that differ.
fn set(table: &mut dyn TableLike, before: &Map<String, Json>, wanted: &Map<String, Json>) {
    let place = |key: &str| ORDER.iter().position(|one| *one == key).unwrap_or(ORDER.len());
    let mut keys: Vec<&String> =
        wanted.keys().chain(before.keys().filter(|key| !wanted.contains_key(*key))).collect();
    keys.sort_by_key(|key| (place(key), *key));
    for key in keys {
        match (before.get(key), wanted.get(key)) {
            (before, wanted) if before == wanted => {}
            (_, Some(wanted)) => match table.get_mut(key) {
                Some(item) => set_value(item, wanted),
                None => drop(table.insert(key, to_item(wanted))),
            },
            // What its template says would count again.
            (Some(before), None) if table.contains_key("template") => match table.get_mut(key) {
                Some(item) => set_value(item, &empty_like(before)),
                None => drop(table.insert(key, to_item(&empty_like(before)))),
            },
            (_, None) => drop(table.remove(key)),
        }
    }
}

/// What of the comments above a header is not of it: all up to the last empty line.
fn detached(comments: &str) -> &str {
    let unix = comments.rfind("\n\n").map(|at| at + 2);
    let end = unix.max(comments.rfind("\n\r\n").map(|at| at + 3));
    let kept = end.map_or("", |end| &comments[..end]);
    if kept.trim().is_empty() { "" } else { kept }
}

/// Puts comments above the section that follows a place, or at the end.
fn give_back(document: &mut DocumentMut, after: isize, kept: &str) {
    let mut places = Vec::new();
    each_table(document.as_table_mut(), &mut |table| places.extend(table.position()));
    let Some(next) = places.into_iter().filter(|place| *place > after).min() else {
        let own = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{kept}{own}"));
        return;
    };
    each_table(document.as_table_mut(), &mut |table| {
        if table.position() == Some(next) {
            let own = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
            let own = own.strip_prefix("\r\n").or(own.strip_prefix('\n')).unwrap_or(own);
            let prefix = format!("{kept}{own}");
            table.decor_mut().set_prefix(prefix);
        }
    });
}

/// Every section that has a header.
fn each_table(table: &mut Table, see: &mut impl FnMut(&mut Table)) {
    for (_, item) in table.iter_mut() {
        if let Item::Table(table) = item {
            if !table.is_implicit() && !table.is_dotted() {
                see(table);
            }
            each_table(table, see);
        }
    }
}

#[cfg(test)]
mod tests;
