use std::sync::Arc;

use berth_activity::Activity;
use berth_observer::{Guard, SendOutcome};
use berth_tests::harness::Harness;
use berth_tests::on_both;

use super::{key, line, observed, script, shows, text};

on_both!(harness: a_line_goes_to_cat,
    a_file_is_written_in_vi,
    a_pager_is_turned_and_left,
    four_writers_come_whole_and_in_order,
    every_key_arrives,
    a_question_that_is_gone_is_not_answered,
);

async fn a_line_goes_to_cat(harness: &Harness) {
    let name = harness.name("cat");
    harness.started(&name, "cat").await;
    let observer = observed(harness, &name.name).await;
    observer.send(&line("grüße 世界"), &Guard::default()).await.unwrap();
    shows(&observer, "^grüße 世界$").await;
}

async fn a_file_is_written_in_vi(harness: &Harness) {
    let name = harness.name("vi");
    harness.started(&name, &script("while :; do vi /tmp/note; cat /tmp/note; sleep 1; done")).await;
    let observer = observed(harness, &name.name).await;
    observer
        .send(&[key("i"), text("one"), key("enter"), text("two"), key("esc")], &Guard::default())
        .await
        .unwrap();
    shows(&observer, "^two$").await;
    assert!(observer.peek().text.lines.iter().any(|line| line == "one"));
    observer.send(&[key(":"), text("wq"), key("enter")], &Guard::default()).await.unwrap();
    let note =
        harness.exec(&name, &["sh", "-c", "until [ -s /tmp/note ]; do sleep 0.1; done; cat /tmp/note"]);
    assert_eq!(String::from_utf8_lossy(&note.stdout), "one\ntwo\n");
}

async fn a_pager_is_turned_and_left(harness: &Harness) {
    let name = harness.name("less");
    harness.started(&name, &script("seq 1 500 >/n; less /n; echo left; exec sleep 100000")).await;
    let observer = observed(harness, &name.name).await;
    shows(&observer, "^1$").await;
    observer.send(&[key("G")], &Guard::default()).await.unwrap();
    shows(&observer, "^500$").await;
    observer.send(&[key("q")], &Guard::default()).await.unwrap();
    shows(&observer, "left$").await;
}

/// Writers in one process and in several take the same way: a client each, or a connection.
async fn four_writers_come_whole_and_in_order(harness: &Harness) {
    const EACH: usize = 8;
    let name = harness.name("four");
    harness.started(&name, &script("stty raw -echo; echo ready; exec dd bs=1 of=/in 2>/dev/null")).await;
    let one = Arc::new(observed(harness, &name.name).await);
    shows(&one, "ready").await;
    let mut writers = Vec::new();
    for writer in 0..4 {
        // Two of them share an observer.
        let observer = match writer {
            0 | 1 => Arc::clone(&one),
            _ => Arc::new(observed(harness, &name.name).await),
        };
        writers.push(tokio::spawn(async move {
            for at in 0..EACH {
                let word = format!("<{writer}:{at}:{}>", "x".repeat(200));
                let sent = observer.send(&[text(&word)], &Guard::default()).await.unwrap();
                assert!(matches!(sent, SendOutcome::Sent { .. }));
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let length = 4 * EACH * "<0:0:>".len() + 4 * EACH * 200;
    let got = harness.exec(
        &name,
        &["sh", "-c", &format!("until [ $(wc -c </in) -ge {length} ]; do sleep 0.1; done; cat /in")],
    );
    let got = String::from_utf8_lossy(&got.stdout).into_owned();
    assert_eq!(got.len(), length, "exactly once");
    let words: Vec<_> = got.split_inclusive('>').collect();
    assert_eq!(words.len(), 4 * EACH, "whole: {got}");
    for writer in 0..4 {
        let of: Vec<_> = words.iter().filter(|word| word.starts_with(&format!("<{writer}:"))).collect();
        let expected: Vec<_> = (0..EACH).map(|at| format!("<{writer}:{at}:{}>", "x".repeat(200))).collect();
        assert!(of.iter().copied().eq(expected.iter()), "in order: {of:?}");
    }
}

async fn every_key_arrives(harness: &Harness) {
    let name = harness.name("keys");
    harness
        .started(
            &name,
            &script("printf '\\033[?1h\\033[?2004h'; stty raw -echo; echo ready; exec od -An -v -tx1 -w1"),
        )
        .await;
    let observer = observed(harness, &name.name).await;
    shows(&observer, "ready").await;
    // Those that detach from podman and docker unless told otherwise, and those that are signals.
    let keys = [
        "ctrl-p",
        "ctrl-q",
        "ctrl-c",
        "ctrl-z",
        "ctrl-d",
        "ctrl-\\",
        "ctrl-^",
        "ctrl-space",
        "esc",
        "tab",
        "enter",
    ];
    let inputs: Vec<_> = keys.iter().map(|name| key(name)).chain([key("up"), text("a"), key("z")]).collect();
    observer.send(&inputs, &Guard::default()).await.unwrap();
    // Raw output makes stairs.
    shows(&observer, "7a$").await;
    let bytes = " 10 11 03 1a 04 1c 1e 00 1b 09 0d 1b 4f 41 1b 5b 32 30 30 7e 61 1b 5b 32 30 31 7e 7a";
    let log = harness.runner.logs(&name.name, 100).await.unwrap();
    let log: String = String::from_utf8_lossy(&log)
        .split_whitespace()
        .filter(|word| word.len() == 2)
        .map(|byte| format!(" {byte}"))
        .collect();
    assert_eq!(log, bytes);
}

/// Asks one question after the other, and notes which one was answered how.
const QUESTIONS: &str = "stty -echo; q=0; : >/answers; while printf 'Q%d [y/N] ' $q; read line; do \
                         [ $line = next ] || echo $q $line >>/answers; q=$((q + 1)); echo; done";

/// Somebody else is faster, and the next question stands there: before the answer is sent, or at the same time.
///
/// `BERTH_RACE_ROUNDS` sets how many rounds there are.
#[expect(clippy::print_stdout, reason = "the figures of many rounds")]
async fn a_question_that_is_gone_is_not_answered(harness: &Harness) {
    let rounds = std::env::var("BERTH_RACE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12);
    let name = harness.name("race");
    harness.started(&name, &script(QUESTIONS)).await;
    let (observer, other) = (observed(harness, &name.name).await, observed(harness, &name.name).await);
    let next = async || {
        let sent = other.send(&line("next"), &Guard::default()).await.unwrap();
        assert!(matches!(sent, SendOutcome::Sent { .. }));
    };
    // docker's log does not have the first one.
    next().await;
    let mut question = 1;
    let (mut sent, mut refused) = (Vec::new(), 0);
    for round in 0..rounds {
        shows(&observer, &format!("^Q{question} \\[y/N\\]$")).await;
        let (asked, looked) = (question, observer.peek().hash);
        let answer = line(&format!("a{round}"));
        let guard = Guard { activity: Some(Activity::Asks), screen: Some(looked.clone()) };
        let outcome = match round % 3 {
            0 => observer.send(&answer, &guard).await,
            1 => {
                next().await;
                question += 1;
                shows(&observer, &format!("^Q{question} ")).await;
                observer.send(&answer, &guard).await
            }
            _ => {
                let (outcome, ()) = tokio::join!(observer.send(&answer, &guard), next());
                question += 1;
                outcome
            }
        };
        match outcome.unwrap() {
            SendOutcome::Sent { peek } => {
                assert!(peek.hash == looked && round % 3 != 1, "round {round}");
                sent.push((asked, format!("a{round}")));
                question += 1;
            }
            SendOutcome::Changed { peek } => {
                assert!(peek.hash != looked && round % 3 != 0, "round {round}");
                refused += 1;
            }
        }
    }
    shows(&observer, &format!("^Q{question} ")).await;
    let answers = harness.exec(&name, &["cat", "/answers"]);
    let answers = String::from_utf8_lossy(&answers.stdout).into_owned();
    let got: Vec<_> = answers.lines().filter_map(|line| line.split_once(' ')).collect();
    let expected = sent.iter().map(|(_, answer)| answer.as_str());
    assert!(got.iter().map(|(_, answer)| *answer).eq(expected), "exactly once: {answers}");
    // What is under way while an answer is sent can't be known: the next question may be before it.
    let is_of = |(question, _): &&(&str, &str), asked: usize| question.parse() == Ok(asked);
    let late = got.iter().zip(&sent).filter(|(got, (asked, _))| !is_of(got, *asked)).count();
    let at_once = sent.iter().filter(|(_, answer)| answer[1..].parse::<usize>().unwrap() % 3 == 2).count();
    assert!(late <= at_once, "{answers}");
    println!(
        "{rounds} rounds: {} sent, {at_once} at once, {late} of them late; {refused} refused",
        sent.len()
    );
}
