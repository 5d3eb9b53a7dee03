//! The rows of one engine, and the differences between two readings of them.

use std::collections::{HashMap, HashSet};

use berth_runner::{Engine, Health, Listing, Session};
use jiff::Timestamp;
use serde::Serialize;

use crate::error::WireError;

/// One engine's part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EngineListing {
    pub health: Health,
    pub sessions: Vec<Session>,
    /// Rows that could not be read.
    pub skipped: u32,
    /// When `sessions` was read, RFC 3339. `null` before the first answer.
    #[specta(type = Option<String>)]
    pub read_at: Option<Timestamp>,
    /// Why the rows are old; `null` while the engine answers.
    pub problem: Option<WireError>,
    /// When the first call began that the engine did not answer, RFC 3339.
    #[specta(type = Option<String>)]
    pub away_since: Option<Timestamp>,
    /// Reached over a network, where a connection may go silent and never end.
    pub remote: bool,
}

/// Rows that are new or different, and the ids of rows that are gone.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Difference {
    pub sessions: Vec<Session>,
    pub gone: Vec<String>,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty() && self.gone.is_empty()
    }
}

impl EngineListing {
    /// An engine that has not answered yet, or is not installed.
    pub(super) fn unread(health: Health) -> Self {
        let (read_at, problem, away_since) = (None, None, None);
        Self { health, sessions: Vec::new(), skipped: 0, read_at, problem, away_since, remote: false }
    }

    /// The rows of an engine that was read whole at `now`.
    pub(super) fn fresh(engine: &Engine, read: Listing, now: Timestamp) -> Self {
        let Listing { sessions, skipped, warnings } = read;
        let (health, remote) = (Health { warnings, ..Health::ready(engine) }, engine.is_remote());
        Self { health, sessions, skipped, read_at: Some(now), problem: None, away_since: None, remote }
    }

    /// Whether the engine answered the last time that it was asked.
    pub(super) fn is_current(&self) -> bool {
        self.read_at.is_some() && self.problem.is_none()
    }

    /// Marks the rows as old; true if that is news.
    pub(super) fn set_away(&mut self, engine: &Engine, error: berth_runner::Error, since: Timestamp) -> bool {
        let health = Health::unavailable(engine, &error);
        let problem = Some(error.into());
        let is_news = self.health != health || self.problem != problem;
        self.health = health;
        self.remote = engine.is_remote();
        self.away_since.get_or_insert(since);
        self.problem = problem;
        is_news
    }

    /// The differences of `fresh` from these rows; `None` if more than the rows differs.
    pub(super) fn difference(&self, fresh: &Self) -> Option<Difference> {
        let same = self.is_current()
            && (&self.health, self.skipped, self.remote) == (&fresh.health, fresh.skipped, fresh.remote);
        same.then(|| {
            let known: HashMap<_, _> = self.sessions.iter().map(|row| (row.id.as_str(), row)).collect();
            let left: HashSet<_> = fresh.sessions.iter().map(|row| row.id.as_str()).collect();
            let changed = |row: &&Session| known.get(row.id.as_str()) != Some(row);
            let sessions = fresh.sessions.iter().filter(changed).cloned().collect();
            let gone = self.sessions.iter().map(|row| &row.id);
            let gone = gone.filter(|id| !left.contains(id.as_str())).cloned().collect();
            Difference { sessions, gone }
        })
    }

    /// Takes over what an update says, and gives what of it is new here.
    pub(super) fn update(&mut self, sessions: Vec<Session>, gone: &[String], now: Timestamp) -> Difference {
        self.read_at = Some(now);
        let mut difference = Difference::default();
        for id in gone {
            if let Some(place) = self.sessions.iter().position(|row| row.id == *id) {
                self.sessions.remove(place);
                difference.gone.push(id.clone());
            }
        }
        for session in sessions {
            match self.sessions.iter_mut().find(|row| row.id == session.id) {
                Some(known) if *known == session => continue,
                Some(known) => known.clone_from(&session),
                None => self.sessions.push(session.clone()),
            }
            difference.sessions.push(session);
        }
        difference
    }
}
