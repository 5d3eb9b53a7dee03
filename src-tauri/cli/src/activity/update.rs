//! An update of what sessions do.

use berth_control::{Address, Status};
use berth_runner::Session;

pub enum Update {
    /// The app reports from now on; all that it knows.
    App(Vec<Status>),
    /// The app has ended.
    Alone,
    /// An observer of our own.
    Own(Status),
}

pub fn address(session: &Session) -> Address {
    Address { engine: session.engine.clone(), id: session.id.clone() }
}
