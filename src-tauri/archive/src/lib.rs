//! The archive: every run of every session, why it ended, its log and its last screen.
//!
//! One SQLite file in the state folder, which the app and `berthctl` use at the same time. No
//! engine and no window is known here: the runner says what it saw.

#![warn(missing_docs)]

mod boots;
mod changes;
mod check;
mod chunk;
mod difference;
mod ended_by;
mod ending;
mod erase;
mod error;
pub mod escape;
mod exclude;
mod exists;
mod export;
mod fault;
mod filter;
mod find;
mod intent;
mod judge;
mod keep;
mod key;
mod list;
mod log;
mod log_read;
mod log_writer;
mod matcher;
mod merge;
mod needs;
mod note;
mod open;
mod pack;
mod private;
mod restarts;
mod run;
mod seal;
mod search;
mod session;
mod shown;
mod signature;
mod store;
mod take_over;
mod time;
mod verb;
mod watch;

#[cfg(test)]
mod tests;

pub use boots::{BootNote, BootStep};
pub use changes::Changes;
pub use difference::{ImageDifference, LineDifference, LogDifference, RunDifference, SpecDifference};
pub use ending::{EndedBy, Ending};
pub use erase::EraseTarget;
pub use error::{Error, Result};
pub use export::ExportFormat;
pub use keep::{Cleaned, KeepRules, SessionRules};
pub use key::{RunId, RunKey, SessionKey};
pub use log_writer::LogWriter;
pub use matcher::{Found, Matcher};
pub use merge::{Life, StartEvent, ended_run, same_run};
pub use run::{LogState, Run, RunEnd, RunFacts, RunFilter, Screen, SessionFacts, Statistics};
pub use search::{Hit, Pattern, Query};
pub use shown::shown_line;
pub use store::Archive;
pub use take_over::{TakeOver, Taken};
pub use verb::{Actor, Intent, IntentId, Outcome, Verb};
