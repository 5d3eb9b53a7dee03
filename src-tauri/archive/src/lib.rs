//! The archive: every run of every session, why it ended, its log and its last screen.
//!
//! One SQLite file in the state folder, which the app and `berthctl` use at the same time. No
//! engine and no window is known here: the runner says what it saw.

#![warn(missing_docs)]

mod ending;
mod error;
mod run;
mod search;
mod verb;

pub use ending::{Actor, Ending, EndedBy};
pub use error::{Error, Result};
pub use run::{LogState, Run, RunFacts, RunFilter, RunId, RunKey, Screen, SessionFacts, SessionKey};
pub use search::{Hit, Pattern, Query};
pub use verb::{Intent, IntentId, Outcome, Verb};
