//! A client on pipes, without a terminal.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

use super::{Master, Pty};
use crate::child::PtyChild;

/// Runs a client; without `input` it has none.
pub fn open(command: &Command, input: bool) -> io::Result<Pty> {
    let mut process = super::copy_of(command);
    process.stdin(if input { Stdio::piped() } else { Stdio::null() });
    process.stdout(Stdio::piped()).stderr(Stdio::piped());
    super::system::hide(&mut process);
    let mut child = process.spawn()?;
    let reader: Box<dyn Read + Send> = match child.stdout.take() {
        Some(output) => Box::new(output),
        None => Box::new(io::empty()),
    };
    let writer: Box<dyn Write + Send> = match child.stdin.take() {
        Some(input) => Box::new(input),
        None => Box::new(NoInput),
    };
    let errors = child.stderr.take().map(|errors| Box::new(errors) as Box<dyn Read + Send>);
    Ok(Pty { master: Master(None), child: PtyChild::new(Box::new(child)), reader, writer, errors })
}

/// Takes nothing.
struct NoInput;

impl Write for NoInput {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
