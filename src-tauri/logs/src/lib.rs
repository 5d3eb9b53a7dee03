//! The lines of sessions: followed from run to run, held within a limit, filtered and found.
//!
//! A [`View`] shows up to eight sources in one order. No window is known here.

#![warn(missing_docs)]

mod asking;
mod block;
mod clean;
mod earlier;
mod error;
mod feeder;
mod filter;
mod find;
mod follow;
mod json;
mod level;
mod overwrite;
mod records;
mod resume;
mod row;
mod runs;
mod scan;
mod snapshot;
mod stamp;
mod state;
mod store;
mod text;
mod view;
mod weave;
mod wire;

pub use error::{Error, Result};
pub use follow::Followed;
pub use store::Limits;
pub use view::{Event, View};
pub use wire::{
    LogCounts, LogLevel, LogLevels, LogLine, LogPattern, LogQuery, LogRow, LogRows, LogRule, LogSource,
    LogStream, LogTimes, SourceState,
};

/// For measures. Not a stable API.
#[doc(hidden)]
pub mod testing {
    pub use crate::feeder::Feeder;
}
