//! Where in a file something stands.

use std::collections::BTreeMap;

use berth_runner::{Field, Lines};
use heck::ToSnakeCase;

use crate::node::{Table, Value};

/// The bytes at which a session begins, and its values: of each key its own, and those of its entries.
pub struct BytePlaces {
    session: usize,
    keys: BTreeMap<String, Vec<usize>>,
}

impl BytePlaces {
    pub fn of(session: usize, keys: &Table) -> Self {
        let entries = |value: &Value| match value {
            Value::List(items) => items.iter().map(|item| item.at).collect(),
            Value::Table(entries) => entries.values().map(|entry| entry.node.at).collect(),
            _ => Vec::new(),
        };
        let of = |node: &crate::node::Node| [vec![node.at], entries(&node.value)].concat();
        Self { session, keys: keys.iter().map(|(key, entry)| (key.clone(), of(&entry.node))).collect() }
    }
}

/// The same as lines and columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pub session: (u32, u32),
    keys: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Places {
    pub fn of(BytePlaces { session, keys }: &BytePlaces, lines: &Lines<'_>) -> Self {
        let place = |bytes: &Vec<usize>| bytes.iter().map(|byte| lines.place(*byte)).collect();
        let keys = keys.iter().map(|(key, bytes)| (key.clone(), place(bytes))).collect();
        Self { session: lines.place(*session), keys }
    }

    /// Where the value of a field stands; the session's own place where none does.
    pub fn field(&self, field: Field, index: Option<u32>) -> (u32, u32) {
        let key = serde_json::to_value(field).ok().and_then(|name| Some(name.as_str()?.to_snake_case()));
        let places = key.and_then(|key| self.keys.get(&key)).map(Vec::as_slice).unwrap_or_default();
        let entry = index.and_then(|index| places.get(usize::try_from(index).ok()?.checked_add(1)?));
        entry.or(places.first()).copied().unwrap_or(self.session)
    }
}
