//! Errors as they cross to the window: a code and values for its sentences, and the
//! message in English.

use std::collections::BTreeMap;

use berth_runner::Problem;
use serde::Serialize;

/// The window may still write to a terminal that ended meanwhile; that is no fault.
pub const TERMINAL_CLOSED: &str = "terminal_closed";

/// An error for the window: words for people, a stable code for the UI.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct WireError {
    /// See [`berth_runner::Error::code`]; `terminal_…` for the terminal path.
    pub code: String,
    /// The values in the message by name, see [`berth_runner::Error::args`].
    pub args: BTreeMap<String, String>,
    pub message: String,
    /// The engine's own words, or the system's.
    pub detail: Option<String>,
    /// For `invalid`: what is wrong with which field.
    pub problems: Vec<Problem>,
}

impl WireError {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            args: BTreeMap::new(),
            message: message.into(),
            detail: None,
            problems: Vec::new(),
        }
    }
}

impl From<berth_runner::Error> for WireError {
    fn from(error: berth_runner::Error) -> Self {
        let mut failure = Self::new(error.code(), error.to_string());
        failure.detail = error.detail();
        failure.args = named(error.args());
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
        Self { args: named(error.args()), detail: error.detail(), ..Self::new(&code, error.to_string()) }
    }
}

fn named(args: Vec<(&'static str, String)>) -> BTreeMap<String, String> {
    args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_crosses_with_the_values_of_its_message() {
        let (engine, name) = ("podman".to_owned(), "web".to_owned());
        let crossed = WireError::from(berth_runner::Error::SessionNotFound { engine, name });
        assert_eq!(crossed.code, "session_not_found");
        assert_eq!(crossed.args, named(vec![("engine", "podman".into()), ("name", "web".into())]));
    }

    #[test]
    fn a_terminal_that_is_closed_keeps_its_code() {
        assert_eq!(WireError::from(berth_terminal::Error::Closed).code, TERMINAL_CLOSED);
        let busy = WireError::from(berth_terminal::Error::Busy { waiting: 5 });
        assert_eq!((busy.code.as_str(), busy.args["waiting"].as_str()), ("terminal_busy", "5"));
    }
}
