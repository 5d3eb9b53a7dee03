//! How long engines may take.

use std::time::Duration;

/// Deadlines of engine calls. A call that meets its deadline is killed, and what
/// became of it is asked for before anything is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// `version`.
    pub health: Duration,
    /// `ps`.
    pub list: Duration,
    /// `container inspect`, and looking for an image.
    pub inspect: Duration,
    /// `create`; long, because one that is cut off may leave a container.
    pub create: Duration,
    pub start: Duration,
    /// How long a container that was started is watched for ending at once.
    pub settle: Duration,
    /// On top of the grace time of a `stop`; all of it for a `kill`.
    pub stop_slack: Duration,
    pub remove: Duration,
    /// `unpause`.
    pub resume: Duration,
    /// `logs` of some lines.
    pub logs: Duration,
    /// How long podman may read a whole log for its last lines (some 10 MB/s); then its
    /// own `--tail` is taken, see [`super::Runner::logs`].
    pub whole_log: Duration,
    /// The whole log, for the archive.
    pub archive: Duration,
    /// `exec` without a terminal; the process inside outlives it.
    pub exec: Duration,
    pub pull: Duration,
    pub import: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            health: seconds(10),
            list: seconds(10),
            inspect: seconds(10),
            create: seconds(120),
            start: seconds(60),
            settle: Duration::from_millis(300),
            stop_slack: seconds(15),
            remove: seconds(30),
            resume: seconds(15),
            logs: seconds(30),
            whole_log: seconds(5),
            archive: seconds(600),
            exec: seconds(300),
            pull: seconds(30 * 60),
            import: seconds(300),
        }
    }
}
