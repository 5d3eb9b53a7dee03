use std::time::Instant;

use berth_activity::Activity;
use berth_observer::{Guard, Until, Waited};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::PATIENCE;

use super::{SOON, TELLS_SIZES, line, observed, script, shows};

on_both!(harness: neither_size_nor_signal_reaches_it,
    what_it_does_is_known_at_once,
    what_was_written_before_is_there,
    one_without_a_terminal_is_not_observed,
);

fn size_of(harness: &Harness, name: &berth_tests::engines::Named) -> String {
    let size = harness.exec(name, &["sh", "-c", "stty size </proc/1/fd/0 2>&1"]);
    String::from_utf8_lossy(&size.stdout).into_owned()
}

async fn neither_size_nor_signal_reaches_it(harness: &Harness) {
    let name = harness.name("unmoved");
    harness.started(&name, &script(TELLS_SIZES)).await;
    let size = size_of(harness, &name);
    for round in 0..3 {
        let observer = observed(harness, &name.name).await;
        shows(&observer, "ready").await;
        let sent = observer.send(&line(&format!("{round}")), &Guard::default()).await.unwrap();
        assert!(sent.peek().text.lines.iter().any(|line| line == "ready"));
        shows(&observer, &format!("^got {round}\\.$")).await;
        assert!(!observer.peek().paint.is_empty());
    }
    // A signal is heard when the read that it broke has ended, which is a second at most.
    let observer = observed(harness, &name.name).await;
    observer.send(&line("last"), &Guard::default()).await.unwrap();
    shows(&observer, "^got last\\.$").await;
    let log = harness.runner.logs(&name.name, 100).await.unwrap();
    assert!(!String::from_utf8_lossy(&log).contains("winch"), "{}", String::from_utf8_lossy(&log));
    assert_eq!(size_of(harness, &name), size);
}

async fn what_it_does_is_known_at_once(harness: &Harness) {
    let name = harness.name("asks");
    let command =
        "stty -echo; while read line; do echo \"got $line.\"; read word; printf 'Go on? [y/N] '; done";
    harness.started(&name, &script(command)).await;
    let observer = observed(harness, &name.name).await;
    observer.send(&line("a"), &Guard::default()).await.unwrap();
    let pattern = Until::Text(regex::Regex::new("Go on\\? \\[y/N\\]$").unwrap());
    for round in 0..5 {
        let works = Until::Activity(vec![Activity::Works]);
        assert!(matches!(observer.wait(&works, Some(PATIENCE)).await, Waited::Met { .. }));
        let asks = Until::Activity(vec![Activity::Asks]);
        observer.send(&line(""), &Guard::default()).await.unwrap();
        assert!(matches!(observer.wait(&pattern, Some(PATIENCE)).await, Waited::Met { .. }));
        let shown = Instant::now();
        let Waited::Met { peek } = observer.wait(&asks, Some(PATIENCE)).await else {
            panic!("it does not ask in round {round}")
        };
        assert!(shown.elapsed() < SOON, "{:?} in round {round}", shown.elapsed());
        let verdict = peek.reading.verdict.unwrap();
        assert_eq!((verdict.rule.as_str(), verdict.evidence.as_str()), ("test.asks", "Go on? [y/N]"));
        // The line that answers ends the question.
        observer
            .send(&line("b"), &Guard { activity: Some(Activity::Asks), screen: Some(peek.hash) })
            .await
            .unwrap();
    }
}

async fn what_was_written_before_is_there(harness: &Harness) {
    let name = harness.name("before");
    harness.started(&name, &script("for i in $(seq 200); do echo line $i; done; exec sleep 100000")).await;
    let observer = observed(harness, &name.name).await;
    shows(&observer, "^line 200$").await;
    let paint = String::from_utf8_lossy(&observer.peek().paint).into_owned();
    for line in ["line 1\r", "line 100\r", "line 200"] {
        assert_eq!(paint.matches(line).count(), 1, "{line:?}");
    }
}

async fn one_without_a_terminal_is_not_observed(harness: &Harness) {
    let name = harness.name("none").starting().without_terminal().command(&["sleep", "100000"]).run();
    let refused =
        berth_observer::Observer::open(harness.runner.clone(), &name.name, super::rules(), None).await;
    let error = refused.err().unwrap();
    assert!(
        matches!(&error, berth_observer::Error::Runner(berth_runner::Error::NoTerminal { .. })),
        "{error}"
    );
}
