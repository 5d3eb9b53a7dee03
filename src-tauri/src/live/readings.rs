//! Readings of an engine beside its watch, such as a refresh.
//!
//! One may take longer than the watch takes to tell what is newer. The watch hears of every
//! later change and tells nothing twice, so what it told meanwhile stays.

use std::collections::{BTreeMap, HashSet};

use berth_runner::{EngineUpdate, Listing, Session};

/// The readings that are under way, in the order in which they began.
#[derive(Debug, Default)]
pub struct Readings {
    under_way: BTreeMap<u64, BTreeMap<String, Told>>,
    begun: u64,
}

/// What was told of an engine during a reading.
#[derive(Debug)]
enum Told {
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

    /// The watch of an engine told this.
    pub fn note(&mut self, engine: &str, change: &EngineUpdate) {
        for told in self.under_way.values_mut() {
            match (told.get_mut(engine), change) {
                (_, EngineUpdate::Snapshot(_)) => drop(told.insert(engine.to_owned(), Told::Whole)),
                (Some(Told::Whole), _) | (_, EngineUpdate::Away { .. }) => {}
                (Some(Told::Some(ids)), EngineUpdate::Updated { sessions, gone }) => {
                    ids.extend(ids_of(sessions, gone));
                }
                (None, EngineUpdate::Updated { sessions, gone }) => {
                    told.insert(engine.to_owned(), Told::Some(ids_of(sessions, gone).collect()));
                }
            }
        }
    }

    /// What a reading found on an engine, but for what was told meanwhile: that is in `known`.
    /// For readings that began before, it is what was told.
    pub fn current(
        &mut self,
        Reading(number): Reading,
        engine: &str,
        read: Listing,
        known: &[Session],
    ) -> Listing {
        for told in self.under_way.range_mut(..number).map(|(_, told)| told) {
            told.insert(engine.to_owned(), Told::Whole);
        }
        let Some(told) = self.under_way.get(&number).and_then(|told| told.get(engine)) else { return read };
        let newer = |session: &Session| match told {
            Told::Whole => true,
            Told::Some(ids) => ids.contains(&session.id),
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
