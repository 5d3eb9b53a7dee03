use berth_activity::{RuleSource, Verdict};
use berth_runner::{Listing, State};
use jiff::Timestamp;

use super::*;
use crate::row::tests::session;

fn running(id: &str) -> Session {
    let began = "2026-11-26T10:00:00Z".parse().ok();
    Session { id: id.to_owned(), name: id.to_owned(), state: State::Running, started_at: began, ..session() }
}

fn status(id: &str, activity: Activity, evidence: &str) -> Status {
    let (rule, source, line, choices) = ("general.yes-no".to_owned(), RuleSource::Shipped, None, Vec::new());
    let why = Verdict { activity, rule, source, line, evidence: evidence.to_owned(), choices };
    let since: Timestamp = "2026-11-26T12:00:00Z".parse().unwrap();
    let why = (activity != Activity::Unknown).then_some(why);
    Status { session: address(&running(id)), activity, since, why }
}

#[test]
fn own_ones_are_observed_and_labels_win() {
    let labelled = |id: &str, own: bool, wish: &str| Session {
        own,
        labels: [("dev.berth.observe".to_owned(), wish.to_owned())].into(),
        ..running(id)
    };
    let sessions = [
        running("own"),
        Session { own: false, ..running("foreign") },
        labelled("wished", false, "yes"),
        labelled("unwished", true, "no"),
        Session { state: State::Exited, ..running("ended") },
        Session { state: State::Paused, ..running("paused") },
        Session { tty: false, ..running("plain") },
        Session { attachable: false, ..running("stops") },
    ];
    let names = |is_observed: fn(&Session) -> bool| {
        let observed = plan::observed(sessions.iter(), is_observed);
        observed.iter().map(|session| session.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(names(|_| false), ["wished", "own"]);
    assert_eq!(names(|session| session.name == "paused"), ["wished", "paused", "own"]);
    let many: Vec<_> = (0..30).map(|at| running(&format!("{at:02}"))).collect();
    let last = plan::observed(many.iter(), |session| session.name == "29");
    assert_eq!((last.len(), last[0].name.as_str()), (plan::MOST, "29"));
}

#[tokio::test]
async fn what_is_told_once_is_told_again_when_it_differs() {
    let state = tempfile::tempdir().unwrap();
    let mut activities = Activities::follow(Place::of(state.path()), &[], Rules::default()).await;
    let snapshot = |sessions: &[Session]| {
        EngineUpdate::Snapshot(Listing { sessions: sessions.to_vec(), ..Listing::default() })
    };
    let reported = |activities: &mut Activities| {
        activities.news().into_iter().map(|(name, status)| (name, status.activity)).collect::<Vec<_>>()
    };
    let app = |list: &[Status]| Update::App(list.to_vec());
    let asks = status("a", Activity::Asks, "Go on? [y/N]");
    // The list comes later than the update of the app.
    assert!(activities.sender.send(app(&[asks.clone(), status("b", Activity::Unknown, "")])).is_ok());
    activities.changed().await;
    assert_eq!(reported(&mut activities), []);
    activities.see("podman", &snapshot(&[running("a"), running("b")]));
    assert_eq!(reported(&mut activities), [("a".to_owned(), Activity::Asks)]);
    for (now, expected) in [
        (vec![asks.clone()], vec![]),
        (vec![status("a", Activity::Asks, "Sure? [y/N]")], vec![("a".to_owned(), Activity::Asks)]),
        (vec![status("a", Activity::Works, "")], vec![("a".to_owned(), Activity::Works)]),
        // Nobody looks at it any more.
        (vec![], vec![("a".to_owned(), Activity::Unknown)]),
        (vec![], vec![]),
    ] {
        assert!(activities.sender.send(app(&now)).is_ok());
        activities.changed().await;
        assert_eq!(reported(&mut activities), expected);
    }
    activities.see("podman", &EngineUpdate::Updated { sessions: Vec::new(), gone: vec!["a".to_owned()] });
    assert_eq!(reported(&mut activities), []);
}
