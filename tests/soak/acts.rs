//! What is done, at random.

use std::process::Stdio;
use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named, program_name};
use berth_tests::processes::clients;
use berth_tests::window::{Setup, Window, app_binary};
use fantoccini::key::Key;
use fastrand::Rng;
use tokio::process::Command;

/// From the collection of the page's garbage to a figure.
const SWEPT: Duration = Duration::from_secs(4);
/// The most sessions at a time.
const MOST: usize = 6;

/// Does what it is told, a line at a time; without a prompt before its answers.
const OBEYS: &str = "stty -echo; echo ready $(cat /proc/uptime); while read -r line; do eval \"$line\"; done";

/// A session that is there, and whether a tab shows it.
struct Session {
    named: Named,
    open: bool,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Start,
    End,
    Attach,
    Leave,
    Type,
    Flood,
    Restart,
    Recreate,
    Search,
    Look,
    History,
}

/// What is done more often stands here more often.
const ACTS: [Act; 16] = [
    Act::Start,
    Act::Start,
    Act::End,
    Act::Attach,
    Act::Attach,
    Act::Attach,
    Act::Leave,
    Act::Type,
    Act::Type,
    Act::Flood,
    Act::Flood,
    Act::Restart,
    Act::Recreate,
    Act::Search,
    Act::Look,
    Act::History,
];

pub struct Stage {
    pub window: Window,
    /// How much was done.
    pub acts: usize,
    sessions: Vec<Session>,
    random: Rng,
}

impl Stage {
    pub async fn open(seed: u64) -> Self {
        let window = Window::open(Setup::with_both_engines()).await;
        window.find("button", "New session").await;
        Self { window, acts: 0, sessions: Vec::new(), random: Rng::with_seed(seed) }
    }

    pub async fn act(&mut self) {
        self.acts += 1;
        let act = match self.sessions.len() {
            0 => Act::Start,
            MOST.. => Act::End,
            _ => ACTS[self.random.usize(0..ACTS.len())],
        };
        eprintln!("soak: {} {act:?}", self.acts);
        let number = self.acts;
        match act {
            Act::Start => self.start().await,
            Act::End => {
                if let Some(at) = self.any(|_| true) {
                    self.end(at).await;
                }
            }
            Act::Attach => {
                if let Some(at) = self.any(|session| !session.open) {
                    self.attach(at).await;
                }
            }
            Act::Leave => {
                if let Some(at) = self.any(|session| session.open) {
                    self.leave(at).await;
                }
            }
            Act::Type => {
                let name = self.in_sight().await;
                self.window.type_into(&name, &format!("echo said-$((40+2))-{number}\n")).await;
                let said = format!("said-42-{number}");
                self.window.terminal_line(&name, "an answer", |line| line == said).await;
            }
            Act::Flood => {
                let name = self.in_sight().await;
                let lines = self.random.usize(1_000..60_000);
                let typed =
                    format!("yes 'a line of a flood' | head -n {lines}; echo over-$((1+1))-{number}\n");
                self.window.type_into(&name, &typed).await;
                let over = format!("over-2-{number}");
                self.window.terminal_line(&name, "the end of a flood", |line| line == over).await;
            }
            Act::Restart => {
                if let Some(at) = self.any(|_| true) {
                    self.restart(at).await;
                }
            }
            Act::Recreate => {
                if let Some(at) = self.any(|session| !session.open) {
                    self.recreate(at).await;
                }
            }
            Act::Search => {
                self.window.search("bt-soak").await;
                self.window.search("").await;
            }
            Act::Look => {
                let name = self.in_sight().await;
                for view in ["Logs", "Details", "Terminal"] {
                    self.window.view(&name, view).await;
                }
            }
            Act::History => {
                self.window.click_like("button", "^History").await;
                self.window.find("region", "History").await;
                self.window.press_with(&[], Key::Escape.into()).await;
                self.window.gone("region", "^History$").await;
            }
        }
    }

    /// Nothing is open, and nothing under way.
    pub async fn rest(&mut self) {
        while let Some(at) = self.sessions.iter().position(|session| session.open) {
            self.leave(at).await;
        }
        while !self.sessions.is_empty() {
            self.end(0).await;
        }
        let app = self.window.app_pid();
        self.window.until("no client is left", || async { clients(app).is_empty().then_some(()) }).await;
        self.window.collect_garbage().await;
        // Another thread gives back what was swept.
        tokio::time::sleep(SWEPT).await;
    }

    pub async fn close(self) {
        self.window.close().await;
    }

    fn any(&mut self, which: impl Fn(&Session) -> bool) -> Option<usize> {
        let fit: Vec<usize> = (0..self.sessions.len()).filter(|at| which(&self.sessions[*at])).collect();
        (!fit.is_empty()).then(|| fit[self.random.usize(0..fit.len())])
    }

    async fn start(&mut self) {
        let kind = if self.random.bool() { EngineKind::Podman } else { EngineKind::Docker };
        let own = ["--label", "dev.berth.owner=berth"];
        let named = Named::start(kind, "soak").options(&own).script(OBEYS).run();
        self.window.find_like("row", &format!("^{}, running", named.name)).await;
        self.sessions.push(Session { named, open: false });
    }

    async fn end(&mut self, at: usize) {
        if self.sessions[at].open {
            self.leave(at).await;
        }
        let Session { named, .. } = self.sessions.remove(at);
        let row = format!("^{}, ", named.name);
        drop(named);
        self.window.gone("row", &row).await;
    }

    async fn attach(&mut self, at: usize) {
        let name = self.sessions[at].named.name.clone();
        self.window.attach(&name).await;
        self.sessions[at].open = true;
    }

    async fn leave(&mut self, at: usize) {
        let name = self.sessions[at].named.name.clone();
        self.window.attach(&name).await;
        self.window.chord(&name, &[Key::Control, Key::Shift], 'W').await;
        self.window.gone("tab", &format!("^{name}, ")).await;
        self.sessions[at].open = false;
    }

    /// The name of an open session, whose terminal is shown.
    async fn in_sight(&mut self) -> String {
        let at = match self.any(|session| session.open) {
            Some(at) => at,
            None => self.any(|_| true).expect("a session"),
        };
        self.attach(at).await;
        self.sessions[at].named.name.clone()
    }

    /// An open one is shown until its next run is on the screen: keys for the one that ends would be lost.
    async fn restart(&mut self, at: usize) {
        let Session { named, open } = &self.sessions[at];
        let (name, restart) = (&named.name, ["restart", "-t", "0", &named.name]);
        if !open {
            Engines::get().ask(named.kind, &restart);
            self.window.find_like("row", &format!("^{name}, running")).await;
            return;
        }
        self.window.attach(name).await;
        let before = self.began(name).await;
        Engines::get().ask(named.kind, &restart);
        let begins = || async { self.began(name).await.filter(|now| Some(now) != before.as_ref()) };
        self.window.until("the next run", begins).await;
    }

    /// What the last run said as it began, where that is still on the screen.
    async fn began(&self, name: &str) -> Option<String> {
        let text = self.window.terminal_text(name).await;
        text.lines().rfind(|line| line.starts_with("ready ")).map(str::to_owned)
    }

    async fn recreate(&mut self, at: usize) {
        let named = &self.sessions[at].named;
        let berthctl = app_binary().with_file_name("berthctl");
        let value = format!("A={}", self.acts);
        let asked = ["recreate", "--wait", "0", "-e", &value, &named.name];
        let mut command = Command::new(berthctl);
        command
            .args(["--engine", program_name(named.kind)])
            .args(asked)
            .envs(Engines::get().env.iter().cloned())
            .env("XDG_STATE_HOME", self.window.home.path().join("state"))
            .stdin(Stdio::null());
        let output = command.output().await.expect("berthctl runs");
        assert!(output.status.success(), "{asked:?}: {output:?}");
        self.window.find_like("row", &format!("^{}, running", named.name)).await;
    }
}
