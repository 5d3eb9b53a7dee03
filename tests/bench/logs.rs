//! Log views: what a million lines take, and how soon a window has its answers.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_logs::testing::Feeder;
use berth_logs::{Limits, LogLevel, LogPattern, LogQuery, LogRule, LogStream, LogTimes, View};
use fastrand::Rng;

use crate::history::corpus::KINDS;

/// Lines of each view.
const LINES: usize = 1_000_000;
/// What a view of so many lines may take, in MB.
const LIMIT: u32 = 150;
/// A window asks for so many rows at once.
const ROWS: u32 = 100;
/// Bytes that a client prints at once.
const PIECE: usize = 64 << 10;
const NAMES: [&str; 5] = ["JSON", "web server", "terminal", "service", "build"];

/// Measures and prints.
pub fn logs() {
    println!("| {LINES} lines | MB of text | MB held (limit {LIMIT}) | MB resident more | s to take |");
    println!("|---|---:|---:|---:|---:|");
    let mut views = Vec::new();
    for (name, kind) in NAMES.iter().zip(KINDS) {
        let log = log(kind);
        let before = resident();
        let view = View::new(1, Limits::default());
        let mut feeder = Feeder::new(&view, 0);
        let took =
            time(|| log.as_bytes().chunks(PIECE).for_each(|piece| feeder.feed(LogStream::Output, piece)));
        let (held, more) = (view.bytes() / 1_000_000, (resident() - before) / 1_000_000);
        println!("| {name} | {} | {held} | {more} | {:.1} |", log.len() / 1_000_000, took.as_secs_f64());
        views.push((name, view, feeder));
    }
    println!("\n| ms | rows | to ask | a page of {ROWS} | one in the middle | find nothing | count |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for (name, view, feeder) in &views {
        for (words, query) in queries() {
            let began = Instant::now();
            let rows = feeder.ask(&query).expect("its patterns can be read");
            let asked = began.elapsed();
            let revision = view.revision();
            let page = |first| time(|| drop(view.rows(revision, first, ROWS)));
            let nothing = pattern("no such text", false);
            println!(
                "| {name}, {words} | {rows} | {} | {} | {} | {} | {} |",
                ms(asked),
                ms(page(0)),
                ms(page(rows / 2)),
                ms(time(|| drop(view.find(revision, &nothing, 0, false)))),
                ms(time(|| drop(view.count(revision, &nothing)))),
            );
        }
    }
    if let Some((name, view, feeder)) = views.first() {
        feeder.ask(&LogQuery::default()).expect("it has no pattern");
        let saved = time(|| view.write_all(LogTimes::Utc, &mut std::io::sink()).expect("nothing refuses it"));
        println!("\n{name}: all lines saved with their times, but for the disk: {} ms", ms(saved));
    }
    drop::<Vec<(_, Arc<View>, _)>>(views);
}

fn queries() -> [(&'static str, LogQuery); 5] {
    let rule = |text: &str, regex, not| LogRule { pattern: pattern(text, regex), not };
    let rules = |rules: Vec<LogRule>| LogQuery { rules, ..LogQuery::default() };
    [
        ("all", LogQuery::default()),
        ("errors", LogQuery { levels: vec![LogLevel::Error], ..LogQuery::default() }),
        ("text", rules(vec![rule("error", false, false)])),
        ("regex", rules(vec![rule(r"\b[45]\d\d\b.*ms", true, false)])),
        ("two, one not", rules(vec![rule("a", false, false), rule("get", false, true)])),
    ]
}

fn pattern(text: &str, regex: bool) -> LogPattern {
    LogPattern { text: text.to_owned(), regex, caseful: false }
}

/// A log with an engine's times.
fn log(kind: fn(&mut Rng, u64) -> String) -> String {
    let mut random = Rng::with_seed(1);
    let (mut log, mut at, mut lines) = (String::new(), 1_790_000_000_000_000_000_i64, 0);
    while lines < LINES {
        at += random.i64(0..2_000_000);
        let time = jiff::Timestamp::from_nanosecond(at.into()).expect("a time");
        let second = u64::try_from(at / 1_000_000_000).expect("after 1970");
        for line in kind(&mut random, second).lines() {
            writeln!(log, "{time:.9} {line}").expect("a string takes all");
            lines += 1;
        }
    }
    log
}

fn time(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

/// What this process has of the memory, in bytes; 0 where the system does not say.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<i64>().ok());
    kib.unwrap_or_default() * 1024
}
