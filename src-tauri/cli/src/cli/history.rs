//! What can be said of the history: `berthctl history …`.

use std::path::PathBuf;

use berth_archive::Ending;
use clap::{Args, Subcommand};
use jiff::Timestamp;

use crate::runs::Named;
use crate::time::since;

/// Runs that are listed when nobody says how many.
const SHOWN: u32 = 30;
/// Lines that are found when nobody says how many.
const FOUND: u32 = 1000;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = RUNS)]
pub struct History {
    #[command(subcommand)]
    pub verb: Option<HistoryVerb>,
    #[command(flatten)]
    pub list: List,
}

const RUNS: &str = "\
A RUN is NAME#3, the third run of NAME, as the lists and the window name it, NAME for
its last run, or the number that --json has as \"run\". With --engine only the runs of
that engine count. A session that is called as one of these commands: history -- NAME.

Times are those of the engine. The history needs no engine that answers.";

#[derive(Debug, Args)]
pub struct List {
    /// Only the runs of this session, by its name or full id
    pub name: Option<String>,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
    /// How many, the latest first, or all
    #[arg(short = 'n', long = "runs", value_name = "N", default_value_t = SHOWN, value_parser = count)]
    pub runs: u32,
    #[command(flatten)]
    pub which: Which,
}

#[derive(Debug, Args)]
pub struct Which {
    /// Only runs that had not ended before: 10m, 1h30m, 2d, a time (2026-01-31T12:00:00Z), or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = since)]
    pub since: Option<Timestamp>,
    /// Only runs that began before that time
    #[arg(long, value_name = "TIME", value_parser = since)]
    pub until: Option<Timestamp>,
    /// Only runs that ended so, one or more of: well, asked, killed, out-of-memory, failed, not-started, unknown
    #[arg(long = "ending", value_name = "ENDING", value_delimiter = ',', value_parser = ending)]
    pub endings: Vec<Ending>,
}

#[derive(Debug, Subcommand)]
pub enum HistoryVerb {
    /// Show all that is known of a run, and its last lines
    Show {
        /// Which: NAME#3, NAME for its last, or its number
        run: Named,
        /// Print a JSON object, with what the container was created from, its last lines and its screen
        #[arg(long)]
        json: bool,
        /// Show its last screen instead
        #[arg(long, conflicts_with = "json")]
        screen: bool,
        /// How many of its last lines
        #[arg(short = 'n', long = "lines", value_name = "N", default_value_t = 10)]
        lines: u32,
    },
    /// Search the logs and last screens of all runs, the latest first
    ///
    /// Prints NAME#3:LINE: and the line. Exits with 0 if there is one, with 1 if there is none.
    Search(Search),
    /// Say what differs between two runs: how they were created, and where their logs part
    Diff {
        /// The earlier: NAME#2, NAME, or its number
        before: Named,
        /// The later
        after: Named,
        /// Print a JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write a run to a folder or a .zip: facts, spec, log and last screen
    Export {
        /// Which: NAME#3, NAME for its last, or its number
        run: Named,
        /// Where: a folder or file that does not exist yet
        #[arg(long, value_name = "PATH")]
        to: PathBuf,
        /// Write one .zip file
        #[arg(long)]
        zip: bool,
    },
    /// Erase the past of a session, or one run, for good; pinned runs go too
    Erase {
        /// All runs of NAME, or one run: NAME#3, or its number
        what: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Keep a run, whatever its age and size
    Pin {
        /// Which: NAME#3, NAME for its last, or its number
        run: Named,
    },
    /// Let a run go when it is old
    Unpin {
        /// Which: NAME#3, NAME for its last, or its number
        run: Named,
    },
    /// Keep the runs of a session again, and of others of its name on its engine
    Keep {
        /// Its name or full id
        name: String,
    },
    /// Keep nothing of a session from now on, nor of a new one of its name; what is kept already stays
    KeepNothing {
        /// Its name or full id
        name: String,
    },
    /// Check that the history is whole, and say what it holds and how large it is
    Check {
        /// Print a JSON object
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Search {
    /// What: a text, whatever its case
    pub text: String,
    /// It is a regular expression (of the Rust crate regex)
    #[arg(short = 'E', long, conflicts_with = "exact")]
    pub regex: bool,
    /// Its case counts
    #[arg(long)]
    pub exact: bool,
    /// Only in the runs of this session, by its name or full id
    #[arg(long, value_name = "NAME")]
    pub session: Option<String>,
    #[command(flatten)]
    pub which: Which,
    /// Lines before and after each, at most 100
    #[arg(short = 'C', long, value_name = "N", default_value_t = 0)]
    pub context: u32,
    /// How many lines at most, or all
    #[arg(short = 'n', long = "hits", value_name = "N", default_value_t = FOUND, value_parser = count)]
    pub hits: u32,
    /// Print a JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// A number, or all, which is 0 for the archive.
fn count(text: &str) -> Result<u32, String> {
    match text {
        "all" => Ok(crate::runs::ALL),
        _ => text.parse().ok().filter(|count| *count > 0).ok_or_else(|| "write a number, or all".to_owned()),
    }
}

fn ending(text: &str) -> Result<Ending, String> {
    Ok(match text.replace('_', "-").as_str() {
        "well" => Ending::Well,
        "asked" => Ending::Asked,
        "killed" => Ending::Killed,
        "out-of-memory" | "oom" => Ending::OutOfMemory,
        "failed" => Ending::Failed,
        "not-started" => Ending::NotStarted,
        "unknown" => Ending::Unknown,
        _ => {
            return Err("write well, asked, killed, out-of-memory, failed, not-started or unknown".to_owned());
        }
    })
}
