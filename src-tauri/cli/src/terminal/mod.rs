//! The person's own terminal: raw while a session is joined, restored always.

mod console;
mod detach;
mod raw;
mod signals;

pub use console::KEY_OF_END;
pub use detach::{DetachKey, Typed};
pub use raw::Raw;
pub use signals::{Signal, Signals};
