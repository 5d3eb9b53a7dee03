//! Eight terminals that nobody looks at: what each takes, and what a ninth feels of
//! eight floods.

use std::time::Duration;

use berth_tests::window::{Setup, Window};

use crate::app::ECHOES;
use crate::builds::Build;
use crate::figures::{Figure, Figures, Whose};
use crate::round::Round;
use crate::stage::Stage;
use crate::{page, processes};

const HIDDEN: usize = 8;
/// Listings that each prints: more than can be printed while keys are typed.
const ENOUGH: usize = 40;
/// From the start of the floods to the first key.
const WARM: Duration = Duration::from_secs(2);

impl Round {
    /// The floods in a build of the app.
    pub async fn crowd(&self, figures: &mut Figures, build: &Build) {
        let typed_into = self.session("echo", ECHOES);
        let mut stages: Vec<_> = (0..HIDDEN).map(|_| Stage::start(self.kind, self.listing.path())).collect();
        let window = Window::open_app(&build.app, Setup::with_engines(self.kind)).await;
        page::prepare(&window).await;
        self.opens(&window, &typed_into.name).await;
        let memory = async || {
            page::collect(&window).await;
            processes::pss(&processes::of_window(window.app_pid()))
        };
        let mut first = 0.0;
        for (at, stage) in stages.iter_mut().enumerate() {
            self.joins(&window, stage).await;
            // The scrollback is full then.
            let turn = stage.print();
            page::watch(&window, &stage.session.name, &turn.mark).await;
            if at == 0 || at == HIDDEN - 1 {
                self.opens(&window, &typed_into.name).await;
                // The one that was left last keeps its xterm.js for 10 s.
                const DRAWN: &str = "return document.querySelectorAll('section .xterm').length";
                let one = async || (window.run(DRAWN, vec![]).await == 1).then_some(());
                window.until("one terminal is drawn", one).await;
            }
            // A page's heap grows with the first flood, whoever has it.
            if at == 0 {
                first = memory().await;
            }
        }
        figures.add(build.whose, Figure::HiddenMemory, (memory().await - first) / (HIDDEN - 1) as f64);

        page::count(&window).await;
        let floods: Vec<_> = stages.iter_mut().map(|stage| stage.print_often(ENOUGH)).collect();
        tokio::time::sleep(WARM).await;
        let echoes = page::type_keys(&window, &typed_into.name, &self.keys).await;
        figures.extend(build.whose, Figure::Crowded, echoes.heard);
        drop((floods, stages));
        window.close().await;
    }

    /// The same keys among the same floods, with nothing but the engine's own clients.
    pub async fn crowd_attach(&self, figures: &mut Figures) {
        let typed_into = self.session("echo", ECHOES);
        let mut keyboard = self.raw(&typed_into).await;
        keyboard.warms();
        let mut stages: Vec<_> = (0..HIDDEN).map(|_| Stage::start(self.kind, self.listing.path())).collect();
        let mut clients = Vec::new();
        for stage in &mut stages {
            let client = self.raw(&stage.session).await;
            client.joins(stage);
            clients.push(client);
        }
        let floods: Vec<_> = stages.iter_mut().map(|stage| stage.print_often(ENOUGH)).collect();
        tokio::time::sleep(WARM).await;
        figures.extend(Whose::Attach, Figure::Crowded, keyboard.echoes(&self.keys));
        drop((floods, clients, stages));
    }

    async fn opens(&self, window: &Window, session: &str) {
        window.attach(session).await;
        window.terminal_line(session, "readiness", |line| line.contains("ready")).await;
    }
}
