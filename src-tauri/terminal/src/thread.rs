//! A terminal's threads.

use std::thread::Builder;

use crate::error::{Error, Result};

/// How much lower the priority of threads that carry output is, so that the window and the
/// keyboard go first. With eight floods there are sixteen such threads, which wake up thousands
/// of times a second, and the window's own threads waited behind them (docs/BENCHMARKS.md).
/// The price: where other programs leave no core free, output is drained later.
#[cfg(target_os = "linux")]
const NICE_STEP: i32 = 5;

/// Runs `work` on a thread of its own.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    Builder::new().name(name.to_owned()).spawn(work).map(drop).map_err(Error::Thread)
}

/// As [`spawn`], for a thread that carries output.
pub fn spawn_carrier(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    spawn(name, move || {
        // Elsewhere a priority is the whole process's.
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::nice(NICE_STEP) {
            tracing::debug!(%error, "a thread keeps its priority");
        }
        work();
    })
}
