//! What the person sees, has read, and does not want to see.

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

use berth_archive::SessionKey;

use super::posted::{Posted, Subject, live, number_of};
use super::{Board, MUTE};
use crate::notices::notice::{Muted, Notice};

impl Board {
    /// A window that has the keyboard shows these; `None` where it has it no longer.
    pub fn set_in_sight(&mut self, window: &str, sessions: Option<HashSet<SessionKey>>) {
        match sessions {
            Some(sessions) => self.in_sight.insert(window.to_owned(), sessions),
            None => self.in_sight.remove(window),
        };
        let sight = &self.in_sight;
        for held in &mut self.held {
            held.looked |= is_in_sight(sight, &held.news.subject);
        }
        for Posted { notice, subject, .. } in &mut self.posted {
            if !notice.read && is_in_sight(sight, subject) {
                notice.read = true;
                self.changed = true;
            }
        }
    }

    /// The person has read this one, or all.
    pub fn mark_read(&mut self, number: Option<u32>) {
        for Posted { notice, .. } in &mut self.posted {
            if number.is_none_or(|number| number == notice.number) && !notice.read {
                notice.read = true;
                self.changed = true;
            }
        }
    }

    /// No popup of this session for an hour, or popups again; what happens is in the list.
    pub fn mute(&mut self, now: Instant, key: &SessionKey, muted: bool) {
        self.sessions.entry(key.clone()).or_default().muted_until = muted.then(|| now + MUTE);
        self.changed = true;
        if muted {
            let subject = Subject::Session(key.clone());
            let of_it: Vec<u32> =
                self.posted.iter().filter(|one| one.subject == subject).map(number_of).collect();
            self.popups.take_out(&of_it);
        }
    }

    /// The sessions that are muted.
    pub fn muted(&self) -> Vec<Muted> {
        let muted = self.sessions.iter().filter(|(_, known)| known.muted_until.is_some());
        muted.map(|(key, _)| Muted { engine: key.engine.clone(), session: key.container.clone() }).collect()
    }

    /// When the next of them is so no longer.
    pub(super) fn mute_ends(&self) -> impl Iterator<Item = Instant> {
        self.sessions.values().filter_map(|known| known.muted_until)
    }

    pub(super) fn end_mutes(&mut self, now: Instant) {
        for known in self.sessions.values_mut() {
            if known.muted_until.is_some_and(|until| until <= now) {
                known.muted_until = None;
                self.changed = true;
            }
        }
    }

    /// What a popup shows.
    pub fn shown(&self, popup: u32) -> Vec<Notice> {
        self.live(self.popups.numbers(popup))
    }

    /// The desktop shows a popup no longer.
    pub fn forget_popup(&mut self, popup: u32) {
        self.popups.forget(popup);
    }

    /// Whether the list or what is muted has changed since the last call.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// All notices, the latest first.
    pub fn list(&self) -> Vec<Notice> {
        self.posted.iter().rev().map(|one| one.notice.clone()).collect()
    }

    pub(super) fn is_in_sight(&self, subject: &Subject) -> bool {
        is_in_sight(&self.in_sight, subject)
    }

    fn live(&self, numbers: &[u32]) -> Vec<Notice> {
        live(&self.posted, numbers)
    }
}

/// Of an engine a window tells by itself, whatever it shows.
fn is_in_sight(sight: &BTreeMap<String, HashSet<SessionKey>>, subject: &Subject) -> bool {
    match subject {
        Subject::Session(key) => sight.values().any(|sessions| sessions.contains(key)),
        Subject::Engine(_) => !sight.is_empty(),
    }
}
