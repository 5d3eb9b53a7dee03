//! Unix: pty-process, which can give a command another output than its terminal.

use std::io::{self, ErrorKind, PipeReader, Read};
use std::process::Command;
use std::sync::Arc;

use pty_process::blocking;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::{Errno, ioctl_fionbio};
use rustix::termios::{LocalModes, tcgetattr};

use super::Beside;
use super::opened::Opened;
use super::size::Size;
use crate::child::PtyChild;
use crate::error::{Error, Result};

/// The pipe's size; the kernel makes it at least a page. A larger pipe does not speed up a
/// flood, but lets its writer run for longer, and a key in another terminal waits.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 4096;

pub type Master = Arc<blocking::Pty>;

pub fn open(command: &Command, size: Size, beside: Beside) -> Result<Opened<Master>> {
    let (master, slave) = blocking::open().map_err(|e| Error::OpenPty(io_error(e)))?;
    let master = Arc::new(master);
    resize(&master, size).map_err(Error::OpenPty)?;
    let mut process: blocking::Command = super::copy_of(command).into();
    let mut pipe = None;
    if beside.output {
        let (reader, writer) = io::pipe().map_err(Error::OpenPty)?;
        #[cfg(target_os = "linux")]
        rustix::pipe::fcntl_setpipe_size(&writer, PIPE_BYTES).map_err(|e| Error::OpenPty(e.into()))?;
        // The terminal is read only while the pipe is empty.
        ioctl_fionbio(&reader, true).map_err(|e| Error::OpenPty(e.into()))?;
        pipe = Some(reader);
        process = process.stdout(writer);
    }
    let mut errors: Option<Box<dyn Read + Send>> = None;
    if beside.errors {
        let (reader, writer) = io::pipe().map_err(Error::OpenPty)?;
        errors = Some(Box::new(reader));
        process = process.stderr(writer);
    }
    // Our copies of the client's side are closed by this call: held open, they would hide the end.
    let child = process.spawn(slave).map_err(|e| Error::spawn(command, io_error(e)))?;
    Ok(Opened {
        child: PtyChild::new(Box::new(child)),
        reader: Box::new(Output { pipe, terminal: Some(Arc::clone(&master)) }),
        writer: Box::new(Input(Arc::clone(&master))),
        errors,
        master,
    })
}

pub fn resize(master: &Master, size: Size) -> io::Result<()> {
    master.resize(pty_process::Size::new(size.rows, size.cols)).map_err(io_error)
}

pub fn is_raw(master: &Master) -> Option<bool> {
    Some(!tcgetattr(master).ok()?.local_modes.contains(LocalModes::ICANON))
}

/// A client on pipes opens no window.
pub fn hide(_: &mut Command) {}

struct Input(Master);

impl io::Write for Input {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The client's output: from its terminal, and from a pipe if it has one. A client whose
/// errors are not apart writes them to its terminal.
struct Output {
    pipe: Option<PipeReader>,
    /// `None` when its other side is closed.
    terminal: Option<Master>,
}

impl Output {
    /// Waits for output; returns whether the terminal has it.
    fn terminal_is_next(&self) -> io::Result<bool> {
        // Without a pipe, reading the terminal waits.
        let Some(pipe) = &self.pipe else { return Ok(true) };
        let mut ends = vec![PollFd::new(pipe, PollFlags::IN)];
        ends.extend(self.terminal.iter().map(|terminal| PollFd::new(terminal, PollFlags::IN)));
        poll(&mut ends, None)?;
        Ok(ends.get(1).is_some_and(|terminal| !terminal.revents().is_empty()))
    }
}

impl Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.pipe.is_some() || self.terminal.is_some() {
            if let Some(pipe) = &mut self.pipe {
                match pipe.read(buffer) {
                    Ok(0) => self.pipe = None,
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    read => return read,
                }
            }
            if self.terminal_is_next()?
                && let Some(terminal) = &self.terminal
            {
                match (&**terminal).read(buffer) {
                    // Linux gives EIO when the other side is closed everywhere.
                    Ok(0) => self.terminal = None,
                    Err(error) if Errno::from_io_error(&error) == Some(Errno::IO) => self.terminal = None,
                    read => return read,
                }
            }
        }
        Ok(0)
    }
}

fn io_error(error: pty_process::Error) -> io::Error {
    match error {
        pty_process::Error::Io(error) => error,
        pty_process::Error::Rustix(error) => error.into(),
    }
}
