//! How a start went.

use serde::{Deserialize, Serialize};

use crate::difference::Difference;
use crate::session::Session;

/// How a `start` went. Expected outcomes are values, surprises are errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum StartOutcome {
    /// Created and running.
    Started {
        /// The session as it runs.
        session: Session,
    },
    /// It existed and had ended (or never ran); it runs again.
    Restarted {
        /// The session as it runs.
        session: Session,
        /// How it differs from what was asked for; nothing where nobody said what it should be.
        differences: Vec<Difference>,
    },
    /// It ended at once.
    Ended {
        /// The session after its end.
        session: Session,
        /// The last lines of its log, ANSI kept.
        last_lines: String,
        /// As of [`StartOutcome::Restarted`]; nothing for a new one.
        differences: Vec<Difference>,
    },
    /// The image is not on this engine; the person may pull it.
    ImageAbsent {
        /// The reference of the image.
        image: String,
    },
    /// Host paths of volumes that do not exist; nothing was created.
    HostPathsAbsent {
        /// Absolute paths.
        paths: Vec<String>,
    },
}

impl StartOutcome {
    /// The same, with what differs in a session that was started again.
    pub(crate) fn differing(mut self, found: Vec<Difference>) -> Self {
        if let Self::Restarted { differences, .. } | Self::Ended { differences, .. } = &mut self {
            *differences = found;
        }
        self
    }
}
