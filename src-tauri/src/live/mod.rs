//! The list of sessions of every engine, kept current by the engines' events.
//!
//! [`ListState`] turns each change of an engine into an event; every window receives
//! the events through its own channel.

mod listing;
mod readings;
mod state;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use berth_runner::{EngineUpdate, Health, Runner, Session, Watch};
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::{Notify, mpsc, watch::Sender};

use crate::engines::EngineRegistry;
use crate::subscribers::{Deliver, Subscribers};
use state::ListState;

pub use listing::EngineListing;
pub use state::ListEvent;
pub use watch::watch;

/// The list, and the windows that show it.
pub struct Live {
    shown: Mutex<Shown>,
    /// When an engine last answered again that had been away, by id.
    recovered_at: Mutex<BTreeMap<String, Instant>>,
    /// Wakes the watcher of an engine that a refresh found away, by id.
    suspect: Mutex<BTreeMap<String, Arc<Notify>>>,
    hidden: Sender<bool>,
    /// By label.
    visible_windows: Mutex<BTreeSet<String>>,
    rediscover: Notify,
    /// Who else hears what the watch of an engine tells, by the engine's id.
    listeners: Mutex<Vec<(String, mpsc::Sender<EngineUpdate>)>>,
}

/// Changes that wait for a listener, at most: an engine tells a few in a second.
const LISTENER_QUEUE: usize = 1024;

/// Under one lock, so that each window receives the changes in order, and each once.
#[derive(Default)]
struct Shown {
    list: ListState,
    windows: Subscribers<ListEvent>,
}

impl Shown {
    fn send(&mut self, events: impl IntoIterator<Item = ListEvent>) {
        events.into_iter().for_each(|event| self.windows.send(&event));
    }
}

impl Default for Live {
    fn default() -> Self {
        Self {
            shown: Mutex::default(),
            recovered_at: Mutex::default(),
            suspect: Mutex::default(),
            hidden: Sender::new(false),
            visible_windows: Mutex::default(),
            rediscover: Notify::new(),
            listeners: Mutex::default(),
        }
    }
}

impl Live {
    /// Sends the whole list to a window now, and every change from here on.
    pub fn subscribe(&self, window: &str, send: Deliver<ListEvent>) {
        let mut shown = self.shown.lock();
        if send(&shown.list.list()) {
            shown.windows.add(window, send);
        }
    }

    /// A session that the list has now.
    pub fn find(&self, engine: &str, id: &str) -> Option<Session> {
        self.shown.lock().list.find(engine, id).cloned()
    }

    /// The session of a name that the list has now.
    pub fn named(&self, engine: &str, name: &str) -> Option<Session> {
        self.shown.lock().list.named(engine, name).cloned()
    }

    /// The engines that answer now, with their sessions.
    pub fn current(&self) -> Vec<(String, Vec<Session>)> {
        let shown = self.shown.lock();
        let sessions = |engine: String| {
            let sessions = shown.list.current(&engine)?.to_vec();
            Some((engine, sessions))
        };
        shown.list.engines().into_iter().filter_map(sessions).collect()
    }

    /// While every window is hidden, engines are only asked where an event hinted at a change.
    pub fn set_hidden(&self, window: &str, hidden: bool) {
        let mut visible = self.visible_windows.lock();
        if hidden {
            visible.remove(window);
        } else {
            visible.insert(window.to_owned());
        }
        self.hidden.send_replace(visible.is_empty());
    }

    /// Ends what a window had of the list.
    pub fn window_closed(&self, window: &str) {
        self.shown.lock().windows.remove(window);
        self.set_hidden(window, true);
    }

    /// Searches for engines and asks each for its sessions now; done when all answered.
    pub async fn refresh(&self, engines: &EngineRegistry) {
        self.rediscover.notify_one();
        let (runners, missing) = engines.discover().await;
        let since = Timestamp::now();
        let reading = self.shown.lock().list.begin_reading();
        let asked = runners.into_iter().map(|runner| {
            tauri::async_runtime::spawn(async move {
                let listing = runner.list().await;
                (runner, listing)
            })
        });
        for answer in asked.collect::<Vec<_>>() {
            let Ok((runner, listing)) = answer.await else { continue };
            match listing {
                Ok(listing) => self
                    .change(&runner, |list, now| list.apply_reading(reading, runner.engine(), listing, now)),
                Err(error) => {
                    if !self.shown.lock().list.is_away(&runner.engine().id) {
                        self.suspicion(&runner.engine().id).notify_one();
                    }
                    self.apply(&runner, EngineUpdate::Away { error, since });
                }
            }
        }
        self.shown.lock().list.end_reading(reading);
        self.set_missing(missing);
    }

    /// Changes of an engine from now on, without another client on it.
    pub fn listen(&self, engine: &str) -> Watch {
        let (sender, changes) = mpsc::channel(LISTENER_QUEUE);
        self.listeners.lock().push((engine.to_owned(), sender));
        Watch::passed_on(changes)
    }

    fn pass_on(&self, engine: &str, change: &EngineUpdate) {
        let mut listeners = self.listeners.lock();
        listeners.retain(|(_, sender)| !sender.is_closed());
        for (_, sender) in listeners.iter().filter(|(of, _)| of == engine) {
            // One that is so far behind looks for itself when it comes to it.
            drop(sender.try_send(change.copy()));
        }
    }

    /// When this engine last answered again after it had been away.
    pub fn recovered_at(&self, engine: &str) -> Option<Instant> {
        self.recovered_at.lock().get(engine).copied()
    }

    /// Of the engines that answer: podman, then docker.
    pub fn default_engine(&self) -> Option<&'static str> {
        self.shown.lock().list.default_engine()
    }

    /// Takes over what the watch of an engine told.
    fn apply(&self, runner: &Runner, change: EngineUpdate) {
        self.pass_on(&runner.engine().id, &change);
        self.change(runner, |list, now| list.apply(runner.engine(), change, now));
    }

    fn change(&self, runner: &Runner, change: impl FnOnce(&mut ListState, Timestamp) -> Option<ListEvent>) {
        let engine = runner.engine();
        let mut shown = self.shown.lock();
        let was_away = shown.list.is_away(&engine.id);
        let event = change(&mut shown.list, Timestamp::now());
        if was_away && !shown.list.is_away(&engine.id) {
            // Before any window can act on the event.
            self.recovered_at.lock().insert(engine.id.clone(), Instant::now());
        }
        shown.send(event);
    }

    fn set_missing(&self, missing: Vec<Health>) {
        let mut shown = self.shown.lock();
        let events = shown.list.set_missing(missing);
        shown.send(events);
    }

    fn remove(&self, engine: &str) {
        let mut shown = self.shown.lock();
        let event = shown.list.remove(engine);
        shown.send(event);
    }

    fn suspicion(&self, engine: &str) -> Arc<Notify> {
        Arc::clone(self.suspect.lock().entry(engine.to_owned()).or_default())
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "tests")]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn receiver() -> (Deliver<ListEvent>, mpsc::Receiver<ListEvent>) {
        let (sender, receiver) = mpsc::channel();
        (Box::new(move |event: &ListEvent| sender.send(event.clone()).is_ok()), receiver)
    }

    fn missing(engine: &str) -> Health {
        let kind = berth_runner::EngineKind::from_word(engine).unwrap_or_else(|| panic!("no {engine}"));
        let engine = berth_runner::Engine::new(kind, "/nowhere".into());
        Health { status: berth_runner::HealthStatus::Missing, ..Health::ready(&engine) }
    }

    #[test]
    fn a_late_window_begins_with_the_list_and_misses_nothing() {
        let live = Live::default();
        live.set_missing(vec![missing("podman")]);
        let (send, events) = receiver();
        live.subscribe("main", send);
        live.set_missing(vec![missing("podman"), missing("docker")]);
        let events: Vec<_> = events.try_iter().collect();
        let [ListEvent::List { listings }, ListEvent::Snapshot { listing }] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!((listings.len(), listings[0].health.engine.as_str()), (1, "podman"));
        assert_eq!(listing.health.engine, "docker");
    }

    #[test]
    fn listeners_hear_of_their_engine_until_they_end() {
        let live = Live::default();
        let (mut watch, other) = (live.listen("podman"), live.listen("docker"));
        let update = EngineUpdate::Updated { sessions: Vec::new(), gone: vec!["a".to_owned()] };
        live.pass_on("podman", &update);
        let passed = tauri::async_runtime::block_on(watch.next());
        assert!(matches!(passed, Some(EngineUpdate::Updated { gone, .. }) if gone == ["a"]));
        drop((watch, other));
        live.pass_on("podman", &update);
        assert!(live.listeners.lock().is_empty());
    }

    #[test]
    fn a_closed_window_hears_no_more_and_hides_the_list() {
        let live = Live::default();
        let (send, events) = receiver();
        live.set_hidden("main", false);
        live.subscribe("main", send);
        live.window_closed("main");
        live.set_missing(vec![missing("podman")]);
        assert_eq!(events.try_iter().count(), 1);
        assert!(*live.hidden.borrow());
    }
}
