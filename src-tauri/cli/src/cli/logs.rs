//! What can be said of logs: `berthctl logs …`.

use berth_runner::LogQuery;
use clap::Args;
use jiff::Timestamp;

use crate::time::since;

#[derive(Debug, Args)]
pub struct Logs {
    /// Its name or full id; with --run it may be left out
    #[arg(required_unless_present = "run")]
    pub name: Option<String>,
    /// How many lines, or all; what is longer than 16 MiB loses its beginning
    #[arg(
        short = 'n',
        long = "lines",
        visible_alias = "tail",
        value_name = "N",
        default_value_t = berth_runner::DEFAULT_LINES,
        value_parser = lines
    )]
    pub lines: u32,
    /// Go on with what it writes, also in its next runs and in those of a new session of that name, until Ctrl-C;
    /// a line on stderr parts them. With --run last: until that run ends
    #[arg(short = 'f', long)]
    pub follow: bool,
    /// One run: N for the session's run #N, or last; without a name NAME#N, or a run's number in the history
    #[arg(long, value_name = "RUN")]
    pub run: Option<String>,
    /// Only what was written since: 10m, 1h30m, 2d, a time (2026-01-31T12:00:00Z), or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = since)]
    pub since: Option<Timestamp>,
    /// Put the time before each line
    #[arg(short = 't', long)]
    pub timestamps: bool,
}

impl Logs {
    /// What is asked of the engine.
    pub fn query(&self) -> LogQuery {
        LogQuery { lines: self.lines, since: self.since, timestamps: self.timestamps }
    }
}

/// A number of lines; docker's `all` and -1 are all there are.
fn lines(text: &str) -> Result<u32, String> {
    match text {
        "all" | "-1" => Ok(u32::MAX),
        _ => text.parse().map_err(|_| "write a number of lines, or all".to_owned()),
    }
}
