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

/// Where the client's own stderr goes. What an engine's client says there is not the
/// session's: the output of a process with a terminal all comes on stdout (podman 4.3,
/// docker 20.10). A Windows console has one output, where it is always mixed.
#[derive(Debug, Clone, Copy, Default)]
pub enum Errors {
    /// To the terminal, mixed with the output.
    #[default]
    Mixed,
    /// To a pipe of its own, for [`crate::Exit::errors`]. Not shown.
    Apart,
    /// As [`Errors::Apart`], and what this function makes of it is shown at the end.
    AtEnd(fn(&str) -> String),
}

/// How a terminal is opened.
pub struct Options {
    /// The size of the screen model's scrollback, in lines.
    pub scrollback: usize,
    /// The theme, for programs that ask for it; without one they get no answer.
    pub colors: Option<Colors>,
    /// The output of earlier runs, for a client that starts the next one: the screen begins
    /// with it.
    pub transcript: Option<Transcript>,
    /// Reads the log. The consumer then gets `Reset`, the log, `Live`, and the output of
    /// the attach from meanwhile: none lost and none twice.
    pub log: Option<LogReader>,
    /// Whether the model answers the program's queries. `false` where the consumer is a
    /// terminal that answers by itself; then there must be no `log`, whose old queries it
    /// would answer too.
    pub answers: bool,
    /// Is called for bells, notices, and text for the clipboard.
    pub on_notification: Option<NotificationHandler>,
    /// Is called when the client has ended, just before [`crate::AttachedTerminal::has_ended`]
    /// says so; also without a consumer. It must not block.
    pub on_end: Option<Box<dyn FnOnce() + Send>>,
    /// Whether the client makes its terminal raw when it has attached, as those of engines
    /// do. Input then waits for that, because before, the terminal itself would echo it and
    /// end the client at Ctrl-C. The log is read after that, too.
    pub raw_when_attached: bool,
    /// Whether the client may write its output to a pipe, on Unix. A pipe carries a third
    /// more MB/s than a pseudo-terminal, but suits only clients that ask nothing but their
    /// input about the terminal.
    pub piped: bool,
    /// Where the client's stderr goes.
    pub errors: Errors,
    /// How far log and attach may be apart: without output, the log is shown this much later.
    pub settle: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scrollback: DEFAULT_SCROLLBACK,
            colors: None,
            transcript: None,
            log: None,
            answers: true,
            on_notification: None,
            on_end: None,
            raw_when_attached: false,
            piped: false,
            errors: Errors::Mixed,
            settle: SETTLE,
        }
    }
}
