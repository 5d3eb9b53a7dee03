use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use berth_runner::{Run, Runner, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::until_async;

on_both!(harness: lines_colours_and_order_are_kept,
    both_streams_come_in_order,
    only_the_last_lines_are_read,
    an_ended_one_has_its_log,
    bytes_that_are_no_text_pass,
    one_that_is_not_there_is_not_found,
    a_session_that_wrote_nothing_has_an_empty_log,
    a_driver_that_keeps_no_log_is_told,
    runs_are_told_apart,
    short_runs_are_told_from_the_one_before,
    a_followed_log_is_whole_and_ends_with_its_run,
    a_followed_log_ends_when_its_reader_does,
);

async fn log_with(runner: &Runner, name: &str, end: &str) -> String {
    until_async(&format!("{end} in the log"), || async {
        let log = String::from_utf8_lossy(&runner.logs(name, 1000).await.unwrap()).into_owned();
        log.contains(end).then_some(log)
    })
    .await
}

async fn lines_colours_and_order_are_kept(harness: &Harness) {
    let name = harness.name("colour");
    harness
        .started(&name, "sh -c 'printf \"\\033[1;31mred\\033[0m\\n\"; seq 50; echo end; sleep 1000'")
        .await;
    let log = log_with(&harness.runner, &name.name, "end\r\n").await;
    let numbers: String = (1..=50).map(|n| format!("{n}\r\n")).collect();
    assert_eq!(log, format!("\x1b[1;31mred\x1b[0m\r\n{numbers}end\r\n"));
}

/// Without a terminal there are two streams, and a person reads them as one. The pauses are
/// the container's own: lines written at the same moment have no order to keep.
async fn both_streams_come_in_order(harness: &Harness) {
    let name = harness.name("streams");
    let script = "for i in 1 2 3 4 5; do echo out $i; sleep 0.05; echo err $i >&2; sleep 0.05; done";
    Engines::get().ask(harness.kind, &["run", "--name", &name.name, IMAGE, "sh", "-c", script]);
    let log = log_with(&harness.runner, &name.name, "err 5").await;
    let expected: Vec<String> = (1..=5).flat_map(|i| [format!("out {i}"), format!("err {i}")]).collect();
    assert_eq!(log.lines().collect::<Vec<_>>(), expected);
}

async fn only_the_last_lines_are_read(harness: &Harness) {
    let name = harness.name("tail");
    harness.started(&name, "sh -c 'seq 500; sleep 1000'").await;
    log_with(&harness.runner, &name.name, "\n500\r\n").await;
    let log = String::from_utf8(harness.runner.logs(&name.name, 3).await.unwrap()).unwrap();
    assert_eq!(log, "498\r\n499\r\n500\r\n");
    let log = harness.runner.logs(&name.name, berth_runner::DEFAULT_LINES).await.unwrap();
    assert_eq!(String::from_utf8(log).unwrap().lines().count(), 100);
}

async fn an_ended_one_has_its_log(harness: &Harness) {
    let name = harness.name("endlog");
    harness.started(&name, "sh -c 'trap \"echo goodbye; exit 4\" TERM; while :; do sleep 0.1; done'").await;
    let stopped = harness
        .runner
        .stop(&name.name, StopOptions { remove: false, ..StopOptions::default() })
        .await
        .unwrap();
    assert_eq!((stopped.session.state, stopped.session.exit_code), (State::Exited, Some(4)));
    assert_eq!(harness.runner.logs(&stopped.session.id, 10).await.unwrap(), b"goodbye\r\n");
}

async fn bytes_that_are_no_text_pass(harness: &Harness) {
    let name = harness.name("bytes");
    harness.started(&name, "sh -c 'printf \"a\\\\377b\\n\"; echo end; sleep 1000'").await;
    log_with(&harness.runner, &name.name, "end").await;
    let log = harness.runner.logs(&name.name, 10).await.unwrap();
    // podman keeps the byte, docker's log driver has turned it into U+FFFD.
    let kept = log.starts_with(b"a\xffb\r\n") || log.starts_with("a\u{fffd}b\r\n".as_bytes());
    assert!(kept, "{log:?}");
}

async fn one_that_is_not_there_is_not_found(harness: &Harness) {
    let name = harness.name("nolog");
    assert_eq!(harness.runner.logs(&name.name, 10).await.unwrap_err().code(), "session_not_found");
}

async fn a_session_that_wrote_nothing_has_an_empty_log(harness: &Harness) {
    let name = harness.name("silent");
    harness.started(&name, "sleep 1000").await;
    assert_eq!(harness.runner.logs(&name.name, 10).await.unwrap(), b"");
}

async fn a_driver_that_keeps_no_log_is_told(harness: &Harness) {
    let starting = Named::start(harness.kind, "nodriver").without_terminal();
    let name = starting.options(&["--log-driver", "none"]).command(&["sleep", "1000"]).run();
    let error = harness.runner.logs(&name.name, 10).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.detail().is_some_and(|text| text.contains("log")), "{error}");
    // A log that was never kept is no reason to keep the container for ever.
    let outcome = harness
        .runner
        .stop(&name.name, StopOptions { graceful: false, ..StopOptions::default() })
        .await
        .unwrap();
    assert!(outcome.removed && outcome.archived.is_some());
}

/// Without pauses at either end of a run, and with a last line that has no end.
async fn runs_are_told_apart(harness: &Harness) {
    let script = "echo began; echo ends; printf unfinished; read line; exit 3";
    let name = Named::start(harness.kind, "runs").script(script).run();
    let engines = Engines::get();
    log_with(&harness.runner, &name.name, "ends").await;
    let logs = harness.runner.logs_by_run(&name.name, 100, None).await.unwrap();
    assert_eq!(logs.earlier, None);
    assert!(logs.run.starts_with(b"began\r\nends\r\n"), "{logs:?}");
    let first = logs.of.began;
    for round in 1..=3 {
        engines.ask(harness.kind, &["kill", &name.name]);
        harness.until(&name, State::Exited).await;
        harness.runner.start_existing(&name.name).await.unwrap();
        let logs = until_async("the log of the next run", || async {
            let logs = harness.runner.logs_by_run(&name.name, 100, None).await.ok()?;
            logs.run.windows(4).any(|part| part == b"ends").then_some(logs)
        })
        .await;
        let earlier = String::from_utf8(logs.earlier.unwrap()).unwrap();
        assert_eq!(earlier.replace("\r\n", "|"), "began|ends|unfinished".repeat(round));
        assert!(logs.run.starts_with(b"began\r\nends\r\n"), "{:?}", logs.run);
        assert!(logs.of.began > first);
    }
}

/// Of one that has ended the engine keeps no earlier end, but somebody saw it.
async fn short_runs_are_told_from_the_one_before(harness: &Harness) {
    let name = Named::start(harness.kind, "short").script("echo began; printf unfinished").run();
    let ended_after = async |seen: Option<Run>| {
        until_async("the run ends", || async {
            let run = Run::from(&harness.runner.status(&name.name).await.ok()?);
            (run.ended.is_some() && seen.is_none_or(|seen| run.began > seen.began)).then_some(run)
        })
        .await
    };
    let mut seen = ended_after(None).await;
    for round in 1..=3 {
        harness.runner.start_existing(&name.name).await.unwrap();
        let now = ended_after(Some(seen)).await;
        // docker may log the last a moment later.
        let logs = until_async("the log of the next run", || async {
            let logs = harness.runner.logs_by_run(&name.name, 100, Some(seen)).await.ok()?;
            logs.run.ends_with(b"unfinished").then_some(logs)
        })
        .await;
        let text = |log: &[u8]| String::from_utf8_lossy(log).replace("\r\n", "|");
        assert_eq!(text(&logs.run), "began|unfinished");
        assert_eq!(logs.earlier.as_deref().map(text), Some("began|unfinished".repeat(round)));
        seen = now;
    }
}

/// Lines that are written in pieces, as a prompt is, and a last one without an end.
async fn a_followed_log_is_whole_and_ends_with_its_run(harness: &Harness) {
    let name = harness.name("follow");
    let script = "seq 500; until [ -e /go ]; do sleep 0.05; done; \
        for i in 1 2 3; do printf \"part \"; sleep 0.05; done; echo; echo last; printf end";
    harness.started(&name, &format!("sh -c '{script}'")).await;
    log_with(&harness.runner, &name.name, "\n500\r\n").await;
    let log = Arc::new(Mutex::new(Vec::new()));
    let following = tokio::spawn({
        let (runner, name, log) = (harness.runner.clone(), name.name.clone(), log.clone());
        async move {
            let keep = |bytes: &[u8]| {
                log.lock().unwrap().extend_from_slice(bytes);
                ControlFlow::Continue(())
            };
            runner.follow_logs(&name, 2, keep).await
        }
    });
    until_async("the last lines", || async {
        log.lock().unwrap().ends_with(b"499\r\n500\r\n").then_some(())
    })
    .await;
    Engines::get().ask(harness.kind, &["exec", &name.name, "touch", "/go"]);
    following.await.unwrap().unwrap();
    let followed = String::from_utf8(log.lock().unwrap().clone()).unwrap();
    assert_eq!(followed, "499\r\n500\r\npart part part \r\nlast\r\nend");

    let mut ended = Vec::new();
    let keep = |bytes: &[u8]| {
        ended.extend_from_slice(bytes);
        ControlFlow::Continue(())
    };
    harness.runner.follow_logs(&name.name, 1, keep).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&ended), "end");
}

async fn a_followed_log_ends_when_its_reader_does(harness: &Harness) {
    let name = harness.name("unread");
    harness.started(&name, "sh -c 'while :; do echo more; sleep 0.05; done'").await;
    let mut pieces = 0;
    let three = |_: &[u8]| {
        pieces += 1;
        if pieces == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    harness.runner.follow_logs(&name.name, 10, three).await.unwrap();
    assert_eq!(pieces, 3);
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
}
