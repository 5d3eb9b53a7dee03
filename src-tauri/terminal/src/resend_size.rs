//! Makes a young client send its terminal's size to the engine again.
//!
//! docker's client sends its first size to the engine, and only then listens for SIGWINCH
//! (docker/cli, container/tty.go, up to 29): a signal in between is lost, and so is the first
//! size of an exec that the daemon takes longer than 0.6 s to start. The kernel sends no
//! signal for a size that did not change. A client that gets the signal twice sets the same
//! size again, which programs in the session do not notice. podman's client listens first.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::child::PtyChild;

/// The pauses after a size. The signal is sent again after each.
const RESEND_PAUSES: [Duration; 3] =
    [Duration::from_millis(250), Duration::from_millis(750), Duration::from_secs(2)];
/// A client that has run for longer listens.
const SETTLING: Duration = Duration::from_secs(10);

/// Returns when the client is no longer young, or with its terminal. That holds the sender
/// of `sizes` and sends a message for each size.
pub(crate) fn run(child: &PtyChild, sizes: &Receiver<()>) {
    let settled_at = Instant::now() + SETTLING;
    // The client starts with a size.
    let mut pauses = RESEND_PAUSES.iter();
    loop {
        let pause = pauses.next().copied();
        let left = settled_at.saturating_duration_since(Instant::now());
        match sizes.recv_timeout(pause.unwrap_or(left)) {
            Ok(()) => pauses = RESEND_PAUSES.iter(),
            Err(RecvTimeoutError::Timeout) if pause.is_some() => child.notify_size(),
            Err(_) => return,
        }
    }
}
