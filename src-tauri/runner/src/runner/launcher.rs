//! What opens the terminals of sessions that are started, see [`super::Runner::launching`].

use std::fmt::Debug;
use std::process::Command;

use crate::session::Session;

/// Opens terminals for sessions that are about to start.
pub trait Launcher: Debug + Send + Sync {
    /// Runs `client`, which starts `session`, on a terminal. May block for a moment.
    ///
    /// `None` where that can't be: the session is then started without a terminal.
    fn launch(&self, session: &Session, client: Command) -> Option<Box<dyn Launched>>;
}

/// A terminal whose client starts a session. Dropping it ends the client.
pub trait Launched: Send + Sync {
    /// Whether the client ended, so that it starts nothing any more.
    fn has_ended(&self) -> bool;

    /// The session was started, and is as `now`: the terminal is its own from here on.
    fn keep(self: Box<Self>, now: &Session);
}
