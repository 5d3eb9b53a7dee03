//! How long engines may take.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::config::{Section, ValueRule};

/// Deadlines of engine calls. A call that meets its deadline is killed, and its effect is
/// looked up before anything is reported.
///
/// The configuration has three of them, see [`LimitSettings`]; the others follow `call`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "LimitSettings", into = "LimitSettings")]
pub struct Limits {
    /// `version`.
    pub health: Duration,
    /// `ps`.
    pub list: Duration,
    /// `container inspect`, and looking for an image.
    pub inspect: Duration,
    /// `create`; long, because one that is cut off may leave a container.
    pub create: Duration,
    /// `start`.
    pub start: Duration,
    /// How long a container that was started is watched for ending at once.
    pub settle: Duration,
    /// On top of the grace time of a `stop`; all of it for a `kill`.
    pub stop_slack: Duration,
    /// `rm`.
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
    /// `pull`; a download.
    pub pull: Duration,
    /// `import`.
    pub import: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        LimitSettings::default().into()
    }
}

impl Limits {
    /// For an engine that is reached over a network. Of each call to podman over SSH, some twelve
    /// round trips are greetings (4.3): 5 s where one takes 0.4 s, and more on a busy machine.
    /// A link that went silent is found by `list`, which stays short.
    #[must_use]
    pub fn over_network(self) -> Self {
        let Self { health, list, inspect, .. } = self;
        Self { health: health * 3, list: list * 3 / 2, inspect: inspect * 3 / 2, ..self }
    }
}

/// `[limits]` in the configuration, each in seconds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LimitSettings {
    /// A call that reads; those that change something take a multiple.
    #[serde(with = "seconds")]
    call: Duration,
    #[serde(with = "seconds")]
    pull: Duration,
    #[serde(with = "seconds")]
    stop_slack: Duration,
}

impl Default for LimitSettings {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { call: seconds(10), pull: seconds(30 * 60), stop_slack: seconds(15) }
    }
}

impl From<LimitSettings> for Limits {
    fn from(LimitSettings { call, pull, stop_slack }: LimitSettings) -> Self {
        Self {
            health: call,
            list: call,
            inspect: call,
            create: call * 12,
            start: call * 6,
            settle: Duration::from_millis(300),
            stop_slack,
            remove: call * 3,
            resume: call * 3 / 2,
            logs: call * 3,
            whole_log: call / 2,
            archive: call * 60,
            pull,
            import: call * 30,
        }
    }
}

impl From<Limits> for LimitSettings {
    fn from(limits: Limits) -> Self {
        Self { call: limits.list, pull: limits.pull, stop_slack: limits.stop_slack }
    }
}

/// `[limits]` in the configuration, in seconds.
impl Section for Limits {
    const NAME: &'static str = "limits";

    fn rule(_: &str) -> ValueRule {
        ValueRule::Seconds { most: 86_400 }
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
