//! What is waited for.

use std::time::Duration;

use berth_activity::Activity;
use regex::Regex;

use crate::peek::Peek;

/// What is waited for on a screen. What is so already is not waited for.
#[derive(Debug, Clone)]
pub enum Until {
    /// It does one of these.
    Activity(Vec<Activity>),
    /// A line of the screen matches.
    Text(Regex),
    /// It has written nothing for so long.
    Quiet(Duration),
}

/// What became of waiting.
#[derive(Debug, Clone)]
pub enum Waited {
    /// It is so.
    Met {
        /// What is seen.
        peek: Peek,
    },
    /// The run ended first, so that it can't become so.
    Ended {
        /// The exit code of the run, where it is known.
        exit_code: Option<i64>,
    },
    /// The session was removed first.
    Gone,
    /// The time was over first.
    TimedOut {
        /// What is seen at that time; `None` where nobody could look yet.
        peek: Option<Peek>,
    },
}
