//! A line of a watch.

use serde_json::Value;

use super::row::{Row, rows};

/// What an event tells.
#[derive(Debug, PartialEq)]
pub enum Told {
    /// How the containers of a pod are now.
    Is(Vec<Row>),
    /// How the containers of a pod were that is gone.
    Gone(Vec<Row>),
    /// The watch is over, as when what it knew is too old (410).
    Over(String),
}

/// Reads an event. A bookmark, and what can't be read, tells nothing.
pub fn event(line: &[u8]) -> Option<Told> {
    let event: Value = serde_json::from_slice(line).ok()?;
    let object = event.get("object")?;
    match event.get("type")?.as_str()? {
        "ADDED" | "MODIFIED" => rows(object).map(Told::Is),
        "DELETED" => rows(object).map(Told::Gone),
        "ERROR" => {
            let words = object.get("message").and_then(Value::as_str).unwrap_or("the watch has ended");
            Some(Told::Over(words.to_owned()))
        }
        _ => None,
    }
}
