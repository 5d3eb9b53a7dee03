//! The terminal path: a client on a pseudo-terminal, a model of its screen, and
//! what the window is fed.
//!
//! The reader never waits for the window: one thread drains the pseudo-terminal
//! into the model at all times, another delivers to the window as it keeps up.
//! Answers to a program's queries (cursor position, device attributes, colours,
//! …) come from the model and from nowhere else: once, for live output only. A
//! window's own terminal must not answer.

mod attached;
mod backlog;
mod child;
mod emulator;
mod error;
mod export;
mod feed;
mod input;
mod picture;
mod pty;
mod resend_size;
mod screen;
mod snapshot;
mod splice;
mod thread;
mod widths;
mod window;

pub use attached::{AttachedTerminal, LogReader, Options};
pub use child::Exit;
pub use emulator::{Colors, Notification};
pub use error::{Error, Result};
pub use export::{Caption, Format, Palette};
pub use feed::{FeedEvent, Sink};
pub use pty::Size;
pub use screen::{NotificationHandler, Screen, Snapshot, Transcript};
pub use widths::{MAX_CLUSTER_CHARS, Width, rules, widths};
