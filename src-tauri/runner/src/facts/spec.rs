//! What a container was created from, with every secret masked.

use serde_json::{Map, Value};

use super::argv::mask_argv;
use super::names::says_secret;
use super::text::{MASK, mask_text};

/// Fields that change with every run or hold files of the engine: they say nothing of what it
/// was created from, and the output of health checks may hold anything.
const VOLATILE: [&str; 19] = [
    "State",
    "NetworkSettings",
    "GraphDriver",
    "ExecIDs",
    "ResolvConfPath",
    "HostnamePath",
    "HostsPath",
    "LogPath",
    "ConmonPidFile",
    "PidFile",
    "StaticDir",
    "OCIConfigPath",
    "LockNumber",
    "MountLabel",
    "ProcessLabel",
    "RestartCount",
    "SizeRw",
    "SizeRootFs",
    "BoundingCaps",
];
/// A shorter value is not looked for elsewhere: it would be found in anything.
const MIN_LENGTH: usize = 4;

/// The engine's description of a container, without what changes with a run, and without secrets.
pub(super) fn masked(row: &Value) -> Value {
    masked_but(row, &VOLATILE)
}

/// The engine's whole description of a container, without secrets.
pub(crate) fn masked_whole(row: &Value) -> Value {
    masked_but(row, &[])
}

fn masked_but(row: &Value, left_out: &[&str]) -> Value {
    let mut secrets = Vec::new();
    let mut spec = match row {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !left_out.contains(&name.as_str()));
            let kept = kept.map(|(name, value)| (name.clone(), mask(name, value, &mut secrets)));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        value => mask("", value, &mut secrets),
    };
    // The longest first: one may hold another.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    if !secrets.is_empty() {
        forget(&mut spec, &secrets);
    }
    spec
}

/// Masks a field, and collects the values of variables that say that they are secret.
fn mask(name: &str, value: &Value, secrets: &mut Vec<String>) -> Value {
    match value {
        Value::String(text) if says_secret(name) && !text.is_empty() => {
            note(secrets, text);
            MASK.into()
        }
        Value::String(text) => mask_text(text).into(),
        Value::Array(items) if name == "Env" => items.iter().map(|item| variable(item, secrets)).collect(),
        Value::Array(items) if items.iter().any(Value::is_string) => {
            let words: Vec<_> = items.iter().map(|item| item.as_str().unwrap_or_default()).collect();
            let mut masked = mask_argv(&words).into_iter();
            let item = |item: &Value| match (item, masked.next()) {
                (Value::String(_), Some(word)) => Value::String(word),
                (item, _) => mask("", item, secrets),
            };
            items.iter().map(item).collect()
        }
        Value::Array(items) => items.iter().map(|item| mask("", item, secrets)).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| (name.clone(), mask(name, value, secrets));
            Value::Object(fields.iter().map(field).collect())
        }
        value => value.clone(),
    }
}

/// `KEY=VALUE` without its value, whatever the name.
fn variable(item: &Value, secrets: &mut Vec<String>) -> Value {
    match item.as_str().and_then(|text| text.split_once('=')) {
        Some((key, value)) => {
            if says_secret(key) {
                note(secrets, value);
            }
            format!("{key}={MASK}").into()
        }
        None => item.as_str().map_or_else(|| MASK.into(), Value::from),
    }
}

fn note(secrets: &mut Vec<String>, value: &str) {
    if value.len() >= MIN_LENGTH {
        secrets.push(value.to_owned());
    }
}

/// Masks a secret wherever else it stands.
fn forget(value: &mut Value, secrets: &[String]) {
    match value {
        Value::String(text) => {
            for secret in secrets.iter().filter(|secret| secret.as_str() != MASK) {
                if text.contains(secret.as_str()) {
                    *text = text.replace(secret.as_str(), MASK);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| forget(item, secrets)),
        Value::Object(fields) => fields.values_mut().for_each(|value| forget(value, secrets)),
        _ => {}
    }
}
