//! The values that cross to a window.

use berth_archive::RunId;
use serde::{Deserialize, Serialize};

/// A session whose log is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogSource {
    /// The id of its engine.
    pub engine: String,
    /// The id of its container, 64 hexadecimal digits.
    pub id: String,
}

/// How bad it is what a line tells, by the usual forms of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[repr(u8)]
pub enum LogLevel {
    /// Something failed; fatal errors, panics and critical ones too.
    Error,
    /// A warning.
    Warn,
    /// Information; notices too.
    Info,
    /// For developers.
    Debug,
    /// For developers, in every detail.
    Trace,
    /// The line does not say.
    None,
}

/// Where a program wrote a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[repr(u8)]
pub enum LogStream {
    /// Its standard output; also what the archive has, where streams are not told apart.
    Output,
    /// Its standard error.
    Errors,
    /// Its terminal.
    Terminal,
}

/// What a line holds, or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogPattern {
    /// A text, or a regular expression.
    pub text: String,
    /// Whether it is a regular expression, of the crate `regex`.
    pub regex: bool,
    /// Whether capital letters differ from small ones.
    pub caseful: bool,
}

/// One rule of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogRule {
    /// What is looked for.
    pub pattern: LogPattern,
    /// Whether lines without it pass, in place of those with it.
    pub not: bool,
}

/// Which lines are rows: those that pass all of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogQuery {
    /// All of these hold.
    pub rules: Vec<LogRule>,
    /// Of these levels; empty for all.
    pub levels: Vec<LogLevel>,
    /// Of these streams; empty for all.
    pub streams: Vec<LogStream>,
    /// Of these sources, by their place in the view; empty for all.
    pub sources: Vec<u32>,
    /// Written from this time on, in milliseconds since 1970. A line without a time has that of the line before.
    pub since: Option<f64>,
    /// Written before this time, in milliseconds since 1970.
    pub until: Option<f64>,
}

/// One row of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LogRow {
    /// A line.
    Line {
        /// Its place among the rows.
        row: u32,
        /// Its number in the view, which it keeps for ever; below 2^53.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        line: u64,
        /// The place of its source in the view.
        source: u32,
        /// Where the program wrote it.
        stream: LogStream,
        /// Its level, or that of the line that it continues.
        level: LogLevel,
        /// When it was written, in milliseconds since 1970; `None` where nobody knows.
        #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
        at: Option<i64>,
        /// What a person would see of it, with the escape sequences of colours (SGR) and no others; at most
        /// 16 KiB.
        text: String,
        /// Whether `text` is only its beginning.
        cut: bool,
        /// Whether it is JSON, or ends with JSON.
        json: bool,
    },
    /// A run begins: the line between runs. It is there where its run has a row.
    Run {
        /// Its place among the rows.
        row: u32,
        /// Its number in the view, which it keeps for ever; below 2^53.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        line: u64,
        /// The place of its source in the view.
        source: u32,
        /// The number of the run in the archive, where it is kept.
        #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
        run: Option<RunId>,
        /// Its place among the runs of its name: 1 is the first; `None` where the archive does not say.
        number: Option<u32>,
        /// The place of its container among those of its name: 1 is the first; `None` where the archive does
        /// not say.
        generation: Option<u32>,
        /// Its start, in milliseconds since 1970.
        #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
        began: Option<i64>,
        /// Its end, in milliseconds since 1970; `None` while it goes on.
        #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
        ended: Option<i64>,
        /// Its exit code, where it has ended.
        #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
        exit_code: Option<i64>,
    },
}

/// Rows of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogRows {
    /// The revision that the rows are of. Of another than was asked for there are no rows: ask anew.
    pub revision: u32,
    /// Rows that fell off the front of this revision so far: the sum of what its `changed` events said, and of
    /// what the next one will say.
    pub removed: u32,
    /// The place of the first.
    pub first: u32,
    /// The rows that there are of those that were asked for.
    pub rows: Vec<LogRow>,
}

/// One line, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogLine {
    /// As in [`LogRow::Line`], up to 1 MiB.
    pub text: String,
    /// Its JSON over several lines, indented by two spaces, where it has any.
    pub json: Option<String>,
    /// Whether it was longer than 1 MiB, and its end is lost.
    pub cut: bool,
}

/// Lines of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogLevels {
    /// Of [`LogLevel::Error`].
    pub error: u32,
    /// Of [`LogLevel::Warn`].
    pub warn: u32,
    /// Of [`LogLevel::Info`].
    pub info: u32,
    /// Of [`LogLevel::Debug`].
    pub debug: u32,
    /// Of [`LogLevel::Trace`].
    pub trace: u32,
    /// Of [`LogLevel::None`].
    pub none: u32,
}

/// How many rows and lines a view has now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogCounts {
    /// It grows when the rows change in another way than by new ones at the end and by old ones that fall off
    /// the front.
    pub revision: u32,
    /// Rows of the query.
    pub rows: u32,
    /// Lines that are held.
    pub lines: u32,
    /// The oldest lines that were let go of, so far.
    pub dropped: u32,
    /// Rows of this revision that fell off the front since the last event: the places of others shrink by it.
    pub removed: u32,
    /// Of the lines that pass the query, but for its levels.
    pub levels: LogLevels,
    /// The part of the lines that the query has seen, 0 to 1.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub scanned: f32,
}

/// What the reader of a source does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum SourceState {
    /// It reads what was written before.
    Reading,
    /// It has read that, and takes what comes.
    Following,
    /// The run has ended; it waits for the next run of that name.
    Waiting,
    /// The engine is away; it goes on when that is back.
    Away,
    /// The log can't be read. It tries again with the next run.
    Failed,
}

/// How times are written into text that is copied or saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LogTimes {
    /// None.
    #[default]
    Off,
    /// In the time zone of this machine.
    Local,
    /// In UTC.
    Utc,
}
