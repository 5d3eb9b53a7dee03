//! The app's local socket: what berthctl and agents ask of sessions, in JSON lines.
//!
//! A Unix socket of mode 0600, on Windows a named pipe of this user; another user is
//! refused. A server answers through a [`Sessions`], a client is one; [`Alone`] is what stands in for
//! an app that does not run. No window is known here.

#![warn(missing_docs)]

mod alone;
mod client;
mod last_seen;
mod line;
pub mod observed;
mod place;
mod room;
mod server;
mod sessions;
mod transport;
mod values;
mod wire;

pub use alone::{Alone, wait_for_run};
pub use client::{App, Greeting};
pub use last_seen::last_seen;
pub use place::Place;
pub use server::{Host, Server};
pub use sessions::Sessions;
pub use transport::{Claim, Claimed};
pub use values::{
    Address, Conditions, Health, Refusal, RefusalKind, Seen, SendRequest, Sent, Status, Until, Waited,
};
pub use wire::PROTOCOL;

/// The reading of requests, for fuzzing. Not a stable API.
#[doc(hidden)]
pub mod testing {
    use crate::line;
    use crate::wire::{MAX_REQUEST, Request};

    /// How many requests these bytes are, up to the first that is none, and whether all of them are.
    pub async fn requests(mut bytes: &[u8]) -> (usize, bool) {
        let mut read = 0;
        loop {
            match line::read::<Request>(&mut bytes, MAX_REQUEST).await {
                Ok(Some(_)) => read += 1,
                ended => return (read, ended.is_ok()),
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
