//! Values of the file, to and from JSON.

use serde_json::{Map, Value as Json};
use toml_edit::{Item, Table, TableLike, Value};

/// Sets those entries of a table that differ, and removes those that are not wanted.
pub(super) fn set_table(section: &mut dyn TableLike, name: &str, wanted: &Map<String, Json>) {
    let item = section.entry(name).or_insert_with(|| Item::Table(Table::new()));
    if !item.is_table_like() {
        *item = Item::Table(Table::new());
    }
    let Some(table) = item.as_table_like_mut() else { return };
    let gone: Vec<String> =
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| !wanted.contains_key(key)).collect();
    for key in gone {
        table.remove(&key);
    }
    for (key, value) in wanted {
        if table.get(key).map(toml_to_json).as_ref() != Some(value) {
            set_value(table, key, value);
        }
    }
    if table.is_empty() {
        section.remove(name);
    }
}

/// Sets one value.
pub(super) fn set_value(table: &mut dyn TableLike, name: &str, value: &Json) {
    let Some(value) = to_toml(value) else { return };
    match table.get_mut(name).and_then(Item::as_value_mut) {
        // A comment behind the value stays.
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(name, Item::Value(value));
        }
    }
}

/// A value of a TOML file as JSON; `null` for a date and for a list of tables.
pub fn toml_to_json(item: &Item) -> Json {
    match (item.as_value(), item.as_table_like()) {
        (_, Some(table)) => {
            Json::Object(table.iter().map(|(key, item)| (key.to_owned(), toml_to_json(item))).collect())
        }
        (Some(value), None) => value_to_json(value),
        (None, None) => Json::Null,
    }
}

fn value_to_json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::from(text.value().as_str()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(yes) => Json::from(*yes.value()),
        Value::Array(values) => values.iter().map(value_to_json).collect(),
        Value::InlineTable(table) => table
            .iter()
            .map(|(key, value)| (key.to_owned(), value_to_json(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Datetime(_) => Json::Null,
    }
}

fn to_toml(value: &Json) -> Option<Value> {
    match value {
        Json::Array(values) => Some(values.iter().filter_map(to_toml).collect()),
        Json::Object(fields) => {
            let fields = fields.iter().filter_map(|(key, value)| Some((key, to_toml(value)?)));
            Some(Value::InlineTable(fields.collect()))
        }
        Json::String(text) => Some(text.as_str().into()),
        Json::Bool(yes) => Some((*yes).into()),
        Json::Number(number) => number.as_i64().map(Value::from).or_else(|| number.as_f64().map(Value::from)),
        _ => None,
    }
}
