//! Which sessions a list shows, and how.

pub mod filter;
mod format;

pub use filter::Filter;
pub use format::Format;
