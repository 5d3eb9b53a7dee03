//! What a person may do in a namespace, by `kubectl auth can-i --list`.
//!
//! A table (1.20.2, 1.32.4): resources, URLs, names and verbs, all but the first in brackets.
//! `pods/log   []   []   [get list]`; `*.*` is every resource, `*` every verb.

use serde::{Deserialize, Serialize};

/// What Berth does on a cluster, and may be forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Right {
    /// See its pods.
    List,
    /// Hear of changes.
    Watch,
    /// Read logs.
    Logs,
    /// Join terminals.
    Attach,
    /// Run shells and other programs.
    Exec,
    /// Start pods.
    Create,
    /// Stop pods.
    Delete,
}

impl Right {
    /// What it allows, behind "may not".
    pub fn words(self) -> &'static str {
        match self {
            Self::List => "list pods",
            Self::Watch => "watch pods",
            Self::Logs => "read logs",
            Self::Attach => "attach",
            Self::Exec => "run shells",
            Self::Create => "start pods",
            Self::Delete => "stop pods",
        }
    }

    /// The resource and the verb.
    fn rule(self) -> (&'static str, &'static str) {
        match self {
            Self::List => ("pods", "list"),
            Self::Watch => ("pods", "watch"),
            Self::Logs => ("pods/log", "get"),
            Self::Attach => ("pods/attach", "create"),
            Self::Exec => ("pods/exec", "create"),
            Self::Create => ("pods", "create"),
            Self::Delete => ("pods", "delete"),
        }
    }
}

/// The rights that the table does not give.
pub fn lacking(printed: &[u8]) -> Vec<Right> {
    let text = String::from_utf8_lossy(printed);
    let rules: Vec<(&str, Vec<&str>)> = text.lines().filter_map(rule).collect();
    let gives = |right: &Right| {
        let (resource, verb) = right.rule();
        rules
            .iter()
            .any(|(of, verbs)| covers(of, resource) && (verbs.contains(&verb) || verbs.contains(&"*")))
    };
    <Right as strum::VariantArray>::VARIANTS.iter().copied().filter(|right| !gives(right)).collect()
}

/// One that is for all names.
fn rule(line: &str) -> Option<(&str, Vec<&str>)> {
    let mut parts = line.split('[');
    let (resource, _urls) = (parts.next()?.trim(), parts.next()?);
    let (names, verbs) = (parts.next()?, parts.next()?);
    let end = |part: &str| part.find(']');
    let (names, verbs) = (names.get(..end(names)?)?, verbs.get(..end(verbs)?)?);
    names.is_empty().then(|| (resource, verbs.split_whitespace().collect()))
}

fn covers(of: &str, resource: &str) -> bool {
    of == resource || of == "*" || of == "*.*" || resource.contains('/') && of == "pods/*"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_is_forbidden() {
        let all = b"Resources   Non-Resource URLs   Resource Names   Verbs\n*.*         []                  []               [*]\n            [*]                 []               [*]\n";
        assert_eq!(lacking(all), []);
        let reader = b"pods         []   []      [get list watch]\npods/log     []   []      [get]\npods/exec    []   [web]   [create]\n";
        assert_eq!(lacking(reader), [Right::Attach, Right::Exec, Right::Create, Right::Delete]);
        assert_eq!(lacking(b"").len(), 7);
        assert_eq!(
            lacking(b"pods/*  []  []  [*]\n"),
            [Right::List, Right::Watch, Right::Create, Right::Delete]
        );
    }
}
