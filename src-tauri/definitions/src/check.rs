//! Holds values of the file against the schema.

use berth_runner::StopStep;
use serde_json::Value as Json;

use crate::fault::{DefinitionProblem as Problem, ValueKind, nearest};
use crate::node::{Node, Table, Value};
use crate::secret::Kept;

/// What is wrong, and at which byte.
pub type Found = (usize, Problem);

/// What is wrong with a value; `key` is what it is called.
pub fn check(key: &str, node: &Node, schema: &Json, found: &mut Vec<Found>) {
    let branches = ["anyOf", "oneOf"].iter().find_map(|word| schema.get(word)?.as_array());
    if let Some(branches) = branches {
        return check_any(key, node, branches, found);
    }
    let kinds = kinds(schema);
    if !kinds.is_empty() && !node.kind().is_some_and(|kind| fits(kind, &kinds)) {
        found.push((node.at, Problem::DefinitionValueType { key: key.to_owned(), expected: kinds }));
        return;
    }
    match &node.value {
        Value::Text(text) => check_text(key, node.at, text, schema, found),
        Value::Whole(number) => {
            #[expect(clippy::cast_precision_loss, reason = "limits are small")]
            check_range(key, node.at, *number as f64, schema, found);
        }
        Value::Number(number) => check_range(key, node.at, *number, schema, found),
        Value::List(items) => {
            if let Some(schema) = schema.get("items") {
                items.iter().for_each(|item| check(key, item, schema, found));
            }
        }
        Value::Table(entries) => {
            let known = schema.get("properties").and_then(Json::as_object);
            let others = schema.get("additionalProperties");
            for (name, entry) in entries {
                match (known.and_then(|known| known.get(name)), others) {
                    (Some(schema), _) | (None, Some(schema @ Json::Object(_))) => {
                        check(name, &entry.node, schema, found);
                    }
                    (None, Some(Json::Bool(false))) => {
                        let nearest = nearest(
                            name,
                            known.into_iter().flat_map(|known| known.keys().map(String::as_str)),
                        );
                        found.push((entry.at, Problem::DefinitionKeyUnknown { key: name.clone(), nearest }));
                    }
                    _ => {}
                }
            }
            let needed = schema.get("required").and_then(Json::as_array).into_iter().flatten();
            for name in needed.filter_map(Json::as_str).filter(|name| !entries.contains_key(*name)) {
                found.push((node.at, Problem::DefinitionLacks { key: name.to_owned() }));
            }
        }
        Value::Truth(_) | Value::Other => {}
    }
}

/// Each secret is kept somewhere, for a name that a variable can have.
pub fn check_secrets(keys: &Table, found: &mut Vec<Found>) {
    let secrets = keys.get("secrets").and_then(|entry| entry.node.table());
    for (key, entry) in secrets.into_iter().flatten() {
        let is_variable = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
        if !is_variable || entry.node.text().and_then(Kept::of).is_none() {
            found.push((entry.node.at, Problem::DefinitionSecret { key: key.clone() }));
        }
    }
}

/// A step is a line or a signal, which the schema doesn't say; and each keeps the rules of a stop.
pub fn check_steps(keys: &Table, found: &mut Vec<Found>) {
    let Some(Node { value: Value::List(steps), at }) = keys.get("stop").map(|entry| &entry.node) else {
        return;
    };
    let before = found.len();
    let read = steps.iter().filter_map(|step| {
        let text = |key: &str| step.table()?.get(key)?.node.text().map(str::to_owned);
        let seconds = match step.table()?.get("seconds").map(|entry| &entry.node.value) {
            Some(Value::Whole(seconds)) => u32::try_from(*seconds).unwrap_or(u32::MAX),
            _ => StopStep::DEFAULT_SECONDS,
        };
        let read = match (text("type"), text("signal")) {
            (Some(text), None) => StopStep::Type { text, seconds },
            (None, Some(signal)) => StopStep::Signal { signal, seconds },
            _ => {
                found.push((step.at, Problem::DefinitionStopStep {}));
                return None;
            }
        };
        if let Err(rule) = StopStep::check_all(std::slice::from_ref(&read)) {
            found.push((step.at, Problem::DefinitionStopRule { rule }));
        }
        Some(read)
    });
    let read: Vec<StopStep> = read.collect();
    if let (true, false, Err(rule)) = (found.len() == before, read.is_empty(), StopStep::check_all(&read)) {
        found.push((*at, Problem::DefinitionStopRule { rule }));
    }
}

/// One of several: words, or values of several kinds.
fn check_any(key: &str, node: &Node, branches: &[Json], found: &mut Vec<Found>) {
    let words = words(branches);
    if let (Some(words), Some(text)) = (&words, node.text()) {
        if !words.iter().any(|word| word == text) {
            found.push((node.at, unknown(key, text, words.clone())));
        }
        return;
    }
    let expected = union(branches);
    let of_kind = |branch: &&Json| node.kind().is_some_and(|kind| fits(kind, &kinds(branch)));
    let mut first = None;
    for branch in branches.iter().filter(of_kind) {
        let mut wrong = Vec::new();
        check(key, node, branch, &mut wrong);
        if wrong.is_empty() {
            return;
        }
        first.get_or_insert(wrong);
    }
    match first {
        Some(wrong) => found.extend(wrong),
        None => found.push((node.at, Problem::DefinitionValueType { key: key.to_owned(), expected })),
    }
}

fn check_text(key: &str, at: usize, text: &str, schema: &Json, found: &mut Vec<Found>) {
    if let Some(allowed) = schema.get("enum").and_then(Json::as_array) {
        let allowed: Vec<String> =
            allowed.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect();
        if !allowed.iter().any(|word| word == text) {
            found.push((at, unknown(key, text, allowed)));
        }
    } else if let Some(pattern) = schema.get("pattern")
        && pattern == "^\\{\\{.*\\}\\}$"
        && !(text.starts_with("{{") && text.ends_with("}}"))
    {
        // The one pattern that there is: a parameter in the place of another value.
        found.push((at, Problem::DefinitionValueType { key: key.to_owned(), expected: Vec::new() }));
    }
}

fn check_range(key: &str, at: usize, number: f64, schema: &Json, found: &mut Vec<Found>) {
    let limit = |word: &str| schema.get(word).and_then(Json::as_f64);
    let (least, most) = (limit("minimum"), limit("maximum"));
    if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "limits are whole, and of these types"
        )]
        let (least, most) = (least.unwrap_or(0.0) as i32, most.map_or(u32::MAX, |most| most as u32));
        found.push((at, Problem::DefinitionOutOfRange { key: key.to_owned(), least, most }));
    }
}

fn unknown(key: &str, value: &str, allowed: Vec<String>) -> Problem {
    let value = value.chars().take(60).collect();
    Problem::DefinitionValueUnknown { key: key.to_owned(), value, allowed }
}

/// The words of an enumeration whose variants have descriptions.
fn words(branches: &[Json]) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for branch in branches {
        match (branch.get("const"), branch.get("enum").and_then(Json::as_array)) {
            (Some(Json::String(word)), _) => words.push(word.clone()),
            (_, Some(some)) => words.extend(some.iter().filter_map(Json::as_str).map(str::to_owned)),
            _ => return None,
        }
    }
    Some(words)
}

fn union(branches: &[Json]) -> Vec<ValueKind> {
    let mut all: Vec<_> = branches.iter().flat_map(kinds).collect();
    all.sort();
    all.dedup();
    all
}

fn kinds(schema: &Json) -> Vec<ValueKind> {
    let branches = ["anyOf", "oneOf"].iter().find_map(|word| schema.get(word)?.as_array());
    if let Some(branches) = branches {
        return union(branches);
    }
    let kind = |word: &Json| {
        Some(match word.as_str()? {
            "string" => ValueKind::Text,
            "boolean" => ValueKind::Truth,
            "integer" => ValueKind::Whole,
            "number" => ValueKind::Number,
            "array" => ValueKind::List,
            "object" => ValueKind::Table,
            _ => return None,
        })
    };
    match schema.get("type") {
        Some(Json::Array(words)) => words.iter().filter_map(kind).collect(),
        Some(word) => kind(word).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A whole number is a number.
fn fits(kind: ValueKind, expected: &[ValueKind]) -> bool {
    expected.contains(&kind) || kind == ValueKind::Whole && expected.contains(&ValueKind::Number)
}
