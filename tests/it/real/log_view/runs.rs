use berth_runner::StopOptions;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;

use super::*;

on_both!(harness: a_restart_policy_at_work_is_followed,
    a_session_that_is_started_again_is_followed,
    a_name_that_is_made_anew_is_followed,
    earlier_sessions_of_the_name_come_first,
    a_driver_that_keeps_no_log_is_told,
);

async fn a_restart_policy_at_work_is_followed(harness: &Harness) {
    let starting = Named::start(harness.kind, "viewpolicy").without_terminal();
    let script = "until [ -e /go ]; do sleep 0.05; done; echo run; sleep 1; exit 4";
    let name = starting.options(&["--restart=on-failure:2"]).script(script).run();
    let shown = Shown::of(harness, &name.name).await;
    shown.is(SourceState::Following).await;
    harness.exec(&name, &["touch", "/go"]);
    let begins = |line: &String| line.starts_with("──");
    let is_whole =
        |lines: &[String]| lines.len() == 6 && lines.chunks(2).all(|run| begins(&run[0]) && run[1] == "run");
    let whole = until_within(|| is_whole(&shown.lines()).then_some(())).await;
    assert!(whole.is_some(), "{:?} {:?}", shown.lines(), shown.told);
    shown.is(SourceState::Waiting).await;
}

async fn a_session_that_is_started_again_is_followed(harness: &Harness) {
    let name = Named::start(harness.kind, "viewagain").without_terminal().script("echo run; exit 3").run();
    let shown = Shown::of(harness, &name.name).await;
    shown.shows(&["── 3 ──", "run"]).await;
    shown.is(SourceState::Waiting).await;
    harness.runner.start_existing(&name.name).await.unwrap();
    shown.shows(&["── 3 ──", "run", "── 3 ──", "run"]).await;
}

async fn a_name_that_is_made_anew_is_followed(harness: &Harness) {
    let name = Named::start(harness.kind, "viewanew").script("echo first; sleep 1000").run();
    let shown = Shown::of(harness, &name.name).await;
    shown.shows(&["── ──", "first"]).await;
    Engines::get().ask(harness.kind, &["rm", "-f", &name.name]);
    shown.is(SourceState::Waiting).await;
    assert_eq!(shown.lines()[1..], ["first"]);
    let name = name.starting().script("echo second; sleep 1000").run();
    shown.shows_line("second").await;
    let lines = shown.lines();
    assert_eq!((lines.len(), &lines[1][..], &lines[3][..]), (4, "first", "second"), "{lines:?}");
    drop(name);
}

async fn earlier_sessions_of_the_name_come_first(harness: &Harness) {
    let name = harness.name("viewearlier");
    harness.started(&name, "sh -c 'echo first; sleep 1000'").await;
    until_async("its log", || async {
        let log = harness.runner.logs(&name.name, 10).await.ok()?;
        (!log.is_empty()).then_some(())
    })
    .await;
    harness.runner.stop(&name.name, StopOptions { graceful: false, ..StopOptions::default() }).await.unwrap();
    harness.started(&name, "sh -c 'echo second; sleep 1000'").await;
    let shown = Shown::of(harness, &name.name).await;
    shown.shows(&["── 137 ──", "first", "── ──", "second"]).await;
    let LogRow::Run { run: Some(_), number: Some(1), generation: Some(1), .. } = shown.rows()[0] else {
        panic!("{:?}", shown.rows())
    };
}

async fn a_driver_that_keeps_no_log_is_told(harness: &Harness) {
    let starting = Named::start(harness.kind, "viewnone").without_terminal();
    let name = starting.options(&["--log-driver", "none"]).command(&["sleep", "1000"]).run();
    let shown = Shown::of(harness, &name.name).await;
    shown.is(SourceState::Failed).await;
    assert_eq!(shown.state(), Some((SourceState::Failed, Some("refused".to_owned()))));
}
