//! What is asked of sessions, and the answers. The same values are berthctl's JSON.

use std::time::Duration;

use berth_activity::{Activity, Input, Verdict};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A session, whoever asks: names may be taken by another one meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The id of its engine, as `podman` or `docker:far`.
    pub engine: String,
    /// Its full id.
    pub id: String,
}

/// What a session does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Which session.
    #[serde(flatten)]
    pub session: Address,
    /// What it does.
    pub activity: Activity,
    /// Since when.
    pub since: Timestamp,
    /// The rule that says so; `None` where none does.
    pub why: Option<Verdict>,
}

/// One look at a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which session, and what it does.
    #[serde(flatten)]
    pub status: Status,
    /// Names the screen: 16 hex digits, other ones for another text.
    pub hash: String,
    /// Cells in a row.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
    /// Row and column, from 0; `None` where it is hidden.
    pub cursor: Option<(u16, u16)>,
    /// The title that the program set; may be empty.
    pub title: String,
    /// Whether the alternate screen is active, as an editor has it.
    pub alternate: bool,
    /// The visible screen, a text for each row, without blanks at its end.
    pub lines: Vec<String>,
    /// The same with escape sequences for colours, each row on its own.
    pub ansi: Vec<String>,
    /// When the session ended whose last screen this is; `None` while it runs.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
}

/// Input, and what must still be so for it to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendRequest {
    /// What is sent, in order.
    pub inputs: Vec<Input>,
    /// What must be so.
    #[serde(default)]
    pub only_if: Conditions,
}

/// What must be so when input is sent; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// What the session does.
    pub activity: Option<Activity>,
    /// [`Seen::hash`].
    pub screen: Option<String>,
}

/// What became of input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Whether it was sent; `false` when a condition was not met.
    pub sent: bool,
    /// What was seen when that was decided.
    pub seen: Seen,
}

/// What is waited for. What is so already is not waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Until {
    /// It does one of these.
    Activity(Vec<Activity>),
    /// A line of its screen matches this regular expression.
    Text(String),
    /// It has ended.
    Exit,
    /// It has printed nothing for so long.
    Quiet(Duration),
    /// Its health checks say so.
    Health(Health),
}

/// What health checks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// The last one passed.
    Healthy,
    /// So many failed that it counts as ill.
    Unhealthy,
}

/// What became of waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Waited {
    /// It is so.
    Met {
        /// What is seen; `None` where the session has ended.
        seen: Option<Box<Seen>>,
        /// Its exit code, where it has ended.
        exit_code: Option<i64>,
    },
    /// It ended first.
    Ended {
        /// Its exit code, where that is known.
        exit_code: Option<i64>,
    },
    /// It was removed first.
    Gone,
    /// The time was over first.
    TimedOut {
        /// What is seen then.
        seen: Option<Box<Seen>>,
    },
}

/// Why something is not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What for a program to do about it.
    pub kind: RefusalKind,
    /// A sentence: what is wrong, and what to do.
    pub message: String,
}

/// Kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The app does not know this session: its engines are others.
    Unknown,
    /// There is no such session.
    NotFound,
    /// It does not run.
    NotRunning,
    /// It has no terminal, or ends when something joins it.
    NoTerminal,
    /// The engine does not answer.
    NoEngine,
    /// The request breaks a rule.
    Invalid,
    /// There is an app, and it can't be talked to: of another version, or of another user.
    App,
    /// The app ended before it answered: what was asked may be done or not.
    Lost,
    /// Everything else.
    Failed,
}

impl Seen {
    /// The same without the lines in colours: in JSON they would be escape sequences within escapes.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { ansi: Vec::new(), ..self }
    }
}

impl Waited {
    /// The same with a plain screen.
    #[must_use]
    pub fn plain(self) -> Self {
        let look = |seen: Option<Box<Seen>>| seen.map(|seen| Box::new(seen.plain()));
        match self {
            Self::Met { seen, exit_code } => Self::Met { seen: look(seen), exit_code },
            Self::TimedOut { seen } => Self::TimedOut { seen: look(seen) },
            over => over,
        }
    }
}

impl Refusal {
    /// A refusal in a sentence.
    pub fn new(kind: RefusalKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}
