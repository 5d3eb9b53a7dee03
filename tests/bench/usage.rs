//! What the figures in the list cost: the window and its client, with them and without.

use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};

use crate::builds::Build;
use crate::options::Options;
use crate::processes;

/// Sessions that run and do nothing.
const RUNNING: usize = 20;
/// How long nothing happens.
const IDLE: Duration = Duration::from_secs(60);
/// Of one core, for the app and WebKit.
const GOAL: f64 = 1.0;

/// Percent of a core.
struct Cost {
    app: f64,
    clients: f64,
}

pub async fn usage(options: &Options, builds: &[Build]) {
    let kind = options.engine();
    let _sessions: Vec<Named> = (0..RUNNING)
        .map(|number| Named::start(kind, &format!("usage-{number:02}")).command(&["sleep", "100000"]).run())
        .collect();
    println!("| {RUNNING} idle sessions on {kind}, % of a core | app and WebKit | goal | ratio | clients |");
    println!("|---|---:|---:|---:|---:|");
    for build in builds {
        for (words, settings) in [("without figures", ""), ("with figures", "[appearance]\nusage = true\n")] {
            let Cost { app, clients } = cost(kind, build, settings).await;
            let whose = build.whose.words();
            println!("| {whose}, {words} | {app:.2} | {GOAL} | {:.2} | {clients:.2} |", app / GOAL);
        }
    }
}

async fn cost(kind: EngineKind, build: &Build, settings: &str) -> Cost {
    let window = Window::open_app(&build.app, Setup::with_engines(kind).settings(settings)).await;
    window.find_like("row", "^bt-usage-00").await;
    // What opening it left to do is done.
    tokio::time::sleep(Duration::from_secs(10)).await;
    let app = window.app_pid();
    let own = processes::of_window(app);
    // Each client that goes on, and the time of those that came and went.
    let others = || processes::tree(app).into_iter().filter(|each| !own.contains(each)).collect::<Vec<_>>();
    let clients = others();
    let now = || (processes::cpu(&own), processes::cpu(&clients) + processes::reaped(app));
    let before = now();
    tokio::time::sleep(IDLE).await;
    let after = now();
    window.close().await;
    let share = |seconds: f64| seconds * 100.0 / IDLE.as_secs_f64();
    Cost { app: share(after.0 - before.0), clients: share(after.1 - before.1) }
}
