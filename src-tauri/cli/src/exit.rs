//! The exit codes of berthctl, and its errors on stderr.

use std::process::ExitCode;

use berth_runner::Error;

pub const FAILURE: u8 = 1;
pub const USAGE: u8 = 2;
pub const NOT_FOUND: u8 = 3;
pub const EXISTS: u8 = 4;
pub const NO_ENGINE: u8 = 5;
pub const NO_HISTORY: u8 = 6;
pub const NOT_RUNNING: u8 = 7;
pub const CHANGED: u8 = 8;
pub const NO_TERMINAL: u8 = 9;
pub const TIMED_OUT: u8 = 10;
pub const NEWER: u8 = 12;
pub const WAITS: u8 = 13;

/// The early end of a verb: a sentence for stderr and the exit code.
#[derive(Debug)]
pub struct Stop {
    pub code: u8,
    pub message: String,
    /// The text that the engine printed.
    pub detail: Option<String>,
}

impl Stop {
    pub fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), detail: None }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        let message = match &error {
            // One line each, they are long.
            Error::Invalid { problems } => {
                problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("\n")
            }
            Error::SessionNotFound { name, .. } => {
                format!("{error}; see which there are with: berthctl list{}", hint_of(name))
            }
            Error::ImageNotFound { .. } => format!("{error}; see which there are with: berthctl image list"),
            Error::SessionExists { name, .. } => format!("{error}; join it with: berthctl attach {name}"),
            Error::Protected { name, .. } => {
                format!("{error}. Stop it and leave it there with: berthctl stop --keep {name}")
            }
            Error::LogUnreadable { name, .. } => {
                format!("{error}. Remove it without its log with: berthctl delete --without-log {name}")
            }
            Error::NotRunning { name, .. } => format!("{error}; start it with: berthctl start {name}"),
            _ => error.to_string(),
        };
        Self { code: code(&error), message, detail: error.detail() }
    }
}

impl From<berth_archive::Error> for Stop {
    fn from(error: berth_archive::Error) -> Self {
        use berth_archive::Error as Archive;
        let code = match &error {
            Archive::NoSuchRun { .. } => NOT_FOUND,
            Archive::BadPattern { .. } => USAGE,
            Archive::ExportFailed { .. } => FAILURE,
            _ => NO_HISTORY,
        };
        let message = match &error {
            Archive::NoSuchRun { id } => {
                format!("There is no run {id} in the history; see which there are with: berthctl history")
            }
            _ => error.to_string(),
        };
        Self::new(code, message)
    }
}

/// Explains the likely mistake if a name looks like a shortened id.
fn hint_of(name: &str) -> &'static str {
    let hex = name.len() >= 4 && name.len() < 64 && name.bytes().all(|b| b.is_ascii_hexdigit());
    if hex { " (ids must be whole)" } else { "" }
}

fn code(error: &Error) -> u8 {
    match error {
        Error::Invalid { .. } => USAGE,
        Error::SessionNotFound { .. } | Error::ImageNotFound { .. } | Error::FileNotFound { .. } => NOT_FOUND,
        Error::SessionExists { .. } | Error::NameTaken { .. } => EXISTS,
        Error::EngineNotFound { .. }
        | Error::UnknownEngine { .. }
        | Error::EngineUnavailable { .. }
        | Error::TimedOut { .. } => NO_ENGINE,
        _ => FAILURE,
    }
}

/// The exit code of a session's process as our own. A code outside 0 to 255
/// (podman's -1 after a lost monitor, Windows' codes) becomes a plain failure.
pub fn pass_on(code: i64) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(FAILURE))
}

/// How a verb on several things ends: each failure is told when it happens.
pub fn ended(failed: usize, all: usize, what: &str) -> Result<ExitCode, Stop> {
    match failed {
        0 => Ok(ExitCode::SUCCESS),
        _ => Err(Stop::new(FAILURE, format!("{failed} of {all} {what}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use berth_runner::{Field, Illegible, Protection, SignalRule, Unavailable};

    use super::*;

    #[test]
    fn errors_have_the_documented_codes() {
        let (engine, name) = (|| "podman".to_owned(), || "bot".to_owned());
        let not_found = Error::SessionNotFound { engine: engine(), name: name() };
        let no_image = Error::ImageNotFound { engine: engine(), name: name() };
        let no_file = Error::FileNotFound { name: name(), path: "/x".to_owned() };
        let exists = Error::SessionExists { engine: engine(), name: name() };
        let missing = Error::EngineNotFound { engine: engine(), url: "https://podman.io" };
        let away = Error::EngineUnavailable {
            engine: engine(),
            reason: Unavailable::Lost {},
            detail: "x".to_owned(),
        };
        let late = Error::TimedOut {
            engine: engine(),
            operation: "list".to_owned(),
            after: Duration::from_secs(10),
        };
        let paused = Error::SessionPaused { name: name() };
        let invalid = Error::Invalid { problems: vec![] };
        let taken = Error::NameTaken { engine: engine(), name: name() };
        let unknown = Error::UnknownEngine { engine: "docker:x".to_owned(), known: engine() };
        let rule = SignalRule::NoSignal { text: "x".to_owned(), max: 64 };
        let signal = Error::invalid(Field::Signal, rule.into());
        let (reason, detail) = (Illegible::TooLong { mebibytes: 1 }.into(), "x".to_owned());
        let unreadable = Error::LogUnreadable { engine: engine(), name: name(), reason, detail };
        let owner = Protection::Toolbox { name: name() };
        let protected = Error::Protected { name: name(), owner };
        for (error, code) in [
            (not_found, 3),
            (no_image, 3),
            (no_file, 3),
            (exists, 4),
            (taken, 4),
            (missing, 5),
            (unknown, 5),
            (away, 5),
            (late, 5),
            (paused, 1),
            (protected, 1),
            (unreadable, 1),
            (invalid, 2),
            (signal, 2),
        ] {
            let text = error.to_string();
            let stop = Stop::from(error);
            assert_eq!(stop.code, code, "{text}");
            assert!(stop.message.starts_with(&text), "{text}: {}", stop.message);
        }
    }

    #[test]
    fn errors_of_the_history_have_the_documented_codes() {
        use berth_archive::Error as Archive;
        let path = || std::path::PathBuf::from("/state/history.db");
        let reason = || "the disk is full".to_owned();
        let unusable =
            Archive::ArchiveUnusable { path: path(), operation: "write", reason: reason(), source: None };
        for (error, code, part) in [
            (Archive::NoSuchRun { id: 7 }, 3, "berthctl history"),
            (Archive::BadPattern { pattern: "(".to_owned(), reason: reason() }, 2, "("),
            (Archive::ArchiveNewer { path: path(), found: 9, known: 1 }, 6, "update Berth"),
            (unusable, 6, "the disk is full"),
        ] {
            let stop = Stop::from(error);
            assert!(stop.code == code && stop.message.contains(part), "{stop:?}");
        }
    }

    #[test]
    fn codes_of_processes_are_passed_on_when_they_fit() {
        for (code, expected) in [(0, 0), (3, 3), (137, 137), (255, 255), (256, 1), (-1, 1)] {
            assert_eq!(pass_on(code), ExitCode::from(expected), "{code}");
        }
    }
}
