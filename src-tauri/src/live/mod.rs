//! What every engine runs, kept current by the engines' events.

mod listing;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use berth_runner::{EngineKind, Health, HealthStatus, Runner};
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::{Notify, watch::Sender};

use crate::harbour::{Harbour, KINDS, in_order, locked, ready};

pub use listing::EngineListing;
pub use watch::watch;

/// The list at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct LiveList {
    /// Greater with every change.
    pub version: u32,
    pub listings: Vec<EngineListing>,
}

/// The list, and those who wait for its next change.
pub struct Live {
    /// By engine id.
    listings: Mutex<BTreeMap<String, EngineListing>>,
    /// When an engine last answered again that had been away, by id.
    returned: Mutex<BTreeMap<String, Instant>>,
    /// Tells who watches an engine that somebody else found it away, by id.
    doubted: Mutex<BTreeMap<String, Arc<Notify>>>,
    version: Sender<u32>,
    hidden: Sender<bool>,
    /// Windows that can be seen, by label.
    seen_in: Mutex<BTreeSet<String>>,
    look_again: Notify,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            listings: Mutex::default(),
            returned: Mutex::default(),
            doubted: Mutex::default(),
            version: Sender::new(0),
            hidden: Sender::new(false),
            seen_in: Mutex::default(),
            look_again: Notify::new(),
        }
    }
}

impl Live {
    /// The list once it is newer than version `seen`; 0 is older than any.
    pub async fn after(&self, seen: u32) -> LiveList {
        let mut version = self.version.subscribe();
        // The sender is ours: it can't be gone.
        _ = version.wait_for(|version| *version != seen).await;
        self.now()
    }

    /// While every window is hidden, engines are not asked for what nothing hinted at.
    pub fn set_hidden(&self, window: &str, hidden: bool) {
        let mut seen_in = locked(&self.seen_in);
        if hidden {
            seen_in.remove(window);
        } else {
            seen_in.insert(window.to_owned());
        }
        self.hidden.send_replace(seen_in.is_empty());
    }

    pub fn window_closed(&self, window: &str) {
        self.set_hidden(window, true);
    }

    /// Looks for engines and asks each for all it runs, now.
    pub async fn refresh(&self, harbour: &Harbour) -> LiveList {
        self.look_again.notify_one();
        let (runners, missing) = harbour.discover().await;
        let since = Timestamp::now();
        let asked = runners.into_iter().map(|runner| {
            tauri::async_runtime::spawn(async move {
                let listing = runner.list().await;
                (runner, listing)
            })
        });
        for answer in asked.collect::<Vec<_>>() {
            let Ok((runner, listing)) = answer.await else { continue };
            self.set(&runner, |old| match listing {
                Ok(listing) => *old = EngineListing::fresh(&runner, listing.sessions, listing.skipped),
                Err(error) => {
                    if old.problem.is_none() {
                        self.doubt(&runner.engine().id).notify_one();
                    }
                    old.away(&runner, error, since);
                }
            });
        }
        self.set_missing(missing);
        self.now()
    }

    /// When this engine last answered again after it had been away.
    pub fn returned(&self, engine: &str) -> Option<Instant> {
        locked(&self.returned).get(engine).copied()
    }

    /// Of the engines that answer: podman, then docker.
    pub fn default_engine(&self) -> Option<String> {
        let listings = locked(&self.listings);
        let answers = |kind: &EngineKind| {
            let health = listings.get(kind.word()).map(|listing| &listing.health);
            health.is_some_and(|health| health.status == HealthStatus::Ready)
        };
        KINDS.iter().find(|kind| answers(kind)).map(|kind| kind.word().to_owned())
    }

    fn now(&self) -> LiveList {
        let version = *self.version.borrow();
        let mut listings: Vec<_> = locked(&self.listings).values().cloned().collect();
        in_order(&mut listings, |listing| &listing.health);
        LiveList { version, listings }
    }

    fn changed(&self) {
        self.version.send_modify(|version| *version = version.wrapping_add(1).max(1));
    }

    fn set(&self, runner: &Runner, change: impl FnOnce(&mut EngineListing)) {
        let engine = runner.engine();
        let mut listings = locked(&self.listings);
        let listing =
            listings.entry(engine.id.clone()).or_insert_with(|| EngineListing::unread(ready(engine)));
        let before = listing.clone();
        change(listing);
        if before.problem.is_some() && listing.problem.is_none() {
            // Before anybody can hear of it.
            locked(&self.returned).insert(engine.id.clone(), Instant::now());
        }
        let news = listing.is_news_after(before);
        drop(listings);
        if news {
            self.changed();
        }
    }

    /// What is not installed shows as missing, without rows.
    fn set_missing(&self, missing: Vec<Health>) {
        let mut listings = locked(&self.listings);
        let before = listings.clone();
        listings.retain(|_, listing| {
            listing.health.status != HealthStatus::Missing
                && !missing.iter().any(|gone| gone.kind == listing.health.kind)
        });
        listings.extend(missing.into_iter().map(|gone| (gone.engine.clone(), EngineListing::unread(gone))));
        let same = *listings == before;
        drop(listings);
        if !same {
            self.changed();
        }
    }

    fn doubt(&self, engine: &str) -> Arc<Notify> {
        Arc::clone(locked(&self.doubted).entry(engine.to_owned()).or_default())
    }

    fn forget(&self, engine: &str) {
        if locked(&self.listings).remove(engine).is_some() {
            self.changed();
        }
    }
}
