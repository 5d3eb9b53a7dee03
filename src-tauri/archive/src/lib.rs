//! The archive: every run of every session, why it ended, its log and its last screen.
//!
//! One SQLite file in the state folder, which the app and `berthctl` use at the same time. No
//! engine and no window is known here: the runner says what it saw.

#![warn(missing_docs)]

mod chunk;
mod ended_by;
mod ending;
mod error;
mod escape;
mod fault;
mod filter;
mod find;
mod intent;
mod judge;
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
mod run;
mod seal;
mod search;
mod session;
mod shown;
mod signature;
mod store;
mod time;
mod verb;
mod watch;

#[cfg(test)]
mod tests;

pub use ending::{EndedBy, Ending};
pub use error::{Error, Result};
pub use key::{RunId, RunKey, SessionKey};
pub use log_writer::LogWriter;
pub use run::{LogState, Run, RunEnd, RunFacts, RunFilter, Screen, SessionFacts, Statistics};
pub use search::{Hit, Pattern, Query};
pub use store::Archive;
pub use verb::{Actor, Intent, IntentId, Outcome, Verb};
