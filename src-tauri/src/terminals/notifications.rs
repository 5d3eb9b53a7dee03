//! Passes bells, notices, progress and clipboard requests of programs to the windows,
//! rate-limited.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use berth_terminal::{Notification, NotificationHandler, Progress};
use parking_lot::Mutex;
use serde::Serialize;

use super::key::TerminalKey;
use crate::subscribers::{Deliver, Subscribers};

/// A bell, a notice, progress or a clipboard request of a program in a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TerminalNotification {
    pub engine: String,
    /// The session's id.
    pub session: String,
    pub notification: Notification,
}

/// The windows that receive notifications, and the progress that they show.
#[derive(Clone, Default)]
pub(super) struct Listeners(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    windows: Subscribers<TerminalNotification>,
    /// By engine and session.
    progress: BTreeMap<(String, String), Progress>,
}

impl Listeners {
    /// A window that comes later hears of the progress of before.
    pub fn add(&self, window: &str, deliver: Deliver<TerminalNotification>) {
        let mut state = self.0.lock();
        for ((engine, session), progress) in &state.progress {
            let notification = Notification::Progress { progress: Some(*progress) };
            deliver(&TerminalNotification { engine: engine.clone(), session: session.clone(), notification });
        }
        state.windows.add(window, deliver);
    }

    pub fn remove(&self, window: &str) {
        self.0.lock().windows.remove(window);
    }

    /// The handler of a terminal's notifications. Its progress ends with it.
    pub fn handler(&self, key: &TerminalKey) -> NotificationHandler {
        let TerminalKey { engine, session, .. } = key.clone();
        let mut source = Source { listeners: self.clone(), engine, session, progress: false };
        // A person reads a few in a row; an editor copies more often; progress goes on for long.
        let (mut calls, mut copies) = (Bucket::new(5.0, 0.5), Bucket::new(20.0, 5.0));
        let mut steps = Bucket::new(200.0, 20.0);
        Box::new(move |notification| {
            let bucket = match notification {
                Notification::Bell | Notification::Notice { .. } => &mut calls,
                Notification::Clipboard { .. } | Notification::ClipboardTooLong => &mut copies,
                // That it ended must not be lost; it does so only once.
                Notification::Progress { progress: None } => return source.end_progress(),
                Notification::Progress { .. } => &mut steps,
            };
            if bucket.takes(Instant::now()) {
                source.send(notification);
            }
        })
    }
}

/// A terminal, as its windows know it.
struct Source {
    listeners: Listeners,
    engine: String,
    session: String,
    /// Whether the windows show progress.
    progress: bool,
}

impl Source {
    fn send(&mut self, notification: Notification) {
        let (engine, session) = (self.engine.clone(), self.session.clone());
        let mut state = self.listeners.0.lock();
        if let Notification::Progress { progress } = notification {
            self.progress = progress.is_some();
            let key = (engine.clone(), session.clone());
            match progress {
                Some(progress) => state.progress.insert(key, progress),
                None => state.progress.remove(&key),
            };
        }
        state.windows.send(&TerminalNotification { engine, session, notification });
    }

    fn end_progress(&mut self) {
        if self.progress {
            self.send(Notification::Progress { progress: None });
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.end_progress();
    }
}

/// Lets a few through at once, and then so many a second.
struct Bucket {
    most: f64,
    a_second: f64,
    left: f64,
    at: Instant,
}

impl Bucket {
    fn new(most: f64, a_second: f64) -> Self {
        Self { most, a_second, left: most, at: Instant::now() }
    }

    fn takes(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + passed * self.a_second).min(self.most);
        self.at = now;
        let takes = self.left >= 1.0;
        if takes {
            self.left -= 1.0;
        }
        takes
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_flood_of_bells_leaves_room_for_the_clipboard() {
        let listeners = Listeners::default();
        let (sender, receiver) = std::sync::mpsc::channel();
        listeners.add("main", Box::new(move |one| sender.send(one.clone()).is_ok()));
        let mut handle = listeners.handler(&TerminalKey::main("podman", "a"));
        (0..100).for_each(|_| handle(Notification::Bell));
        handle(Notification::Clipboard { text: "copied".into() });
        let received: Vec<_> = receiver.try_iter().collect();
        assert_eq!(received.len(), 6);
        let last = received.last().map(|last| (last.session.as_str(), last.notification.clone()));
        assert_eq!(last, Some(("a", Notification::Clipboard { text: "copied".into() })));
    }

    fn progress(value: u8) -> Notification {
        let state = berth_terminal::ProgressState::Running;
        Notification::Progress { progress: Some(Progress { state, value: Some(value) }) }
    }

    #[test]
    fn progress_ends_after_any_flood_of_it_and_with_its_terminal() {
        let listeners = Listeners::default();
        let (sender, receiver) = std::sync::mpsc::channel();
        listeners.add("main", Box::new(move |one| sender.send(one.notification.clone()).is_ok()));
        let ended = Notification::Progress { progress: None };
        let mut handle = listeners.handler(&TerminalKey::main("podman", "a"));
        (0..1000).for_each(|_| handle(progress(7)));
        handle(ended.clone());
        handle(ended.clone());
        let received: Vec<_> = receiver.try_iter().collect();
        assert!(received.len() < 300, "{}", received.len());
        assert_eq!(received.iter().filter(|one| **one == ended).count(), 1);
        assert_eq!(received.last(), Some(&ended));

        let mut handle = listeners.handler(&TerminalKey::main("podman", "b"));
        handle(progress(7));
        drop(handle);
        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [progress(7), ended]);
    }

    #[test]
    fn a_window_that_comes_later_hears_of_progress() {
        let listeners = Listeners::default();
        let mut handle = listeners.handler(&TerminalKey::main("podman", "a"));
        handle(progress(7));
        handle(Notification::Bell);
        let (sender, receiver) = std::sync::mpsc::channel();
        listeners.add("late", Box::new(move |one| sender.send(one.notification.clone()).is_ok()));
        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [progress(7)]);
    }

    #[test]
    fn a_flood_is_a_few_and_then_one_now_and_then() {
        let mut bucket = Bucket::new(5.0, 0.5);
        let begin = bucket.at;
        let through =
            |bucket: &mut Bucket, at: Duration| (0..100).filter(|_| bucket.takes(begin + at)).count();
        assert_eq!(through(&mut bucket, Duration::ZERO), 5);
        assert_eq!(through(&mut bucket, Duration::from_secs(2)), 1);
        assert_eq!(through(&mut bucket, Duration::from_secs(3600)), 5);
    }
}
