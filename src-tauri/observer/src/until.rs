//! What is waited for.

use std::time::Duration;

use berth_activity::Activity;
use regex::Regex;

use crate::peek::Peek;

/// What is waited for. What is so already is not waited for.
#[derive(Debug, Clone)]
pub enum Until {
    /// It does one of these.
    Activity(Vec<Activity>),
    /// A line of the screen matches.
    Text(Regex),
    /// Its run has ended.
    Exit,
    /// It has written nothing for so long.
    Quiet(Duration),
    /// Its health checks say so.
    Health(HealthWanted),
}

/// What health checks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum HealthWanted {
    /// The last check passed.
    Healthy,
    /// So many failed that it counts as ill.
    Unhealthy,
}

/// What became of waiting.
#[derive(Debug, Clone)]
pub enum Waited {
    /// It is so.
    Met {
        /// What is seen; `None` where the session does not run and no screen is known.
        peek: Option<Peek>,
        /// The exit code of the run, once it has ended.
        exit_code: Option<i64>,
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
        /// What is seen at that time.
        peek: Option<Peek>,
    },
}
