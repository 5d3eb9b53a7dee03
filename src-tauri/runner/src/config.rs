//! `config.toml`, the person's settings. The file belongs to the person: comments and layout
//! stay, an unusable value is reported and its default applies, and only values that were
//! changed on purpose are written.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use heck::{ToLowerCamelCase, ToSnakeCase};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use toml_edit::{Document, DocumentMut, Item, Table};

pub use self::fault::{Fault, ValueRule};
pub use self::value::toml_to_json;
use self::value::{set_table, set_value};
use crate::atomic_write::atomic_write;
use crate::place::Lines;

mod fault;
mod value;

/// A section `[NAME]` of the file, with values, lists, and tables `[NAME.KEY]` of these. Its fields
/// are `camelCase` for serde and `snake_case` in the file. Deserializing fails on a value that breaks a rule.
pub trait Section: Default + Serialize + DeserializeOwned {
    /// The name of the section, without brackets.
    const NAME: &'static str;

    /// What the value of a key may be.
    fn rule(key: &str) -> ValueRule;
}

/// A key of a section that has any keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Json,
    /// The same as it stands in the file.
    pub text: String,
    /// Where the key stands, from 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

/// The contents of the file.
#[derive(Debug)]
pub struct Config {
    path: PathBuf,
    /// As it was read: a document that can be changed does not say where things stand.
    text: String,
    document: DocumentMut,
    /// Why the whole file is unusable; such a file is not written either.
    broken: Option<Fault>,
}

impl Config {
    /// The platform's path for settings: `~/.config/berth/config.toml` on Linux. `None` without a
    /// home folder.
    pub fn default_path() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("dev", "Berth", "berth")?;
        Some(dirs.config_dir().join("config.toml"))
    }

    /// Reads the file. A missing file counts as empty.
    pub fn read(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let read = fs::read_to_string(&path);
        let text = read.as_deref().unwrap_or_default().to_owned();
        let (document, broken) = match read {
            Ok(text) => match text.parse::<DocumentMut>() {
                Ok(document) => (document, None),
                Err(error) => {
                    let words = error.to_string().trim_end().to_owned();
                    (DocumentMut::new(), Some(Fault::NotToml { path: shown_path(&path), words }))
                }
            },
            Err(error) if error.kind() == ErrorKind::NotFound => (DocumentMut::new(), None),
            Err(error) => {
                let words = error.to_string();
                (DocumentMut::new(), Some(Fault::Unread { path: shown_path(&path), words }))
            }
        };
        Self { path, text, document, broken }
    }

    /// The path of the file; it need not exist.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why the whole file is unusable.
    pub fn broken(&self) -> Option<&Fault> {
        self.broken.as_ref()
    }

    /// The faults of the file as a whole. `sections` are the known ones.
    pub fn faults(&self, sections: &[&str]) -> Vec<Fault> {
        let unknown = self.document.iter().filter(|(name, _)| !sections.contains(name));
        let unknown =
            unknown.map(|(name, _)| Fault::NoSection { path: self.shown_path(), section: name.to_owned() });
        self.broken.clone().into_iter().chain(unknown).collect()
    }

    /// The keys of a section that has any, in the order of the file; none where there is no such section.
    ///
    /// # Errors
    /// It is something else than a section.
    pub fn entries(&self, section: &str) -> Result<Vec<Entry>, Fault> {
        let Ok(document) = Document::parse(self.text.as_str()) else { return Ok(Vec::new()) };
        let Some(item) = document.get(section) else { return Ok(Vec::new()) };
        let Some(table) = item.as_table_like() else {
            return Err(Fault::NotASection { path: self.shown_path(), section: section.to_owned() });
        };
        let lines = Lines::of(&self.text);
        let entry = |(name, item): (&str, &Item)| {
            let key = table.key(name);
            let at = key.and_then(toml_edit::Key::span).map_or(0, |span| span.start);
            let (line, column) = lines.place(at);
            Entry { key: name.to_owned(), value: toml_to_json(item), text: shown(item), line, column }
        };
        Ok(table.iter().map(entry).collect())
    }

    /// A section and its faults. Missing and unusable keys have their defaults.
    pub fn section<T: Section>(&self) -> (T, Vec<Fault>) {
        let mut usable = fields(&T::default());
        let mut faults = Vec::new();
        let section = || T::NAME.to_owned();
        let Some(item) = self.document.get(T::NAME) else { return (T::default(), faults) };
        let Some(table) = item.as_table_like() else {
            return (T::default(), vec![Fault::NotASection { path: self.shown_path(), section: section() }]);
        };
        for (key, item) in table.iter() {
            let name = key.to_lower_camel_case();
            if !usable.contains_key(&name) {
                faults.push(Fault::NoKey {
                    path: self.shown_path(),
                    section: section(),
                    key: key.to_owned(),
                });
                continue;
            }
            let mut tried = usable.clone();
            tried.insert(name, toml_to_json(item));
            if serde_json::from_value::<T>(Json::Object(tried.clone())).is_ok() {
                usable = tried;
            } else {
                let (path, section, key, rule) = (self.shown_path(), section(), key.to_owned(), T::rule(key));
                faults.push(Fault::BadValue { path, section, key, rule, value: shown(item) });
            }
        }
        (serde_json::from_value(Json::Object(usable)).unwrap_or_default(), faults)
    }

    /// Takes over the values of `wanted` that differ from the file; [`Config::write`] writes them.
    pub fn set<T: Section>(&mut self, wanted: &T) {
        let now = fields(&self.section::<T>().0);
        for (name, value) in fields(wanted) {
            if now.get(&name) == Some(&value) {
                continue;
            }
            if !self.document.contains_key(T::NAME) {
                self.begin(T::NAME);
            }
            let Some(section) = self.document.get_mut(T::NAME) else { continue };
            let Some(table) = section.as_table_like_mut() else { continue };
            match &value {
                Json::Object(wanted) => set_table(table, &name.to_snake_case(), wanted),
                value => set_value(table, &name.to_snake_case(), value),
            }
        }
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// The system refuses it; or the present file could not be read, and is left as it is.
    pub fn write(&self) -> Result<(), Fault> {
        if let Some(broken) = &self.broken {
            return Err(broken.clone());
        }
        let unwritten =
            |error: io::Error| Fault::Unwritten { path: self.shown_path(), words: error.to_string() };
        self.put().map_err(unwritten)
    }

    fn put(&self) -> io::Result<()> {
        // A symbolic link, as dotfile managers make, stays one.
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let permissions = fs::metadata(&path).ok().map(|old| old.permissions());
        atomic_write(&path, self.document.to_string().as_bytes(), permissions)
    }

    /// Adds a section at the end, below comments that stand there.
    fn begin(&mut self, name: &str) {
        let above = self.document.trailing().as_str().unwrap_or_default().to_owned();
        let between = if self.document.is_empty() && above.is_empty() { "" } else { "\n" };
        self.document.set_trailing("");
        let mut table = Table::new();
        table.decor_mut().set_prefix(format!("{above}{between}"));
        self.document.insert(name, Item::Table(table));
    }

    fn shown_path(&self) -> String {
        shown_path(&self.path)
    }
}

fn shown_path(path: &Path) -> String {
    path.display().to_string()
}

fn fields(section: &impl Serialize) -> Map<String, Json> {
    match serde_json::to_value(section) {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The text of a value, short enough for a sentence.
fn shown(item: &Item) -> String {
    const MAX_SHOWN_CHARS: usize = 60;
    let text = match item.as_value() {
        // Without the comment behind it.
        Some(value) => value.clone().decorated("", "").to_string(),
        None => item.to_string(),
    };
    let text = text.trim();
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "tests")]
mod tests;
