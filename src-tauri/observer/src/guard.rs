//! What must still be so for input to be sent.

use berth_activity::Activity;
use serde::{Deserialize, Serialize};

use crate::peek::Peek;

/// What must still be so when input is sent; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Guard {
    /// What the session does.
    pub activity: Option<Activity>,
    /// The name of the screen that the person looked at, see [`Peek::hash`].
    pub screen: Option<String>,
}

impl Guard {
    /// Whether all is still so.
    pub fn is_met_by(&self, peek: &Peek) -> bool {
        self.activity.is_none_or(|activity| activity == peek.reading.activity)
            && self.screen.as_ref().is_none_or(|screen| *screen == peek.hash)
    }
}

/// What became of input.
#[derive(Debug, Clone)]
pub enum SendOutcome {
    /// It was written to the session's terminal.
    Sent {
        /// What it was sent to.
        peek: Peek,
    },
    /// It was not sent: the guard was not met.
    Changed {
        /// What is seen now.
        peek: Peek,
    },
}

impl SendOutcome {
    /// What was seen when it was decided.
    pub fn peek(&self) -> &Peek {
        match self {
            Self::Sent { peek } | Self::Changed { peek } => peek,
        }
    }
}
