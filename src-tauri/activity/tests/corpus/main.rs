//! The rules of Berth against screens of real programs, and against screens that imitate them.
//!
//! `corpus/recorded` is made by `tools/record-screens` from `corpus/scenes.py`. `corpus/drawn.txt`
//! is made by hand, from what the documentation of programs shows that don't run without a network
//! or an account. `corpus/hostile.txt` must never be taken for a question.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod case;
mod hostile;
mod table;

use std::time::{Duration, Instant};

use berth_activity::{Activity, Rules};

use case::Case;
use table::Table;

/// Shares that the corpus must reach.
const PRECISION: f64 = 0.99;
const RECALL: f64 = 0.9;

#[test]
fn questions_are_found_and_nothing_else_is_one() {
    let rules = Rules::shipped();
    for (seen, heading) in [(false, "Without /proc"), (true, "With /proc")] {
        let mut table = Table::default();
        for case in case::all() {
            let verdict = rules.judge(&case.program(), &case.screen(), &case.moment(seen));
            table.add(&case, verdict.as_ref());
        }
        println!("{heading}\n{table}");
        assert!(table.precision() >= PRECISION, "{}", table.precision());
        assert!(table.recall() >= RECALL, "{}", table.recall());
    }
}

/// Whoever answers must see what is asked.
#[test]
fn the_evidence_is_the_line_that_asks() {
    let rules = Rules::shipped();
    let mut wrong = Vec::new();
    for case in case::all() {
        let Some(verdict) = rules.judge(&case.program(), &case.screen(), &case.moment(false)) else {
            continue;
        };
        let Some(line) = case.line.as_ref().filter(|_| verdict.activity == Activity::Asks) else { continue };
        if !verdict.evidence.contains(line.as_str()) {
            wrong.push(format!("{}: {} says {:?}", case.title(), verdict.rule, verdict.evidence));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `cargo test --release -p berth-activity --test corpus speed -- --ignored --nocapture`
#[test]
#[ignore = "a figure"]
fn speed() {
    let rules = Rules::shipped();
    let mut cases = case::recorded();
    cases.retain(|case| case.cols == 200);
    let judged: Vec<_> =
        cases.iter().map(|case| (case.program(), case.screen(), case.moment(false))).collect();
    let began = Instant::now();
    let mut slowest = (Duration::ZERO, String::new());
    for (case, (program, screen, moment)) in cases.iter().zip(&judged) {
        let began = Instant::now();
        (0..10).for_each(|_| drop(rules.judge(program, screen, moment)));
        slowest = slowest.max((began.elapsed() / 10, case.title()));
    }
    let each = began.elapsed() / u32::try_from(judged.len() * 10).unwrap();
    println!(
        "{} screens of 200 columns: {each:?} each, at most {:?} ({})",
        judged.len(),
        slowest.0,
        slowest.1
    );
}

/// `CORPUS=git cargo test -p berth-activity --test corpus show -- --ignored --nocapture`
#[test]
#[ignore = "shows the screens of the cases whose names begin with $CORPUS"]
fn show() {
    let only = std::env::var("CORPUS").unwrap_or_default();
    let rules = Rules::shipped();
    for case in case::all().iter().filter(|case| case.title().starts_with(&only)) {
        show_one(&rules, case);
    }
}

fn show_one(rules: &Rules, case: &Case) {
    let screen = case.screen();
    let verdict = rules.judge(&case.program(), &screen, &case.moment(false));
    println!("=== {} {:?} expects {:?}", case.title(), case.argv, case.expects);
    println!(
        "    cursor {:?} alternate {} title {:?} mark {:?} progress {:?} notice {:?} bell {} reads {:?} foreground {:?}",
        screen.cursor,
        screen.alternate,
        screen.title,
        screen.prompt,
        screen.progress,
        screen.notice,
        screen.bell,
        case.reads,
        case.foreground
    );
    println!("    {verdict:?}");
    for (row, line) in screen.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        println!("{row:3}|{line}");
    }
}
