//! Entries and views, without clients and windows.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

struct Fake {
    key: TerminalKey,
    ended: AtomicBool,
}

impl Entry for Fake {
    fn key(&self) -> &TerminalKey {
        &self.key
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

type Fakes = Registry<Fake, &'static str>;

fn session(id: &str) -> TerminalKey {
    TerminalKey::main("podman", id)
}

fn open(registry: &mut Fakes, key: TerminalKey) -> Arc<Fake> {
    let entry = Arc::new(Fake { key, ended: AtomicBool::new(false) });
    registry.insert(&entry);
    entry
}

fn view(entry: &Arc<Fake>, window: &str) -> View<Fake, &'static str> {
    View { entry: Arc::clone(entry), window: window.to_owned(), output: "" }
}

fn end(entry: &Arc<Fake>) {
    entry.ended.store(true, Ordering::Relaxed);
}

#[test]
fn a_terminal_is_found_by_its_key() {
    let mut registry = Fakes::default();
    let main = open(&mut registry, session("a"));
    let shell = open(&mut registry, TerminalKey::shell("podman", "a", "1"));
    assert!(registry.find(&session("a")).is_some_and(|found| Arc::ptr_eq(&found, &main)));
    assert!(
        registry.find(&TerminalKey::shell("podman", "a", "1")).is_some_and(|it| Arc::ptr_eq(&it, &shell))
    );
    assert!(registry.find(&TerminalKey::main("docker", "a")).is_none());
}

#[test]
fn a_terminal_replaces_the_one_with_its_key() {
    let mut registry = Fakes::default();
    let old = open(&mut registry, session("a"));
    let new = open(&mut registry, session("a"));
    assert_eq!(registry.entries().len(), 1);
    registry.remove(&old);
    assert!(registry.find(&session("a")).is_some_and(|found| Arc::ptr_eq(&found, &new)));
}

#[test]
fn the_oldest_ended_screen_goes_when_there_are_too_many() {
    let mut registry = Fakes::default();
    let running = open(&mut registry, session("running"));
    for number in 0..=MAX_ENDED_SCREENS {
        end(&open(&mut registry, session(&number.to_string())));
    }
    open(&mut registry, session("last"));
    assert!(registry.find(&session("0")).is_none());
    assert!(registry.find(&session("1")).is_some());
    assert!(registry.find(running.key()).is_some());
}

#[test]
fn a_screen_of_a_session_that_is_gone_stays_while_it_is_shown() {
    let mut registry = Fakes::default();
    let [unseen, shown, runs] = ["unseen", "shown", "runs"].map(|id| open(&mut registry, session(id)));
    end(&unseen);
    end(&shown);
    registry.attach_view(1, view(&shown, "main"));
    let gone = registry.remove_unseen(|key| *key != session("other"));
    assert!(gone.len() == 1 && Arc::ptr_eq(&gone[0], &unseen));
    registry.detach_view(1);
    assert!(registry.remove_unseen(|key| *key == session("unseen")).is_empty());
    assert_eq!(registry.remove_unseen(|_| true).len(), 1);
    assert!(registry.find(runs.key()).is_some());
}

#[test]
fn an_ended_shell_stays_to_be_read() {
    let mut registry = Fakes::default();
    for number in 0..=2 * MAX_ENDED_SCREENS {
        end(&open(&mut registry, TerminalKey::shell("podman", "a", &number.to_string())));
    }
    assert_eq!(registry.entries().len(), 2 * MAX_ENDED_SCREENS + 1);
}

#[test]
fn a_view_in_another_window_displaces_the_one_before() {
    let mut registry = Fakes::default();
    let entry = open(&mut registry, session("a"));
    assert!(registry.attach_view(1, view(&entry, "main")).is_empty());
    let displaced = registry.attach_view(2, view(&entry, "session-a"));
    assert_eq!(displaced.iter().map(|view| view.window.as_str()).collect::<Vec<_>>(), ["main"]);
    assert!(registry.shown_by(1).is_none() && registry.shown_by(2).is_some());
}

#[test]
fn a_second_view_in_the_same_window_replaces_the_first_silently() {
    let mut registry = Fakes::default();
    let entry = open(&mut registry, session("a"));
    registry.attach_view(1, view(&entry, "main"));
    assert!(registry.attach_view(2, view(&entry, "main")).is_empty());
    assert!(registry.shown_by(1).is_none() && registry.shown_by(2).is_some());
}

#[test]
fn a_terminal_stays_when_its_view_is_detached() {
    let mut registry = Fakes::default();
    let entry = open(&mut registry, session("a"));
    registry.attach_view(1, view(&entry, "main"));
    assert!(registry.detach_view(1).is_some() && registry.detach_view(1).is_none());
    assert!(registry.find(entry.key()).is_some());
}

#[test]
fn a_closed_window_takes_its_own_views() {
    let mut registry = Fakes::default();
    let (a, b) = (open(&mut registry, session("a")), open(&mut registry, session("b")));
    registry.attach_view(1, view(&a, "main"));
    registry.attach_view(2, view(&b, "session-b"));
    let gone = registry.detach_window("session-b");
    assert_eq!(gone.iter().map(|view| view.entry.key().clone()).collect::<Vec<_>>(), [session("b")]);
    assert!(registry.shown_by(1).is_some());
}

#[test]
fn removed_terminals_take_their_views_along() {
    let mut registry = Fakes::default();
    let main = open(&mut registry, session("a"));
    let shell = open(&mut registry, TerminalKey::shell("podman", "a", "1"));
    let other = open(&mut registry, session("b"));
    for (number, entry) in (1..).zip([&main, &shell, &other]) {
        registry.attach_view(number, view(entry, "main"));
    }
    assert_eq!(registry.remove_where(|key| key.is_of("podman", "a")).len(), 2);
    assert!(registry.shown_by(1).is_none() && registry.shown_by(2).is_none());
    assert!(registry.shown_by(3).is_some());
}
