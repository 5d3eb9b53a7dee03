//! What a recorder is told, and what it tells the archive.

use berth_archive::{RunFacts, SessionFacts, SessionKey};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::settings::Keeping;
use super::span::Span;
use crate::parse::events::EventLine;
use crate::session::Session;

/// The most that a clock is set while a session is there: a day and an hour.
const SET_BACK: SignedDuration = SignedDuration::from_hours(25);

/// Something that the watch of an engine saw.
#[derive(Debug)]
pub(crate) enum Seen {
    /// A line of its events.
    Event(EventLine),
    /// How containers are, each with the engine's whole description.
    Looked(Vec<(Session, Value)>),
    /// The ids of all that there are.
    All(Vec<String>),
    /// Containers that are gone, by id.
    Gone(Vec<String>),
    /// It does not answer, since then by our clock.
    Away(Timestamp),
}

/// What a reader of logs has to know of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub id: String,
    pub name: String,
    pub tty: bool,
    pub own: bool,
    pub created_at: Option<Timestamp>,
    pub keeping: Keeping,
    /// Whether its restart policy may start it again at any time.
    pub restarts: bool,
    /// The log driver, where that keeps nothing.
    pub without_log: Option<String>,
}

impl About {
    /// Whether something can have happened to it then, by the engine's clock: not before it was made,
    /// and not in the future, unless that clock was set back or is ahead.
    pub fn can_be(&self, at: Timestamp, now: Timestamp) -> bool {
        let Some(created) = self.created_at else { return true };
        at.duration_since(created) >= -SET_BACK && at.duration_since(created.max(now)) <= SET_BACK
    }
}

/// The log of a run that is to be kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    pub session: SessionKey,
    pub facts: RunFacts,
    pub about: About,
    pub span: Span,
}

/// What the archive is to be told, in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Session(Box<SessionFacts>),
    Run(SessionKey, RunFacts),
    /// The log of a run is to be kept: followed while it goes on, read when it has ended.
    Log(Box<Kept>),
    Signal(SessionKey, Timestamp, Option<String>),
    Health(SessionKey, RunFacts, Timestamp, String),
    Gone(SessionKey),
    /// Nothing but these containers, by id, is there.
    All(Vec<String>),
    /// The memory that a run that goes on has used is to be looked at; one of its processes.
    Memory(SessionKey, u32),
    Shutdown(Timestamp),
    /// From when to when, by our clock, the engine did not answer: nobody saw what ended in it.
    Missed(Timestamp, Timestamp),
    /// Seconds by which the engine's clock is ahead of ours.
    Offset(i32),
}
