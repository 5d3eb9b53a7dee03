//! What a session does: it asks, works, is done, is idle, or nobody knows.
//!
//! Pure: rules are read, a screen is judged by them, and readings are tracked over time. No
//! process, no engine and no window is known here. `docs/activity-rules.md` explains the rules.

#![warn(missing_docs)]

mod activity;
mod fault;
mod fields;
mod hash;
mod judge;
mod key;
mod place;
mod program;
mod prompt;
mod read;
mod rule;
mod rules;
mod screen;
mod tracker;
mod verdict;
mod view;
mod who;

pub use activity::Activity;
pub use fault::{RuleFault, RuleProblem};
pub use hash::screen_hash;
pub use key::{Key, KeyUnknown};
pub use program::Program;
pub use rules::Rules;
pub use screen::{Moment, PromptMark, ScreenText};
pub use tracker::{Reading, Tracker};
pub use verdict::{Choice, Input, RuleSource, Verdict};
