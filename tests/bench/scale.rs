//! Many sessions: how soon a change is on screen, what a refresh costs beyond the engine's
//! own client, and what the window costs while nothing happens.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use berth_runner::{EngineKind, args};
use berth_tests::crowd;
use berth_tests::engines::{Engines, IMAGE, Named, program_name};
use berth_tests::fake::FakeEngine;
use berth_tests::script::Step;
use berth_tests::window::{Setup, Window};
use serde_json::{Value, json};

use crate::processes;

/// Rows on the fake engine, and on a real one.
const MANY: usize = 1000;
const REAL: usize = 200;
/// Changes and refreshes; a figure is their median.
const TIMES: usize = 9;
/// How long nothing happens.
const IDLE: Duration = Duration::from_secs(60);
/// Not the first of those that are looked at in one call, and on the first screenful.
const CHANGED: usize = 7;

/// What is hoped for, in milliseconds and percent of a core.
const GOALS: [(&str, Option<f64>); 7] = [
    ("event to changed row, ms", Some(500.0)),
    ("  the slowest, ms", None),
    ("full refresh, ms", None),
    ("  beyond the client's own time, ms", Some(100.0)),
    ("idle CPU of app and WebKit, % of a core", Some(1.0)),
    ("  and of the clients that it starts, %", None),
    ("PSS of app and WebKit, MB", None),
];

/// Answers when a row begins so, with the time since 1970 in milliseconds.
const SEEN: &str = "
    const [name, done] = arguments;
    const grid = document.querySelector('[role=grid][aria-label=Sessions]');
    const look = () => {
      const rows = [...grid.querySelectorAll('[role=row]')];
      if (!rows.some((row) => row.getAttribute('aria-label').startsWith(name))) return;
      observer.disconnect();
      requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
    };
    const observer = new MutationObserver(look);
    observer.observe(grid, { attributes: true, childList: true, subtree: true });
    look();";

/// The list as the window's own button asks for it.
const REFRESH: &str = "
    const [done] = arguments;
    const began = performance.now();
    window.__TAURI_INTERNALS__.invoke('list_sessions').then(() => done(performance.now() - began));";

pub async fn scale(kind: EngineKind) {
    println!("| {MANY} rows on a fake engine | measured | goal | ratio |\n|---|---:|---:|---:|");
    on_the_fake(kind).await;
    println!("\n| {REAL} rows on {} | measured | goal | ratio |\n|---|---:|---:|---:|", program_name(kind));
    on_the_real(kind).await;
}

async fn on_the_fake(kind: EngineKind) {
    let program = std::env::current_exe().expect("the bench's own path").with_file_name("fake-engine");
    let mut fake = FakeEngine::new(&program.display().to_string(), kind);
    crowd::gather(&mut fake, MANY);
    crowd::pauses_and_resumes(&mut fake, CHANGED, TIMES);
    fake.on(&["ls"], [Step::Print("[]\n".into())]);
    let window = Window::open(Setup::path(fake.folder())).await;
    let ids: Vec<String> = (0..MANY).map(crowd::id).collect();
    let turn = |time: usize| fake.allow(&crowd::turn(time));
    measure(&window, &crowd::name(CHANGED), turn, fake.program(), kind, &ids).await;
    window.close().await;
}

async fn on_the_real(kind: EngineKind) {
    let engines = Engines::get();
    eprintln!("making {REAL} containers");
    let names: Vec<Named> = (0..REAL).map(|number| Named::new(kind, &format!("scale-{number:03}"))).collect();
    let make = |verb: &str, named: &Named| {
        let flags: &[&str] = if verb == "run" { &["-dit"] } else { &["-it"] };
        let made = engines.ask(kind, &[&[verb], flags, &["--name", &named.name, "--", IMAGE, "sh"]].concat());
        made.lines().last().unwrap_or_default().to_owned()
    };
    let ids: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(number, named)| make(if number == CHANGED { "run" } else { "create" }, named))
        .collect();
    let changed = &names[CHANGED].name;
    let turn = |time: usize| {
        engines.ask(kind, &[if time.is_multiple_of(2) { "pause" } else { "unpause" }, changed]);
    };
    let window = Window::open(Setup::with_engines(kind)).await;
    measure(&window, changed, turn, &engines.program(kind), kind, &ids).await;
    window.close().await;
}

/// Measures one window; `turn` pauses the session of that name, or resumes it.
async fn measure(
    window: &Window,
    name: &str,
    turn: impl Fn(usize),
    client: &Path,
    kind: EngineKind,
    ids: &[String],
) {
    window.find_like("row", &format!("^{name}, running")).await;
    let mut changes = Vec::new();
    for time in 0..TIMES {
        eprintln!("change {} of {TIMES}", time + 1);
        let shown = format!("{name}, {}", if time.is_multiple_of(2) { "paused" } else { "running" });
        let seen = window.client.execute_async(SEEN, vec![json!(shown)]);
        let changed = async {
            // The page listens first; and each change is one by itself.
            tokio::time::sleep(Duration::from_secs(1)).await;
            tokio::task::block_in_place(|| turn(time));
            SystemTime::now()
        };
        let (seen, changed) = tokio::join!(seen, changed);
        changes.push(number(&seen.expect("the row changes")) - since_1970(changed));
    }

    let (mut refreshes, mut clients) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        refreshes.push(number(&window.client.execute_async(REFRESH, vec![]).await.expect("a list")));
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

    let slowest = changes.iter().copied().fold(0.0, f64::max);
    let (refresh, alone) = (median(refreshes), median(clients));
    let memory = processes::pss(&processes::of_window(app));
    for ((words, goal), value) in
        GOALS.iter().zip([median(changes), slowest, refresh, refresh - alone, cpu, of_clients, memory])
    {
        let goal = goal.map_or(" | ".to_owned(), |goal| format!("{goal} | {:.2}", value / goal));
        println!("| {words} | {value:.1} | {goal} |");
    }
}

/// How long the client alone takes for what a refresh asks it.
fn asked(client: &Path, kind: EngineKind, ids: &[String]) -> Duration {
    let known = match kind {
        EngineKind::Podman => args::connections(),
        EngineKind::Docker => args::contexts(),
    };
    let calls = [known, args::list()].into_iter().chain(ids.chunks(200).map(args::inspect));
    let began = Instant::now();
    for call in calls {
        let ended = Command::new(client).args(call.args).stdin(Stdio::null()).output();
        assert!(ended.expect("the client runs").status.success(), "the client answers");
    }
    began.elapsed()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number of milliseconds")
}

fn since_1970(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).expect("a clock that is set").as_secs_f64() * 1000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
