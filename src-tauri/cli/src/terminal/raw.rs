//! Raw mode for the life of a value.

use std::io::{self, Write};

use super::console::Console;

/// Modes that a program left behind would leave the terminal in: its keys, mouse
/// reports, focus reports, bracketed paste, a hidden cursor, colours, line wrap, the
/// keyboard protocols of kitty and xterm. All are off in a shell.
const PLAIN: &[u8] = b"\x1b[?1l\x1b>\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?7h\x1b[r\x1b[<u\x1b[>4m\x1b[0m";
/// Returns to the main screen, on which the shell writes.
const MAIN_SCREEN: &[u8] = b"\x1b[?1049l";

/// The person's terminal in raw mode. Dropping it restores it, also in a panic.
#[derive(Debug)]
pub struct Raw {
    alternate: bool,
    /// Whether modes may have to be undone.
    relayed: bool,
    /// Dropped last, when raw mode has ended.
    console: Console,
}

impl Raw {
    /// For a session whose output berthctl relays.
    pub fn relay() -> io::Result<Self> {
        let raw = Self::begin(true)?;
        raw.console.speaks_sequences()?;
        Ok(raw)
    }

    /// For a client that sets the modes of the terminal by itself: remembers its modes.
    pub fn lend() -> io::Result<Self> {
        Self::begin(false)
    }

    fn begin(relayed: bool) -> io::Result<Self> {
        let console = Console::remembered()?;
        crossterm::terminal::enable_raw_mode()?;
        Ok(Self { alternate: false, relayed, console })
    }

    /// The session's program draws on the alternate screen now, or not. Leaving a screen
    /// that is not shown would move the cursor.
    pub fn on_alternate_screen(&mut self, alternate: bool) {
        self.alternate = alternate;
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        if self.relayed {
            let mut stdout = io::stdout().lock();
            // `ESC [ r` moves the cursor home: kept and brought back around it.
            let undo = [b"\x1b7", PLAIN, b"\x1b8"].concat();
            let screen = if self.alternate { MAIN_SCREEN } else { b"" };
            // When the terminal is gone there is nothing to restore.
            let _ =
                stdout.write_all(&undo).and_then(|()| stdout.write_all(screen)).and_then(|()| stdout.flush());
        }
        let _ = crossterm::terminal::disable_raw_mode();
    }
}
