//! A session as it stands in the file. The published schema is made of these types.

use std::collections::BTreeMap;

use berth_runner::{AfterReboot, EnvVar, SessionSpec, StopStep};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::activity::ActivityTable;
use crate::options::OptionsTable;

/// What may be told of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum NoticeKind {
    /// Ended by itself with a failure.
    Ended,
    /// Ended by the kernel for want of memory.
    OutOfMemory,
    /// Its health checks fail.
    Unhealthy,
    /// It ends again and again.
    CrashLoop,
    /// It waits for an answer.
    Asks,
}

/// What a step of a stop is in the schema; its values are [`StopStep`]s.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "a schema is made of it")]
struct StepTable {
    /// A line that is typed into its terminal, such as `exit`.
    #[serde(rename = "type", default)]
    line: Option<String>,
    /// A signal, such as `SIGINT`.
    #[serde(default)]
    signal: Option<String>,
    /// How long it has to end before the next step; otherwise 10.
    #[serde(default)]
    #[schemars(range(min = 0, max = 3600))]
    seconds: Option<u32>,
}

/// A text, or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    pub fn texts(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

/// One session. Unknown keys are for the schema to refuse: `flatten` knows none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SessionTable {
    /// The engine: podman, docker, podman:CONNECTION or docker:CONTEXT. Otherwise the first that is installed,
    /// podman, then docker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// The image, such as `docker.io/library/debian:12`. Needed, here or in the template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The command, as typed in a shell; otherwise the image's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The folder inside in which it starts; otherwise the image's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_dir: Option<String>,
    /// Variables of its environment. They stand in this file for all who can read it: see `secrets`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub env: BTreeMap<String, String>,
    /// Files of lines KEY=VALUE, read at the start; from the folder of this file on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env_file: Option<OneOrMany>,
    /// Variables whose values are kept elsewhere: `keyring:NAME` in the system's keyring, `engine:NAME` as a secret of
    /// podman.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<String, String>,
    /// `HOST:CONTAINER[:OPTIONS]`, `NAME:CONTAINER[:OPTIONS]`, `tmpfs:CONTAINER[:OPTIONS]`, or `CONTAINER`. A HOST such
    /// as `./data` is found from the folder of this file on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<String>,
    /// Mounted like a volume, for reading logs after the session ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_volume: Option<String>,
    /// `[[IP:][HOST]:]CONTAINER[/tcp|udp|sctp]`, ranges with `-`; without HOST a free port.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<String>,
    /// Lets variables through that make the loader take code into every process (LD_PRELOAD, …).
    #[serde(skip_serializing_if = "is_false")]
    pub allow_loader_env: bool,
    /// Whether its program is asked to draw its screen anew when its terminal is opened.
    #[serde(skip_serializing_if = "is_false")]
    pub redraw: bool,
    /// How it is ended, step by step; otherwise its stop signal, and SIGKILL after its stop time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<StepTable>")]
    pub stop: Vec<StopStep>,
    /// What happens after the machine was started anew; otherwise `leave`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_reboot: Option<AfterReboot>,
    /// Seconds that its start waits then, after that of the session before; otherwise none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 3600))]
    pub after_reboot_delay: Option<u32>,
    /// A command that takes up the work again then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume_command: Option<String>,
    /// How Berth looks at what it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityTable>,
    /// Exactly this is told of it; otherwise as the settings say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notices: Option<Vec<NoticeKind>>,
    /// What else its container is created with.
    #[serde(flatten)]
    pub options: OptionsTable,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Sessions side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutTable {
    /// From left to right; a list in it is a column, from top to bottom. Sessions of this file, by name.
    pub columns: Vec<OneOrMany>,
}

/// The keys in which sessions and templates are joined, not replaced.
pub const JOINED: [&str; 3] = ["env", "labels", "secrets"];

impl SessionTable {
    /// The table of what a form says, the rest as it is in `self`.
    pub fn with_spec(&self, spec: &SessionSpec, engine: Option<&str>) -> Self {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let env = spec.env.iter().map(|EnvVar { key, value }| (key.clone(), value.clone()));
        let mut options = OptionsTable(spec.options.clone());
        let activity = ActivityTable::taken(&mut options.0.labels, &self.options.0.labels);
        Self {
            engine: engine.map(str::to_owned),
            image: text(&spec.image),
            command: text(&spec.command),
            working_dir: text(&spec.working_dir),
            env: env.collect(),
            volumes: spec.volumes.clone(),
            log_volume: text(&spec.log_volume),
            ports: spec.ports.clone(),
            allow_loader_env: spec.allow_loader_env,
            activity,
            options,
            ..self.clone()
        }
    }

    /// What the session is created from. Relative paths are as they stand in the file.
    pub fn spec(&self, name: &str) -> SessionSpec {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let variable = |(key, value): (&String, &String)| EnvVar { key: key.clone(), value: value.clone() };
        let mut options = self.options.0.clone();
        self.activity.iter().for_each(|activity| activity.label(&mut options.labels));
        SessionSpec {
            name: name.to_owned(),
            image: text(&self.image),
            command: text(&self.command),
            working_dir: text(&self.working_dir),
            env: self.env.iter().map(variable).collect(),
            volumes: self.volumes.clone(),
            log_volume: text(&self.log_volume),
            ports: self.ports.clone(),
            allow_loader_env: self.allow_loader_env,
            options,
        }
    }

    /// As it would stand in a file.
    pub fn keys(&self) -> Map<String, Json> {
        match serde_json::to_value(self) {
            Ok(Json::Object(keys)) => keys,
            _ => Map::new(),
        }
    }
}
