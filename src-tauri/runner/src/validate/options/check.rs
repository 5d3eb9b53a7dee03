//! What every option goes through.

use crate::kind::EngineKind;
use crate::validate::Rule;
use crate::validate::problem::{Field, Problems};
use crate::validate::rule::{OptionRule, count};

/// Bytes of one option's text, at most.
pub(super) const MAX_TEXT: usize = 4096;
/// Entries of one list, at most.
pub(super) const MAX_ENTRIES: usize = 100;

/// Which engine, and where problems go.
pub(super) struct Check<'a> {
    pub kind: EngineKind,
    pub found: &'a mut Problems,
}

impl Check<'_> {
    /// One value: kept if it has its shape and passes its rule.
    pub fn text(
        &mut self,
        field: Field,
        text: &Option<String>,
        rule: impl FnOnce(&str) -> Result<String, Rule>,
    ) -> Option<String> {
        let text = text.as_deref()?;
        self.found.take(field, None, plain(text).and_then(|()| rule(text)))
    }

    /// A list; each entry passes its rule.
    pub fn list(
        &mut self,
        field: Field,
        entries: &[String],
        rule: impl Fn(&str) -> Result<String, Rule>,
    ) -> Vec<String> {
        self.many(field, entries.len());
        let entry = |(index, text): (usize, &String)| {
            self.found.take(field, Some(index), plain(text).and_then(|()| rule(text)))
        };
        entries.iter().enumerate().filter_map(entry).collect()
    }

    pub fn many(&mut self, field: Field, entries: usize) {
        if entries > MAX_ENTRIES {
            let (count, max) = (count(entries), count(MAX_ENTRIES));
            self.found.add(field, None, OptionRule::OptionMany { count, max });
        }
    }
}

/// What no option may have: nothing at all, too much, or what would be invisible.
pub(super) fn plain(text: &str) -> Result<(), Rule> {
    if text.trim().is_empty() {
        return Err(OptionRule::OptionEmpty {}.into());
    }
    if text.len() > MAX_TEXT {
        return Err(OptionRule::OptionLong { bytes: count(text.len()), max: count(MAX_TEXT) }.into());
    }
    match text.chars().find(|c| c.is_control()) {
        Some(c) => {
            let (text, character) = (text.escape_debug().to_string(), c.escape_debug().to_string());
            Err(OptionRule::OptionControl { text, character }.into())
        }
        None => Ok(()),
    }
}
