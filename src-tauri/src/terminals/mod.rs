//! The terminals that the window has open.

mod ending;
mod heard;
mod moored;
mod past;
mod window;

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use berth_runner::{Runner, Session, Shell, State};
use berth_terminal::{AttachedTerminal, Caption, Colors, Format, LogReader, Options, Size};
use serde::Deserialize;
use tauri::async_runtime;
use tauri::ipc::Channel;

use crate::failure::{Failure, TERMINAL_CLOSED};
use crate::harbour::locked;
use heard::Listeners;
use moored::{Look, Moored, Open};
use past::{Reading, Shown, past};
use window::{Nobody, Window};

pub use heard::Heard;
pub use moored::Address;
pub use window::TerminalEvent;

/// What a view has of a session's screen.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct Seen {
    pub engine: String,
    pub id: String,
    /// `null` for nothing yet.
    pub version: Option<u32>,
}

/// Where a terminal is to be seen.
pub struct View {
    pub size: Size,
    /// The label of the window.
    pub window: String,
    pub output: Channel,
}

/// What is opened.
enum Kind {
    Session(LogReader),
    Shell(Shell),
}

/// What every terminal has in common, by the settings.
#[derive(Debug, Clone, Copy)]
pub struct Common {
    /// The theme's colours, for programs that ask; unknown until a window tells.
    pub colors: Option<Colors>,
    /// Lines above the screen.
    pub scrollback: usize,
}

impl Default for Common {
    fn default() -> Self {
        Self { colors: None, scrollback: Options::default().scrollback }
    }
}

/// Open terminals. Closing one leaves its session running.
#[derive(Default)]
pub struct Terminals {
    common: Mutex<Common>,
    listeners: Listeners,
    next: AtomicU32,
    moored: Arc<Mutex<Moored>>,
    shown: Shown,
    /// One at a time: two attaches of one session would make two clients.
    opening: tokio::sync::Mutex<()>,
}

impl Terminals {
    /// Joins the session's main process; output and events go to the view. `returned` is
    /// when its engine last answered again after it had been away.
    pub async fn attach(
        &self,
        runner: Runner,
        session: String,
        returned: Option<Instant>,
        view: View,
    ) -> Result<u32, Failure> {
        let _turn = self.opening.lock().await;
        let address = Address { engine: runner.engine().id.clone(), session, shell: None };
        let far = runner.engine().is_remote();
        // Its connection may have gone silent with the engine, and never end by itself.
        let doubtful = |open: &Open| far && returned.is_some_and(|at| open.opened < at);
        let mut screen = None;
        match self.kept(&address) {
            Some(open) if open.terminal.has_ended() || doubtful(&open) => {
                open.terminal.resize(view.size)?;
                screen = Some(open.terminal.snapshot());
                if !open.terminal.has_ended() {
                    self.close_where(|kept| *kept == address);
                }
            }
            Some(open) => return self.show(&runner, open, view),
            None => {}
        }
        let asked = Instant::now();
        let client = runner.attach_command(&address.session).await?;
        let joined = if far { asked.elapsed() * JOIN } else { Duration::ZERO };
        let lines = self.common().scrollback;
        let shown = self.shown.clone();
        let reading =
            Reading { runner: runner.clone(), address: address.clone(), lines, joined, screen, shown };
        self.open(&runner, address, client, Kind::Session(past(reading)), view).await
    }

    /// Opens a shell in a running session, or shows the one that has this `key`.
    pub async fn open_shell(
        &self,
        runner: Runner,
        session: String,
        key: String,
        command: Option<&str>,
        view: View,
    ) -> Result<u32, Failure> {
        let _turn = self.opening.lock().await;
        let address = Address { engine: runner.engine().id.clone(), session, shell: Some(key) };
        if let Some(open) = self.kept(&address) {
            return self.show(&runner, open, view);
        }
        let shell = runner.shell(&address.session, command).await?;
        self.open(&runner, address, shell.command(), Kind::Shell(shell), view).await
    }

    /// Tells a window what programs want to be known, in terminals that nobody sees too.
    pub fn listen(&self, window: Channel<Heard>) {
        self.listeners.add(window);
    }

    pub fn common(&self) -> Common {
        *locked(&self.common)
    }

    /// Gives it to every terminal, those that are open too.
    pub fn set_common(&self, common: Common) {
        *locked(&self.common) = common;
        let kept = locked(&self.moored).kept.clone();
        for open in kept {
            open.terminal.set_scrollback(common.scrollback);
            if let Some(colors) = common.colors {
                open.terminal.set_colors(colors);
            }
        }
    }

    fn kept(&self, address: &Address) -> Option<Arc<Open>> {
        locked(&self.moored).find(address)
    }

    fn window(&self, runner: &Runner, address: &Address, output: Channel) -> Window {
        Window {
            output,
            runner: runner.clone(),
            address: address.clone(),
            shown: self.shown.clone(),
            number: self.next.fetch_add(1, Ordering::Relaxed),
            moored: Arc::clone(&self.moored),
        }
    }

    fn show(&self, runner: &Runner, open: Arc<Open>, view: View) -> Result<u32, Failure> {
        let window = self.window(runner, &open.address, view.output.clone());
        let number = window.number;
        open.terminal.resize(view.size)?;
        let look = Look { open: Arc::clone(&open), window: view.window, output: view.output };
        locked(&self.moored).look(number, look);
        open.terminal.replace_sink(Box::new(window));
        Ok(number)
    }

    async fn open(
        &self,
        runner: &Runner,
        address: Address,
        client: Command,
        kind: Kind,
        view: View,
    ) -> Result<u32, Failure> {
        let (shell, log) = match kind {
            Kind::Session(log) => (None, Some(log)),
            Kind::Shell(shell) => (Some(shell), None),
        };
        let Common { colors, scrollback } = self.common();
        let began = Instant::now();
        let on_notification = Some(self.listeners.hear(&address));
        let options = Options {
            log,
            colors,
            scrollback,
            on_notification,
            raw_when_attached: true,
            piped: runner.engine().client_may_be_piped(),
            ..Options::default()
        };
        let window = self.window(runner, &address, view.output.clone());
        let number = window.number;
        let opened = async_runtime::spawn_blocking(move || {
            AttachedTerminal::open(&client, view.size, Box::new(window), options)
        });
        let terminal = opened.await.map_err(|error| Failure::new("terminal", error.to_string()))??;
        let open = Arc::new(Open { address, shell, terminal, opened: began });
        let mut moored = locked(&self.moored);
        moored.keep(&open);
        moored.look(number, Look { open, window: view.window, output: view.output });
        Ok(number)
    }

    /// What the terminal of a session shows, as a file; `None` without one. One whose
    /// client has ended says how the session was, and so counts only if it does not run.
    pub fn export(&self, session: &Session, format: Format, caption: &Caption) -> Option<Vec<u8>> {
        let (engine, id) = (session.engine.clone(), session.id.clone());
        let address = Address { engine, session: id, shell: None };
        let runs = session.state == State::Running;
        let is_it = |open: &&Arc<Open>| open.address == address && !(runs && open.terminal.has_ended());
        let open = locked(&self.moored).kept.iter().rfind(is_it).map(Arc::clone)?;
        Some(open.terminal.export(format, caption))
    }

    /// Calls `act` with terminal `number`.
    ///
    /// # Errors
    /// `terminal_closed` when there is none of that number, and what `act` gives.
    pub fn with<T>(
        &self,
        number: u32,
        act: impl FnOnce(&AttachedTerminal) -> berth_terminal::Result<T>,
    ) -> Result<T, Failure> {
        let open = locked(&self.moored).views.get(&number).map(|look| Arc::clone(&look.open));
        let open = open.ok_or_else(|| Failure::new(TERMINAL_CLOSED, "This terminal was closed"))?;
        Ok(act(&open.terminal)?)
    }

    /// Has a session's program draw its screen anew.
    pub async fn redraw(&self, engine: String, session: String) -> Result<(), Failure> {
        let address = Address { engine, session, shell: None };
        let open = self.kept(&address).filter(|open| !open.terminal.has_ended());
        let open = open.ok_or_else(|| {
            Failure::new("not_attached", "It is not attached; open its terminal, then redraw it")
        })?;
        let redrawn = async_runtime::spawn_blocking(move || open.terminal.redraw()).await;
        Ok(redrawn.map_err(|error| Failure::new("terminal", error.to_string()))??)
    }

    /// Looks away. The attach client goes on, so that coming back shows what was there.
    pub fn look_away(&self, number: u32) {
        let look = locked(&self.moored).views.remove(&number);
        if let Some(Look { open, .. }) = look {
            open.terminal.replace_sink(Box::new(Nobody));
        }
    }

    /// What sessions show that was not seen yet: for each that is attached and changed its
    /// place in `seen` (`u16`), version and length (`u32`), and a picture as
    /// [`AttachedTerminal::picture`] gives it; for each that is not attached its place and
    /// `u32::MAX` twice. Little-endian.
    pub fn pictures(&self, seen: &[Seen]) -> Vec<u8> {
        let open: Vec<_> = {
            let moored = locked(&self.moored);
            let address =
                |seen: &Seen| Address { engine: seen.engine.clone(), session: seen.id.clone(), shell: None };
            let live = |seen| moored.find(&address(seen)).filter(|open| !open.terminal.has_ended());
            seen.iter().map(|seen| (live(seen), seen.version)).collect()
        };
        let mut out = Vec::new();
        for (place, (open, version)) in (0_u16..).zip(open) {
            let (version, picture) = match open.map(|open| open.terminal.picture(version)) {
                Some(Some((version, picture))) => (version, Some(picture)),
                Some(None) => continue,
                None => (u32::MAX, None),
            };
            let len = picture.as_ref().map_or(u32::MAX, |picture| u32::try_from(picture.len()).unwrap_or(0));
            out.extend(place.to_le_bytes());
            out.extend(version.to_le_bytes());
            out.extend(len.to_le_bytes());
            out.extend(picture.unwrap_or_default());
        }
        out
    }
}

/// A client of an engine that is far away has joined after so many calls' time, seen over
/// SSH: it shakes hands as every call does, and then asks twice.
const JOIN: u32 = 2;
