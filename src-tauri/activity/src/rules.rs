//! The rules: read once, asked often.

use std::path::Path;
use std::time::Duration;

use crate::fault::RuleFault;
use crate::program::Program;
use crate::screen::{Moment, ScreenText};
use crate::verdict::Verdict;

/// The rules that say what a session does.
#[derive(Debug, Clone, Default)]
pub struct Rules {}

impl Rules {
    /// The rules of Berth.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// The rules of Berth and of the files `*.toml` in a folder, which need not exist. A fault
    /// affects no other rule.
    pub fn with_folder(_folder: &Path) -> (Self, Vec<RuleFault>) {
        (Self::shipped(), Vec::new())
    }

    /// What a session does by its screen; `None` where no rule decides.
    pub fn judge(&self, _program: &Program, _screen: &ScreenText, _moment: &Moment) -> Option<Verdict> {
        None
    }

    /// The time after which [`Rules::judge`] may answer otherwise though nothing changes; `None`
    /// where it will not.
    pub fn next_look(&self, _program: &Program, _screen: &ScreenText, _moment: &Moment) -> Option<Duration> {
        None
    }
}
