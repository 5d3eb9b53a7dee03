//! The output of a client: one or two pipes or a terminal, a thread for each, chunks in order.
//!
//! Threads of our own rather than the runtime's: a read from a pipe that a helper
//! holds open can't be cancelled, and a runtime waits for its threads when it stops.

use std::io::{self, Read};
use std::process::Stdio;
use std::thread;

use tokio::sync::mpsc::{self, Receiver, Sender};

use super::terminal;

/// Which of the client's streams a chunk came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
}

/// What the output of a client goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Streams {
    /// A pipe each.
    Apart,
    /// The same pipe, which keeps their order; all arrives as [`Stream::Out`].
    Merged,
    /// A terminal where the system has a simple one, else the same pipe: there clients tell how
    /// far they are.
    Terminal,
}

/// What was read; ends when every pipe is closed.
pub(super) type Chunks = Receiver<(Stream, Vec<u8>)>;

/// Chunks that wait for their receiver, at most; then the client waits.
const QUEUE: usize = 16;

pub(super) struct Pipes {
    pub stdout: Stdio,
    pub stderr: Stdio,
    pub chunks: Chunks,
}

impl Pipes {
    pub fn open(streams: Streams) -> io::Result<Self> {
        let (sender, chunks) = mpsc::channel(QUEUE);
        if streams == Streams::Terminal
            && let Some((ours, theirs)) = terminal::open()
        {
            read(ours, Stream::Out, sender)?;
            return Ok(Self { stdout: theirs.try_clone()?.into(), stderr: theirs.into(), chunks });
        }
        let (out_reader, out_writer) = io::pipe()?;
        let err_writer = if streams == Streams::Apart {
            let (err_reader, err_writer) = io::pipe()?;
            read(err_reader, Stream::Err, sender.clone())?;
            err_writer
        } else {
            out_writer.try_clone()?
        };
        read(out_reader, Stream::Out, sender)?;
        Ok(Self { stdout: out_writer.into(), stderr: err_writer.into(), chunks })
    }
}

fn read(
    mut reader: impl Read + Send + 'static,
    stream: Stream,
    sender: Sender<(Stream, Vec<u8>)>,
) -> io::Result<()> {
    let body = move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    if sender.blocking_send((stream, buffer[..n].to_vec())).is_err() {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    // A terminal ends so on Linux.
                    tracing::debug!(%error, "the client's output could not be read");
                    break;
                }
            }
        }
    };
    thread::Builder::new().name("client output".to_owned()).spawn(body).map(drop)
}
