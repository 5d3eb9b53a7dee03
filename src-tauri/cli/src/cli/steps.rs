//! The steps of a stop on the command line.

use std::str::FromStr;

use berth_runner::{Rule, StopStep};

/// Those that were written, or those that fit the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Steps {
    Proposed,
    These(Vec<StopStep>),
}

impl FromStr for Steps {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        match text {
            "proposed" => Ok(Self::Proposed),
            text => StopStep::parse_all(text).map(Self::These),
        }
    }
}
