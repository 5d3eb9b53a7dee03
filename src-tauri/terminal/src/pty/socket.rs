//! The socket of conmon, the monitor of podman's containers. Each packet that it sends begins with
//! a byte for the stream; of what it gets, each packet is input.
//!
//! podman's own `attach` connects to it, too, and sends SIGWINCH to the container first (4.3); a
//! connection alone sends nothing. conmon reads what it was sent also when the sender has gone.

use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, Shutdown, SocketAddrUnix, SocketFlags, SocketType, connect, recv,
    send, shutdown, socket_with,
};

use super::{Master, Pty};
use crate::child::PtyChild;

/// The longest packet that conmon reads whole (2.0 to 2.1 differ).
const SENT_BYTES: usize = 8192;
/// The longest that it may send, with the byte in front.
const READ_BYTES: usize = (32 << 10) + 1;

pub fn open(path: &Path) -> io::Result<Pty> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidFilename.into());
    };
    // An address of a socket has 108 bytes; the path may be longer.
    let folder = File::open(folder)?;
    let short = Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name);
    let socket = socket_with(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?;
    connect(&socket, &SocketAddrUnix::new(short)?)?;
    let socket = Arc::new(socket);
    let (open, closed) = mpsc::channel();
    let hung_up = Arc::clone(&socket);
    let hang_up = Box::new(move || Ok(shutdown(&*hung_up, Shutdown::Both)?));
    Ok(Pty {
        master: Master(None),
        child: PtyChild::connection(hang_up, closed),
        reader: Box::new(Output {
            socket: Arc::clone(&socket),
            packet: vec![0; READ_BYTES],
            rest: 0..0,
            _open: open,
        }),
        writer: Box::new(Input(socket)),
        errors: None,
    })
}

struct Output {
    socket: Arc<OwnedFd>,
    packet: Vec<u8>,
    /// What was not taken of it yet.
    rest: Range<usize>,
    /// Dropped at the end.
    _open: Sender<()>,
}

impl Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match recv(&*self.socket, &mut self.packet[..], RecvFlags::empty())?.1 {
                0 => return Ok(0),
                len => self.rest = 1..len,
            }
        }
        let len = self.rest.len().min(buffer.len());
        let end = self.rest.start + len;
        buffer[..len].copy_from_slice(&self.packet[self.rest.start..end]);
        self.rest.start = end;
        Ok(len)
    }
}

struct Input(Arc<OwnedFd>);

impl Write for Input {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let packet = &bytes[..bytes.len().min(SENT_BYTES)];
        Ok(send(&*self.0, packet, SendFlags::NOSIGNAL)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
