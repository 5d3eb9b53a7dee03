//! How a terminal is opened.

use std::time::Duration;

use crate::emulator::Colors;
use crate::screen::{NotificationHandler, Transcript};

/// Local engines show output within a few milliseconds after they logged it.
const SETTLE: Duration = Duration::from_millis(150);
/// In lines.
const DEFAULT_SCROLLBACK: usize = 1000;

/// Reads the output of a session from before the attach. Runs on a thread of its own,
/// perhaps more than once.
pub type LogReader = Box<dyn FnMut() -> Transcript + Send>;

/// How a terminal is opened.
pub struct Options {
    /// The size of the screen model's scrollback, in lines.
    pub scrollback: usize,
    /// The theme, for programs that ask for it; without one they get no answer.
    pub colors: Option<Colors>,
    /// Reads the log. The consumer then gets `Reset`, the log, `Live`, and the output of
    /// the attach from meanwhile: none lost and none twice.
    pub log: Option<LogReader>,
    /// Whether the model answers the program's queries. `false` where the consumer is a
    /// terminal that answers by itself; then there must be no `log`, whose old queries it
    /// would answer too.
    pub answers: bool,
    /// Is called for bells, notices, and text for the clipboard.
    pub on_notification: Option<NotificationHandler>,
    /// Whether the client makes its terminal raw when it has attached, as those of engines
    /// do. Input then waits for that, because before, the terminal itself would echo it and
    /// end the client at Ctrl-C. The log is read after that, too.
    pub raw_when_attached: bool,
    /// Whether the client may write its output to a pipe, on Unix. A pipe carries a third
    /// more MB/s than a pseudo-terminal, but suits only clients that ask nothing but their
    /// input about the terminal.
    pub piped: bool,
    /// How far log and attach may be apart: without output, the log is shown this much later.
    pub settle: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scrollback: DEFAULT_SCROLLBACK,
            colors: None,
            log: None,
            answers: true,
            on_notification: None,
            raw_when_attached: false,
            piped: false,
            settle: SETTLE,
        }
    }
}
