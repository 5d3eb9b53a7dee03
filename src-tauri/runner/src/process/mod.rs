//! The only spawn of an engine's client.
//!
//! Each call has a deadline and caps on its output, and its whole process group is
//! killed when the deadline passes, a cap is met or the future is dropped; one that may
//! have begun something is asked to end first, where the future is dropped. After a
//! client has ended its pipes are drained for [`DRAIN`] at most: a helper that it
//! left behind may hold them open for ever, and is left alone (engines leave
//! helpers on purpose: conmon, pasta, aardvark-dns).

mod ending;
mod env_file;
mod environment;
mod inherit;
mod lines;
mod long_call;
mod package;
mod parent_death;
mod pipe;
mod terminal;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use process_wrap::tokio::{ChildWrapper, CommandWrap, KillOnDrop};
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout, timeout_at};

pub use environment::Environment;
pub(crate) use inherit::run_inherited;
pub(crate) use lines::Lines;
pub(crate) use long_call::LongCall;
use pipe::{Chunks, Pipes};
pub(crate) use pipe::{Stream, Streams};

/// How long output is read after the client has ended.
const DRAIN: Duration = Duration::from_secs(1);
/// How long a killed client may take to be reaped.
const REAP: Duration = Duration::from_secs(2);

/// One run of a client.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub program: &'a Path,
    pub args: Vec<String>,
    /// Secrets ride here, never in `args`; they are not logged.
    pub env: Vec<(String, String)>,
    /// Secrets as well, for its env-file: they would steer the client itself.
    pub env_file: Vec<(String, String)>,
    /// What it reads in place of an env-file; a secret, too.
    pub input: Option<String>,
    pub limit: Duration,
    /// Where it is started; `None` is where we were.
    pub folder: Option<&'a Path>,
    /// What its output goes to.
    pub streams: Streams,
    /// What it reads, from where it stands; nothing for `None`.
    pub stdin: Option<Stdio>,
    /// One that nobody waits for any more is asked to end, and killed only later.
    pub asked_to_end: bool,
}

/// Why a run has no outcome.
#[derive(Debug)]
pub(crate) enum CallError {
    Spawn(io::Error),
    /// Killed at the deadline; what it had printed on stderr.
    TimedOut {
        stderr: Vec<u8>,
    },
    /// Killed because it printed more than this many bytes.
    TooMuch {
        cap: usize,
    },
    /// Killed because what it printed could not be written to this file.
    Unwritten {
        path: PathBuf,
        source: io::Error,
    },
}

/// A finished run, whatever its status.
#[derive(Debug)]
pub(crate) struct Output {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Output {
    pub fn success(&self) -> bool {
        self.status.success()
    }

    /// A signal ended the client: it has said nothing of the outcome.
    pub fn killed(&self) -> bool {
        self.status.code().is_none()
    }

    /// The client's stderr as text; invalid UTF-8 is replaced.
    pub fn stderr_text(&self) -> String {
        String::from_utf8_lossy(&self.stderr).trim().to_owned()
    }
}

/// The most that a run may print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caps {
    pub stdout: usize,
    pub stderr: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self { stdout: 16 << 20, stderr: 1 << 20 }
    }
}

/// Runs a client to its end and keeps what it printed.
pub(crate) async fn collect(call: Call<'_>, caps: Caps) -> Result<Output, CallError> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let ended = run(call, |stream, bytes| {
        let (kept, cap) = match stream {
            Stream::Out => (&mut stdout, caps.stdout),
            Stream::Err => (&mut stderr, caps.stderr),
        };
        if kept.len() + bytes.len() > cap {
            return Err(CallError::TooMuch { cap });
        }
        kept.extend_from_slice(bytes);
        Ok(())
    })
    .await;
    match ended {
        Ok(status) => Ok(Output { status, stdout, stderr }),
        Err(CallError::TimedOut { .. }) => Err(CallError::TimedOut { stderr }),
        Err(failure) => Err(failure),
    }
}

/// Runs a client to its end and hands on what it prints, as it comes. An error of
/// `sink` kills the client.
pub(crate) async fn run(
    mut call: Call<'_>,
    mut sink: impl FnMut(Stream, &[u8]) -> Result<(), CallError>,
) -> Result<ExitStatus, CallError> {
    let deadline = Instant::now() + call.limit;
    let stdin = call.stdin.take().unwrap_or_else(Stdio::null);
    let (mut client, mut chunks) = start(call, stdin).map_err(CallError::Spawn)?;
    let mut hand_on = |chunk: (Stream, Vec<u8>)| sink(chunk.0, &chunk.1);

    let ended = timeout_at(deadline, async {
        let mut open = true;
        loop {
            tokio::select! {
                status = client.child().inner_mut().wait() => break status.map_err(CallError::Spawn),
                chunk = chunks.recv(), if open => match chunk {
                    Some(chunk) => hand_on(chunk)?,
                    None => open = false,
                },
            }
        }
    })
    .await;

    let status = match ended {
        Ok(Ok(status)) => status,
        Ok(Err(failure)) => {
            client.kill().await;
            return Err(failure);
        }
        Err(_) => {
            client.kill().await;
            return Err(CallError::TimedOut { stderr: Vec::new() });
        }
    };
    client.ended = true;
    let drained = timeout(DRAIN, async {
        while let Some(chunk) = chunks.recv().await {
            hand_on(chunk)?;
        }
        Ok(())
    });
    match drained.await {
        Ok(drained) => drained.map(|()| status),
        Err(_) => {
            tracing::debug!("a helper of the client holds its output open; left alone");
            Ok(status)
        }
    }
}

/// An env-file, or an input, takes the place of `stdin`.
fn start(mut call: Call<'_>, mut stdin: Stdio) -> io::Result<(Client, Chunks)> {
    let mut kept = None;
    let env_file = || call.env_file.iter().map(|(key, value)| format!("{key}={value}\n")).collect();
    let input = call.input.take().or_else(|| (!call.env_file.is_empty()).then(env_file));
    if let Some(content) = input {
        let (reader, file) = env_file::hand_over(content, &mut call.args)?;
        (stdin, kept) = (reader, Some(file));
    }
    let Pipes { stdout, stderr, chunks } = Pipes::open(call.streams)?;
    let Environment { set, remove } = Environment::of_clients();
    let mut command = CommandWrap::with_new(call.program, |command| {
        command.args(&call.args).stdin(stdin).stdout(stdout).stderr(stderr);
        for key in remove {
            command.env_remove(key);
        }
        command.envs(set).envs(call.env);
        if let Some(folder) = call.folder {
            command.current_dir(folder);
        }
    });
    command.wrap(KillOnDrop);
    #[cfg(unix)]
    command.wrap(process_wrap::tokio::ProcessGroup::leader());
    #[cfg(windows)]
    {
        use windows::Win32::System::Threading::CREATE_NO_WINDOW;
        command.wrap(process_wrap::tokio::CreationFlags(CREATE_NO_WINDOW));
        command.wrap(process_wrap::tokio::JobObject);
    }
    let asked_to_end = call.asked_to_end;
    // The command holds our copies of the pipes' writing ends, and is dropped here:
    // reading ends only when every copy is closed.
    let child = command.spawn()?;
    Ok((Client { child: Some(child), ended: false, asked_to_end, _env_file: kept }, chunks))
}

/// A running client with its group. Dropping it ends both.
struct Client {
    /// Until it is dropped.
    child: Option<Box<dyn ChildWrapper>>,
    /// Ended and reaped: its pid may belong to somebody else.
    ended: bool,
    asked_to_end: bool,
    /// Goes with the client.
    _env_file: Option<env_file::Kept>,
}

impl Client {
    fn child(&mut self) -> &mut dyn ChildWrapper {
        match &mut self.child {
            Some(child) => child.as_mut(),
            None => unreachable!("a client is taken apart when it is dropped"),
        }
    }

    async fn kill(&mut self) {
        ending::kill_group(self.child());
        // Only its own end is waited for, not its group's.
        if timeout(REAP, self.child().inner_mut().wait()).await.is_ok() {
            self.ended = true;
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let Some(mut child) = self.child.take().filter(|_| !self.ended) else { return };
        match Handle::try_current() {
            Ok(runtime) if self.asked_to_end => {
                let asked = ending::begin(child.as_ref());
                runtime.spawn(ending::end(child, asked));
            }
            _ => ending::kill_group(child.as_mut()),
        }
    }
}
