//! Lists of pods.

use serde_json::Value;

use super::row::{Row, rows};

/// Some of the pods.
#[derive(Debug, Default)]
pub struct Page {
    /// Their containers.
    pub rows: Vec<Row>,
    /// Pods that can't be read.
    pub skipped: u32,
    /// Says where the others begin; `None` where there are no others.
    pub next: Option<String>,
}

/// A list of pods, or one pod; `None` where it is neither.
pub fn page(printed: &[u8]) -> Option<Page> {
    let answer: Value = serde_json::from_slice(printed).ok()?;
    let one = answer.get("kind").and_then(Value::as_str) == Some("Pod");
    let pods = match answer.get("items") {
        Some(Value::Array(pods)) => pods.as_slice(),
        // A list without items is `null` where a server of Go made it.
        Some(Value::Null) => &[],
        _ if one => std::slice::from_ref(&answer),
        _ => return None,
    };
    let mut page = Page::default();
    for pod in pods {
        match rows(pod) {
            Some(rows) => page.rows.extend(rows),
            None => page.skipped += 1,
        }
    }
    let next = answer.pointer("/metadata/continue").and_then(Value::as_str);
    page.next = next.filter(|next| !next.is_empty()).map(str::to_owned);
    Some(page)
}
