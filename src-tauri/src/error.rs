//! Errors as they cross to the window: a code and values for its sentences, and the
//! message in English.

mod app;

use std::collections::BTreeMap;

use berth_runner::{Coded, Problem, Reason};
use serde::Serialize;
use strum::VariantNames;

pub use app::{AppError, SaveRefusal};

/// The window may still write to a terminal that ended meanwhile; that is no fault.
pub const TERMINAL_CLOSED: &str = "terminal_closed";

/// An error for the window: words for people, a stable code for the UI.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct WireError {
    /// One of [`codes`].
    pub code: String,
    /// The values in the message by name, see [`berth_runner::Error::args`].
    pub args: BTreeMap<String, String>,
    /// The reason in the message, where it has a code of its own.
    pub reason: Option<Reason>,
    pub message: String,
    /// The engine's own words, or the system's.
    pub detail: Option<String>,
    /// For `invalid`: what is wrong with which field.
    pub problems: Vec<Problem>,
}

/// Every code, each once: the window has a sentence for each.
pub fn codes() -> Vec<String> {
    let archive = berth_archive::Error::VARIANTS.iter().map(|code| (*code).to_owned());
    let runner = berth_runner::Error::VARIANTS.iter().map(|code| (*code).to_owned());
    let terminal = berth_terminal::Error::VARIANTS.iter().map(|code| terminal(code));
    let app = AppError::VARIANTS.iter().map(|code| (*code).to_owned());
    let mut codes: Vec<_> = archive.chain(runner).chain(terminal).chain(app).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn terminal(code: &str) -> String {
    format!("terminal_{code}")
}

impl From<berth_runner::Error> for WireError {
    fn from(error: berth_runner::Error) -> Self {
        let Coded { code, args, reason } = (&error).into();
        let (message, detail) = (error.to_string(), error.detail());
        let problems = match error {
            berth_runner::Error::Invalid { problems } => problems,
            _ => Vec::new(),
        };
        Self { code, args, reason, message, detail, problems }
    }
}

impl From<berth_archive::Error> for WireError {
    fn from(error: berth_archive::Error) -> Self {
        (&error).into()
    }
}

impl From<&berth_archive::Error> for WireError {
    fn from(error: &berth_archive::Error) -> Self {
        Self {
            code: error.code().to_owned(),
            args: named(error.args()),
            reason: None,
            message: error.to_string(),
            detail: error.detail(),
            problems: Vec::new(),
        }
    }
}

impl From<berth_logs::Error> for WireError {
    fn from(error: berth_logs::Error) -> Self {
        match error {
            berth_logs::Error::BadPattern(error) => error.into(),
            berth_logs::Error::Changed => AppError::LinesChanged.into(),
            berth_logs::Error::TooLong { limit } => AppError::TextTooLong { megabytes: limit >> 20 }.into(),
        }
    }
}

impl From<berth_terminal::Error> for WireError {
    fn from(error: berth_terminal::Error) -> Self {
        Self {
            code: terminal(error.code()),
            args: named(error.args()),
            reason: None,
            message: error.to_string(),
            detail: error.detail(),
            problems: Vec::new(),
        }
    }
}

impl From<berth_observer::Error> for WireError {
    fn from(error: berth_observer::Error) -> Self {
        match error {
            berth_observer::Error::Runner(error) => error.into(),
            berth_observer::Error::Terminal(error) => error.into(),
            berth_observer::Error::NotSent { name, reason: words } => {
                AppError::NotSent { name, words }.into()
            }
        }
    }
}

impl From<AppError> for WireError {
    fn from(error: AppError) -> Self {
        Self {
            code: error.code().to_owned(),
            args: named(error.args()),
            reason: error.reason(),
            message: error.to_string(),
            detail: error.detail(),
            problems: Vec::new(),
        }
    }
}

fn named(args: Vec<(&'static str, String)>) -> BTreeMap<String, String> {
    args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
pub mod tests;
