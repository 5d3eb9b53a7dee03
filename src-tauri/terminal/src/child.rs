//! The client, a process or a connection: how it ended, and how it is ended.

use std::io;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use parking_lot::{Condvar, Mutex, MutexGuard};
use portable_pty::Child;

use crate::error::{Error, Result};

/// The time that a killed client may take to end. SIGKILL works at once, except on a process
/// that is stuck in the kernel (a dead network file system).
const KILL_TIMEOUT: Duration = Duration::from_secs(5);

/// How an attach client ended. It says little about the session (podman's client exits with 0
/// whatever the session's code is): ask the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// The client's own exit code; `None` when a signal ended it.
    pub code: Option<u32>,
    /// The system's name of the signal that ended it, e.g. `Killed`.
    pub signal: Option<String>,
    /// The end of what it wrote to its stderr, 16 KB at most; empty where that is not kept
    /// apart, see [`crate::Errors`].
    pub errors: String,
}

/// A client process; it is reaped exactly once, and never signalled after that.
pub(crate) struct PtyChild {
    pid: u32,
    /// In place of a process.
    connection: Option<Connection>,
    state: Mutex<State>,
    ended: Condvar,
}

/// What ends a connection; its system's error where it can't.
type HangUp = Box<dyn Fn() -> io::Result<()> + Send + Sync>;

struct Connection {
    hang_up: HangUp,
    /// Its sender is dropped when the output has ended.
    closed: Mutex<Receiver<()>>,
}

struct State {
    /// `None` where there is a connection.
    child: Option<Box<dyn Child + Send + Sync>>,
    exit: Option<Exit>,
}

impl PtyChild {
    pub fn new(child: Box<dyn Child + Send + Sync>) -> Self {
        Self {
            pid: child.process_id().unwrap_or(0),
            connection: None,
            state: Mutex::new(State { child: Some(child), exit: None }),
            ended: Condvar::new(),
        }
    }

    /// A connection, which has ended when the sender of `closed` is dropped.
    #[cfg(target_os = "linux")]
    pub fn connection(hang_up: HangUp, closed: Receiver<()>) -> Self {
        Self {
            pid: 0,
            connection: Some(Connection { hang_up, closed: Mutex::new(closed) }),
            state: Mutex::new(State { child: None, exit: None }),
            ended: Condvar::new(),
        }
    }

    /// 0 for a connection.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits for the end and reaps. For one thread, while others may [`PtyChild::kill`].
    pub fn wait(&self) -> Exit {
        match &self.connection {
            // An error either way: nothing is ever sent.
            Some(connection) => drop(connection.closed.lock().recv()),
            None => system::wait_for_end(self),
        }
        let mut state = self.state.lock();
        let none = || Exit { code: None, signal: None, errors: String::new() };
        let exit = match state.child.as_mut().map(|child| child.wait()) {
            None => none(),
            Some(Ok(status)) => Exit {
                code: status.signal().is_none().then(|| status.exit_code()),
                signal: status.signal().map(str::to_owned),
                errors: String::new(),
            },
            Some(Err(error)) => {
                tracing::warn!(pid = self.pid, %error, "the attach client could not be reaped");
                none()
            }
        };
        state.exit = Some(exit.clone());
        self.ended.notify_all();
        exit
    }

    /// Ends the client at once and waits until it is reaped by [`PtyChild::wait`].
    pub fn kill(&self) -> Result<()> {
        let mut state = self.state.lock();
        if state.exit.is_some() {
            return Ok(());
        }
        // Reaping takes the lock, so the pid is still this client's.
        self.end(&mut state)?;
        match self.wait_for_exit(&mut state, KILL_TIMEOUT) {
            true => Ok(()),
            false => Err(Error::Lingering { pid: self.pid, seconds: KILL_TIMEOUT.as_secs() }),
        }
    }

    /// Whether the client ends by itself within that time, and is reaped by [`PtyChild::wait`].
    pub fn ends_within(&self, time: Duration) -> bool {
        self.wait_for_exit(&mut self.state.lock(), time)
    }

    fn wait_for_exit(&self, state: &mut MutexGuard<'_, State>, time: Duration) -> bool {
        self.ended.wait_while_for(state, |state| state.exit.is_none(), time);
        state.exit.is_some()
    }

    fn end(&self, state: &mut State) -> Result<()> {
        let ended = match &self.connection {
            Some(connection) => (connection.hang_up)(),
            None => system::kill(self.pid, state),
        };
        ended.map_err(|source| Error::Kill { pid: self.pid, source })
    }

    /// [`PtyChild::kill`] where no thread runs [`PtyChild::wait`].
    pub fn kill_and_reap(&self) -> Result<()> {
        self.end(&mut self.state.lock())?;
        self.wait();
        Ok(())
    }

    /// Sends SIGWINCH, as the kernel does when the terminal's size changes.
    pub fn notify_size(&self) {
        let state = self.state.lock();
        if state.exit.is_none() && self.connection.is_none() {
            system::notify_size(self.pid);
        }
    }
}

#[cfg(unix)]
mod system {
    //! portable-pty's own killers send SIGHUP, which docker 28's attach and any
    //! client that traps it survive; and its `wait` holds the child while it
    //! blocks, so that it could not be killed meanwhile.

    use super::{PtyChild, State, io};
    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid};

    /// Blocks until the client has ended, and leaves it to be reaped.
    pub fn wait_for_end(child: &PtyChild) {
        let Some(pid) = raw(child.pid) else { return };
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(rustix::io::Errno::INTR) = waitid(WaitId::Pid(pid), options) {}
    }

    pub fn kill(pid: u32, _: &mut State) -> io::Result<()> {
        match raw(pid) {
            Some(pid) => Ok(kill_process(pid, Signal::KILL)?),
            None => Err(io::Error::other("it has no process id")),
        }
    }

    /// To its whole group: it may be a script around the client.
    pub fn notify_size(pid: u32) {
        if let Some(pid) = raw(pid)
            && let Err(error) = kill_process_group(pid, Signal::WINCH)
        {
            tracing::debug!(%error, "the client could not be told its size again");
        }
    }

    fn raw(pid: u32) -> Option<Pid> {
        i32::try_from(pid).ok().and_then(Pid::from_raw)
    }
}

#[cfg(not(unix))]
mod system {
    use std::thread;
    use std::time::Duration;

    use super::{PtyChild, State, io};

    /// A process handle cannot be waited for and killed through portable-pty at
    /// once, so the end is polled for, at a low rate.
    const POLL_INTERVAL: Duration = Duration::from_millis(20);

    pub fn wait_for_end(child: &PtyChild) {
        while let Some(Ok(None)) = child.state.lock().child.as_mut().map(|child| child.try_wait()) {
            thread::sleep(POLL_INTERVAL);
        }
    }

    pub fn kill(_: u32, state: &mut State) -> io::Result<()> {
        let Some(child) = state.child.as_mut() else { return Ok(()) };
        match child.kill() {
            // It ended by itself in between.
            Err(_) if matches!(child.try_wait(), Ok(Some(_))) => Ok(()),
            result => result,
        }
    }

    /// docker's client looks at the size by itself there.
    pub fn notify_size(_: u32) {}
}
