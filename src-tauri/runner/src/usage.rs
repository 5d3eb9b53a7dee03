//! What sessions use of their machine.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What one session uses at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Usage {
    /// The full id of the session.
    pub id: String,
    /// When it was counted, by our clock.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub at: Timestamp,
    /// Percent of one core since the sample before: 200 for two cores. `None` in the first sample of an
    /// engine that counts since the start, and when the session was started again.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub cpu: Option<f64>,
    /// Bytes, without the page cache where the engine leaves it out.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub memory: u64,
    /// Bytes: its limit, or all that the machine has.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub memory_limit: u64,
    /// Bytes received since its start; `None` with the network of the host.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub net_in: Option<u64>,
    /// Bytes sent since its start.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub net_out: Option<u64>,
    /// Bytes read from disks since its start.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub block_in: Option<u64>,
    /// Bytes written to disks since its start.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub block_out: Option<u64>,
    /// How many processes and threads it has.
    pub pids: u32,
}

/// One process of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Process {
    /// Within the session on podman; of the engine's machine on docker.
    pub pid: u32,
    /// Of its parent, counted so too.
    pub parent: u32,
    /// Percent of one core, on average since the process began.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub cpu: f64,
    /// Bytes in memory.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub memory: u64,
    /// Its command line.
    pub command: String,
}
