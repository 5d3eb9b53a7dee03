//! A log of a million lines in the real window: how it scrolls, and what it takes.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};
use serde::Deserialize;
use serde_json::json;

use crate::{processes, scale};

const LINES: usize = 1_000_000;
/// What the app may take more with it than without, in MB.
const MEMORY: f64 = 150.0;
/// A frame of 60 a second, and one that is surely seen to be late, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;
const LATE: f64 = 50.0;
/// From one end of the log to the other.
const FRAMES: u32 = 300;

#[derive(Deserialize)]
struct Scrolled {
    /// Milliseconds from each frame to the next.
    times: Vec<f64>,
    /// Frames with no line in sight.
    empty: u32,
}

/// Measures and prints.
pub async fn lines(kind: EngineKind) {
    let folder = tempfile::tempdir().expect("a folder for a log");
    let text: String = (1..=LINES).map(|line| format!("request {line} of {LINES} took 12 ms\n")).collect();
    std::fs::write(folder.path().join("log"), text).expect("a log");
    let volume = format!("{}:/logs:ro", folder.path().display());
    let options = ["-v", &volume];
    let start = |stem: &str, script: &str| {
        Named::start(kind, stem).without_terminal().options(&options).script(script).run()
    };
    let long = start("long", "cat /logs/log; exec sleep 100000");
    let short = start("short", "echo ready; exec sleep 100000");

    let window = Window::open(Setup::with_engines(kind)).await;
    let app = window.app_pid();
    let of_app = || {
        let own: Vec<_> = processes::of_window(app).into_iter().filter(|each| each.pid == app).collect();
        processes::pss(&own)
    };
    window.enter_row(&format!("^{}, running", short.name)).await;
    window.find_like("row", "ready$").await;
    let before = of_app();
    window.enter_row(&format!("^{}, running", long.name)).await;
    window.find_like("row", &format!("request {LINES} of {LINES} took 12 ms$")).await;
    let scroll = include_str!("scripts/scroll_lines.js");
    let scrolled = window.client.execute_async(scroll, vec![json!(FRAMES)]).await.expect("it scrolls");
    let Scrolled { mut times, empty } = serde_json::from_value(scrolled).expect("times");
    let memory = of_app() - before;
    window.close().await;

    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    println!("\n| {LINES} lines in the window, on {kind} | measured | limit | ratio |\n|---|---:|---:|---:|");
    scale::row("frame while scrolling, p50, ms", at(0.5), FRAME);
    scale::row("  p99, ms", at(0.99), LATE);
    scale::row("  the longest, ms", at(1.0), LATE);
    scale::row("PSS that the app has more, MB", memory, MEMORY);
    println!("| frames with no line in sight, of {} | {empty} | | |", times.len());
}
