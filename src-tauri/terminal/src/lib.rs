//! The terminal path: a client on a pseudo-terminal, a model of its screen, and the output
//! for a consumer, such as a window. `docs/terminal.md` explains it.
//!
//! The reader never waits for the consumer: one thread drains the pseudo-terminal into the
//! model at all times, another delivers to the consumer as it keeps up. Only the model
//! answers a program's queries (cursor position, device attributes, colours, …): once, and
//! for live output only. A window's own terminal must not answer.

#![warn(missing_docs)]

mod attached;
mod attaching;
mod backlog;
mod changes;
mod child;
mod credits;
mod emulator;
mod error;
mod errors;
mod export;
mod feed;
mod input;
mod joining;
mod model;
mod options;
mod outgoing;
mod picture;
mod pty;
mod queue;
mod resend_size;
mod screen;
mod sink;
mod snapshot;
mod splice;
mod thread;
mod widths;

pub use attached::AttachedTerminal;
pub use changes::ChangeHook;
pub use child::Exit;
pub use emulator::{Colors, Notification, Progress, ProgressState, PromptMark};
pub use error::{Error, Result};
pub use export::{Caption, Format, Palette};
pub use joining::Joining;
pub use options::{Errors, LogReader, Options};
pub use pty::Size;
pub use screen::{
    InputModes, NotificationHandler, Screen, Snapshot, Tally, Transcript, UnfinishedLine, VisibleText,
};
pub use sink::{FeedEvent, Sink};
pub use widths::{MAX_CLUSTER_CHARS, Width, rules, widths};
