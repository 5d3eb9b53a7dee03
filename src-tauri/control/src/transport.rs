//! The socket itself: who listens, and who may speak.
//!
//! interprocess has Unix sockets and named pipes under one type, with the peer's user and a pipe's
//! security descriptor without unsafe code of our own.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};

use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use interprocess::local_socket::{ConnectOptions, GenericFilePath, ListenerOptions, Name};

use crate::place::Place;

/// The right to be the one app of a state folder, until it is dropped.
#[derive(Debug)]
pub struct Claim {
    place: Place,
    _lock: File,
}

/// Who has it.
#[derive(Debug)]
pub enum Claimed {
    /// We are the first.
    First(Claim),
    /// Another app runs, or is about to.
    Taken,
}

impl Claim {
    /// Claims a place.
    ///
    /// # Errors
    /// The state folder can't be written.
    pub fn take(place: &Place) -> io::Result<Claimed> {
        std::fs::create_dir_all(place.state())?;
        let lock = File::options().create(true).truncate(false).write(true).open(place.lock())?;
        match lock.try_lock() {
            Ok(()) => Ok(Claimed::First(Self { place: place.clone(), _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(Claimed::Taken),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Listens. Needs a runtime of tokio.
    pub(crate) fn listen(&self) -> io::Result<Listener> {
        self.place.remove_note();
        let address = self.place.new_address()?;
        let listener = private(ListenerOptions::new().name(name(&address)?))?.create_tokio()?;
        restrict(&address)?;
        self.place.set_note(&address)?;
        Ok(listener)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.place.remove_note();
    }
}

/// Connects to the app that runs; `None` where none does.
///
/// # Errors
/// Something listens there, and it is not this user's.
pub(crate) async fn connect(place: &Place) -> io::Result<Option<Stream>> {
    let Some(address) = place.noted() else { return Ok(None) };
    if !may_run(place) {
        return Ok(None);
    }
    let connected = ConnectOptions::new().name(name(&address)?).connect_tokio().await;
    match connected {
        Ok(stream) => {
            check_peer(&stream)?;
            Ok(Some(stream))
        }
        // Nobody listens, or no longer.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => Ok(None),
        Err(error) => Err(error),
    }
}

fn name(address: &str) -> io::Result<Name<'_>> {
    address.to_fs_name::<GenericFilePath>()
}

/// The folder keeps others out already; this says so.
#[cfg(unix)]
fn restrict(socket: &str) -> io::Result<()> {
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(socket, mode)
}

#[cfg(unix)]
fn private(options: ListenerOptions<'_>) -> io::Result<ListenerOptions<'_>> {
    Ok(options)
}

#[cfg(unix)]
fn may_run(_: &Place) -> bool {
    true
}

/// Refuses the socket of another user.
#[cfg(unix)]
pub(crate) fn check_peer(stream: &Stream) -> io::Result<()> {
    let own = rustix::process::geteuid().as_raw();
    match stream.peer_creds()?.euid() {
        Some(user) if user == own => Ok(()),
        _ => Err(io::Error::new(ErrorKind::PermissionDenied, "The other end is another user")),
    }
}

#[cfg(windows)]
fn restrict(_: &str) -> io::Result<()> {
    Ok(())
}

/// All rights for the pipe's owner, who is this user, and none for anybody else.
#[cfg(windows)]
fn private(options: ListenerOptions<'_>) -> io::Result<ListenerOptions<'_>> {
    use interprocess::os::windows::local_socket::ListenerOptionsExt;
    use interprocess::os::windows::security_descriptor::SecurityDescriptor;
    const OWNER_ALONE: &widestring::U16CStr = widestring::u16cstr!("D:P(A;;GA;;;OW)");
    Ok(options.security_descriptor(SecurityDescriptor::deserialize(OWNER_ALONE)?))
}

/// Once the app is gone anybody may take the name of its pipe. The lock is in this user's folder,
/// and only an app of this user holds it.
#[cfg(windows)]
fn may_run(place: &Place) -> bool {
    matches!(Claim::take(place), Ok(Claimed::Taken))
}

/// The pipe's security descriptor lets nobody else in.
#[cfg(windows)]
pub(crate) fn check_peer(_: &Stream) -> io::Result<()> {
    Ok(())
}
