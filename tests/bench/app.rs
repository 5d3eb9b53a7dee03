//! A build of the app, and the limits that the engine's own attach sets.

use std::time::Duration;

use berth_tests::window::{Setup, Window};

use crate::builds::Build;
use crate::figures::{Figure, Figures, Whose};
use crate::launch::launch;
use crate::round::{BLOCK, LONG, Round, rate};
use crate::stage::Stage;
use crate::{listing, page, processes};

/// Echoes each byte as it comes, as an editor or a shell with line editing does.
pub const ECHOES: &str = "echo ready; stty raw -echo; exec cat";
/// Enter begins a flood, Ctrl-C ends it, and a mark says so.
const FLOODS: &str = "trap : INT; echo ready; n=0; while read -r x; do \
     (trap - INT; while :; do cat /listing; done); n=$((n + 1)); printf '\\nquiet-%s.\\n' $n; done";

impl Round {
    /// A build of the app: launched, looked at, typed into, flooded, frozen.
    pub async fn app(&self, figures: &mut Figures, build: &Build) {
        let whose = build.whose;
        self.launches(figures, build).await;
        let mut stage = Stage::start(self.kind, self.listing.path());
        let echoing = self.session("echo", ECHOES);
        let window = Window::open_app(&build.app, Setup::with_engines(self.kind)).await;
        page::prepare(&window).await;
        self.joins(&window, &mut stage).await;
        let pid = window.app_pid();
        figures.add(whose, Figure::Memory, processes::pss(&processes::of_window(pid)));
        figures.add(whose, Figure::ClientMemory, processes::pss(&processes::clients(pid)));

        painted(figures, whose, &window, &mut stage).await;
        let mark = stage.last_mark();
        figures.add(whose, Figure::Reattached, page::reopen(&window, &stage.session.name, &mark).await);
        page::count(&window).await;
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

        let flooding = self.session("flood", FLOODS);
        window.attach(&flooding.name).await;
        window.terminal_line(&flooding.name, "readiness", |line| line.contains("ready")).await;
        figures.add(whose, Figure::Quiet, page::quiet(&window, &flooding.name, "quiet-1.").await);
        window.close().await;
    }

    /// 500 MB in a build of the app.
    pub async fn long(&self, figures: &mut Figures, build: &Build) {
        let mut stage = Stage::start(self.kind, self.listing.path());
        let window = Window::open_app(&build.app, Setup::with_engines(self.kind)).await;
        page::prepare(&window).await;
        self.joins(&window, &mut stage).await;
        let turn = stage.print_often(LONG);
        let painted = page::watch(&window, &stage.session.name, &turn.mark).await;
        figures.add(build.whose, Figure::Long, rate(LONG, turn.began.elapsed()));
        figures.add(build.whose, Figure::LongFrames, painted.frames * 1000.0 / painted.milliseconds);
        window.close().await;
    }

    /// 500 MB through the engine's own attach.
    pub async fn long_attach(&self, figures: &mut Figures) {
        let mut stage = Stage::start(self.kind, self.listing.path());
        let attach = self.raw(&stage.session).await;
        attach.joins(&mut stage);
        let turn = stage.print_often(LONG);
        figures.add(Whose::Attach, Figure::Long, rate(LONG, attach.drains(&turn)));
    }

    /// The limits that the engine's own attach sets.
    pub async fn attach(&self, figures: &mut Figures) {
        let mut stage = Stage::start(self.kind, self.listing.path());
        let attach = self.raw(&stage.session).await;
        attach.joins(&mut stage);
        let drained = attach.drains(&stage.print());
        figures.add(Whose::Attach, Figure::Painted, rate(1, drained));
        figures.add(Whose::Attach, Figure::Frozen, rate(1, drained));
        drop(attach);

        let echoing = self.session("echo", ECHOES);
        let mut attach = self.raw(&echoing).await;
        attach.warms();
        figures.extend(Whose::Attach, Figure::Heard, attach.echoes(&self.keys));
    }

    /// Fills the caches of a home in which nothing was started yet.
    pub async fn warm(&self, build: &Build) {
        launch(&build.app, &Setup::with_engines(self.kind), build.home.path(), false).await;
    }

    async fn launches(&self, figures: &mut Figures, build: &Build) {
        let setup = Setup::with_engines(self.kind);
        for (bus, window, text) in
            [(false, Figure::Window, Figure::Page), (true, Figure::WindowOnBus, Figure::PageOnBus)]
        {
            let launched = launch(&build.app, &setup, build.home.path(), bus).await;
            figures.add(build.whose, window, milliseconds(launched.window));
            figures.add(build.whose, text, milliseconds(launched.page));
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
}

async fn painted(figures: &mut Figures, whose: Whose, window: &Window, stage: &mut Stage) {
    let app = window.app_pid();
    let (own, clients) = (processes::of_window(app), processes::clients(app));
    let (cpu, client_cpu) = (processes::cpu(&own), processes::cpu(&clients));
    let turn = stage.print();
    let painted = page::watch(window, &stage.session.name, &turn.mark).await;
    let took = turn.began.elapsed();
    figures.add(whose, Figure::Painted, rate(1, took));
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
    figures.add(whose, Figure::Frozen, rate(1, written));
    page::watch(window, &stage.session.name, &mark).await;
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
