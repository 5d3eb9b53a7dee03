//! A terminal for the output of a client that tells how far it is only on one: pulls give bytes
//! there (podman 4.3, docker 28.2), and on a pipe only layers.
//!
//! Nothing is typed into it, and it is nobody's controlling terminal. Windows' consoles belong to a
//! process and repaint what is written to them: there it is a pipe.

use std::fs::File;

/// So wide that no client leaves the numbers out, so high that each layer has a line.
#[cfg(unix)]
const SIZE: rustix::termios::Winsize =
    rustix::termios::Winsize { ws_row: 500, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0 };

/// Our end and the client's; `None` where there is none.
#[cfg(unix)]
pub(super) fn open() -> Option<(File, File)> {
    use rustix::fs::{Mode, OFlags};
    use rustix::io::{FdFlags, fcntl_setfd};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let opened = || -> rustix::io::Result<(File, File)> {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        // Not every system takes it with the opening.
        fcntl_setfd(&ours, FdFlags::CLOEXEC)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let name = ptsname(&ours, Vec::new())?;
        let theirs = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
        rustix::termios::tcsetwinsize(&theirs, SIZE)?;
        Ok((ours.into(), theirs.into()))
    };
    opened().inspect_err(|error| tracing::debug!(%error, "no terminal for a client's output")).ok()
}

#[cfg(not(unix))]
pub(super) fn open() -> Option<(File, File)> {
    None
}
