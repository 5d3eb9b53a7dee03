//! One client that reads a session, from its start to its end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::ScreenText;
use berth_runner::{Observing, Run, Runner, Session};
use berth_terminal::{AttachedTerminal, ChangeHook, Joining, LogReader, Options, Screen, Size, Transcript};
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

use crate::error::Result;
use crate::process::Process;
use crate::screen::Watched;

/// Lines above the screen.
const SCROLLBACK: usize = 1000;
/// How often the size of a screen that changes is looked at.
const SIZE_INTERVAL: Duration = Duration::from_millis(500);
/// What a session has whose size is not known.
const DEFAULT_SIZE: Size = Size { cols: 80, rows: 24 };
/// The client of a remote engine has attached after so many calls' time.
const ATTACH_CALLS: u32 = 2;

/// A session that is read.
pub struct Joined {
    pub terminal: AttachedTerminal,
    pub joining: Joining,
    pub run: Run,
    /// Whether all that the client printed is on the screen.
    complete: watch::Receiver<bool>,
    process: Option<Process>,
    size_seen: Mutex<Option<Instant>>,
}

impl Joined {
    /// Joins a session that runs. `ended` is told when the client ends, and before that once the
    /// screen is known. `given` is the size that somebody gave it last.
    pub async fn open(
        runner: &Runner,
        session: &Session,
        given: Option<Size>,
        ended: Arc<Notify>,
    ) -> Result<Arc<Self>> {
        let asked = Instant::now();
        let joining = match runner.observe_command(&session.id).await? {
            Observing::Socket(path) => Joining::Socket { path },
            Observing::Terminal { command, leave } => Joining::Terminal { command, leave },
            Observing::Pipes { command, input } => Joining::Pipes { command, input },
        };
        let is_remote = runner.engine().is_remote();
        let attach_time = if is_remote { asked.elapsed() * ATTACH_CALLS } else { Duration::ZERO };
        let process = session.pid.filter(|_| !is_remote).and_then(Process::of_container);
        let size = process.as_ref().and_then(Process::terminal_size).or(given).unwrap_or(DEFAULT_SIZE);
        let (completed, complete) = watch::channel(false);
        let options = Options {
            scrollback: SCROLLBACK,
            log: Some(log_reader(runner.clone(), session.id.clone(), attach_time)),
            on_end: Some(Box::new(move || {
                completed.send_replace(true);
                ended.notify_one();
            })),
            ..Options::default()
        };
        let run = Run::from(session);
        let opened = tokio::task::spawn_blocking(move || {
            let terminal = AttachedTerminal::join(&joining, size, options)?;
            Ok::<_, berth_terminal::Error>((terminal, joining))
        });
        let (terminal, joining) =
            opened.await.map_err(|error| berth_terminal::Error::Thread(std::io::Error::other(error)))??;
        Ok(Arc::new(Self { terminal, joining, run, complete, process, size_seen: Mutex::new(Some(asked)) }))
    }

    /// Waits until the screen is known, or the client has ended.
    pub async fn live(&self) {
        let known = Arc::new(Notify::new());
        let hook = Arc::clone(&known);
        self.terminal.on_change(Some(Box::new(move || hook.notify_one())));
        while !self.terminal.is_live() && !self.terminal.has_ended() {
            known.notified().await;
            self.terminal.text();
        }
        self.terminal.on_change(None);
    }

    /// Waits until all that the client printed is on the screen; the client has ended then.
    pub async fn complete(&self) {
        // An error says that the sender is gone, with the client.
        let _ = self.complete.clone().wait_for(|complete| *complete).await;
    }

    /// Gives the model the size that the session has now, where that can be seen.
    fn follow_size(&self) {
        let Some(process) = &self.process else { return };
        let mut seen = self.size_seen.lock();
        if seen.is_some_and(|at| at.elapsed() < SIZE_INTERVAL) {
            return;
        }
        *seen = Some(Instant::now());
        drop(seen);
        if let Some(size) = process.terminal_size()
            && size != self.terminal.size()
        {
            self.terminal.resize_model(size);
        }
    }
}

impl Watched for Joined {
    fn text(&self) -> ScreenText {
        self.follow_size();
        Watched::text(&self.terminal)
    }

    fn size(&self) -> Size {
        self.terminal.size()
    }

    fn paint(&self) -> Vec<u8> {
        self.terminal.snapshot()
    }

    fn last_output(&self) -> Option<Instant> {
        self.terminal.last_output()
    }

    fn on_change(&self, hook: Option<ChangeHook>) {
        self.terminal.on_change(hook);
    }

    fn is_unfinished(&self) -> bool {
        self.terminal.with_screen(|screen| screen.is_unfinished())
    }

    fn with_screen(&self, act: &mut dyn FnMut(&mut Screen)) {
        self.terminal.with_screen(act);
    }
}

/// Reads the log of the run that goes on. What was before does not say what it does now.
fn log_reader(runner: Runner, session: String, attach_time: Duration) -> LogReader {
    let runtime = tokio::runtime::Handle::current();
    let mut first = true;
    Box::new(move || {
        if std::mem::take(&mut first) {
            // Neither log nor client has the output between the two.
            std::thread::sleep(attach_time);
        }
        let lines = u32::try_from(SCROLLBACK).unwrap_or(u32::MAX);
        match runtime.block_on(runner.logs_by_run(&session, lines, None)) {
            Ok(logs) => Transcript { ended: logs.of.ended.is_some(), ..Transcript::from(logs.run) },
            Err(error) => {
                tracing::info!(%error, session, "no past output");
                Transcript::default()
            }
        }
    })
}
