//! What is heard of sessions.

use berth_control::{Address, Status};
use berth_runner::Session;

pub enum Heard {
    /// The app tells from now on; this is all it knows.
    App(Vec<Status>),
    /// The app has ended.
    Alone,
    /// An observer of our own.
    Own(Status),
}

pub fn address(session: &Session) -> Address {
    Address { engine: session.engine.clone(), id: session.id.clone() }
}
