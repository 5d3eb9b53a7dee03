//! A terminal's threads.

use std::thread::Builder;

use crate::error::{Error, Result};

/// How much a thread that carries output steps back behind the window and what is typed.
/// With eight floods they are sixteen threads that wake up thousands of times a second, and
/// the window's own waited behind them (docs/BENCHMARKS.md). The price: where other programs
/// leave no core free, output is drained later than by a client of usual priority.
#[cfg(target_os = "linux")]
const NICE_STEP: i32 = 5;

/// Runs `work` on a thread of its own.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    Builder::new().name(name.to_owned()).spawn(work).map(drop).map_err(Error::Thread)
}

/// The same for what carries output.
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
