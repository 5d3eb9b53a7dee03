//! Shared by the tests and the bench: real engines, fake ones, a harness for the runner, the
//! real window, and waiting for conditions.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a failed test panics")]

pub mod both;
#[cfg(target_os = "linux")]
pub mod cluster;
pub mod crowd;
#[cfg(unix)]
pub mod daemon;
#[cfg(target_os = "linux")]
pub mod damage;
#[cfg(target_os = "linux")]
pub mod desktop;
#[cfg(target_os = "linux")]
pub mod endpoints;
pub mod engines;
pub mod fake;
pub mod faults;
// The files are the same on every system.
#[cfg(all(test, unix))]
mod file_lengths;
pub mod guide;
pub mod harness;
pub mod hostile;
#[cfg(target_os = "linux")]
mod hung;
pub mod launch;
#[cfg(target_os = "linux")]
pub mod machine;
#[cfg(test)]
mod module_graph;
pub mod processes;
#[cfg(target_os = "linux")]
pub mod registry;
#[cfg(target_os = "linux")]
pub mod remote;
pub mod script;
#[cfg(target_os = "linux")]
pub mod seen;
#[cfg(target_os = "linux")]
pub mod small;
pub mod survives;
#[cfg(target_os = "linux")]
pub mod tray;
pub mod trend;
#[cfg(test)]
mod troubleshooting;
pub mod view;
pub mod wait;
pub mod window;
