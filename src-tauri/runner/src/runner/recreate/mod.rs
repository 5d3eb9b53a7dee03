//! Edits a session by making it anew: the old container steps aside, the new one has to prove
//! itself, and otherwise the old one is back as it was.
//!
//! What is under way is written to a journal first, so that the next Berth undoes or finishes what
//! a killed one left: see [`recover`].

mod clone;
mod data;
mod entry;
mod limits;
mod plan;
mod recover;
mod swap;
mod watch;

use serde::{Deserialize, Serialize};

use crate::session::{Session, SessionSpec};
use crate::spec_of::{Lost, SpecDifference};

pub use recover::Recovered;

/// What of its data the new container gets beside the volumes and folders that its spec names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum KeptData {
    /// Nothing: new volumes without names, a new file system.
    Fresh,
    /// Its volumes without names.
    #[default]
    Volumes,
    /// Those, and what was written into its own file system, which becomes an image without the
    /// container's variables.
    Layer,
}

/// How a session is recreated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RecreateOptions {
    /// What it keeps.
    pub data: KeptData,
    /// Create host folders of volumes that do not exist.
    pub create_host_paths: bool,
    /// Seconds that the new one has to run; one with a health check has to be healthy.
    pub seconds: u32,
}

impl Default for RecreateOptions {
    fn default() -> Self {
        Self { data: KeptData::default(), create_host_paths: false, seconds: 10 }
    }
}

/// What would be done, before it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RecreatePlan {
    /// What the session is now.
    pub before: SessionSpec,
    /// What it is besides, and no spec can say: the new one is without.
    pub lost: Vec<Lost>,
    /// What changes.
    pub differences: Vec<SpecDifference>,
    /// The command that would make the old one again, values masked; empty where its spec breaks a rule.
    pub command_before: String,
    /// The command that makes the new one, values masked.
    pub command_after: String,
    /// Whether nothing but limits changes, which the engine can change while it runs.
    pub in_place: bool,
    /// Whether those limits last over its next start (docker); podman 4.3's do not.
    pub lasting: bool,
}

/// Where a recreation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum RecreateStep {
    /// The file system of the old one is written out and read in again as an image.
    KeepingLayer,
    /// The old one gets another name.
    Renaming,
    /// The new one is created.
    Creating,
    /// The old one is stopped.
    Stopping,
    /// The new one is started.
    Starting,
    /// It has to run for a while, or to become healthy.
    Watching,
    /// The old one's run is archived, and it is removed.
    Removing,
    /// The old one is put back.
    PuttingBack,
}

/// Why the old one was put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PutBack {
    /// The new one ended.
    Ended {
        /// As of [`Session::exit_code`].
        #[cfg_attr(feature = "specta", specta(type = Option<f64>))]
        exit_code: Option<i64>,
    },
    /// Its health check failed.
    Unhealthy {},
    /// Its health check did not pass in time.
    NotHealthy {
        /// How long it had.
        seconds: u32,
    },
    /// The engine refused to create or to start it.
    Refused {
        /// The sentence of that.
        message: String,
        /// The engine's own words.
        detail: Option<String>,
    },
}

/// How a recreation went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum RecreateOutcome {
    /// The new one runs, and the old one is gone.
    Recreated {
        /// The new one.
        session: Session,
        /// The name of the old one where it could not be archived or removed, and stays.
        kept: Option<String>,
    },
    /// The old one is as it was before.
    PutBack {
        /// The old one.
        session: Session,
        /// What was wrong with the new one.
        why: PutBack,
        /// The last lines of the new one's log.
        last_lines: String,
    },
    /// The image is not on this engine; nothing was done.
    ImageAbsent {
        /// The reference of the image.
        image: String,
    },
    /// Host paths of volumes that do not exist; nothing was done.
    HostPathsAbsent {
        /// Absolute paths.
        paths: Vec<String>,
    },
}
