//! The values of a file, each with the byte at which it stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::ValueKind;

#[derive(Debug, Clone)]
pub enum Value {
    Text(String),
    Whole(i64),
    Number(f64),
    Truth(bool),
    List(Vec<Node>),
    Table(Table),
    /// A date, which no key takes.
    Other,
}

#[derive(Debug, Clone)]
pub struct Node {
    pub value: Value,
    /// Bytes from the beginning of the file.
    pub at: usize,
}

#[derive(Debug, Clone)]
pub struct Entry {
    /// Of the key.
    pub at: usize,
    pub node: Node,
}

pub type Table = BTreeMap<String, Entry>;

/// What stands twice: the path to it, and where.
pub struct Twice {
    pub path: Vec<String>,
    pub at: usize,
}

impl Node {
    /// The values of a part of the file that begins at `shift`.
    pub fn of(value: &Spanned<DeValue<'_>>, shift: usize) -> Self {
        let at = value.span().start + shift;
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Whole)
            }
            DeValue::Float(number) => number.as_str().parse().map_or(Value::Other, Value::Number),
            DeValue::Boolean(yes) => Value::Truth(*yes),
            DeValue::Datetime(_) => Value::Other,
            DeValue::Array(items) => Value::List(items.iter().map(|item| Self::of(item, shift)).collect()),
            DeValue::Table(entries) => Value::Table(table(entries, shift)),
        };
        Self { value, at }
    }

    pub fn kind(&self) -> Option<ValueKind> {
        Some(match &self.value {
            Value::Text(_) => ValueKind::Text,
            Value::Whole(_) => ValueKind::Whole,
            Value::Number(_) => ValueKind::Number,
            Value::Truth(_) => ValueKind::Truth,
            Value::List(_) => ValueKind::List,
            Value::Table(_) => ValueKind::Table,
            Value::Other => return None,
        })
    }

    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    pub fn json(&self) -> Json {
        match &self.value {
            Value::Text(text) => text.as_str().into(),
            Value::Whole(number) => (*number).into(),
            Value::Number(number) => (*number).into(),
            Value::Truth(yes) => (*yes).into(),
            Value::List(items) => items.iter().map(Self::json).collect(),
            Value::Table(entries) => Json::Object(json(entries)),
            Value::Other => Json::Null,
        }
    }
}

pub fn table(entries: &DeTable<'_>, shift: usize) -> Table {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let key: &Spanned<std::borrow::Cow<'_, str>> = key;
        (key.get_ref().to_string(), Entry { at: key.span().start + shift, node: Node::of(value, shift) })
    };
    entries.iter().map(entry).collect()
}

pub fn json(table: &Table) -> Map<String, Json> {
    table.iter().map(|(key, entry)| (key.clone(), entry.node.json())).collect()
}

/// Adds the tables of another part of the file. A value that is there already stays, and is told.
pub fn merge(into: &mut Table, from: Table, path: &mut Vec<String>, twice: &mut Vec<Twice>) {
    for (key, entry) in from {
        path.push(key.clone());
        match into.get_mut(&key) {
            None => drop(into.insert(key, entry)),
            Some(known) => match (&mut known.node.value, entry.node.value) {
                (Value::Table(known), Value::Table(more)) => merge(known, more, path, twice),
                _ => twice.push(Twice { path: path.clone(), at: entry.at }),
            },
        }
        path.pop();
    }
}
