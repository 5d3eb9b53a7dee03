//! What the tools take. A field that is none of these is refused: a condition that is misspelled would not hold.

use std::time::Duration;

use berth_activity::{Activity, Input, Key};
use berth_control::Until;
use rmcp::schemars::{self, JsonSchema};
use serde::Deserialize;

use crate::exit::{Stop, USAGE};

/// The longest that a session is waited for, and how long if nobody says.
const LONGEST: f64 = 3600.0;
const USUAL: f64 = 60.0;

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Only those in this state: created, running, paused, restarting, stopping, exited or dead.
    pub state: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its name or full id.
    pub session: String,
    /// podman, docker, podman:CONNECTION or docker:CONTEXT; otherwise the first that is installed.
    pub engine: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// Its name or full id.
    pub session: String,
    /// podman, docker, podman:CONNECTION or docker:CONTEXT; otherwise the first that is installed.
    pub engine: Option<String>,
    /// How many of its last lines; 20 if not said.
    pub lines: Option<u32>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Only the runs of this name.
    pub session: Option<String>,
    /// The most runs; 20 if not said.
    pub most: Option<u32>,
}

/// What a session does.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(rename_all = "lowercase")]
pub enum Does {
    Asks,
    Works,
    Done,
    Idle,
}

impl From<Does> for Activity {
    fn from(does: Does) -> Self {
        match does {
            Does::Asks => Self::Asks,
            Does::Works => Self::Works,
            Does::Done => Self::Done,
            Does::Idle => Self::Idle,
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Its name or full id.
    pub session: String,
    /// podman, docker, podman:CONNECTION or docker:CONTEXT; otherwise the first that is installed.
    pub engine: Option<String>,
    /// Until it does one of these.
    pub activity: Option<Vec<Does>>,
    /// Until a line of its screen matches this regular expression.
    pub text: Option<String>,
    /// Until it ends.
    pub exit: Option<bool>,
    /// Until it has printed nothing for so many seconds.
    pub quiet_seconds: Option<f64>,
    /// The longest to wait; 60 if not said, 3600 at most.
    pub timeout_seconds: Option<f64>,
}

impl Wait {
    /// # Errors
    /// It is not one thing that is waited for.
    pub fn until(&self) -> Result<Until, Stop> {
        let activity = self.activity.iter().filter(|wanted| !wanted.is_empty());
        let activity =
            activity.map(|wanted| Until::Activity(wanted.iter().copied().map(Into::into).collect()));
        let text = self.text.iter().cloned().map(Until::Text);
        let exit = self.exit.filter(|exit| *exit).map(|_| Until::Exit);
        let quiet = self.quiet_seconds.map(|seconds| Until::Quiet(seconds_of(seconds)));
        let mut all = activity.chain(text).chain(exit).chain(quiet);
        match (all.next(), all.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(Stop::new(USAGE, "Say one of activity, text, exit and quiet_seconds")),
        }
    }

    pub fn limit(&self) -> Duration {
        seconds_of(self.timeout_seconds.unwrap_or(USUAL))
    }
}

fn seconds_of(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds.clamp(0.0, LONGEST))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "schemars")]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// Its name or full id.
    pub session: String,
    /// podman, docker, podman:CONNECTION or docker:CONTEXT; otherwise the first that is installed.
    pub engine: Option<String>,
    /// A text; no Enter follows it.
    pub text: Option<String>,
    /// Keys in order, instead of a text: enter, esc, tab, up, down, ctrl-c, … or one character.
    pub keys: Option<Vec<String>>,
    /// Press Enter at the end.
    pub enter: Option<bool>,
    /// Only while it does this.
    pub if_activity: Option<Does>,
    /// Only while its screen has this hash, which peek tells.
    pub if_screen: Option<String>,
}

impl Typing {
    /// # Errors
    /// There is nothing to send, too much, or no such key.
    pub fn inputs(&self) -> Result<Vec<Input>, Stop> {
        let wrong = |what: &str| Stop::new(USAGE, what);
        let keys = self.keys.iter().flatten().map(|key| key.parse::<Key>());
        let keys = keys.collect::<Result<Vec<_>, _>>().map_err(|error| wrong(&error.to_string()))?;
        if self.text.is_some() && !keys.is_empty() {
            return Err(wrong("Say text or keys, not both"));
        }
        let text = self.text.iter().filter(|text| !text.is_empty()).cloned().map(Input::Text);
        let enter = self.enter.filter(|enter| *enter).map(|_| Key::enter());
        let inputs: Vec<_> = text.chain(keys.into_iter().chain(enter).map(Input::Key)).collect();
        if inputs.is_empty() { Err(wrong("Say text, keys or enter")) } else { Ok(inputs) }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::{Value, from_value, json};

    #[test]
    fn one_thing_is_waited_for() {
        let until = |fields: Value| from_value::<Wait>(fields).unwrap().until();
        assert_eq!(
            until(json!({"session": "bot", "activity": ["asks", "done"]})).unwrap(),
            Until::Activity(vec![Activity::Asks, Activity::Done])
        );
        let quiet = until(json!({"session": "bot", "quiet_seconds": -1})).unwrap();
        assert_eq!(quiet, Until::Quiet(Duration::ZERO));
        for fields in [json!({"session": "b"}), json!({"session": "b", "exit": true, "text": "x"})] {
            assert_eq!(until(fields.clone()).unwrap_err().code, USAGE, "{fields}");
        }
    }

    #[test]
    fn a_wait_has_an_end() {
        for (seconds, limit) in [(json!(null), 60), (json!(0), 0), (json!(-3), 0), (json!(1e300), 3600)] {
            let wait = json!({"session": "b", "exit": true, "timeout_seconds": seconds});
            assert_eq!(from_value::<Wait>(wait).unwrap().limit(), Duration::from_secs(limit));
        }
    }

    #[test]
    fn a_condition_that_is_misspelled_is_refused() {
        let send = json!({"session": "b", "text": "yes", "if_hash": "0123456789abcdef"});
        assert!(from_value::<Typing>(send).unwrap_err().to_string().contains("if_hash"));
    }

    #[test]
    fn what_is_sent_is_a_text_or_keys() {
        let inputs = |fields: Value| from_value::<Typing>(fields).unwrap().inputs();
        assert_eq!(inputs(json!({"session": "b", "text": "yes", "enter": true})).unwrap().len(), 2);
        assert_eq!(inputs(json!({"session": "b", "keys": ["down", "enter"]})).unwrap().len(), 2);
        for fields in [
            json!({"session": "b"}),
            json!({"session": "b", "text": ""}),
            json!({"session": "b", "text": "a", "keys": ["b"]}),
            json!({"session": "b", "keys": ["nokey"]}),
        ] {
            assert_eq!(inputs(fields.clone()).unwrap_err().code, USAGE, "{fields}");
        }
    }
}
