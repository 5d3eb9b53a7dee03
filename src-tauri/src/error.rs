//! Errors as they cross to the window.

use berth_runner::Problem;
use serde::Serialize;

/// The window may still write to a terminal that ended meanwhile; that is no fault.
pub const TERMINAL_CLOSED: &str = "terminal_closed";

/// An error for the window: words for people, a stable code for the UI.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct WireError {
    /// See [`berth_runner::Error::code`]; `terminal_…` for the terminal path.
    pub code: String,
    pub message: String,
    /// The engine's own words, or the system's.
    pub detail: Option<String>,
    /// For `invalid`: what is wrong with which field.
    pub problems: Vec<Problem>,
}

impl WireError {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), detail: None, problems: Vec::new() }
    }
}

impl From<berth_runner::Error> for WireError {
    fn from(error: berth_runner::Error) -> Self {
        let mut failure = Self::new(error.code(), error.to_string());
        failure.detail = error.detail();
        if let berth_runner::Error::Invalid { problems } = error {
            failure.problems = problems;
        }
        failure
    }
}

impl From<berth_terminal::Error> for WireError {
    fn from(error: berth_terminal::Error) -> Self {
        let code = match error {
            berth_terminal::Error::Closed => TERMINAL_CLOSED.to_owned(),
            _ => format!("terminal_{}", error.code()),
        };
        Self { detail: error.detail(), ..Self::new(&code, error.to_string()) }
    }
}
