//! Berth at log-in: an entry of the desktop's own, which its own tools show and remove. Whether it is there is the
//! setting; no file of Berth's repeats it.

mod start;
#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "other.rs")]
mod system;

pub use start::is_log_in;
pub use system::{is_on, set};
