//! `[logs.filters]`: filters of lines under names, for every log.

use std::collections::BTreeMap;

use berth_runner::{Section, ValueRule};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// What a part of a filter begins with: what a line holds, or does not.
const PATTERNS: [&str; 4] = ["text", "exact", "regex", "exact regex"];
const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "none"];
const STREAMS: [&str; 3] = ["output", "errors", "terminal"];

/// `[logs]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LogSettings {
    /// By name: `level:error`, `stream:errors`, `text:timeout`, `not exact regex:GET .* 200`. Lines have one of the
    /// levels, are of one of the streams, and hold what the others say.
    #[serde(deserialize_with = "filters")]
    #[specta(type = BTreeMap<String, Vec<String>>)]
    pub filters: BTreeMap<String, Vec<String>>,
}

impl Section for LogSettings {
    const NAME: &'static str = "logs";

    fn rule(_: &str) -> ValueRule {
        ValueRule::FiltersByName {}
    }
}

fn filters<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    let filters = BTreeMap::<String, Vec<String>>::deserialize(from)?;
    match filters.values().flatten().find(|part| !is_part(part)) {
        Some(part) => Err(D::Error::custom(part)),
        None => Ok(filters),
    }
}

fn is_part(part: &str) -> bool {
    match part.split_once(':') {
        Some(("level", level)) => LEVELS.contains(&level),
        Some(("stream", stream)) => STREAMS.contains(&stream),
        Some((kind, text)) => {
            !text.is_empty() && PATTERNS.contains(&kind.strip_prefix("not ").unwrap_or(kind))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_filters_and_what_is_none() {
        for part in
            ["level:error", "stream:errors", "text:a:b", "not text: ", "exact:A", "not exact regex:^a"]
        {
            assert!(is_part(part), "{part}");
        }
        for part in ["", "error", "level:loud", "stream:", "text:", "no text:a", "not level:error", "Text:a"]
        {
            assert!(!is_part(part), "{part}");
        }
    }
}
