//! Templates: what several sessions have in common, with `{{parameters}}`.

use std::collections::BTreeMap;

use crate::check::Found;
use crate::fault::{DefinitionProblem as Problem, nearest};
use crate::node::{Entry, Node, Table, Value};
use crate::table::JOINED;

/// A template as it stands in the file.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its parameters, with the default of those that have one.
    pub params: BTreeMap<String, Option<Node>>,
    /// The keys of its sessions, with `{{…}}`.
    keys: Table,
}

impl Template {
    pub fn new(mut table: Table, found: &mut Vec<Found>) -> Self {
        let mut params = BTreeMap::new();
        match table.remove("params").map(|entry| entry.node.value) {
            Some(Value::List(names)) => {
                params.extend(names.iter().filter_map(Node::text).map(|name| (name.to_owned(), None)));
            }
            Some(Value::Table(entries)) => params.extend(entries.into_iter().map(|(name, entry)| {
                let default = match entry.node.value {
                    Value::Table(mut keys) => keys.remove("default").map(|entry| entry.node),
                    _ => None,
                };
                (name, default)
            })),
            _ => {}
        }
        for entry in table.values() {
            placeholders(&entry.node, &mut |at, name| {
                if !params.contains_key(name) {
                    let nearest = nearest(name, params.keys().map(String::as_str));
                    found.push((
                        at,
                        Problem::DefinitionPlaceholderUnknown { parameter: name.to_owned(), nearest },
                    ));
                }
            });
        }
        Self { params, keys: table }
    }

    /// The keys of a session: its own, and for what it does not say those of the template.
    pub fn filled(&self, name: &str, at: usize, given: &Table, own: Table, found: &mut Vec<Found>) -> Table {
        let template = || name.to_owned();
        for (parameter, entry) in given.iter().filter(|(key, _)| !self.params.contains_key(*key)) {
            let nearest = nearest(parameter, self.params.keys().map(String::as_str));
            let parameter = parameter.clone();
            found.push((
                entry.at,
                Problem::DefinitionNoParameter { template: template(), parameter, nearest },
            ));
        }
        let mut values = BTreeMap::new();
        for (parameter, default) in &self.params {
            match given.get(parameter).map(|entry| &entry.node).or(default.as_ref()) {
                Some(value) => drop(values.insert(parameter.as_str(), value)),
                None => {
                    let parameter = parameter.clone();
                    found.push((at, Problem::DefinitionLacksParameter { template: template(), parameter }));
                }
            }
        }
        let fill = |(key, entry): (&String, &Entry)| {
            (key.clone(), Entry { at: entry.at, node: substituted(&entry.node, &values) })
        };
        let mut keys: Table = self.keys.iter().map(fill).collect();
        for (key, entry) in own {
            match keys.get_mut(&key).map(|entry| &mut entry.node.value) {
                Some(Value::Table(known)) if JOINED.contains(&key.as_str()) => match entry.node.value {
                    Value::Table(more) => known.extend(more),
                    _ => drop(keys.insert(key, entry)),
                },
                _ => drop(keys.insert(key, entry)),
            }
        }
        keys
    }
}

/// What stands between `{{` and `}}`, and what is around it.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let inside = |(start, _): (usize, &str)| {
            let (name, after) = text[start + 2..].split_once("}}")?;
            is_name(name.trim()).then_some((start, name.trim(), after))
        };
        match text.match_indices("{{").find_map(inside) {
            Some((start, name, after)) => {
                rest = Some(after);
                Some((&text[..start], Some(name)))
            }
            None => {
                rest = None;
                Some((text, None))
            }
        }
    })
}

/// `{{.Names}}` and the like mean something to other programs.
fn is_name(text: &str) -> bool {
    let rest = |one: char| one.is_alphanumeric() || one == '_' || one == '-';
    text.starts_with(|one: char| one.is_alphabetic() || one == '_') && text.chars().all(rest)
}

fn placeholders(node: &Node, tell: &mut impl FnMut(usize, &str)) {
    match &node.value {
        Value::Text(text) => pieces(text).filter_map(|(_, name)| name).for_each(|name| tell(node.at, name)),
        Value::List(items) => items.iter().for_each(|item| placeholders(item, tell)),
        Value::Table(entries) => entries.values().for_each(|entry| placeholders(&entry.node, tell)),
        _ => {}
    }
}

/// The value with its parameters filled in. One that is a parameter alone has that one's type.
fn substituted(node: &Node, values: &BTreeMap<&str, &Node>) -> Node {
    let value = match &node.value {
        Value::Text(text) => {
            let mut parts = pieces(text);
            match (parts.next(), parts.next()) {
                (Some(("", Some(name))), Some(("", None))) if values.contains_key(name) => {
                    return values[name].clone();
                }
                _ => Value::Text(filled_text(text, values)),
            }
        }
        Value::List(items) => Value::List(items.iter().map(|item| substituted(item, values)).collect()),
        Value::Table(entries) => {
            let fill = |(key, entry): (&String, &Entry)| {
                (key.clone(), Entry { at: entry.at, node: substituted(&entry.node, values) })
            };
            Value::Table(entries.iter().map(fill).collect())
        }
        value => value.clone(),
    };
    Node { value, at: node.at }
}

fn filled_text(text: &str, values: &BTreeMap<&str, &Node>) -> String {
    let mut filled = String::new();
    for (before, name) in pieces(text) {
        filled.push_str(before);
        match name.and_then(|name| values.get(name)).map(|node| node.json()) {
            Some(serde_json::Value::String(text)) => filled.push_str(&text),
            Some(value) => filled.push_str(&value.to_string()),
            None => {}
        }
    }
    filled
}
