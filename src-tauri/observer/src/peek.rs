//! One look at a session.

use berth_activity::{Reading, ScreenText};
use berth_terminal::Size;

/// What a session shows and does at one moment.
#[derive(Debug, Clone)]
pub struct Peek {
    /// Names the screen: another text has another name.
    pub hash: String,
    /// What it does.
    pub reading: Reading,
    /// The visible screen.
    pub text: ScreenText,
    /// The size of the screen, which is that of the session as far as it is known.
    pub size: Size,
    /// Escape sequences that paint screen and scrollback on a terminal of this size that was reset.
    pub paint: Vec<u8>,
}
