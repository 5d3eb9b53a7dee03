//! A run for programs: `--json`.

use berth_archive::{EndedBy, Ending, LogState, Run};
use jiff::Timestamp;
use serde::Serialize;

use crate::words::{exit, who};

/// The shape of a run in `--json`. Fields are added, never taken away; absent values are `null`.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// Its number in the archive, which names it for every verb.
    run: i64,
    /// The session's name during the run.
    name: &'a str,
    /// Its place among the runs of that name on its engine: 1 is the first.
    number: u32,
    /// The place of its container among those of that name.
    generation: u32,
    engine: &'a str,
    /// The container's id.
    container: &'a str,
    /// Created by Berth.
    own: bool,
    image: &'a str,
    image_id: Option<&'a str>,
    /// RFC 3339, by the engine's clock, as the other times.
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
    /// Seconds from start to end; `null` while it goes on, and where the end is not known.
    seconds: Option<i64>,
    /// `well`, `asked`, `killed`, `out_of_memory`, `failed`, `not_started` or `unknown`; `null` while
    /// it goes on.
    ending: Option<&'static str>,
    /// How it ended, in a word or two.
    word: String,
    exit_code: Option<i64>,
    oom_within: bool,
    /// `berth`, `shutdown`, `other`, `itself`, `kernel`, `unknown` or `nobody`.
    ended_by: &'static str,
    /// `window` or `berthctl`, where Berth ended it.
    actor: Option<&'static str>,
    /// What it called then: `stop`, `kill`, …
    verb: Option<String>,
    killed_after_grace: bool,
    /// Who ended it, in words.
    by: String,
    /// Seconds that a stop gave it.
    grace: Option<u32>,
    /// Restarts by its restart policy before this run.
    restarts: u32,
    /// The engine's own words of a failed start.
    error: Option<&'a str>,
    /// Bytes.
    peak_memory: Option<u64>,
    health: Vec<Health<'a>>,
    /// Seconds by which the engine's clock differed from ours.
    clock_offset: Option<i32>,
    log: Log<'a>,
    has_screen: bool,
    pinned: bool,
    /// Whether its container is gone.
    removed: bool,
    /// The time in which nobody watched, if its end fell into one.
    unwatched: Option<Unwatched>,
}

#[derive(Debug, Serialize)]
struct Health<'a> {
    at: Timestamp,
    verdict: &'a str,
}

#[derive(Debug, Serialize)]
struct Log<'a> {
    /// `unread`, `partial`, `whole`, `missing` or `dropped`.
    state: &'static str,
    /// Why some of it is missing.
    missing: Option<&'a str>,
    bytes: u64,
    lines: u64,
}

#[derive(Debug, Serialize)]
struct Unwatched {
    from: Timestamp,
    to: Timestamp,
}

impl<'a> From<&'a Run> for Record<'a> {
    fn from(run: &'a Run) -> Self {
        let (actor, verb, killed_after_grace) = match &run.by {
            EndedBy::Berth { actor, verb, killed_after_grace } => {
                let actor = match actor {
                    berth_archive::Actor::Window { .. } => "window",
                    berth_archive::Actor::Berthctl { .. } => "berthctl",
                };
                (Some(actor), Some(verb.to_string()), *killed_after_grace)
            }
            _ => (None, None, false),
        };
        Self {
            run: run.id,
            name: &run.name,
            number: run.number,
            generation: run.generation,
            engine: &run.key.session.engine,
            container: &run.key.session.container,
            own: run.own,
            image: &run.image,
            image_id: run.image_id.as_deref(),
            started_at: run.key.started_at,
            ended_at: run.ended_at,
            seconds: run.ended_at.map(|end| end.duration_since(run.key.started_at).as_secs().max(0)),
            ending: run.ending.map(ending),
            word: exit::word(&run.into()),
            exit_code: run.exit_code,
            oom_within: run.oom_within,
            ended_by: ended_by(&run.by),
            actor,
            verb,
            killed_after_grace,
            by: who::always(run),
            grace: run.grace,
            restarts: run.restarts,
            error: run.error.as_deref(),
            peak_memory: run.peak_memory,
            health: run.health.iter().map(|(at, verdict)| Health { at: *at, verdict }).collect(),
            clock_offset: run.clock_offset,
            log: log(run),
            has_screen: run.has_screen,
            pinned: run.pinned,
            removed: run.removed,
            unwatched: run.unwatched.map(|(from, to)| Unwatched { from, to }),
        }
    }
}

/// The word of an ending; the command line takes it with `-` too.
pub fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Well => "well",
        Ending::Asked => "asked",
        Ending::Killed => "killed",
        Ending::OutOfMemory => "out_of_memory",
        Ending::Failed => "failed",
        Ending::NotStarted => "not_started",
        Ending::Unknown => "unknown",
    }
}

fn ended_by(by: &EndedBy) -> &'static str {
    match by {
        EndedBy::Berth { .. } => "berth",
        EndedBy::Shutdown => "shutdown",
        EndedBy::Other => "other",
        EndedBy::Itself => "itself",
        EndedBy::Kernel => "kernel",
        EndedBy::Unknown => "unknown",
        EndedBy::Nobody => "nobody",
    }
}

fn log(run: &Run) -> Log<'_> {
    let (state, missing) = match &run.log {
        LogState::Unread => ("unread", None),
        LogState::Partial => ("partial", None),
        LogState::Whole => ("whole", None),
        LogState::Missing { why } => ("missing", Some(why.as_str())),
        LogState::Dropped => ("dropped", None),
    };
    Log { state, missing, bytes: run.log_bytes, lines: run.log_lines }
}
