//! How long engines may take.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::config::Section;

/// Deadlines of engine calls. A call that meets its deadline is killed, and what
/// became of it is asked for before anything is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// `version`.
    #[serde(with = "seconds")]
    pub health: Duration,
    /// `ps`.
    #[serde(with = "seconds")]
    pub list: Duration,
    /// `container inspect`, and looking for an image.
    #[serde(with = "seconds")]
    pub inspect: Duration,
    /// `create`; long, because one that is cut off may leave a container.
    #[serde(with = "seconds")]
    pub create: Duration,
    #[serde(with = "seconds")]
    pub start: Duration,
    /// How long a container that was started is watched for ending at once.
    #[serde(with = "seconds")]
    pub settle: Duration,
    /// On top of the grace time of a `stop`; all of it for a `kill`.
    #[serde(with = "seconds")]
    pub stop_slack: Duration,
    #[serde(with = "seconds")]
    pub remove: Duration,
    /// `unpause`.
    #[serde(with = "seconds")]
    pub resume: Duration,
    /// `logs` of some lines.
    #[serde(with = "seconds")]
    pub logs: Duration,
    /// How long podman may read a whole log for its last lines (some 10 MB/s); then its
    /// own `--tail` is taken, see [`super::Runner::logs`].
    #[serde(with = "seconds")]
    pub whole_log: Duration,
    /// The whole log, for the archive.
    #[serde(with = "seconds")]
    pub archive: Duration,
    /// `exec` without a terminal; the process inside outlives it.
    #[serde(with = "seconds")]
    pub exec: Duration,
    #[serde(with = "seconds")]
    pub pull: Duration,
    #[serde(with = "seconds")]
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

/// `[limits]` in the configuration, in seconds.
impl Section for Limits {
    const NAME: &'static str = "limits";

    fn rule(_: &str) -> &'static str {
        "seconds, more than 0 and at most 86400 (a day)"
    }
}

mod seconds {
    use std::time::Duration;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    const A_DAY: f64 = 86_400.0;

    pub fn serialize<S: Serializer>(limit: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(limit.as_secs_f64())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        let seconds = f64::deserialize(from)?;
        if seconds > 0.0 && seconds <= A_DAY {
            Duration::try_from_secs_f64(seconds).map_err(Error::custom)
        } else {
            Err(Error::custom("out of range"))
        }
    }
}
