//! Many sessions: how soon a change is on screen, what a refresh costs beyond the engine's
//! own client, and what the window costs while nothing happens.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use berth_runner::EngineKind;
use berth_runner::testing::args;
use berth_tests::crowd;
use berth_tests::engines::{Engines, Named};
use berth_tests::fake::FakeEngine;
use berth_tests::script::Step;
use berth_tests::window::{Setup, Window};
use serde::Deserialize;
use serde_json::json;

use crate::builds::{Build, in_turn};
use crate::figures::Whose;
use crate::options::Options;
use crate::processes;

/// Rows on a real engine.
const REAL: usize = 200;
/// Changes and refreshes; a figure is their median.
const TIMES: usize = 9;
/// How long nothing happens.
const IDLE: Duration = Duration::from_secs(60);
/// Not the first of those that are looked at in one call, and on the first screenful.
const CHANGED: usize = 7;

/// The figures of one window, with goals in milliseconds and percent of a core.
const GOALS: [(&str, Option<f64>); ROWS] = [
    ("event to changed row, ms", Some(500.0)),
    ("  the slowest, ms", None),
    ("  longest frame meanwhile, ms", None),
    ("full refresh, ms", None),
    ("  beyond the client's own time, ms", Some(100.0)),
    ("idle CPU of app and WebKit, % of a core", Some(1.0)),
    ("  and of the clients that it starts, %", None),
    ("PSS of app and WebKit, MB", None),
];
const ROWS: usize = 8;

const ROW_CHANGES: &str = include_str!("scripts/row_changes.js");
const REFRESH: &str = include_str!("scripts/refresh.js");

/// The figures of a window, in the order of [`GOALS`].
type Measured = [f64; ROWS];

/// A row that was seen to change.
#[derive(Deserialize)]
pub struct Change {
    /// Milliseconds since 1970.
    pub at: f64,
    /// The longest pause between two frames until then, in milliseconds.
    frame: f64,
}

pub async fn scale(options: &Options, builds: &[Build]) {
    let (kind, rows) = (options.engine(), options.rows as usize);
    let mut measured = Rounds::default();
    for round in 1..=options.rounds() {
        eprintln!("round {round} of {} on a fake engine", options.rounds());
        for build in in_turn(builds, round) {
            measured.add(build, on_the_fake(kind, rows, build).await);
        }
    }
    println!("{}\n", measured.table(&format!("{rows} rows on a fake engine"), builds));

    let containers = Containers::new(kind);
    let mut measured = Rounds::default();
    for round in 1..=options.rounds() {
        eprintln!("round {round} of {} on {kind}", options.rounds());
        for build in in_turn(builds, round) {
            measured.add(build, on_the_real(&containers, build).await);
        }
    }
    println!("{}", measured.table(&format!("{REAL} rows on {kind}"), builds));
}

/// What was measured so far.
#[derive(Default)]
struct Rounds(Vec<(Whose, Measured)>);

impl Rounds {
    fn add(&mut self, build: &Build, measured: Measured) {
        self.0.push((build.whose, measured));
    }

    fn median(&self, whose: Whose, row: usize) -> f64 {
        median(self.0.iter().filter(|(of, _)| *of == whose).map(|(_, measured)| measured[row]).collect())
    }

    /// In Markdown: our figures, those of the other build, and the goals of ours.
    fn table(&self, title: &str, builds: &[Build]) -> String {
        let names: Vec<_> = builds.iter().map(|build| build.whose.words()).collect();
        let mut lines = vec![
            format!("| {title} | {} | goal | ratio |", names.join(" | ")),
            format!("|---|{}---:|---:|", "---:|".repeat(builds.len())),
        ];
        for (row, (words, goal)) in GOALS.iter().enumerate() {
            let values: Vec<_> = builds.iter().map(|build| self.median(build.whose, row)).collect();
            let cells: Vec<_> = values.iter().map(|value| format!("{value:.1}")).collect();
            let goal = goal.map_or(" | ".to_owned(), |goal| format!("{goal} | {:.2}", values[0] / goal));
            lines.push(format!("| {words} | {} | {goal} |", cells.join(" | ")));
        }
        lines.join("\n")
    }
}

async fn on_the_fake(kind: EngineKind, rows: usize, build: &Build) -> Measured {
    let program = std::env::current_exe().expect("the bench's own path").with_file_name("fake-engine");
    let mut fake = FakeEngine::new(&program.display().to_string(), kind);
    crowd::gather(&mut fake, rows);
    crowd::pauses_and_resumes(&mut fake, CHANGED, TIMES);
    fake.on(&["ls"], [Step::Print("[]\n".into())]);
    let window = Window::open_app(&build.app, Setup::path(fake.folder())).await;
    let ids: Vec<String> = (0..rows).map(crowd::id).collect();
    let turn = |time: usize| fake.allow(&crowd::turn(time));
    let measured = measure(&window, &crowd::name(CHANGED), turn, fake.program(), kind, &ids).await;
    window.close().await;
    measured
}

/// The sessions on a real engine.
struct Containers {
    kind: EngineKind,
    names: Vec<Named>,
    ids: Vec<String>,
}

impl Containers {
    fn new(kind: EngineKind) -> Self {
        eprintln!("making {REAL} containers");
        let make = |number: usize| {
            let starting = Named::start(kind, &format!("scale-{number:03}"));
            if number == CHANGED { starting.run() } else { starting.create() }
        };
        let names: Vec<Named> = (0..REAL).map(make).collect();
        let ids = names.iter().map(|named| named.inspect("{{.Id}}")).collect();
        Self { kind, names, ids }
    }
}

async fn on_the_real(containers: &Containers, build: &Build) -> Measured {
    let engines = Engines::get();
    let kind = containers.kind;
    let changed = &containers.names[CHANGED].name;
    let turn = |time: usize| {
        engines.ask(kind, &[if time.is_multiple_of(2) { "pause" } else { "unpause" }, changed]);
    };
    let window = Window::open_app(&build.app, Setup::with_engines(kind)).await;
    let measured = measure(&window, changed, turn, &engines.program(kind), kind, &containers.ids).await;
    window.close().await;
    if !TIMES.is_multiple_of(2) {
        // The next window finds it running, as this one did.
        engines.ask(kind, &["unpause", changed]);
    }
    measured
}

/// Measures one window; `turn` pauses the session of that name, or resumes it.
async fn measure(
    window: &Window,
    name: &str,
    turn: impl Fn(usize),
    client: &Path,
    kind: EngineKind,
    ids: &[String],
) -> Measured {
    window.find_like("row", &format!("^{name}, running")).await;
    let (mut changes, mut frames) = (Vec::new(), Vec::new());
    for time in 0..TIMES {
        eprintln!("change {} of {TIMES}", time + 1);
        let shown = format!("{name}, {}", if time.is_multiple_of(2) { "paused" } else { "running" });
        let seen = when_row_says(window, &shown);
        let changed = async {
            // The page listens first; and each change is one by itself.
            tokio::time::sleep(Duration::from_secs(1)).await;
            tokio::task::block_in_place(|| turn(time));
            SystemTime::now()
        };
        let (seen, changed) = tokio::join!(seen, changed);
        changes.push(seen.at - since_1970(changed));
        frames.push(seen.frame);
    }

    let (mut refreshes, mut clients) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let refreshed = window.client.execute_async(REFRESH, vec![]).await.expect("a list");
        refreshes.push(refreshed.as_f64().expect("the list is refreshed"));
        clients.push(tokio::task::block_in_place(|| asked(client, kind, ids)).as_secs_f64() * 1000.0);
    }

    eprintln!("nothing happens for {} s", IDLE.as_secs());
    // What the last refresh left to do is done.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let app = window.app_pid();
    let own = processes::of_window(app);
    let (cpu, of_clients) = (processes::cpu(&own), processes::reaped(app));
    tokio::time::sleep(IDLE).await;
    let share = |seconds: f64| seconds * 100.0 / IDLE.as_secs_f64();
    let (cpu, of_clients) = (share(processes::cpu(&own) - cpu), share(processes::reaped(app) - of_clients));

    let slowest = |times: &[f64]| times.iter().copied().fold(0.0, f64::max);
    let (slowest_change, slowest_frame) = (slowest(&changes), slowest(&frames));
    let (refresh, alone) = (median(refreshes), median(clients));
    let memory = processes::pss(&processes::of_window(app));
    [median(changes), slowest_change, slowest_frame, refresh, refresh - alone, cpu, of_clients, memory]
}

/// Waits until the name of a row begins like this.
pub async fn when_row_says(window: &Window, name: &str) -> Change {
    let seen = window.client.execute_async(ROW_CHANGES, vec![json!(name)]).await;
    serde_json::from_value(seen.expect("the row changes")).expect("a change")
}

/// Prints a figure beside its limit, or what it is held against, in Markdown.
pub fn row(words: &str, value: f64, limit: f64) {
    println!("| {words} | {value:.1} | {limit:.1} | {:.2} |", value / limit);
}

/// How long the client alone takes for what a refresh asks it.
fn asked(client: &Path, kind: EngineKind, ids: &[String]) -> Duration {
    let known = match kind {
        EngineKind::Podman => args::connections(),
        _ => args::contexts(),
    };
    let calls = [known, args::list()].into_iter().chain(ids.chunks(200).map(args::inspect));
    let began = Instant::now();
    for call in calls {
        let ended = Command::new(client).args(call.args).stdin(Stdio::null()).output();
        assert!(ended.expect("the client runs").status.success(), "the client answers");
    }
    began.elapsed()
}

pub fn since_1970(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).expect("a clock that is set").as_secs_f64() * 1000.0
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
