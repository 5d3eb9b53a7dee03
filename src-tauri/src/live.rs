//! What every engine runs, kept current by the engines' events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use berth_runner::{Change, EngineKind, Health, HealthStatus, Pace, Runner, Session};
use jiff::Timestamp;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use tokio::sync::{Notify, watch};

use crate::failure::Failure;
use crate::harbour::{Harbour, KINDS, in_order, locked, missing_engines, ready, unavailable};

/// How often the PATH is looked at for engines that come and go; nothing is spawned for it.
const LOOK: Duration = Duration::from_secs(2);

/// One engine's part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EngineListing {
    pub health: Health,
    pub sessions: Vec<Session>,
    /// Rows that could not be read.
    pub skipped: u32,
    /// When `sessions` was read, RFC 3339; older than now when `problem` says why.
    #[specta(type = Option<String>)]
    pub read_at: Option<Timestamp>,
    /// Why this is not fresh; `sessions` are as the engine last told.
    pub problem: Option<Failure>,
    /// When it was asked what it never answered, RFC 3339; the first time, while it is away.
    #[specta(type = Option<String>)]
    pub away_since: Option<Timestamp>,
    /// Reached over a network, where a connection may go silent and never end.
    pub far: bool,
}

impl EngineListing {
    fn unread(health: Health) -> Self {
        let (read_at, problem, away_since) = (None, None, None);
        Self { health, sessions: Vec::new(), skipped: 0, read_at, problem, away_since, far: false }
    }

    fn fresh(runner: &Runner, sessions: Vec<Session>, skipped: u32) -> Self {
        let read_at = Some(Timestamp::now());
        let (health, far) = (ready(runner.engine()), runner.engine().is_far());
        Self { health, sessions, skipped, read_at, problem: None, away_since: None, far }
    }

    /// The rows stay, and say since when they are old.
    fn away(&mut self, runner: &Runner, error: berth_runner::Error, since: Timestamp) {
        self.health = unavailable(runner.engine(), &error);
        self.far = runner.engine().is_far();
        self.away_since.get_or_insert(since);
        self.problem = Some(error.into());
    }

    /// Whether there is more to tell than that the same was read again, which would send
    /// every row to the window once more.
    fn is_news_after(&self, before: Self) -> bool {
        before.read_at.is_none() || *self != Self { read_at: self.read_at, ..before }
    }

    fn update(&mut self, runner: &Runner, changed: Vec<Session>, gone: &[String]) {
        let replaced = |old: &Session| gone.contains(&old.id) || changed.iter().any(|new| new.id == old.id);
        let mut sessions = std::mem::take(&mut self.sessions);
        sessions.retain(|old| !replaced(old));
        sessions.extend(changed);
        *self = Self::fresh(runner, sessions, self.skipped);
    }
}

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
    version: watch::Sender<u32>,
    hidden: watch::Sender<bool>,
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
            version: watch::Sender::new(0),
            hidden: watch::Sender::new(false),
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

/// Keeps the list current for as long as the app runs.
pub fn watch(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let live = Arc::clone(&app.state::<Arc<Live>>());
        let harbour = app.state::<Harbour>();
        let mut watched: Vec<(Runner, tauri::async_runtime::JoinHandle<()>)> = Vec::new();
        // Which clients were missing when engines were looked for last.
        let mut missed = None;
        loop {
            let missing: Vec<_> = missing_engines().into_iter().map(|gone| gone.engine).collect();
            if missed.as_ref() != Some(&missing) {
                missed = Some(missing);
                let (runners, missing) = harbour.discover().await;
                watched.retain(|(old, task)| {
                    let known = runners.iter().any(|runner| runner.engine() == old.engine());
                    if !known {
                        task.abort();
                        live.forget(&old.engine().id);
                    }
                    known
                });
                live.set_missing(missing);
                for runner in runners {
                    if !watched.iter().any(|(old, _)| old.engine() == runner.engine()) {
                        let task = follow(Arc::clone(&live), runner.clone());
                        watched.push((runner, tauri::async_runtime::spawn(task)));
                    }
                }
            }
            // When the person asks, contexts and connections are looked for again too.
            if tokio::time::timeout(LOOK, live.look_again.notified()).await.is_ok() {
                missed = None;
            }
        }
    });
}

/// Follows one engine, away or not.
async fn follow(live: Arc<Live>, runner: Runner) {
    let doubt = live.doubt(&runner.engine().id);
    let watch = || runner.watch_while(Pace::default(), live.hidden.subscribe());
    let mut changes = watch();
    loop {
        let change = tokio::select! {
            change = changes.next() => change,
            // Its events may have gone silent, and it may find the same sessions again, which it does not tell.
            () = doubt.notified() => {
                changes = watch();
                continue;
            }
        };
        let Some(change) = change else { return };
        live.set(&runner, |listing| match change {
            Change::Snapshot(all) => *listing = EngineListing::fresh(&runner, all.sessions, all.skipped),
            Change::Updated { sessions, gone } => listing.update(&runner, sessions, &gone),
            Change::Away { error, since } => listing.away(&runner, error, since),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(second: i64) -> EngineListing {
        let health = Health {
            engine: "podman".into(),
            kind: EngineKind::Podman,
            endpoint: String::new(),
            rootless: None,
            status: HealthStatus::Ready,
            version: None,
            message: String::new(),
            detail: None,
            latency_ms: None,
        };
        let read_at = Some(Timestamp::constant(second, 0));
        EngineListing { read_at, ..EngineListing::unread(health) }
    }

    #[test]
    fn only_what_differs_is_news() {
        let before = read(1);
        let fresh = read(2);
        assert!(!fresh.is_news_after(before.clone()));
        assert!(EngineListing { skipped: 1, ..read(2) }.is_news_after(before.clone()));
        // That an engine answered for the first time is, also with nothing to show.
        assert!(fresh.is_news_after(EngineListing { read_at: None, ..before }));
    }
}
