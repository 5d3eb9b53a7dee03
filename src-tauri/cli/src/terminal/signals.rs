//! The signals of the system to a program on a terminal.

use std::io;

pub use system::Signals;

/// One signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal may have another size.
    Resized,
    /// A signal that ends this program; its terminal must be restored first.
    Ended,
}

impl Signals {
    /// Waits for a signal that ends this program.
    pub async fn ended(&mut self) {
        while self.next().await != Signal::Ended {}
    }
}

#[cfg(unix)]
mod system {
    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

    use super::{Signal, io};

    #[derive(Debug)]
    pub struct Signals {
        resized: Stream,
        hung_up: Stream,
        terminated: Stream,
        interrupted: Stream,
    }

    impl Signals {
        pub fn listen() -> io::Result<Self> {
            Ok(Self {
                resized: signal(SignalKind::window_change())?,
                hung_up: signal(SignalKind::hangup())?,
                terminated: signal(SignalKind::terminate())?,
                interrupted: signal(SignalKind::interrupt())?,
            })
        }

        pub async fn next(&mut self) -> Signal {
            tokio::select! {
                _ = self.resized.recv() => Signal::Resized,
                _ = self.hung_up.recv() => Signal::Ended,
                _ = self.terminated.recv() => Signal::Ended,
                _ = self.interrupted.recv() => Signal::Ended,
            }
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::time::Duration;

    use super::{Signal, io};

    /// A console reports its size only on request; nobody resizes a window faster.
    const LOOK: Duration = Duration::from_millis(250);

    #[derive(Debug)]
    pub struct Signals;

    impl Signals {
        pub fn listen() -> io::Result<Self> {
            Ok(Self)
        }

        pub async fn next(&mut self) -> Signal {
            tokio::select! {
                _ = tokio::time::sleep(LOOK) => Signal::Resized,
                _ = tokio::signal::ctrl_c() => Signal::Ended,
            }
        }
    }
}
