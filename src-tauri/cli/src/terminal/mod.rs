//! The person's own terminal: raw during an attach, restored always.

mod console;
mod detach;
mod raw;
mod signals;

pub use console::KEY_OF_END;
pub use detach::{DetachKey, Typed};
pub use raw::Raw;
pub use signals::{Signal, Signals};
