//! Records what happens on an engine: runs as they begin and end, and their logs.
//!
//! [`book`] turns what a watch sees into what the archive is told; it is pure. [`recorder`] tells
//! it, and follows and reads logs through [`log`].

mod apply;
mod book;
mod clock;
mod keeper;
mod lives;
mod log;
mod memory;
mod pour;
mod queue;
mod recorder;
mod rest;
mod settings;
mod span;
mod step;

pub(crate) use log::LogOf;
pub use recorder::Recorder;
pub(crate) use settings::keeps_nothing;
pub use settings::{Follow, HistorySettings, LABEL_HISTORY};
pub(crate) use span::{Span, cut};
pub(crate) use step::Seen;
