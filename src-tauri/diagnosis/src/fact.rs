//! What is looked at and what is found, as codes with arguments. The English sentence of each stands beside it; the
//! window has the others (`ui/src/notices/text/german/facts.ts`).
#![expect(missing_docs, reason = "the sentence of each says what it means")]

use berth_runner::{CallTime, Coded, Need, Right, size};
use serde::{Deserialize, Serialize};

use crate::settings::Verbosity;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Subject {
    #[error("{id}")]
    Engine { id: String },
    #[error("after a reboot")]
    AfterReboot {},
    #[error("app")]
    App {},
    #[error("web view")]
    WebView {},
    #[error("drawing")]
    Drawing {},
    #[error("log-in")]
    LogIn {},
    #[error("settings")]
    Settings {},
    #[error("rules")]
    Rules {},
    #[error("definitions")]
    Definitions {},
    #[error("history")]
    History {},
    #[error("log")]
    Log {},
    #[error("disk")]
    Disk {},
    #[error("display")]
    Display {},
    #[error("session bus")]
    SessionBus {},
    #[error("notices")]
    Notices {},
    #[error("tray")]
    Tray {},
    #[error("portal")]
    Portal {},
    #[error("keyring")]
    Keyring {},
}

/// What is found. Paths are whole; `words` are the engine's or the system's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Fact {
    #[error("{}", ready(version.as_deref(), *rootless, endpoint, *milliseconds))]
    EngineReady {
        version: Option<String>,
        rootless: Option<bool>,
        endpoint: String,
        milliseconds: Option<u32>,
    },
    /// `message` is the host's own sentence.
    #[error("{message}")]
    EngineAway { message: String, fault: Option<Coded> },
    #[error("{words}")]
    EngineWarns { words: String },
    #[error("its list of {sessions} came in {milliseconds} ms")]
    EngineLists { sessions: u32, milliseconds: u32 },
    #[error("You may not: {}", rights.iter().map(|right| right.words()).collect::<Vec<_>>().join(", "))]
    MayNot { rights: Vec<Right> },
    #[error("slowest calls: {}", slowest(calls))]
    SlowestCalls { calls: Vec<CallTime> },
    #[error("{need}")]
    Lacks { need: Need },
    #[error("It runs, and answers berthctl")]
    AppAnswers {},
    /// An app of another version tells what this program does not know.
    #[error("{count} of its checks can't be read here: it is of another version than berthctl")]
    AppUnread { count: u32 },
    #[error("It does not run")]
    AppAbsent {},
    #[error("{words}")]
    AppSilent { words: String },
    #[error("WebKit {version}")]
    WebView { version: String },
    #[error("by {}, {}", if *webgl { "WebGL" } else { "the DOM" }, if *card { "with a graphics card" } else { "without a graphics card" })]
    Drawing { webgl: bool, card: bool },
    #[error("{}", if *on { "Berth is started at log-in" } else { "Berth is not started at log-in" })]
    LogIn { on: bool },
    #[error("Whether Berth is started at log-in can't be read: {words}")]
    LogInUnknown { words: String },
    #[error("{path}")]
    Settings { path: String },
    #[error("as they come; {path} would hold others")]
    SettingsAbsent { path: String },
    #[error("There is no folder for them")]
    NoFolder {},
    #[error("no fault")]
    NoFault {},
    #[error("{}", lines.join("\n"))]
    Faults { lines: Vec<String> },
    #[error("{path}, {count} defined")]
    Definitions { path: String, count: u32 },
    #[error("none; they would be in {path}")]
    DefinitionsAbsent { path: String },
    #[error("{path}, {runs} runs of {sessions} sessions, {}", size(*bytes))]
    History {
        path: String,
        runs: u32,
        sessions: u32,
        #[cfg_attr(feature = "specta", specta(type = u32))]
        bytes: u64,
    },
    #[error("Nothing is kept yet; it will be in {path}")]
    HistoryAbsent { path: String },
    #[error("{words}")]
    HistoryUnusable { words: String },
    #[error("{path}, {}, level {}", size(*bytes), level.word())]
    Log {
        path: String,
        #[cfg_attr(feature = "specta", specta(type = u32))]
        bytes: u64,
        level: Verbosity,
    },
    #[error("{} of {} are free where {path} is", size(*free), size(*total))]
    Disk {
        path: String,
        #[cfg_attr(feature = "specta", specta(type = u32))]
        free: u64,
        #[cfg_attr(feature = "specta", specta(type = u32))]
        total: u64,
    },
    #[error("Nothing can be written in {path}: {words}")]
    Unwritable { path: String, words: String },
    #[error("by {variable}")]
    Display { variable: String },
    #[error("Neither WAYLAND_DISPLAY nor DISPLAY is set: no window opens here")]
    DisplayAbsent {},
    #[error("it answers")]
    Answers {},
    #[error("it is started when it is asked")]
    Startable {},
    #[error("there is none")]
    Absent {},
    #[error("it does not answer: {words}")]
    Silent { words: String },
}

/// What to do, or what it means.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Advice {
    /// A command for a shell.
    #[error("{command}")]
    Run { command: String },
    /// An engine's own words.
    #[error("{words}")]
    Words { words: String },
    #[error("This docker is podman behind docker's client")]
    PodmanAsDocker {},
    #[error("Lists and changes come as late as that")]
    SlowEngine {},
    #[error("Set HOME to your home folder")]
    SetHome {},
    #[error("Give yourself the right to write there")]
    GetRights {},
    #[error("Make room: runs and settings can't be written on a full disk")]
    MakeRoom {},
    #[error("Notices of the desktop and the tray need one")]
    BusIsNeeded {},
    #[error("Without one the desktop shows no notices; the bell in the window has them all")]
    NoNotices {},
    #[error("Without one closing the window quits Berth; sessions run on")]
    NoTray {},
    #[error("Links and dialogs of a sandboxed Berth need one")]
    NoPortal {},
    #[error("Secrets of definitions that come from the keyring need one")]
    NoKeyring {},
}

fn ready(version: Option<&str>, rootless: Option<bool>, endpoint: &str, milliseconds: Option<u32>) -> String {
    let version = version.unwrap_or("it does not say its version").to_owned();
    let root = rootless.map(|without| if without { "without root" } else { "with root" }.to_owned());
    let place = Some(endpoint.to_owned()).filter(|place| !place.is_empty());
    let answered = milliseconds.map(|latency| format!("answered in {latency} ms"));
    [Some(version), root, place, answered].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn slowest(calls: &[CallTime]) -> String {
    let call = |CallTime { verb, count, last_ms, slowest_ms }: &CallTime| {
        format!("{verb} {slowest_ms} ms (last {last_ms} ms, {count} times)")
    };
    calls.iter().map(call).collect::<Vec<_>>().join("; ")
}
