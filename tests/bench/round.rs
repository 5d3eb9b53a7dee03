//! One round: everything once, each with a session of its own.

use std::path::Path;
use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::rig::Rig;
use berth_tests::wait::until_async;
use berth_tests::window::{Setup, Window, repository};
use tempfile::{NamedTempFile, TempDir};

use crate::figures::{Figure, Figures, Whose};
use crate::launch::launch;
use crate::raw::RawAttach;
use crate::stage::Stage;
use crate::{listing, page, processes};

/// Of the listing, given to a plain xterm.js again and again.
const BLOCK: usize = 1_000_000;
/// Typed in a round: the percentiles are of all rounds' keys.
const KEYS: usize = 50;
/// Echoes each byte as it comes, as an editor or a shell with line editing does.
const ECHOES: &str = "echo ready; stty raw -echo; exec cat";

pub struct Round {
    kind: EngineKind,
    rig: Rig,
    /// Of every launch.
    home: TempDir,
    listing: NamedTempFile,
    block: String,
    keys: String,
}

impl Round {
    pub fn new(kind: EngineKind) -> Self {
        let file = NamedTempFile::new().expect("a file for the listing");
        std::fs::write(file.path(), listing::text(listing::SIZE)).expect("the listing is written");
        // Any twelve neighbours are different ones; they come again after 36.
        let keys = (0..KEYS).map(|at| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[at * 7 % 36]));
        Self {
            kind,
            rig: Rig::real(kind),
            home: tempfile::tempdir().expect("a home folder"),
            listing: file,
            block: listing::text(BLOCK),
            keys: keys.collect(),
        }
    }

    /// A build of the app: launched, looked at, typed into, flooded, frozen.
    pub async fn app(&self, figures: &mut Figures, whose: Whose, app: &Path) {
        self.launches(figures, whose, app).await;
        let mut stage = Stage::start(self.kind, self.listing.path());
        let echoing = self.echoing();
        let window = Window::open_app(app, Setup::with_engines(self.kind)).await;
        page::prepare(&window, &repository()).await;
        self.joins(&window, &mut stage).await;
        let pid = window.app_pid();
        figures.add(whose, Figure::Memory, processes::pss(&processes::of_window(pid)));
        figures.add(whose, Figure::ClientMemory, processes::pss(&processes::clients(pid)));

        painted(figures, whose, &window, &mut stage).await;
        frozen(figures, whose, &window, &mut stage).await;
        if whose == Whose::Ours {
            self.xterm(figures, &window, &stage).await;
        }
        window.attach(&echoing.name).await;
        window.terminal_line(&echoing.name, "readiness", |line| line.contains("ready")).await;
        page::count(&window).await;
        let echoes = page::type_keys(&window, &echoing.name, &self.keys).await;
        figures.extend(whose, Figure::Heard, echoes.heard);
        figures.extend(whose, Figure::Echo, echoes.painted);
        window.close().await;
    }

    /// The limits that the engine's own attach sets.
    pub async fn attach(&self, figures: &mut Figures) {
        let mut stage = Stage::start(self.kind, self.listing.path());
        let attach = self.raw(&stage.session).await;
        attach.joins(&mut stage);
        let drained = attach.drains(&mut stage);
        figures.add(Whose::Attach, Figure::Painted, rate(drained));
        figures.add(Whose::Attach, Figure::Frozen, rate(drained));
        drop(attach);

        let echoing = self.echoing();
        let mut attach = self.raw(&echoing).await;
        attach.warms();
        figures.extend(Whose::Attach, Figure::Heard, attach.echoes(&self.keys));
    }

    /// Fills the caches of a home in which nothing was started yet.
    pub async fn warm(&self, app: &Path) {
        launch(app, &Setup::with_engines(self.kind), self.home.path(), false).await;
    }

    async fn launches(&self, figures: &mut Figures, whose: Whose, app: &Path) {
        let setup = Setup::with_engines(self.kind);
        for (bus, window, text) in
            [(false, Figure::Window, Figure::Page), (true, Figure::WindowOnBus, Figure::PageOnBus)]
        {
            let launched = launch(app, &setup, self.home.path(), bus).await;
            figures.add(whose, window, milliseconds(launched.window));
            figures.add(whose, text, milliseconds(launched.page));
        }
    }

    async fn xterm(&self, figures: &mut Figures, window: &Window, stage: &Stage) {
        let processes = processes::of_window(window.app_pid());
        let before = processes::cpu(&processes);
        let alone = page::alone(window, &stage.session.name, &self.block, listing::SIZE / BLOCK).await;
        figures.add(Whose::Xterm, Figure::PaintedCpu, processes::cpu(&processes) - before);
        let seconds = alone.milliseconds / 1000.0;
        figures.add(Whose::Xterm, Figure::Painted, alone.bytes / seconds / 1e6);
        figures.add(Whose::Xterm, Figure::Frames, alone.frames / seconds);
    }

    /// Opens the terminal, and waits until what is printed shows in it.
    async fn joins(&self, window: &Window, stage: &mut Stage) {
        let name = stage.session.name.clone();
        window.attach(&name).await;
        until_async("the terminal shows what is printed", || {
            let mark = stage.greet().mark;
            let (window, name) = (window, &name);
            async move {
                let shown = async {
                    while !window.terminal_text(name).await.contains(&mark) {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                };
                tokio::time::timeout(Duration::from_secs(2), shown).await.ok()
            }
        })
        .await;
        page::count(window).await;
    }

    fn echoing(&self) -> Named {
        let session = Named::new(self.kind, "echo");
        let run = ["run", "-dit", "--name", &session.name, "--", IMAGE, "sh", "-c", ECHOES];
        Engines::get().ask(self.kind, &run);
        session
    }

    async fn raw(&self, session: &Named) -> RawAttach {
        let command = self.rig.runner.attach_command(&session.name).await;
        RawAttach::open(&command.expect("a session that can be attached to"))
    }
}

async fn painted(figures: &mut Figures, whose: Whose, window: &Window, stage: &mut Stage) {
    let app = window.app_pid();
    let (own, clients) = (processes::of_window(app), processes::clients(app));
    let (cpu, client_cpu) = (processes::cpu(&own), processes::cpu(&clients));
    let turn = stage.print();
    let painted = page::watch(window, &stage.session.name, &turn.mark).await;
    let took = turn.began.elapsed();
    figures.add(whose, Figure::Painted, rate(took));
    figures.add(whose, Figure::PaintedCpu, processes::cpu(&own) - cpu);
    figures.add(whose, Figure::ClientCpu, processes::cpu(&clients) - client_cpu);
    figures.add(whose, Figure::Frames, painted.frames * 1000.0 / painted.milliseconds);
    // The terminal adds a CR to each line.
    let lines = listing::text(listing::SIZE).matches('\n').count();
    figures.add(whose, Figure::Delivered, painted.bytes * 100.0 / (listing::SIZE + lines) as f64);
    figures.add(whose, Figure::Message, painted.bytes / painted.messages.max(1.0) / 1e3);
}

/// The page's process is stopped while the session prints, then goes on and catches up.
async fn frozen(figures: &mut Figures, whose: Whose, window: &Window, stage: &mut Stage) {
    let page: Vec<_> = processes::of_window(window.app_pid())
        .into_iter()
        .filter(|each| each.name.starts_with("WebKitWebProc"))
        .collect();
    assert!(!page.is_empty(), "the page has a process");
    processes::signal(&page, "STOP");
    let turn = stage.print();
    let mark = turn.mark.clone();
    let written = turn.written().await;
    processes::signal(&page, "CONT");
    figures.add(whose, Figure::Frozen, rate(written));
    page::watch(window, &stage.session.name, &mark).await;
}

/// MB (10^6 bytes) a second for a whole listing.
fn rate(took: Duration) -> f64 {
    listing::SIZE as f64 / 1e6 / took.as_secs_f64()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
