//! What `/proc` tells of a session's processes, on Linux, where they are this system's own.

#[cfg_attr(target_os = "linux", path = "process/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "process/none.rs")]
mod system;

pub use system::Process;
