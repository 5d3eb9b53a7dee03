use berth_logs::{LogLevel, LogPattern, LogQuery, LogRow, LogRule, LogStream, LogTimes};
use berth_tests::engines::Named;
use berth_tests::on_both;

use super::*;

on_both!(harness: streams_are_told_apart_and_in_order,
    lines_of_a_terminal_are_whole,
    sessions_are_interleaved_by_time,
    a_flood_keeps_the_newest,
    a_query_is_asked_of_what_was_and_of_what_comes,
    no_client_is_left_over,
);

async fn streams_are_told_apart_and_in_order(harness: &Harness) {
    let script =
        "for i in 1 2 3 4 5; do echo out $i; sleep 0.05; echo ERROR: $i >&2; sleep 0.05; done; sleep 1000";
    let name = Named::start(harness.kind, "apart").without_terminal().script(script).run();
    let shown = Shown::of(harness, &name.name).await;
    shown.shows_line("ERROR: 5").await;
    let lines: Vec<_> = shown
        .rows()
        .into_iter()
        .filter_map(|row| match row {
            LogRow::Line { stream, level, at: Some(_), text, .. } => Some((stream, level, text)),
            _ => None,
        })
        .collect();
    let expected: Vec<_> = (1..=5)
        .flat_map(|i| {
            let out = (LogStream::Output, LogLevel::None, format!("out {i}"));
            [out, (LogStream::Errors, LogLevel::Error, format!("ERROR: {i}"))]
        })
        .collect();
    assert_eq!(lines, expected);
    until_async("the counts", || async { (shown.levels().error == 5).then_some(()) }).await;
}

/// Written in pieces, which engines log as records of their own, with a time each.
async fn lines_of_a_terminal_are_whole(harness: &Harness) {
    let script = "for i in 1 2 3; do printf 'part '; sleep 0.05; done; echo end; \
        printf '10%%\\r50%%\\r\\033[32mdone\\033[0m\\n'; head -c 40000 /dev/zero | tr '\\0' x; echo; \
        echo 2026-11-26T12:00:00.000000000Z own; sleep 1000";
    let name = Named::start(harness.kind, "pieces").script(script).run();
    let shown = Shown::of(harness, &name.name).await;
    shown.shows_line("2026-11-26T12:00:00.000000000Z own").await;
    let rows = shown.rows();
    let LogRow::Line { line, cut: true, ref text, stream: LogStream::Terminal, .. } = rows[3] else {
        panic!("{rows:?}")
    };
    assert_eq!(text.len(), 16 << 10);
    assert_eq!(shown.view.line(line).unwrap().text, "x".repeat(40_000));
    let lines = shown.lines();
    assert_eq!(lines[1..3], ["part part part end", "\x1b[32mdone"]);
    let text = shown.view.text(shown.view.revision(), Some(2..3), LogTimes::Off).unwrap();
    assert_eq!(text, "done\n");
}

async fn sessions_are_interleaved_by_time(harness: &Harness) {
    let writes = |letter: &str, first: &str| {
        format!("sleep {first}; for i in 1 2 3 4 5 6; do echo {letter}$i; sleep 0.3; done; sleep 1000")
    };
    let start = |script: &str| Named::start(harness.kind, "woven").without_terminal().script(script).run();
    let (a, b) = (start(&writes("a", "0.1")), start(&writes("b", "0.25")));
    let ids = [&a, &b].map(|name| name.inspect("{{.Id}}"));
    let shown = Shown::open(harness, &[&ids[0], &ids[1]], Limits::default());
    shown.shows_line("a6").await;
    shown.shows_line("b6").await;
    let rows = shown.rows();
    let times: Vec<i64> = rows
        .iter()
        .filter_map(|row| match row {
            LogRow::Line { at, .. } => *at,
            LogRow::Run { .. } => None,
        })
        .collect();
    assert!(times.is_sorted() && times.len() == 12, "{rows:?}");
    let of_first = rows
        .iter()
        .filter(|row| matches!(row, LogRow::Line { source: 0, text, .. } if text.starts_with('a')));
    assert_eq!(of_first.count(), 6);
    let text = shown.view.text(shown.view.revision(), None, LogTimes::Off).unwrap();
    assert!(text.contains(&format!("{} | a1\n", a.name)), "{text}");
}

async fn a_flood_keeps_the_newest(harness: &Harness) {
    const LINES: u32 = 60_000;
    let script = format!(
        "until [ -e /go ]; do sleep 0.05; done; seq {LINES} | sed 's/$/ {}/'; sleep 1000",
        "x".repeat(100)
    );
    let name = Named::start(harness.kind, "viewflood").without_terminal().script(&script).run();
    let id = harness.runner.status(&name.name).await.unwrap().id;
    let shown = Shown::open(harness, &[&id], Limits { lines: 10_000, bytes: 64 << 20 });
    shown.is(SourceState::Following).await;
    harness.exec(&name, &["touch", "/go"]);
    let last = format!("{LINES} {}", "x".repeat(100));
    until_async("the last line", || async {
        let counts = *shown.counts.lock().unwrap();
        (counts.lines + counts.dropped == LINES).then_some(())
    })
    .await;
    let counts = *shown.counts.lock().unwrap();
    assert_eq!((counts.lines, counts.rows, counts.dropped), (10_000, 10_000, LINES - 10_000));
    assert_eq!(shown.lines().last(), Some(&last));
    let first = format!("{} ", LINES - 10_000 + 1);
    assert!(shown.lines()[0].starts_with(&first), "{:?}", shown.lines()[0]);
}

async fn a_query_is_asked_of_what_was_and_of_what_comes(harness: &Harness) {
    let script = "seq 5000; until [ -e /go ]; do sleep 0.05; done; seq 5001 6000; echo end; sleep 1000";
    let name = Named::start(harness.kind, "query").without_terminal().script(script).run();
    let shown = Shown::of(harness, &name.name).await;
    shown.shows_line("5000").await;
    let pattern = |text: &str| LogPattern { text: text.to_owned(), regex: true, caseful: true };
    let rule = |text, not| LogRule { pattern: pattern(text), not };
    let query = LogQuery { rules: vec![rule("99$|end", false), rule("^1", true)], ..LogQuery::default() };
    shown.view.ask(&query).unwrap();
    harness.exec(&name, &["touch", "/go"]);
    shown.shows_line("end").await;
    let expected: Vec<String> = (1..=6000)
        .map(|n: u32| n.to_string())
        .filter(|line| line.ends_with("99") && !line.starts_with('1'))
        .collect();
    let lines = shown.lines();
    assert_eq!((&lines[0][..], &lines[1..lines.len() - 1]), ("── ──", &expected[..]));
    let revision = shown.view.revision();
    assert_eq!(shown.view.count(revision, &pattern("^5")).unwrap(), 11);
    assert_eq!(
        shown.view.find(revision, &pattern("^end"), 3, true).unwrap().map(|row| row as usize),
        Some(lines.len() - 1)
    );
}

async fn no_client_is_left_over(harness: &Harness) {
    let name = Named::start(harness.kind, "leftover").without_terminal().script("echo up; sleep 1000").run();
    let id = harness.runner.status(&name.name).await.unwrap().id;
    let shown = Shown::open(harness, &[&id], Limits::default());
    shown.shows_line("up").await;
    let clients = || clients(&id);
    assert_ne!(clients(), Vec::<String>::new());
    drop(shown);
    until_async("its clients to end", || async { clients().is_empty().then_some(()) }).await;
}

/// The command lines of clients that read the log of a container.
fn clients(id: &str) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    let lines = lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " "));
    lines.filter(|line| line.contains(" logs ") && line.contains(id)).collect()
}
