//! Who needs the person: how soon a badge shows, and what it costs to look.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use berth_activity::{Program, Rules, Tracker};
use berth_observer::Judging;
use berth_runner::EngineKind;
use berth_terminal::{AttachedTerminal, FeedEvent, Options as Opened, Sink, Size};
use berth_tests::crowd;
use berth_tests::engines::Named;
use berth_tests::fake::FakeEngine;
use berth_tests::script::Step;
use berth_tests::window::{Setup, Window};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::builds::Build;
use crate::launch::launch;
use crate::options::Options;
use crate::scale::{median, row, since_1970, when_row_says};
use crate::{listing, processes};

/// From a question on the terminal to its badge, in milliseconds.
const BADGE: f64 = 500.0;
/// Of a core, for all idle sessions that are looked at.
const IDLE_CPU: f64 = 1.0;
const IDLE_SESSIONS: usize = 20;
const IDLE: Duration = Duration::from_secs(60);
/// Rows of a launch.
const ROWS: usize = 200;
/// Questions, launches and floods; a figure is their median.
const TIMES: usize = 7;

const OWN: [&str; 2] = ["--label", "dev.berth.owner=berth"];

pub async fn needs(options: &Options, builds: &[Build]) {
    let kind = options.engine();
    println!("| who needs the person, on {kind} | measured | limit | ratio |\n|---|---:|---:|---:|");
    for (words, opened) in [("looked at", false), ("open", true)] {
        let mut times = questions(kind, &builds[0], opened).await;
        row(&format!("question to badge, {words}, ms"), median(times.clone()), BADGE);
        times.sort_by(f64::total_cmp);
        row("  the slowest", times.last().copied().unwrap_or_default(), BADGE);
    }
    let sessions: Vec<_> = (0..IDLE_SESSIONS)
        .map(|number| {
            let starting = Named::start(kind, &format!("idle-{number:02}")).options(&OWN);
            starting.script("printf 'ready\\n$ '; exec sleep 100000").run()
        })
        .collect();
    let without = idle(&sessions[0], &builds[0], "none").await;
    let with = idle(&sessions[0], &builds[0], "own").await;
    row(&format!("{IDLE_SESSIONS} idle sessions looked at, % of a core more"), with - without, IDLE_CPU);
    println!("|   with {with:.2} %, without {without:.2} % | | | |");
    drop(sessions);

    println!("\n| beside | measured | without | ratio |\n|---|---:|---:|---:|");
    let (mut few, mut many) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        few.push(launched(kind, &builds[0], 0).await);
        many.push(launched(kind, &builds[0], ROWS).await);
    }
    row(&format!("launch to text with {ROWS} sessions, ms"), median(many), median(few));
    let (mut plain, mut judged) = (Vec::new(), Vec::new());
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), listing::text(listing::SIZE)).expect("the listing is written");
    for _ in 0..TIMES {
        plain.push(flooded(file.path(), false).await);
        judged.push(flooded(file.path(), true).await);
    }
    row("50 MB through the model, judged, ms", median(judged), median(plain));
}

/// A session that asks when it is told to, and goes on when it is told to.
struct Asker {
    session: Named,
    folder: TempDir,
    go: File,
}

const SCRIPT: &str = "exec 3<>/stage/go; printf '\\033]133;C\\007reading\\n'; \
     while read -r n <&3; do printf 'Overwrite file %s? [y/N] ' $n; \
     until read -r -t 1 answer || [ -e /stage/next ]; do :; done; rm -f /stage/next; \
     printf '\\r\\033[K\\033]133;C\\007reading\\n'; done";

impl Asker {
    fn start(kind: EngineKind) -> Self {
        let folder = tempfile::tempdir().expect("a folder for a session");
        let path = folder.path().join("go");
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
        let go = OpenOptions::new().read(true).write(true).open(&path).expect("a FIFO opens");
        let stage = format!("{}:/stage", folder.path().display());
        let options = ["-v", &stage, "--label", "dev.berth.observe=yes", OWN[0], OWN[1]];
        let session = Named::start(kind, "asker").options(&options).script(SCRIPT).run();
        Self { session, folder, go }
    }
}

/// Milliseconds from each question to its badge.
async fn questions(kind: EngineKind, build: &Build, opened: bool) -> Vec<f64> {
    let mut asker = Asker::start(kind);
    let name = asker.session.name.clone();
    let settings = "[activity]\nobserve = \"none\"\n[notices]\nasks = false\n";
    let window = Window::open_app(&build.app, Setup::with_engines(kind).settings(settings)).await;
    let works = format!("^{name}, running, works");
    window.find_like("row", &works).await;
    if opened {
        window.attach(&name).await;
    }
    let mut times = Vec::new();
    for time in 0..TIMES {
        window.find_like("row", &works).await;
        let asks = format!("{name}, running, asks");
        let seen = when_row_says(&window, &asks);
        let asked = async {
            // The page listens first.
            tokio::time::sleep(Duration::from_secs(1)).await;
            let now = SystemTime::now();
            writeln!(asker.go, "{time}").expect("the session is told");
            now
        };
        let (seen, asked) = tokio::join!(seen, asked);
        times.push(seen.at - since_1970(asked));
        File::create(asker.folder.path().join("next")).expect("the session goes on");
    }
    window.close().await;
    times
}

/// Percent of a core of the app, WebKit and every client, while nothing happens.
async fn idle(first: &Named, build: &Build, observe: &str) -> f64 {
    let settings = format!("[activity]\nobserve = \"{observe}\"\n[history]\nfollow = \"none\"\n");
    let window = Window::open_app(&build.app, Setup::with_engines(first.kind).settings(&settings)).await;
    window.find_like("row", &format!("^{}, running", first.name)).await;
    // Clients are started one after the other.
    tokio::time::sleep(Duration::from_secs(20)).await;
    let app = window.app_pid();
    let used = || processes::cpu(&processes::tree(app)) + processes::reaped(app);
    let before = used();
    tokio::time::sleep(IDLE).await;
    let share = (used() - before) * 100.0 / IDLE.as_secs_f64();
    window.close().await;
    share
}

/// Milliseconds from the start of the app to text, with so many sessions.
async fn launched(kind: EngineKind, build: &Build, rows: usize) -> f64 {
    let program = std::env::current_exe().expect("the bench's own path").with_file_name("fake-engine");
    let mut fake = FakeEngine::new(&program.display().to_string(), kind);
    crowd::gather(&mut fake, rows);
    fake.on(&["events"], [Step::Hang]);
    fake.on(&["ls"], [Step::Print("[]\n".into())]);
    let launched = launch(&build.app, &Setup::path(fake.folder()), build.home.path(), false).await;
    launched.page.as_secs_f64() * 1000.0
}

/// Milliseconds that the listing takes into a screen model that nobody shows, and that is judged or not.
async fn flooded(listing: &Path, judged: bool) -> f64 {
    let mut command = Command::new("cat");
    command.arg(listing);
    let (ended, end) = oneshot::channel();
    let on_end = Some(Box::new(move || send_now(ended)) as Box<dyn FnOnce() + Send>);
    let options = Opened { on_end, ..Opened::default() };
    let began = Instant::now();
    let size = Size { cols: 120, rows: 40 };
    let terminal = AttachedTerminal::open(&command, size, Box::new(Nobody), options).expect("it opens");
    let terminal = Arc::new(terminal);
    let judging = judged.then(|| {
        let program = Program { argv: vec!["cat".into()], image: String::new(), kind: None };
        let tracker = Tracker::new(Timestamp::now());
        Judging::start(Arc::clone(&terminal) as _, program, Arc::new(Rules::shipped()), tracker, None)
    });
    let end = end.await.expect("it ends");
    drop(judging);
    (end - began).as_secs_f64() * 1000.0
}

/// Tells when that was.
fn send_now(to: oneshot::Sender<Instant>) {
    // Nobody waits where the bench has ended.
    let _ = to.send(Instant::now());
}

/// Takes nothing.
struct Nobody;

impl Sink for Nobody {
    fn output(&self, _: Vec<u8>) -> bool {
        false
    }

    fn event(&self, _: FeedEvent) -> bool {
        false
    }
}
