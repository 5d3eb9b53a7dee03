//! One session, without an engine.

use berth_activity::{RuleSource, Verdict};
use serde_json::json;

use super::*;
use crate::activity::carried::SETTLE;
use crate::activity::wire::NotObserved;
use crate::test_session::session;

fn at(second: i64) -> Timestamp {
    Timestamp::constant(second, 0)
}

fn row(state: &str, began: i64, code: Option<i64>) -> Session {
    session(&json!({ "state": state, "startedAt": at(began), "exitCode": code }))
}

fn verdict(activity: Activity, evidence: &str) -> Option<Verdict> {
    let (rule, choices, line) = ("a.b".to_owned(), Vec::new(), Some(1));
    Some(Verdict { activity, rule, source: RuleSource::Shipped, line, evidence: evidence.into(), choices })
}

/// What its source says.
fn says(known: &mut Known, activity: Activity, second: i64, tally: Tally) {
    let mut tracker = known.tracker();
    let verdict = (activity != Activity::Unknown).then(|| verdict(activity, "Go on? [y/N]")).flatten();
    tracker.observe(verdict, at(second));
    known.take(tracker, tally, Instant::now());
}

fn asked(known: &Known) -> Option<String> {
    known.question(Instant::now())
}

fn known(began: i64) -> Known {
    Known::new(row("running", began, None), None, Watched::Observed, at(1))
}

#[test]
fn what_nobody_looks_at_is_unknown() {
    let mut known = known(1);
    assert_eq!((known.activity().activity, asked(&known)), (Activity::Unknown, None));
    says(&mut known, Activity::Asks, 5, Tally::default());
    let told = known.activity();
    assert_eq!(
        (told.activity, told.since, asked(&known)),
        (Activity::Asks, at(5), Some("Go on? [y/N]".to_owned()))
    );
    known.by = Watched::NotObserved { reason: NotObserved::Setting };
    let told = known.activity();
    assert_eq!((told.activity, told.why, asked(&known)), (Activity::Unknown, None, None));
}

#[test]
fn a_question_of_before_the_app_began_is_shown_and_told_no_more() {
    let mut before = known(1);
    says(&mut before, Activity::Asks, 5, Tally::default());
    let key = SessionKey { engine: "podman".into(), container: "c".into() };
    let mark = before.mark(&key);
    let mut known = Known::new(row("running", 1, None), Some(mark.clone()), Watched::Observed, at(100));
    assert_eq!(known.activity().activity, Activity::Unknown, "nobody has looked yet");
    says(&mut known, Activity::Asks, 101, Tally::default());
    assert_eq!((known.activity().since, asked(&known)), (at(5), None));
    says(&mut known, Activity::Works, 102, Tally::default());
    says(&mut known, Activity::Asks, 103, Tally::default());
    assert_eq!(asked(&known), Some("Go on? [y/N]".to_owned()));
    // Of another run nothing is so any more.
    let mut other = Known::new(row("running", 50, None), Some(mark), Watched::Observed, at(100));
    says(&mut other, Activity::Asks, 101, Tally::default());
    assert_eq!((other.activity().since, asked(&other)), (at(101), Some("Go on? [y/N]".to_owned())));
}

#[test]
fn counts_alone_are_told_seldom_and_all_else_at_once() {
    let (mut known, now) = (known(1), Instant::now());
    let after = |millis| now + Duration::from_millis(millis);
    known.look(false, at(2));
    says(&mut known, Activity::Works, 3, Tally::default());
    assert!(known.news(now).is_some());
    assert_eq!(known.news(after(10)), None);
    says(&mut known, Activity::Works, 3, Tally { lines: 9, failed: 0 });
    assert_eq!((known.news(after(20)), known.owes()), (None, true));
    says(&mut known, Activity::Asks, 4, Tally { lines: 10, failed: 0 });
    assert_eq!(known.news(after(30)).and_then(|told| told.away).map(|away| away.lines), Some(10));
    says(&mut known, Activity::Asks, 4, Tally { lines: 12, failed: 0 });
    assert_eq!(known.news(after(1100)).and_then(|told| told.away).map(|away| away.lines), Some(12));
    known.look(true, at(9));
    assert_eq!(known.news(after(1110)).map(|told| told.away), Some(None));
    assert!(!known.owes());
}

#[test]
fn runs_that_end_and_begin_are_counted() {
    let mut known = known(1);
    known.look(false, at(2));
    known.see(row("exited", 1, Some(1)), at(3));
    known.see(row("exited", 1, Some(1)), at(3));
    known.see(row("running", 5, None), at(5));
    known.see(row("exited", 5, Some(0)), at(6));
    let again = Session { restart_count: 3, ..row("running", 9, None) };
    known.see(again, at(9));
    let away = known.activity().away.map(|away| (away.errors, away.restarts));
    assert_eq!(away, Some((1, 4)));
}

#[test]
fn what_was_so_goes_on_while_a_new_source_settles() {
    let mut known = known(1);
    says(&mut known, Activity::Asks, 5, Tally::default());
    known.switch(None);
    says(&mut known, Activity::Unknown, 20, Tally::default());
    let told = known.activity();
    assert_eq!((told.activity, told.since, asked(&known).is_some()), (Activity::Asks, at(5), true));
    says(&mut known, Activity::Asks, 21, Tally::default());
    assert_eq!((known.activity().since, known.owes()), (at(5), false));
    // What is otherwise counts at once, and what is not known after a while.
    known.switch(None);
    says(&mut known, Activity::Works, 30, Tally::default());
    assert_eq!((known.activity().activity, known.activity().since), (Activity::Works, at(30)));
    known.switch(None);
    says(&mut known, Activity::Unknown, 40, Tally::default());
    assert!(known.owes());
    let (tracker, later) = (known.tracker(), Instant::now() + SETTLE * 2);
    known.take(tracker, Tally::default(), later);
    assert_eq!((known.carried.reading(later).activity, known.owes()), (Activity::Unknown, false));
}
