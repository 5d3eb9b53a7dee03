//! What a person marks sessions with: pins, colours, notes, and an order by hand. Marks are of an engine and a name,
//! so that they stay when a session is made anew.
//!
//! `docs/marks.md` has the format of the file.

#![warn(missing_docs)]

mod edit;
mod file;
mod mark;
mod read;

pub use file::{FILE, File};
pub use mark::{Color, MAX_NOTE, Mark, MarkChange, Marks, key_of, note};
