//! Tells a client again what size its terminal has.
//!
//! docker's client tells the engine the size that it starts with, and only then listens for
//! SIGWINCH (docker/cli, container/tty.go, up to 29): one that comes between is lost, and
//! so is the first size of an exec that the daemon takes longer than 0.6 s to start. The
//! kernel sends no signal for a size that stays as it is. A client that hears it twice sets
//! the same size again, which no program in a session hears of. podman's listens first.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::child::PtyChild;

/// Pauses after a size; it is told again after each.
const RESEND_PAUSES: [Duration; 3] =
    [Duration::from_millis(250), Duration::from_millis(750), Duration::from_secs(2)];
/// A client that runs longer listens.
const SETTLING: Duration = Duration::from_secs(10);

/// Returns when the client is no longer young, or with its terminal, which holds the other
/// end of `sizes` and says there that it was given one.
pub(crate) fn run(child: &PtyChild, sizes: &Receiver<()>) {
    let settled_at = Instant::now() + SETTLING;
    // It starts with a size.
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
