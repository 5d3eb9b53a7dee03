//! What happened, and the notice of it.

use std::collections::VecDeque;

use berth_archive::{RunId, SessionKey};
use jiff::Timestamp;

use crate::notices::notice::{Notice, RunSeen, What};
use crate::notices::rules::is_wanted;
use crate::settings::NoticeSettings;

/// Whom a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    Session(SessionKey),
    Engine(String),
}

/// Something that happened, and may be worth telling.
#[derive(Debug, Clone)]
pub(super) struct News {
    pub subject: Subject,
    pub what: What,
    /// Of the session, or the engine's id.
    pub name: String,
    pub run: Option<RunId>,
    pub at: Timestamp,
    /// How often the session had been restarted.
    pub restarts: u32,
}

#[derive(Debug)]
pub(super) struct Posted {
    pub notice: Notice,
    pub subject: Subject,
    pub restarts: u32,
}

impl News {
    pub fn of_run(what: What, run: &RunSeen) -> Self {
        Self {
            subject: Subject::Session(run.key.clone()),
            what,
            name: run.name.clone(),
            run: run.run,
            at: run.ended_at,
            restarts: run.restarts,
        }
    }

    pub fn of_engine(what: What, engine: &str, at: Timestamp) -> Self {
        let subject = Subject::Engine(engine.to_owned());
        Self { subject, what, name: engine.to_owned(), run: None, at, restarts: 0 }
    }

    pub fn is_wanted(&self, rules: &NoticeSettings) -> bool {
        let (Subject::Session(SessionKey { engine, .. }) | Subject::Engine(engine)) = &self.subject;
        is_wanted(&self.what, rules, engine, &self.name)
    }
}

/// Those of these that are unread, and so.
pub(super) fn live(posted: &VecDeque<Posted>, numbers: &[u32]) -> Vec<Notice> {
    let wanted = posted.iter().map(|one| &one.notice).filter(|notice| numbers.contains(&notice.number));
    wanted.filter(|notice| !notice.read && !notice.over).cloned().collect()
}

pub(super) fn number_of(posted: &Posted) -> u32 {
    posted.notice.number
}
