//! One binary for everything that needs an engine: a module per verb, and one for faults.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod dialects;
mod faults;
mod fuzzed;
mod hostile;
mod live;
// The tests' own engines live on Linux.
#[cfg(target_os = "linux")]
mod real;
