//! The list of every engine's sessions, and the events that tell a window how it changes.
//!
//! Pure: no window, no engine is asked. A window that applies every event in order has
//! the same list as this one.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use berth_runner::{Engine, EngineUpdate, Health, HealthStatus, Listing, Session};
use jiff::Timestamp;
use serde::Serialize;

use super::listing::{Difference, EngineListing};
use super::readings::{Reading, Readings};
use crate::engines::{KINDS, in_order};
use crate::error::WireError;

/// A change of the list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ListEvent {
    /// Everything that is known now: the first event of a subscription.
    List { listings: Vec<EngineListing> },
    /// One engine was read whole; replaces its rows. A new engine begins with it.
    Snapshot { listing: EngineListing },
    /// Rows that are new or different, and the ids of rows that are gone.
    Updated {
        engine: String,
        sessions: Vec<Session>,
        gone: Vec<String>,
        /// RFC 3339.
        #[specta(type = String)]
        read_at: Timestamp,
    },
    /// An engine does not answer; its rows stay, and are old.
    Away {
        engine: String,
        health: Health,
        problem: Option<WireError>,
        /// When the first call began that it did not answer, RFC 3339.
        #[specta(type = Option<String>)]
        away_since: Option<Timestamp>,
        remote: bool,
    },
    /// An engine is no longer known; its rows go.
    Removed { engine: String },
}

/// The rows of every engine that is known.
#[derive(Debug, Default)]
pub struct ListState {
    /// By engine id.
    listings: BTreeMap<String, EngineListing>,
    readings: Readings,
}

impl ListState {
    /// Everything, for a window that has nothing yet.
    pub fn list(&self) -> ListEvent {
        let mut listings: Vec<_> = self.listings.values().cloned().collect();
        in_order(&mut listings, |listing| &listing.health);
        ListEvent::List { listings }
    }

    /// One row.
    pub fn find(&self, engine: &str, id: &str) -> Option<&Session> {
        self.listings.get(engine)?.sessions.iter().find(|session| session.id == id)
    }

    /// The rows of an engine that answers.
    pub fn current(&self, engine: &str) -> Option<&[Session]> {
        let listing = self.listings.get(engine).filter(|listing| listing.is_current())?;
        Some(&listing.sessions)
    }

    /// The engines that answer.
    pub fn engines(&self) -> Vec<String> {
        self.listings.iter().filter(|(_, one)| one.is_current()).map(|(id, _)| id.clone()).collect()
    }

    /// The row of a name.
    pub fn named(&self, engine: &str, name: &str) -> Option<&Session> {
        self.listings.get(engine)?.sessions.iter().find(|session| session.name == name)
    }

    /// Begins to read engines beside their watches; to be ended.
    pub fn begin_reading(&mut self) -> Reading {
        self.readings.begin()
    }

    pub fn end_reading(&mut self, reading: Reading) {
        self.readings.end(reading);
    }

    /// Takes over what a reading found on an engine; `None` if it is no news.
    pub fn apply_reading(
        &mut self,
        reading: Reading,
        engine: &Engine,
        read: Listing,
        now: Timestamp,
    ) -> Option<ListEvent> {
        let known = self.listings.get(&engine.id).map_or(&[][..], |listing| &listing.sessions);
        let current = self.readings.current(reading, &engine.id, read, known);
        self.set_whole(EngineListing::fresh(engine, current, now))
    }

    /// Takes over what the watch of an engine told; `None` if it is no news.
    pub fn apply(&mut self, engine: &Engine, change: EngineUpdate, now: Timestamp) -> Option<ListEvent> {
        self.readings.note(&engine.id, &change);
        match change {
            EngineUpdate::Snapshot(all) => self.set_whole(EngineListing::fresh(engine, all, now)),
            EngineUpdate::Updated { sessions, gone } => self.update(engine, sessions, &gone, now),
            EngineUpdate::Away { error, since } => {
                let Some(listing) = self.listings.get_mut(&engine.id) else {
                    let mut listing = EngineListing::unread(Health::ready(engine));
                    listing.set_away(engine, error, since);
                    return self.insert(listing);
                };
                let is_news = listing.set_away(engine, error, since);
                is_news.then(|| ListEvent::Away {
                    engine: engine.id.clone(),
                    health: listing.health.clone(),
                    problem: listing.problem.clone(),
                    away_since: listing.away_since,
                    remote: listing.remote,
                })
            }
        }
    }

    /// Whether an engine is known, and did not answer the last time.
    pub fn is_away(&self, engine: &str) -> bool {
        self.listings.get(engine).is_some_and(|listing| listing.problem.is_some())
    }

    /// Removes an engine that is no longer known.
    pub fn remove(&mut self, engine: &str) -> Option<ListEvent> {
        self.listings.remove(engine).map(|_| ListEvent::Removed { engine: engine.to_owned() })
    }

    /// Shows the engines that are not installed as missing, without rows.
    pub fn set_missing(&mut self, missing: Vec<Health>) -> Vec<ListEvent> {
        let outdated: Vec<_> = self
            .listings
            .iter()
            .filter(|(id, listing)| {
                let is_missing = missing.iter().any(|gone| gone.engine == **id);
                let kind_is_missing = missing.iter().any(|gone| gone.kind == listing.health.kind);
                !is_missing && (kind_is_missing || listing.health.status == HealthStatus::Missing)
            })
            .map(|(id, _)| id.clone())
            .collect();
        let mut events: Vec<_> = outdated.iter().filter_map(|id| self.remove(id)).collect();
        for health in missing {
            let listing = EngineListing::unread(health);
            if self.listings.get(&listing.health.engine) != Some(&listing) {
                events.extend(self.insert(listing));
            }
        }
        events
    }

    /// Of the engines that answer: podman, then docker.
    pub fn default_engine(&self) -> Option<&'static str> {
        let answers = |id: &&str| {
            self.listings.get(*id).is_some_and(|listing| listing.health.status == HealthStatus::Ready)
        };
        KINDS.iter().map(|kind| kind.word()).find(answers)
    }

    /// One row that changed among many crosses alone, also when the engine was read whole.
    fn set_whole(&mut self, fresh: EngineListing) -> Option<ListEvent> {
        let known = self.listings.get_mut(&fresh.health.engine);
        let difference = known.as_ref().and_then(|known| known.difference(&fresh));
        match (known, difference) {
            (Some(known), Some(difference)) if difference.is_empty() => {
                known.read_at = fresh.read_at;
                None
            }
            (Some(known), Some(difference)) if difference.sessions.len() * 2 <= fresh.sessions.len() => {
                *known = fresh;
                Self::updated(known, difference)
            }
            _ => self.insert(fresh),
        }
    }

    fn update(
        &mut self,
        engine: &Engine,
        sessions: Vec<Session>,
        gone: &[String],
        now: Timestamp,
    ) -> Option<ListEvent> {
        match self.listings.get_mut(&engine.id) {
            Some(known) if known.is_current() => {
                let difference = known.update(sessions, gone, now);
                Self::updated(known, difference)
            }
            // A window has to hear that the engine answers again.
            known => {
                let known = known.map_or_else(Listing::default, |known| Listing {
                    sessions: std::mem::take(&mut known.sessions),
                    skipped: known.skipped,
                    warnings: std::mem::take(&mut known.health.warnings),
                });
                let mut listing = EngineListing::fresh(engine, known, now);
                listing.update(sessions, gone, now);
                self.insert(listing)
            }
        }
    }

    fn updated(listing: &EngineListing, difference: Difference) -> Option<ListEvent> {
        let Difference { sessions, gone } = difference;
        let read_at = listing.read_at?;
        let engine = listing.health.engine.clone();
        (!sessions.is_empty() || !gone.is_empty()).then_some(ListEvent::Updated {
            engine,
            sessions,
            gone,
            read_at,
        })
    }

    fn insert(&mut self, listing: EngineListing) -> Option<ListEvent> {
        self.listings.insert(listing.health.engine.clone(), listing.clone());
        Some(ListEvent::Snapshot { listing })
    }
}
