//! Notices on the desktop, and what the person answers to them.

mod words;

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "other.rs")]
mod system;

pub use system::Desktop;
pub use words::{Act, NoticeVerb, NoticeWords, Target};
