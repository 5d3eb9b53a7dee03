//! Values of a compose file: variables in texts, maps that are lists, paths that begin where the file is.

use crate::draft::Draft;
use crate::remark::RemarkProblem;
use crate::tree::{Node, Value};

impl Draft {
    /// A text with its variables: `$$` is a dollar, a default is taken, and what is not known is marked.
    pub(super) fn interpolated(&mut self, text: &str) -> String {
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(at) = rest.find('$') {
            out.push_str(rest.get(..at).unwrap_or_default());
            let after = rest.get(at + 1..).unwrap_or_default();
            if let Some(next) = after.strip_prefix('$') {
                out.push('$');
                rest = next;
                continue;
            }
            let letters =
                after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
            let braced = after.strip_prefix('{').and_then(|inside| Some((inside, closing(inside)?)));
            let length = match braced {
                Some((inside, end)) => {
                    let expression = inside.get(..end).unwrap_or_default();
                    match default_of(expression) {
                        Some(default) => out.push_str(&self.interpolated(default)),
                        None => self.mark(&mut out, &format!("${{{expression}}}")),
                    }
                    end + 2
                }
                None if letters > 0 => {
                    self.mark(&mut out, &format!("${}", after.get(..letters).unwrap_or_default()));
                    letters
                }
                None => {
                    out.push('$');
                    0
                }
            };
            rest = after.get(length..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }

    fn mark(&mut self, out: &mut String, reference: &str) {
        out.extend(self.references.mark(reference));
    }

    /// The text of a node; another shape is said.
    pub(super) fn text_of(&mut self, key: &str, node: &Node) -> Option<String> {
        self.line = node.line;
        match &node.value {
            Value::Text(text) => Some(self.interpolated(text)),
            Value::Nothing => None,
            _ => {
                self.remark(key, RemarkProblem::OtherShape {});
                None
            }
        }
    }

    /// The texts of a list, of a single text, or of a map as `KEY=VALUE`; each with its line.
    pub(super) fn texts_of(&mut self, key: &str, node: &Node) -> Vec<(String, u32)> {
        match &node.value {
            Value::List(items) => {
                items.iter().filter_map(|item| Some((self.text_of(key, item)?, item.line))).collect()
            }
            Value::Map(entries) => entries
                .iter()
                .flat_map(|(entry, value)| match &value.value {
                    Value::Nothing => vec![(entry.key.clone(), entry.line)],
                    // A host with several addresses.
                    Value::List(_) => {
                        let texts = self.texts_of(key, value);
                        texts
                            .into_iter()
                            .map(|(text, line)| (format!("{}={text}", entry.key), line))
                            .collect()
                    }
                    _ => {
                        let text = self.text_of(key, value);
                        text.map(|text| (format!("{}={text}", entry.key), entry.line)).into_iter().collect()
                    }
                })
                .collect(),
            _ => self.text_of(key, node).map(|text| (text, node.line)).into_iter().collect(),
        }
    }

    /// A host path as it stands in a file of that folder.
    pub(crate) fn host_path(&mut self, key: &str, path: &str, folder: Option<&str>) -> String {
        if path != "." && path != ".." && !path.starts_with("./") && !path.starts_with("../") {
            return path.to_owned();
        }
        let Some(folder) = folder else {
            self.remark(key, RemarkProblem::RelativeFolder {});
            return path.to_owned();
        };
        // Both signs are one there.
        let separator = if folder.contains('\\') { '\\' } else { '/' };
        let mut parts: Vec<&str> = folder.trim_end_matches(separator).split(separator).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.len() > 1 => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let joined = parts.join(&separator.to_string());
        if joined.is_empty() { separator.to_string() } else { joined }
    }
}

/// Where the braces end that are open; others may be inside.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `NAME:-text` and `NAME-text`.
fn default_of(expression: &str) -> Option<&str> {
    let letters = expression.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let rest = expression.get(letters..)?;
    rest.strip_prefix(":-").or_else(|| rest.strip_prefix('-'))
}
