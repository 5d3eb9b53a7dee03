//! The terminal path: a client on a pseudo-terminal, a model of its screen, and
//! what the window is fed.
//!
//! The reader never waits for the window: one thread drains the pseudo-terminal
//! into the model at all times, another delivers to the window as it keeps up.
//! Answers to a program's queries (cursor position, device attributes, colours,
//! …) come from the model and from nowhere else: once, for live output only. A
//! window's own terminal must not answer.

mod backlog;
mod client;
mod emulator;
mod error;
mod export;
mod feed;
mod input;
mod picture;
mod pty;
mod retell;
mod screen;
mod seam;
mod snapshot;
mod terminal;
mod thread;
mod widths;
mod window;

pub use client::Exit;
pub use emulator::{Colors, Signal};
pub use error::{Error, Result};
pub use export::{Caption, Format, Palette};
pub use feed::{FeedEvent, Sink};
pub use pty::{PtyCommand, Size};
pub use screen::{Hear, Past, Screen, Snapshot};
pub use terminal::{History, Options, Terminal};
pub use widths::{MOST, Width, rules, widths};
