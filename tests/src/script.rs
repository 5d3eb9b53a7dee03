//! The script of a fake engine: a file beside its binary.
//!
//! Written by [`crate::fake::FakeEngine`], read by the `fake-engine` program.

use serde::{Deserialize, Serialize};

/// The script's file name, in the folder of the fake engine's binary.
pub const SCRIPT: &str = "script.json";
/// One [`Call`] a line, in the same folder.
pub const CALLS: &str = "calls.jsonl";

/// The file that the fake engine with this process id keeps locked while it runs.
pub fn sign_of_life(pid: u32) -> String {
    format!("alive-{pid}")
}

/// A placeholder for the token of the container that Berth created last, which no script can
/// know.
pub const TOKEN: &str = "{{token}}";

/// Everything one fake engine will do.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Script {
    /// The first rule that fits a call and is not used up answers it. A call that no rule fits
    /// prints a complaint and ends with status 97.
    pub rules: Vec<Rule>,
    /// Variables whose values are recorded with each call.
    pub record_env: Vec<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Rule {
    /// Words that stand in the call's arguments, in this order, others between them or not.
    pub when: Vec<String>,
    /// How many calls it answers; `None` for all.
    pub times: Option<usize>,
    /// It answers until the test allows this word; `None` for ever.
    pub until: Option<String>,
    pub steps: Vec<Step>,
}

/// One step of an answer. After the last one the program ends with status 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// [`TOKEN`] in it becomes the token of the last create.
    Print(String),
    Warn(String),
    /// Bytes on stdout that need not be text.
    PrintBytes(Vec<u8>),
    /// A text, this many times.
    Repeat(String, usize),
    /// Write until the reader is gone.
    FloodStdout,
    FloodStderr,
    /// From here on SIGTERM and SIGINT do nothing (on Windows there is nothing to ignore).
    IgnoreTerm,
    /// Start a process of its own that keeps stdout and stderr open until the test is over.
    Grandchild,
    /// Stop answering until the test is over.
    Hang,
    /// Wait until the test says so, see [`crate::fake::FakeEngine::allow`].
    Await(String),
    /// Copy stdin to stdout until it ends or Ctrl-D comes, as an attach to `cat` would.
    Echo,
    /// Windows and Unix agree on 0 to 255 only.
    Exit(u8),
    /// End as one that was killed: without a status of its own.
    Die,
}

/// One call of the fake engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub args: Vec<String>,
    /// Those of [`Script::record_env`] that were set.
    pub env: Vec<(String, String)>,
    pub pid: u32,
    /// The process that [`Step::Grandchild`] would start is recorded as a call of its own.
    pub grandchild: bool,
    /// The index of the rule that answered.
    pub rule: Option<usize>,
}
