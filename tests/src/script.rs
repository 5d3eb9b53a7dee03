//! What a fake engine does when it is called, as a file beside its binary.
//!
//! Written by [`crate::fake::FakeEngine`], read by the `fake-engine` program.

use serde::{Deserialize, Serialize};

/// The script's file name, in the folder of the fake engine's binary.
pub const SCRIPT: &str = "script.json";
/// One [`Call`] a line, in the same folder.
pub const CALLS: &str = "calls.jsonl";

/// The file that the fake engine of that process id has locked as long as it runs.
pub fn sign_of_life(pid: u32) -> String {
    format!("alive-{pid}")
}

/// Stands for the token that Berth gave the container it last created: no script can know it.
pub const TOKEN: &str = "{{token}}";

/// Everything one fake engine will do.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Script {
    /// The first that fits a call and is not used up answers it; a call that none fits
    /// prints a complaint and ends with 97.
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
    pub steps: Vec<Step>,
}

/// One thing to do. When all are done the program ends with status 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// [`TOKEN`] in it becomes the token of the last create.
    Print(String),
    Warn(String),
    /// Bytes on stdout that need not be text.
    PrintBytes(Vec<u8>),
    /// Write until nobody reads.
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
}

/// One call of the fake engine, as it was made.
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
