//! The terminal path: a client on a pseudo-terminal, a model of its screen, and
//! what the window is fed.
//!
//! The reader never waits for the window: one thread drains the pseudo-terminal
//! into the model at all times, another delivers to the window as it keeps up.
//! Answers to a program's queries (cursor position, device attributes, colours,
//! …) come from the model and from nowhere else: once, for live output only. A
//! window's own terminal must not answer.

mod attached;
mod attaching;
mod backlog;
mod child;
mod credits;
mod emulator;
mod error;
mod export;
mod feed;
mod input;
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
pub use child::Exit;
pub use emulator::{Colors, Notification};
pub use error::{Error, Result};
pub use export::{Caption, Format, Palette};
pub use options::{LogReader, Options};
pub use pty::Size;
pub use screen::{NotificationHandler, Screen, Snapshot, Transcript};
pub use sink::{FeedEvent, Sink};
pub use widths::{MAX_CLUSTER_CHARS, Width, rules, widths};
