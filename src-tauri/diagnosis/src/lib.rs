//! What Berth says of itself: its log, what is right and wrong here, and reports of what failed. No window, no tauri.

#![warn(missing_docs)]

mod check;
mod crash;
mod desktop;
mod engines;
mod fact;
mod files;
mod log;
mod mask;
mod report;
mod settings;
mod system;

pub use check::{Check, CheckVerdict};
pub use crash::{CrashKind, CrashReport, CrashReports};
pub use engines::slowest_calls;
pub use fact::{Advice, Fact, Subject};
pub use log::Log;
pub use mask::masked;
pub use report::Report;
pub use settings::{DiagnosisSettings, Verbosity};
pub use system::name as system;
