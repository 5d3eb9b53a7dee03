//! The events of the list, without a window and without an engine.

#![expect(clippy::panic, reason = "tests")]

use berth_runner::{EngineKind, Error, Listing, State, Unavailable};

use super::*;
use crate::test_session;

fn podman() -> Engine {
    Engine::new(EngineKind::Podman, "/usr/bin/podman".into())
}

fn session(id: &str, state: State) -> Session {
    test_session::session(&serde_json::json!({ "id": id, "name": id, "state": state }))
}

fn rows(ids: &[&str]) -> Vec<Session> {
    ids.iter().map(|id| session(id, State::Running)).collect()
}

fn snapshot(sessions: Vec<Session>) -> EngineUpdate {
    EngineUpdate::Snapshot(Listing { sessions, ..Listing::default() })
}

fn away(reason: &str) -> EngineUpdate {
    let reason = Unavailable::AwayWords { words: reason.to_owned(), kind: EngineKind::Podman };
    let error = Error::EngineUnavailable { engine: "podman".to_owned(), reason, detail: String::new() };
    EngineUpdate::Away { error, since: at(50) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::constant(second, 0)
}

/// A list that read these rows of podman at second 1.
fn listed(ids: &[&str]) -> ListState {
    let mut state = ListState::default();
    state.apply(&podman(), snapshot(rows(ids)), at(1));
    state
}

/// A window: the list as it is after the events.
#[derive(Default)]
struct Window(BTreeMap<String, EngineListing>);

impl Window {
    fn take(&mut self, event: ListEvent) {
        match event {
            ListEvent::List { listings } => {
                self.0 = listings.into_iter().map(|one| (one.health.engine.clone(), one)).collect();
            }
            ListEvent::Snapshot { listing } => drop(self.0.insert(listing.health.engine.clone(), listing)),
            ListEvent::Updated { engine, sessions, gone, read_at } => {
                if let Some(listing) = self.0.get_mut(&engine) {
                    listing.update(sessions, &gone, read_at);
                }
            }
            ListEvent::Away { engine, health, problem, away_since, remote } => {
                if let Some(listing) = self.0.get_mut(&engine) {
                    let old = listing.clone();
                    *listing = EngineListing { health, problem, away_since, remote, ..old };
                }
            }
            ListEvent::Removed { engine } => drop(self.0.remove(&engine)),
        }
    }
}

#[test]
fn the_first_answer_is_a_snapshot_also_without_rows() {
    let mut state = ListState::default();
    let event = state.apply(&podman(), snapshot(vec![]), at(1));
    assert!(matches!(event, Some(ListEvent::Snapshot { listing }) if listing.read_at == Some(at(1))));
}

#[test]
fn the_same_rows_again_are_no_news() {
    let mut state = listed(&["a", "b"]);
    assert_eq!(state.apply(&podman(), snapshot(rows(&["a", "b"])), at(2)), None);
    assert_eq!(state.apply(&podman(), snapshot(rows(&["b", "a"])), at(2)), None);
    let ListEvent::List { listings } = state.list() else { panic!("not the list") };
    assert_eq!(listings[0].read_at, Some(at(2)));
}

#[test]
fn one_row_of_a_snapshot_crosses_alone() {
    let ids: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut state = listed(&ids);
    let mut sessions = rows(&ids[1..]);
    sessions[5].state = State::Exited;
    let event = state.apply(&podman(), snapshot(sessions.clone()), at(2));
    let (engine, changed, gone) = ("podman".to_owned(), vec![sessions[5].clone()], vec!["0".to_owned()]);
    assert_eq!(event, Some(ListEvent::Updated { engine, sessions: changed, gone, read_at: at(2) }));
}

#[test]
fn rows_that_could_not_be_read_make_a_snapshot() {
    let mut state = listed(&["a", "b"]);
    let change =
        EngineUpdate::Snapshot(Listing { sessions: rows(&["a", "b"]), skipped: 1, ..Listing::default() });
    let event = state.apply(&podman(), change, at(2));
    assert!(matches!(event, Some(ListEvent::Snapshot { listing }) if listing.skipped == 1));
}

#[test]
fn an_update_names_what_is_new_different_and_gone() {
    let mut state = listed(&["a", "b", "c"]);
    let sessions =
        vec![session("a", State::Exited), session("c", State::Running), session("d", State::Created)];
    let gone = vec!["b".to_owned(), "never".to_owned()];
    let event = state.apply(&podman(), EngineUpdate::Updated { sessions, gone }, at(2));
    let Some(ListEvent::Updated { sessions, gone, read_at, .. }) = event else { panic!("{event:?}") };
    assert_eq!(sessions.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["a", "d"]);
    assert_eq!((gone, read_at), (vec!["b".to_owned()], at(2)));
}

#[test]
fn an_update_without_a_difference_is_no_news() {
    let mut state = listed(&["a"]);
    let change = EngineUpdate::Updated { sessions: rows(&["a"]), gone: vec!["b".to_owned()] };
    assert_eq!(state.apply(&podman(), change, at(2)), None);
}

#[test]
fn an_engine_that_is_away_keeps_its_rows() {
    let mut state = listed(&["a"]);
    let event = state.apply(&podman(), away("it sleeps"), at(60));
    let Some(ListEvent::Away { health, problem, away_since, .. }) = event else { panic!("{event:?}") };
    assert_eq!((health.status, away_since), (HealthStatus::Unavailable, Some(at(50))));
    assert!(problem.is_some_and(|problem| problem.message.contains("it sleeps")));
    let ListEvent::List { listings } = state.list() else { panic!("not the list") };
    assert_eq!((listings[0].sessions.len(), listings[0].read_at), (1, Some(at(1))));
    assert!(state.is_away("podman"));
}

#[test]
fn an_engine_that_is_still_away_is_told_once() {
    let mut state = listed(&["a"]);
    state.apply(&podman(), away("it sleeps"), at(60));
    assert_eq!(state.apply(&podman(), away("it sleeps"), at(70)), None);
    assert!(state.apply(&podman(), away("it is gone"), at(80)).is_some());
}

#[test]
fn an_engine_that_comes_back_with_the_same_rows_is_news() {
    let mut state = listed(&["a"]);
    state.apply(&podman(), away("it sleeps"), at(60));
    let event = state.apply(&podman(), snapshot(rows(&["a"])), at(70));
    let Some(ListEvent::Snapshot { listing }) = event else { panic!("{event:?}") };
    assert_eq!(
        (listing.problem, listing.away_since, listing.health.status),
        (None, None, HealthStatus::Ready)
    );
    assert!(!state.is_away("podman"));
}

#[test]
fn an_update_of_an_engine_that_was_away_is_a_snapshot() {
    let mut state = listed(&["a"]);
    state.apply(&podman(), away("it sleeps"), at(60));
    let change = EngineUpdate::Updated { sessions: rows(&["b"]), gone: vec![] };
    let event = state.apply(&podman(), change, at(70));
    let Some(ListEvent::Snapshot { listing }) = event else { panic!("{event:?}") };
    assert_eq!((listing.sessions.len(), listing.problem), (2, None));
}

#[test]
fn an_engine_that_never_answered_begins_with_a_snapshot() {
    let mut state = ListState::default();
    let event = state.apply(&podman(), away("it sleeps"), at(60));
    let Some(ListEvent::Snapshot { listing }) = event else { panic!("{event:?}") };
    assert_eq!((listing.read_at, listing.away_since), (None, Some(at(50))));
    assert!(listing.problem.is_some());
}

#[test]
fn an_engine_that_is_removed_goes_once() {
    let mut state = listed(&["a"]);
    assert_eq!(state.remove("podman"), Some(ListEvent::Removed { engine: "podman".into() }));
    assert_eq!(state.remove("podman"), None);
    assert_eq!(state.list(), ListEvent::List { listings: vec![] });
}

#[test]
fn a_missing_engine_replaces_all_of_its_kind_and_goes_when_it_is_installed() {
    let mut state = listed(&["a"]);
    let other = Engine { id: "podman:far".into(), ..podman() };
    state.apply(&other, snapshot(vec![]), at(1));
    let missing = Health { status: HealthStatus::Missing, ..Health::ready(&podman()) };
    let events = state.set_missing(vec![missing.clone()]);
    assert_eq!(events[0], ListEvent::Removed { engine: "podman:far".into() });
    assert!(matches!(&events[1], ListEvent::Snapshot { listing } if listing.health == missing));
    assert_eq!(events.len(), 2);
    assert_eq!(state.set_missing(vec![missing]), []);
    assert_eq!(state.default_engine(), None);
    assert_eq!(state.set_missing(vec![]), [ListEvent::Removed { engine: "podman".into() }]);
}

#[test]
fn a_window_that_takes_every_event_has_the_list() {
    let mut state = listed(&["a", "b"]);
    let mut window = Window::default();
    window.take(state.list());
    let docker = Engine { id: "docker".into(), kind: EngineKind::Docker, ..podman() };
    let changes = [
        (podman(), EngineUpdate::Updated { sessions: rows(&["c"]), gone: vec!["a".to_owned()] }),
        (docker.clone(), snapshot(rows(&["x", "y", "z"]))),
        (podman(), away("it sleeps")),
        (docker, snapshot(rows(&["y", "z", "w"]))),
        (podman(), snapshot(rows(&["c"]))),
    ];
    for (second, (engine, change)) in (2..).zip(changes) {
        state.apply(&engine, change, at(second)).into_iter().for_each(|event| window.take(event));
        assert_eq!(ids(&window.0), ids(&state.listings), "after second {second}");
    }
    state.set_missing(vec![]).into_iter().for_each(|event| window.take(event));
    assert_eq!(ids(&window.0), ids(&state.listings));
}

fn ids(listings: &BTreeMap<String, EngineListing>) -> Vec<(String, bool, Vec<String>)> {
    let ids = |listing: &EngineListing| {
        let mut ids: Vec<_> = listing.sessions.iter().map(|row| row.id.clone()).collect();
        ids.sort();
        ids
    };
    listings.iter().map(|(id, listing)| (id.clone(), listing.problem.is_some(), ids(listing))).collect()
}

/// Reads podman as it was, while `meanwhile` was told; the states of its rows then, by id.
fn after_a_reading(read: Vec<Session>, meanwhile: Vec<EngineUpdate>) -> Vec<String> {
    let mut state = listed(&["a", "b"]);
    let mut window = Window::default();
    window.take(state.list());
    let reading = state.begin_reading();
    let mut events: Vec<_> =
        meanwhile.into_iter().filter_map(|change| state.apply(&podman(), change, at(2))).collect();
    let listing = Listing { sessions: read, ..Listing::default() };
    events.extend(state.apply_reading(reading, &podman(), listing, at(3)));
    state.end_reading(reading);
    events.into_iter().for_each(|event| window.take(event));
    let ListEvent::List { listings } = state.list() else { panic!("not the list") };
    let shown = |sessions: &[Session]| {
        let mut shown: Vec<_> = sessions.iter().map(|row| format!("{} {:?}", row.id, row.state)).collect();
        shown.sort();
        shown
    };
    assert_eq!(shown(&window.0["podman"].sessions), shown(&listings[0].sessions));
    shown(&listings[0].sessions)
}

/// A run that was over before a slow refresh was is told by the watch, and never again.
#[test]
fn what_is_told_during_a_reading_is_newer() {
    let over = || EngineUpdate::Updated {
        sessions: vec![session("a", State::Exited), session("c", State::Exited)],
        gone: vec!["b".to_owned()],
    };
    assert_eq!(after_a_reading(rows(&["a", "b", "c"]), vec![over()]), ["a Exited", "c Exited"]);
    assert_eq!(after_a_reading(rows(&["a", "b"]), vec![over(), away("gone")]), ["a Exited", "c Exited"]);
    assert_eq!(after_a_reading(rows(&["a", "d"]), vec![]), ["a Running", "d Running"]);
    assert_eq!(after_a_reading(rows(&["d"]), vec![over()]), ["a Exited", "c Exited", "d Running"]);
    let whole = vec![snapshot(vec![session("b", State::Paused)]), over()];
    assert_eq!(after_a_reading(rows(&["a", "b"]), whole), ["a Exited", "c Exited"]);
}

#[test]
fn of_two_readings_the_one_that_began_last_is_newer() {
    for first_ends_first in [true, false] {
        let mut state = listed(&["a"]);
        let (first, second) = (state.begin_reading(), state.begin_reading());
        let listing = |name: &str| Listing { sessions: rows(&[name]), ..Listing::default() };
        let mut readings = [(first, "b"), (second, "c")];
        if !first_ends_first {
            readings.reverse();
        }
        for (reading, name) in readings {
            state.apply_reading(reading, &podman(), listing(name), at(2));
            state.end_reading(reading);
        }
        let ListEvent::List { listings } = state.list() else { panic!("not the list") };
        assert_eq!(listings[0].sessions, rows(&["c"]));
    }
}
