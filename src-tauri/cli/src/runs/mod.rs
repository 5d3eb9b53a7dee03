//! Runs that are kept: how they are named, for programs and for people.

mod card;
mod facts;
mod name;
mod record;
mod table;
pub mod tail;
#[cfg(test)]
pub mod tests;

pub use card::{Card, card};
pub use facts::{facts, log as log_of, memory};
pub use name::{Named, find, label};
pub use record::Record;
pub use table::table;

/// All of a listing's limits: no limit.
pub const ALL: u32 = 0;
