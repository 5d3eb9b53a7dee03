//! What the window is told of activity.

use berth_activity::{Activity, Choice, RuleFault, Verdict};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::WireError;

/// What sessions do, for a window.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ActivityEvent {
    /// All that is known, at once. A session that is not in it is not known yet.
    List { sessions: Vec<SessionActivity>, faults: Vec<RuleFault> },
    /// What one session does from now on.
    Changed { session: Box<SessionActivity> },
    /// It was removed.
    Gone {
        engine: String,
        /// Its id.
        session: String,
    },
    /// What is wrong in the person's own rules now.
    Faults { faults: Vec<RuleFault> },
}

/// What one session does.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionActivity {
    pub engine: String,
    /// Its id.
    pub session: String,
    pub activity: Activity,
    /// Since when, RFC 3339.
    #[specta(type = String)]
    pub since: Timestamp,
    /// What decided it; `null` where nothing did.
    pub why: Option<Verdict>,
    pub by: Watched,
    /// What happened since the person looked away; `null` while it is in sight, and before it ever was.
    pub away: Option<Away>,
}

/// How Berth knows what a session does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Watched {
    /// From its open terminal.
    Open,
    /// From a client in the background that only reads.
    Observed,
    NotObserved {
        reason: NotObserved,
    },
}

/// Why nobody looks at a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum NotObserved {
    NotRunning,
    NoTerminal,
    /// It would end with a client that attaches.
    AttachStops,
    /// As many are observed as the settings allow.
    TooMany,
    /// The settings observe none, or its label says no.
    Setting,
    /// Berth did not make it, and the settings observe own ones only.
    Foreign,
    /// Its engine does not answer; it is tried again.
    Failed,
}

/// What happened in a session while nobody looked at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Away {
    /// RFC 3339.
    #[specta(type = String)]
    pub since: Timestamp,
    /// Lines that it wrote.
    pub lines: u32,
    /// How often it asked.
    pub asked: u32,
    /// Commands with another exit code than 0, as the shell says (OSC 133), and runs that ended so.
    pub errors: u32,
    pub restarts: u32,
}

/// The screen of one session, for a card.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PeekEvent {
    /// The message after this one has the escape sequences that draw it: what is above the screen, then the screen.
    Screen {
        /// Names what is seen, for `answer_session`.
        hash: String,
        cols: u16,
        rows: u16,
        activity: Activity,
        #[specta(type = String)]
        since: Timestamp,
        /// Of the line that asks, counted from the top of the screen and from 0.
        question_row: Option<u16>,
        /// What may be answered, where a rule knows it.
        choices: Vec<Choice>,
    },
    /// Nothing follows.
    Gone { reason: PeekGone },
}

/// Why there is no screen.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum PeekGone {
    /// The archive may have the last screen of its last run.
    Ended,
    /// Nobody may look at it.
    NotObserved {
        reason: NotObserved,
    },
    Failed {
        failure: WireError,
    },
}

/// Whether an answer was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum AnswerOutcome {
    Sent,
    /// Nothing was sent, because the screen is another one now.
    Changed {
        hash: String,
    },
}
