//! Values of the file, from and to JSON, without touching what stays.

use berth_runner::toml_to_json;
use serde_json::{Map, Value as Json};
use toml_edit::{Array, InlineTable, Item, RawString, Table, TableLike, Value};

/// Gives a key another value. Comments beside it stay.
pub fn set_value(item: &mut Item, wanted: &Json) {
    match (&mut *item, wanted) {
        (Item::Value(Value::Array(array)), Json::Array(wanted)) => set_list(array, wanted),
        (Item::Value(Value::InlineTable(table)), Json::Object(wanted)) => set_table(table, wanted),
        (Item::Table(table), Json::Object(wanted)) => set_table(table, wanted),
        (Item::Value(old), wanted) => {
            let decor = old.decor().clone();
            *old = to_value(wanted);
            *old.decor_mut() = decor;
        }
        (item, wanted) => *item = to_item(wanted),
    }
}

fn set_table(table: &mut dyn TableLike, wanted: &Map<String, Json>) {
    let gone: Vec<String> =
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| !wanted.contains_key(key)).collect();
    for key in gone {
        table.remove(&key);
    }
    for (key, value) in wanted {
        match table.get_mut(key) {
            Some(item) if toml_to_json(item) == *value => {}
            Some(item) => set_value(item, value),
            None => drop(table.insert(key, Item::Value(to_value(value)))),
        }
    }
}

/// Entries that stay are not touched; a comment beside one that goes stays.
fn set_list(array: &mut Array, wanted: &[Json]) {
    let now: Vec<Json> = array.iter().map(|value| toml_to_json(&Item::Value(value.clone()))).collect();
    let same = |pair: &(&Json, &Json)| pair.0 == pair.1;
    let start = now.iter().zip(wanted).take_while(same).count();
    let most = now.len().min(wanted.len()) - start;
    let end = now.iter().rev().zip(wanted.iter().rev()).take_while(same).count().min(most);
    let (old, new) = (now.len() - end, &wanted[start..wanted.len() - end]);
    let mut at = start;
    for value in new {
        if at < old {
            if let Some(entry) = array.get_mut(at) {
                let decor = entry.decor().clone();
                *entry = to_value(value);
                *entry.decor_mut() = decor;
            }
        } else {
            // Behind the others, as they stand.
            let mut value = to_value(value);
            let before = at.checked_sub(1).and_then(|before| array.get(before));
            let like = before.and_then(|one| one.decor().prefix()?.as_str()).map(indent);
            value.decor_mut().set_prefix(like.unwrap_or(if at == 0 {
                String::new()
            } else {
                " ".to_owned()
            }));
            array.insert_formatted(at, value);
        }
        at += 1;
    }
    for _ in at..old {
        let removed = array.remove(at);
        let decor = removed.decor();
        let comments: String =
            [decor.prefix(), decor.suffix()].iter().filter_map(|one| (*one)?.as_str()).collect();
        match array.get_mut(at) {
            Some(next) => {
                let own = next.decor().prefix().and_then(RawString::as_str).unwrap_or_default();
                let prefix = behind(&comments, own);
                next.decor_mut().set_prefix(prefix);
            }
            None => {
                let trailing = behind(&comments, array.trailing().as_str().unwrap_or_default());
                array.set_trailing(trailing);
            }
        }
    }
}

/// What stands before an entry, behind the comments of one that went. Each ends with its line.
fn behind(comments: &str, own: &str) -> String {
    match comments.rsplit_once('\n').filter(|(before, _)| before.contains('#')) {
        Some((before, _)) if own.trim_start_matches([' ', '\t', '\r']).starts_with('\n') => {
            format!("{}{own}", before.trim_end())
        }
        Some((before, _)) => format!("{before}\n{own}"),
        None => own.to_owned(),
    }
}

/// The line break and the indentation of what stands before an entry, without its comments.
fn indent(prefix: &str) -> String {
    match prefix.rsplit_once('\n') {
        Some((before, last)) => format!("{}\n{last}", if before.ends_with('\r') { "\r" } else { "" }),
        None if prefix.is_empty() => " ".to_owned(),
        None => prefix.to_owned(),
    }
}

/// Of no value, of the same type.
pub fn empty_like(value: &Json) -> Json {
    match value {
        Json::Array(_) => Json::Array(Vec::new()),
        Json::Object(_) => Json::Object(Map::new()),
        Json::Bool(_) => Json::Bool(false),
        _ => Json::String(String::new()),
    }
}

/// A table as a section of its own.
pub fn to_item(value: &Json) -> Item {
    match value {
        Json::Object(keys) if keys.values().all(Json::is_string) && keys.len() > 1 => {
            let mut table = Table::new();
            for (key, value) in keys {
                table.insert(key, Item::Value(to_value(value)));
            }
            Item::Table(table)
        }
        value => Item::Value(to_value(value)),
    }
}

fn to_value(value: &Json) -> Value {
    match value {
        Json::Array(values) => Value::Array(values.iter().map(to_value).collect()),
        Json::Object(keys) => Value::InlineTable(
            keys.iter().map(|(key, value)| (key.as_str(), to_value(value))).collect::<InlineTable>(),
        ),
        Json::String(text) => text.as_str().into(),
        Json::Bool(yes) => (*yes).into(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().unwrap_or_default().into(),
        },
        Json::Null => "".into(),
    }
}
