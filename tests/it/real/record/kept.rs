//! What is kept although somebody else removed, renamed or restarted it.

use std::time::Duration;

use berth_archive::LogState;
use berth_runner::{EngineKind, Follow, HistorySettings, State};
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, log_of};
use berth_tests::on_both;
use berth_tests::wait::within;

use super::{own, record, record_as, runs_of, until_log, until_over, until_run};

on_both!(harness: a_loop_has_each_run_with_its_reason_and_its_log,
    what_others_remove_is_kept_as_it_was_followed,
    one_that_goes_with_its_end_is_kept,
    a_new_name_is_told,
    what_was_there_before_is_read_once,
    no_secret_is_in_the_file,
    a_label_keeps_nothing,
    nothing_is_followed_where_that_is_set,
);

/// For fourteen restarts of podman's, each of which starts four programs, beside other tests.
const LOOP: Duration = Duration::from_secs(3 * 60);

/// Counts its runs in its own files, and ends with the count; the last one, `$0`, goes on.
const COUNTS: &str = "n=$(cat /n 2>/dev/null || echo 0); n=$((n+1)); echo $n >/n; echo run $n; \
    [ $n -ge $0 ] && exec sleep 1000; sleep 0.3; exit $n";

async fn a_loop_has_each_run_with_its_reason_and_its_log(harness: &Harness) {
    // docker doubles the pause with every restart.
    let last: i64 = if harness.kind == EngineKind::Podman { 14 } else { 6 };
    let _recording = record(&harness.runner).await;
    let options = ["--restart=always", "--label=dev.berth.owner=berth"];
    let starting = Named::start(harness.kind, "loop").without_terminal().options(&options);
    let name = starting.script(COUNTS).arg(&last.to_string()).run();
    let archive = harness.runner.archive();
    let over = within(LOOP, || async {
        let runs = runs_of(archive, &name.name);
        let read = runs.iter().filter(|run| run.log == LogState::Whole).count();
        let last = usize::try_from(last).ok()?;
        (runs.len() == last && read == last - 1).then_some(())
    });
    assert!(over.await.is_some(), "not all are over: {:#?}", runs_of(archive, &name.name));
    let runs = runs_of(archive, &name.name);
    let codes: Vec<_> = runs.iter().map(|run| run.exit_code).collect();
    assert_eq!(codes, (1..last).map(Some).chain([None]).collect::<Vec<_>>(), "{runs:#?}");
    for (number, run) in (1..).zip(&runs) {
        assert_eq!((run.number, run.removed), (number, false));
        if run.ending.is_some() {
            assert_eq!(log_of(archive, run), format!("run {number}\n"), "{run:?}");
        }
    }
    Engines::get().ask(harness.kind, &["rm", "-f", &name.name]);
}

async fn what_others_remove_is_kept_as_it_was_followed(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let name = harness.name("removed");
    harness.started(&name, "sh -c 'echo last words; sleep 1000'").await;
    until_log(harness.runner.archive(), &name.name, "last words").await;
    Engines::get().ask(harness.kind, &["rm", "-f", &name.name]);
    let run = until_run(harness, &name.name, "gone", |run| run.removed && run.ending.is_some()).await;
    let run = until_over(harness, &run.name).await;
    assert_eq!(harness.archived_log(Some(run.id)), "last words\r\n");
    assert!(harness.runner.archive().spec(run.id).unwrap().is_some());
}

async fn one_that_goes_with_its_end_is_kept(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let options = ["--rm", "--label=dev.berth.owner=berth"];
    let script = "echo first; sleep 2; echo last; sleep 0.5; exit 4";
    let name = Named::start(harness.kind, "rm").without_terminal().options(&options).script(script).run();
    let run = until_over(harness, &name.name).await;
    assert_eq!(run.exit_code, Some(4));
    assert_eq!(harness.archived_log(Some(run.id)), "first\nlast\n");
}

async fn a_new_name_is_told(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let (name, new) = (harness.name("old"), harness.name("new"));
    let id = harness.started(&name, RUNS_UNTIL_TERM).await.id;
    until_log(harness.runner.archive(), &name.name, "ready").await;
    Engines::get().ask(harness.kind, &["rename", &name.name, &new.name]);
    let run = until_run(harness, &new.name, "renamed", |_| true).await;
    assert_eq!(run.key.session.container, id);
    assert!(runs_of(harness.runner.archive(), &name.name).is_empty());
}

async fn what_was_there_before_is_read_once(harness: &Harness) {
    let name = own(harness, "before", "echo one; exit 5");
    harness.until(&name, State::Exited).await;
    let recording = record(&harness.runner).await;
    let run = until_over(harness, &name.name).await;
    assert_eq!((run.exit_code, run.log), (Some(5), LogState::Whole));
    drop(recording);
    // The next one has nothing to add.
    let _recording = record(&harness.runner).await;
    let after = until_over(harness, &name.name).await;
    assert_eq!((after.id, harness.archived_log(Some(run.id)).as_str()), (run.id, "one\n"));
}

async fn no_secret_is_in_the_file(harness: &Harness) {
    const SECRET: &str = "Zq7Wc3Xy9Kp2";
    let _recording = record(&harness.runner).await;
    let variable = format!("DB_PASSWORD={SECRET}");
    let label = format!("--label=api.token={SECRET}");
    let options =
        ["-e", &variable, "-e", &format!("PLAIN={SECRET}1"), &label, "--label=dev.berth.owner=berth"];
    let script = format!("exec sleep 1000 # --password {SECRET} http://ann:{SECRET}@host/");
    let name =
        Named::start(harness.kind, "secret").without_terminal().options(&options).script(&script).run();
    let run = until_run(harness, &name.name, "there", |_| true).await;
    harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap();
    let spec = harness.runner.archive().spec(run.id).unwrap().unwrap().to_string();
    assert!(spec.contains("DB_PASSWORD=") && spec.contains("PLAIN=") && !spec.contains(SECRET), "{spec}");
    for file in std::fs::read_dir(harness.history.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let holds = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!holds, "{}", path.display());
    }
}

async fn a_label_keeps_nothing(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let (silent, kept) = (harness.name("silent"), harness.name("kept"));
    let label = ["--label=dev.berth.history=nothing", "--label=dev.berth.owner=berth"];
    let silent = silent.starting().without_terminal().options(&label).script("echo no; sleep 1000").run();
    harness.started(&kept, RUNS_UNTIL_TERM).await;
    until_log(harness.runner.archive(), &kept.name, "ready").await;
    let outcome = harness.runner.delete(&silent.name, berth_runner::DeleteOptions::default()).await.unwrap();
    assert!(outcome.removed && outcome.archived.is_none());
    assert!(runs_of(harness.runner.archive(), &silent.name).is_empty());
}

async fn nothing_is_followed_where_that_is_set(harness: &Harness) {
    let settings = HistorySettings { follow: Follow::None, ..HistorySettings::default() };
    let _recording = record_as(&harness.runner, settings).await;
    let name = own(harness, "unfollowed", "echo said; sleep 1; exit 6");
    let run = until_run(harness, &name.name, "there", |_| true).await;
    assert!(run.log == LogState::Unread || run.ending.is_some(), "{run:?}");
    // It is read at the end.
    let run = until_over(harness, &name.name).await;
    assert_eq!((run.exit_code, harness.archived_log(Some(run.id)).as_str()), (Some(6), "said\n"));
}
