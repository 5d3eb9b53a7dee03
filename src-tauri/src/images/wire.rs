//! Jobs as they cross to the window.

use berth_runner::{PullProgress, Transfer};
use serde::Serialize;

use crate::error::WireError;

/// A job on an image.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageJob {
    pub number: u32,
    /// The id of its engine.
    pub engine: String,
    /// The image; of a load the file.
    pub subject: String,
    pub work: ImageWork,
    pub state: JobState,
}

/// What a job does, and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ImageWork {
    Pull { progress: PullProgress },
    Build {},
    Save { path: String, transfer: Transfer },
    Load { transfer: Transfer },
}

/// How a job is.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "at", rename_all = "camelCase")]
pub enum JobState {
    Running,
    /// The images that there are by it.
    Done {
        names: Vec<String>,
    },
    Failed {
        error: WireError,
    },
    Cancelled,
}

/// What a window is told of jobs.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[expect(clippy::large_enum_variant, reason = "one at a time, on its way to a window")]
pub enum ImageJobEvent {
    /// How a job is now.
    Job { job: ImageJob },
    /// What a build printed since.
    Lines { number: u32, lines: Vec<String> },
    /// A job is no longer listed.
    Gone { number: u32 },
}
