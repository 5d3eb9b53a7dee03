//! Sessions that end again and again.

use super::*;

#[test]
fn a_crash_loop_is_told_once_counts_on_and_ends_when_it_runs_well() {
    let mut desk = Desk::new();
    for round in 0..3 {
        desk.ends(RunSeen { restarts: round, ..killed("bot", i64::from(round)) });
        desk.session(SessionSeen { restarts: round + 1, ..running("bot", i64::from(round) + 1) });
    }
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot 3 in 10"]]);
    for round in 3..300 {
        desk.ends(RunSeen { restarts: round, ..killed("bot", 3) });
        desk.session(SessionSeen { restarts: round + 1, ..running("bot", 4) });
    }
    assert_eq!(desk.shown, 1);
    assert_eq!(words(&desk.board.list()[0]), "bot 300 in 10");
    desk.wait(599);
    assert_eq!(desk.closed, 0);
    desk.wait(1);
    assert_eq!((desk.closed, desk.board.list()[0].over), (1, true));
}

#[test]
fn a_loop_that_you_stop_is_withdrawn() {
    let mut desk = Desk::new();
    for round in 0..4 {
        desk.ends(RunSeen { restarts: round, ..killed("bot", i64::from(round)) });
    }
    desk.wait(3);
    assert_eq!(desk.desktop().len(), 1);
    desk.ends(by_you(killed("bot", 10)));
    assert_eq!(desk.desktop().len(), 0);
}

#[test]
fn a_loop_whose_restarts_are_paused_is_withdrawn_and_its_last_end_told() {
    let mut desk = Desk::new();
    for round in 0..3 {
        desk.ends(RunSeen { restarts: round, ..killed("bot", i64::from(round)) });
        desk.session(SessionSeen { restarts: round + 1, ..running("bot", i64::from(round) + 1) });
    }
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot 3 in 10"]]);
    let paused = SessionSeen { restarts: 3, restarts_paused: true, ..running("bot", 3) };
    desk.session(paused.clone());
    assert_eq!(desk.desktop().len(), 0);
    desk.session(SessionSeen { alive: false, ..paused });
    desk.board.see_run(desk.now, &RunSeen { restarts: 3, ..killed("bot", 5) });
    desk.wait(60);
    assert_eq!(desk.desktop(), [["bot 137"]]);
}

#[test]
fn ends_that_lie_far_apart_are_no_loop() {
    let mut desk = Desk::new();
    for round in 0..5 {
        desk.ends(killed("bot", round * 400));
        desk.session(running("bot", round * 400 + 1));
        desk.wait(400);
    }
    assert!(desk.board.list().is_empty());
}
