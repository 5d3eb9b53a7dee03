//! The terminals that the windows have open.
//!
//! | map                     | holds                                   | until                               |
//! |-------------------------|-----------------------------------------|-------------------------------------|
//! | [`Registry`], entries   | every client that runs, viewed or not   | its session is removed, the app quits |
//! |                         | the last screen of 16 ended sessions    | a newer one, a new client, or the session is gone and not shown |
//! |                         | shells, ended ones too                  | the window closes them              |
//! | [`Registry`], views     | one view per terminal, by number        | it is closed, displaced, or its window closes |
//! | [`LastShownRuns`]       | the run that each terminal showed last  | the session is removed              |
//! | [`Listeners`]           | one receiver of notifications per window | its window closes                  |
//!
//! `launch` opens a client that starts its session, before there is a view. `gone` follows the list.
//!
//! `changes`, `key`, `notifications`, `pictures` and `sink` stand on the ground; `registry`, `runs`, `launching`
//! and `ended` above them, then `history`, `entry` and `close`. This file, `open`,
//! `launch` and `observed` have the verbs.

mod changes;
mod close;
mod ended;
mod entry;
mod gone;
mod history;
mod key;
mod launch;
mod launching;
mod notifications;
mod observed;
mod open;
mod pictures;
mod registry;
mod runs;
mod sink;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use berth_runner::{Run, Runner, Session, State};
use berth_terminal::{AttachedTerminal, Caption, Colors, Format, Options, Screen, Size, Transcript};
use parking_lot::Mutex;
use tauri::async_runtime;
use tauri::ipc::Channel;

use crate::error::{AppError, WireError};
use crate::subscribers::Deliver;
use changes::Changes;
use entry::OpenTerminal;
use launching::Launching;
use notifications::Listeners;
use registry::{Entry, Registry};
use runs::{LastShownRuns, Show, plan};
use sink::NullSink;

pub use gone::follow;
pub use history::Separators;
pub use key::TerminalKey;
pub use notifications::TerminalNotification;
pub use observed::OpenMain;
pub use open::{ShellOf, Viewer};
pub use pictures::{Picture, SessionKey, Wall};
#[cfg(test)]
pub use sink::TerminalEvent;

/// How long a client may go on after its session ended.
const CLIENT_END_TIMEOUT: Duration = Duration::from_secs(2);
const CLIENT_END_POLL: Duration = Duration::from_millis(20);

/// What every terminal has in common, by the settings.
#[derive(Debug, Clone)]
pub struct TerminalDefaults {
    /// The theme's colours, for programs that ask; unknown until a window sets them.
    pub colors: Option<Colors>,
    /// Lines above the screen.
    pub scrollback: usize,
    pub separators: Arc<Separators>,
}

impl Default for TerminalDefaults {
    fn default() -> Self {
        Self { colors: None, scrollback: Options::default().scrollback, separators: Arc::default() }
    }
}

/// Open terminals. Closing one leaves its session running.
#[derive(Default)]
pub struct Terminals {
    defaults: Mutex<TerminalDefaults>,
    listeners: Listeners,
    next_number: AtomicU32,
    registry: Arc<Mutex<Registry<OpenTerminal, Channel>>>,
    runs: LastShownRuns,
    launching: Launching,
    changes: Changes,
    /// One at a time: two attaches of one session would make two clients.
    opening: tokio::sync::Mutex<()>,
}

impl Terminals {
    /// Sends notifications of programs to a window, also of terminals without a view.
    pub fn listen(&self, window: &str, deliver: Deliver<TerminalNotification>) {
        self.listeners.add(window, deliver);
    }

    pub fn defaults(&self) -> TerminalDefaults {
        self.defaults.lock().clone()
    }

    /// Sets the defaults, of open terminals too.
    pub fn set_defaults(&self, defaults: TerminalDefaults) {
        self.defaults.lock().clone_from(&defaults);
        let entries = self.registry.lock().entries();
        for open in entries {
            open.terminal.set_scrollback(defaults.scrollback);
            if let Some(colors) = defaults.colors {
                open.terminal.set_colors(colors);
            }
        }
    }

    /// The contents of a session's terminal as a file; `None` without a terminal. One whose
    /// client has ended has the session's state of that time, so it counts only if the
    /// session does not run.
    pub fn export(&self, session: &Session, format: Format, caption: &Caption) -> Option<Vec<u8>> {
        let open = self.find(&TerminalKey::main(&session.engine, &session.id))?;
        let is_old = session.state == State::Running && open.has_ended();
        (!is_old).then(|| open.terminal.export(format, caption))
    }

    /// Calls `act` with the terminal that view `number` shows.
    ///
    /// # Errors
    /// `terminal_closed` when there is no such view, and the errors of `act`.
    pub fn with<T>(
        &self,
        number: u32,
        act: impl FnOnce(&AttachedTerminal) -> berth_terminal::Result<T>,
    ) -> Result<T, WireError> {
        let open = self.registry.lock().shown_by(number);
        let open = open.ok_or(AppError::TerminalClosed)?;
        Ok(act(&open.terminal)?)
    }

    /// Makes the program of a session draw its screen again.
    ///
    /// # Errors
    /// `not_attached` without a client that runs, and `terminal_…` when its size can't be set.
    pub async fn redraw(&self, engine: &str, session: &str) -> Result<(), WireError> {
        let open = self.find(&TerminalKey::main(engine, session)).filter(|open| !open.has_ended());
        let open = open.ok_or(AppError::NotAttached)?;
        let redrawn = async_runtime::spawn_blocking(move || open.terminal.redraw()).await;
        Ok(redrawn.map_err(|error| AppError::Terminal { words: error.to_string() })??)
    }

    /// Gives the model of a session the size that another client has given the session itself.
    pub fn follow_size(&self, key: &SessionKey, size: Size) {
        let open = self.find(&TerminalKey::main(&key.engine, &key.id)).filter(|open| !open.has_ended());
        if let Some(open) = open {
            // A client that has just ended has no size.
            let _ = open.terminal.resize(size);
        }
    }

    /// The picture of an attached session, unless `seen` is its version.
    pub fn picture(&self, key: &SessionKey, seen: Option<u32>) -> Picture {
        let open = self.find(&TerminalKey::main(&key.engine, &key.id)).filter(|open| !open.has_ended());
        match open.map(|open| open.terminal.picture(seen)) {
            Some(Some((version, picture))) => Picture::Changed { version, picture },
            Some(None) => Picture::Unchanged,
            None => Picture::NotAttached,
        }
    }

    /// The contents of a view of a session that can't be attached to now, as escape
    /// sequences, with at most `lines` lines of its log; see [`plan`].
    ///
    /// # Errors
    /// Those of [`Runner::status`] and [`Runner::logs`].
    pub async fn transcript(
        &self,
        runner: &Runner,
        session: &str,
        size: Size,
        lines: u32,
    ) -> Result<Vec<u8>, WireError> {
        let key = TerminalKey::main(&runner.engine().id, session);
        self.until_client_ended(runner, &key).await?;
        let turn = self.opening.lock().await;
        let now = Run::from(&runner.status(session).await?);
        let kept = self.find(&key).filter(|open| open.has_ended());
        let show = plan(self.runs.of(&key), kept.is_some(), now);
        match (show, kept) {
            (Show::LastScreen, Some(open)) => {
                open.terminal.resize(size)?;
                Ok(open.terminal.snapshot())
            }
            (Show::NewRuns { after }, kept) => {
                let logs = runner.logs_by_run(session, lines, Some(after)).await?;
                self.runs.record(&key, logs.of);
                let separator = self.defaults().separators.between(Some(after), logs.of);
                let Some(open) = kept else {
                    let previous = logs.earlier.unwrap_or_default();
                    let transcript = Transcript { previous, separator, current: logs.run, ended: true };
                    return Ok(Screen::new(size, self.defaults().scrollback).replay_transcript(&transcript));
                };
                open.terminal.resize(size)?;
                open.terminal.append_run(&separator, &logs.run);
                Ok(open.terminal.snapshot())
            }
            (Show::LastScreen | Show::Log, kept) => {
                self.runs.record(&key, now);
                if let Some(open) = kept {
                    self.registry.lock().remove(&open);
                }
                // Reading a long log holds up no other view.
                drop(turn);
                Ok(runner.logs(session, lines).await?)
            }
        }
    }

    /// Waits until the client of a session that has ended has ended too: the list may say so
    /// sooner than podman's client, which cleans up before.
    async fn until_client_ended(&self, runner: &Runner, key: &TerminalKey) -> Result<(), WireError> {
        self.launching.until_done(key).await;
        let Some(open) = self.find(key).filter(|open| !open.has_ended()) else { return Ok(()) };
        if Run::from(&runner.status(&key.session).await?).ended.is_some() {
            let until = Instant::now() + CLIENT_END_TIMEOUT;
            while !open.has_ended() && Instant::now() < until {
                tokio::time::sleep(CLIENT_END_POLL).await;
            }
            self.launching.until_done(key).await;
        }
        Ok(())
    }

    /// Closes a view. The client goes on, so that coming back shows its screen at once.
    pub fn close_view(&self, number: u32) {
        // Under the lock: a view that comes meanwhile keeps its own sink.
        let mut registry = self.registry.lock();
        if let Some(view) = registry.detach_view(number) {
            view.entry.terminal.replace_sink(Box::new(NullSink));
        }
    }

    /// Closes the views of a window that is gone, and ends its shells.
    pub fn window_closed(&self, window: &str) {
        self.listeners.remove(window);
        let views = self.registry.lock().detach_window(window);
        for view in views {
            if view.entry.shell.is_some() {
                self.close_shell(&view.entry.key);
            } else {
                view.entry.terminal.replace_sink(Box::new(NullSink));
            }
        }
    }

    /// Ends the clients of a session, and its shells.
    pub fn close_session(&self, engine: &str, session: &str) {
        self.end_where(|key| key.is_of(engine, session));
        self.runs.remove_where(|key| key.is_of(engine, session));
    }

    /// Ends a shell, and the processes in it.
    pub fn close_shell(&self, shell: &TerminalKey) {
        self.end_where(|key| key == shell);
    }

    /// Ends every client, and every shell with the processes in it.
    pub fn close_all(&self) {
        close::wait_for_shells(self.end_where(|_| true));
    }

    fn end_where(&self, which: impl Fn(&TerminalKey) -> bool) -> Vec<async_runtime::JoinHandle<()>> {
        // Out of the lock before clients are ended: that may take a moment.
        let closed = self.registry.lock().remove_where(which);
        self.changes.tell();
        close::end_clients(closed)
    }

    fn find(&self, key: &TerminalKey) -> Option<Arc<OpenTerminal>> {
        self.registry.lock().find(key)
    }

    fn next_number(&self) -> u32 {
        self.next_number.fetch_add(1, Ordering::Relaxed)
    }
}
