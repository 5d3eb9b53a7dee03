//! Readings of an engine beside its watch, such as a refresh.
//!
//! One may take longer than the watch takes to tell what is newer. The watch hears of every
//! later change and reports nothing twice, so what it reported meanwhile stays.

use std::collections::{BTreeMap, HashSet};

use berth_runner::{EngineUpdate, Listing, Session};

/// The readings that are under way, in the order in which they began.
#[derive(Debug, Default)]
pub struct Readings {
    under_way: BTreeMap<u64, BTreeMap<String, Reported>>,
    begun: u64,
}

/// What was reported of an engine during a reading.
#[derive(Debug)]
enum Reported {
    Whole,
    /// Sessions, by id.
    Some(HashSet<String>),
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading(u64);

impl Readings {
    pub fn begin(&mut self) -> Reading {
        self.begun += 1;
        self.under_way.insert(self.begun, BTreeMap::new());
        Reading(self.begun)
    }

    pub fn end(&mut self, Reading(number): Reading) {
        self.under_way.remove(&number);
    }

    /// The watch of an engine reported this.
    pub fn note(&mut self, engine: &str, change: &EngineUpdate) {
        for reported in self.under_way.values_mut() {
            match (reported.get_mut(engine), change) {
                (_, EngineUpdate::Snapshot(_)) => drop(reported.insert(engine.to_owned(), Reported::Whole)),
                (Some(Reported::Whole), _) | (_, EngineUpdate::Away { .. }) => {}
                (Some(Reported::Some(ids)), EngineUpdate::Updated { sessions, gone }) => {
                    ids.extend(ids_of(sessions, gone));
                }
                (None, EngineUpdate::Updated { sessions, gone }) => {
                    reported.insert(engine.to_owned(), Reported::Some(ids_of(sessions, gone).collect()));
                }
            }
        }
    }

    /// What a reading found on an engine, but for what was reported meanwhile: that is in `known`.
    /// For readings that began before, it is what was reported.
    pub fn current(
        &mut self,
        Reading(number): Reading,
        engine: &str,
        read: Listing,
        known: &[Session],
    ) -> Listing {
        for reported in self.under_way.range_mut(..number).map(|(_, reported)| reported) {
            reported.insert(engine.to_owned(), Reported::Whole);
        }
        let Some(reported) = self.under_way.get(&number).and_then(|reported| reported.get(engine)) else {
            return read;
        };
        let newer = |session: &Session| match reported {
            Reported::Whole => true,
            Reported::Some(ids) => ids.contains(&session.id),
        };
        let Listing { mut sessions, skipped, warnings } = read;
        sessions.retain(|session| !newer(session));
        sessions.extend(known.iter().filter(|session| newer(session)).cloned());
        Listing { sessions, skipped, warnings }
    }
}

fn ids_of(sessions: &[Session], gone: &[String]) -> impl Iterator<Item = String> {
    sessions.iter().map(|session| session.id.clone()).chain(gone.iter().cloned())
}
