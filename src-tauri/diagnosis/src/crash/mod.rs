//! Reports of what went wrong at run time: files in the state folder that the person may look at. They are never sent.

mod panics;
mod reports;
mod text;

pub use reports::{CrashKind, CrashReport, CrashReports};
