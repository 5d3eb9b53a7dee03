//! Stops in steps: what ends a session, when, and who is said to have done it.

use std::time::{Duration, Instant};

use berth_archive::{Actor, EndedBy, Verb};
use berth_observer::ByObserver;
use berth_runner::{LadderMove, LadderNow, LadderOutcome, NotTyped, Session, State, StopStep};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use tokio::sync::mpsc;

on_both!(harness: a_line_ends_what_ends_only_by_it,
    one_that_ignores_the_signals_is_killed_in_the_end,
    what_ends_at_a_step_sees_no_further_one,
    a_person_goes_on_now_and_lets_another_run,
    a_shell_that_heeds_no_signal_ends_by_what_is_proposed,
    a_line_that_nobody_can_type_is_told_and_the_next_step_comes,
);

/// Ignores every signal that can be ignored, and ends with 5 at a line.
const ENDS_AT_A_LINE: &str =
    "sh -c 'trap \"\" TERM HUP INT; while read line; do [ \"$line\" = \"bye now\" ] && exit 5; done'";
const DEAF: &str = "sh -c 'trap \"\" TERM HUP INT; while :; do sleep 0.1; done'";

/// Stops a session, and returns how that went with the steps that were told.
async fn stopped(
    harness: &Harness,
    session: &Session,
    steps: &str,
    mut on_step: impl FnMut(&LadderNow) -> Option<LadderMove> + Send,
) -> (LadderOutcome, Vec<u32>) {
    let steps = StopStep::parse_all(steps).unwrap();
    let (moves, mut taken) = mpsc::unbounded_channel();
    let mut told = Vec::new();
    let tell = |now: LadderNow| {
        told.push(now.step);
        if let Some(to) = on_step(&now) {
            moves.send(to).unwrap();
        }
    };
    let stop = harness.runner.stop_by_steps(&session.id, &steps, false, &ByObserver, &mut taken, tell);
    (stop.await.unwrap(), told)
}

fn ended(outcome: LadderOutcome) -> (Option<u32>, Session) {
    match outcome {
        LadderOutcome::Ended { step, stop } => (step, stop.session),
        other => panic!("{other:?}"),
    }
}

async fn a_line_ends_what_ends_only_by_it(harness: &Harness) {
    let name = harness.name("ladder");
    let session = harness.started(&name, ENDS_AT_A_LINE).await;
    let steps = StopStep::parse_all("SIGTERM=0,type:bye now=60,SIGKILL").unwrap();
    let (_nobody, mut moves) = mpsc::unbounded_channel();
    let mut last = None;
    let tell = |now| last = Some(now);
    let outcome =
        harness.runner.stop_by_steps(&name.name, &steps, true, &ByObserver, &mut moves, tell).await.unwrap();
    let LadderOutcome::Ended { step, stop } = outcome else { panic!("{outcome:?}") };
    assert_eq!((step, stop.session.exit_code, last.unwrap().not_typed), (Some(1), Some(5), None));
    assert!(stop.removed && !stop.already_stopped && !harness.runner.exists(&session.id).await.unwrap());
    let run = harness.run(stop.archived);
    let EndedBy::Berth { actor: Actor::Berthctl { .. }, verb: Verb::Stop, killed_after_grace: false } =
        run.by
    else {
        panic!("{:?}", run.by)
    };
}

async fn one_that_ignores_the_signals_is_killed_in_the_end(harness: &Harness) {
    let name = harness.name("ladder");
    let session = harness.started(&name, DEAF).await;
    let began = Instant::now();
    let (outcome, told) = stopped(harness, &session, "SIGHUP=1,SIGTERM=1,SIGKILL=0", |_| None).await;
    assert!(began.elapsed() >= Duration::from_secs(2), "it had no time");
    let (step, session) = ended(outcome);
    assert_eq!((step, session.exit_code, told), (Some(2), Some(137), vec![0, 1, 2]));
}

async fn what_ends_at_a_step_sees_no_further_one(harness: &Harness) {
    let name = harness.name("ladder");
    let command = "sh -c 'trap \"\" TERM; trap \"exit 4\" HUP; while :; do sleep 0.1; done'";
    let session = harness.started(&name, command).await;
    let (outcome, told) = stopped(harness, &session, "SIGHUP=60,SIGKILL", |_| None).await;
    let (step, session) = ended(outcome);
    assert_eq!((step, session.state, session.exit_code, told), (Some(0), State::Exited, Some(4), vec![0]));
}

async fn a_person_goes_on_now_and_lets_another_run(harness: &Harness) {
    let name = harness.name("ladder");
    let session = harness.started(&name, DEAF).await;
    let mut asked = [LadderMove::Wait, LadderMove::Now, LadderMove::Cancel].into_iter();
    let began = Instant::now();
    let (outcome, told) =
        stopped(harness, &session, "SIGHUP=600,SIGTERM=600,SIGKILL", |_| asked.next()).await;
    let LadderOutcome::Cancelled { session } = outcome else { panic!("{outcome:?}") };
    assert_eq!((session.state, told), (State::Running, vec![0, 0, 1]));
    let last = |now: &LadderNow| (now.step == 0).then_some(LadderMove::Last);
    let (step, session) = ended(stopped(harness, &session, "SIGHUP=600,SIGTERM=600,SIGKILL=0", last).await.0);
    assert_eq!((step, session.exit_code), (Some(2), Some(137)));
    assert!(began.elapsed() < Duration::from_secs(300), "it waited for the time of a step");
}

async fn a_shell_that_heeds_no_signal_ends_by_what_is_proposed(harness: &Harness) {
    let name = harness.name("ladder");
    let session = harness.started(&name, "sh").await;
    let steps: Vec<String> = StopStep::proposed(&session).iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["SIGHUP=2", "type:exit=5", "SIGKILL=10"]);
    // busybox's: SIGHUP has no effect on it as process 1.
    let (step, session) =
        ended(stopped(harness, &session, "SIGHUP=1,type:exit=60,SIGKILL", |_| None).await.0);
    assert_eq!((step, session.exit_code), (Some(1), Some(0)));
}

async fn a_line_that_nobody_can_type_is_told_and_the_next_step_comes(harness: &Harness) {
    let name = harness.name("ladder").starting().without_terminal().script("exec sleep 100000").run();
    let session = harness.runner.status(&name.name).await.unwrap();
    let mut why = Vec::new();
    let keep = |now: &LadderNow| {
        why.push(now.not_typed.clone());
        None
    };
    let (step, session) = ended(stopped(harness, &session, "type:exit=600,SIGKILL=0", keep).await.0);
    assert_eq!((step, session.exit_code), (Some(1), Some(137)));
    assert_eq!(why, [Some(NotTyped::NoTerminal {}), Some(NotTyped::NoTerminal {})]);
}
