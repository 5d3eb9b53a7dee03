//! How Berth looks at what a session does: labels of its container.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a session is observed: `yes` or `no`.
const OBSERVE: &str = "dev.berth.observe";
/// A word that activity rules ask for.
const KIND: &str = "dev.berth.kind";

/// How Berth looks at what a session does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActivityTable {
    /// Whether it is looked at while nobody has it open; otherwise as the settings say. The label
    /// `dev.berth.observe`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observe: Option<bool>,
    /// A word that activity rules can ask for: the label `dev.berth.kind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl ActivityTable {
    /// Adds the labels that say the same. Those that are written as labels stand above it.
    pub(crate) fn label(&self, labels: &mut BTreeMap<String, String>) {
        let observe = self.observe.map(|yes| if yes { "yes" } else { "no" }.to_owned());
        for (key, value) in [(OBSERVE, observe), (KIND, self.kind.clone())] {
            if let Some(value) = value {
                labels.entry(key.to_owned()).or_insert(value);
            }
        }
    }

    /// What labels say, taken out of them but for those that are `written` as labels.
    pub(crate) fn taken(
        labels: &mut BTreeMap<String, String>,
        written: &BTreeMap<String, String>,
    ) -> Option<Self> {
        let mut take = |key: &str, is_one: fn(&str) -> bool| {
            let is_meant = !written.contains_key(key) && labels.get(key).is_some_and(|value| is_one(value));
            if is_meant { labels.remove(key) } else { None }
        };
        let observe = take(OBSERVE, |value| value == "yes" || value == "no").map(|value| value == "yes");
        let kind = take(KIND, |_| true);
        (observe.is_some() || kind.is_some()).then_some(Self { observe, kind })
    }
}
