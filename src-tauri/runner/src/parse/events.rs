//! One line of `events --format '{{json .}}'` -> what happened to which container.
//!
//! The line decides the shape, not the kind of engine: docker's client on a
//! podman socket prints docker's fields with podman's values.
//!
//! - docker 19.03 to 28: `{"Type":"container","Action":"die","Actor":{"ID":…,"Attributes":{"name":…}},…}`
//! - podman 3.4 to 4.9: `{"ID":…,"Name":…,"Status":"died","Time":"2026-11-23T…","Type":"container",…}`
//! - podman 5: the same with `time` and `timeNano` as numbers in place of `Time`
//!
//! For the list events are hints: they say which container to look at again, and what it shows
//! comes from `container inspect`. For the archive they are all that there is of a run that was
//! followed by another one, or by a removal, before anybody could look: so they carry the time,
//! and how the run ended.

use jiff::Timestamp;
use serde_json::Value;

use super::rows::is_id;
use crate::session::LABEL_DEBUG;

/// Something happened to a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// 64 hexadecimal digits.
    pub id: String,
    /// The name after the change; `None` where the engine does not say (podman 3.4's `history`).
    pub name: Option<String>,
    /// The change.
    pub what: What,
    /// When, by the engine's clock; `None` where the engine does not say.
    pub at: Option<Timestamp>,
    /// The exit code, where the main process ended and the engine says it.
    pub exit_code: Option<i64>,
    /// The signal that a client sent, as the engine writes it: `15`, `SIGTERM`. podman (4.3) tells
    /// of no signal's number.
    pub signal: Option<String>,
}

/// What happened, in one vocabulary for both engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The container was created.
    Created,
    /// The main process was started.
    Started,
    /// The processes were frozen.
    Paused,
    /// The processes continue.
    Resumed,
    /// The main process ended. podman still cleans up after this, and says so.
    Ended,
    /// Something in it was killed for want of memory. docker (20.10) says so before the end of the
    /// run; podman (4.3) does not.
    OutOfMemory,
    /// A client sent its main process a signal.
    Signalled,
    /// A client asked it to end, and it has.
    Stopped,
    /// The container has another name.
    Renamed,
    /// The container is gone.
    Removed,
    /// A health check ended, with the verdict where the engine says it. podman (4.3) tells of
    /// every check, docker (20.10) of a new verdict.
    Checked(Option<String>),
    /// The engine's own word, without what docker puts behind a colon.
    Other(String),
}

impl What {
    /// Whether a session can look different afterwards. Terminals that are resized and
    /// processes run by `exec` come in hundreds and change nothing.
    pub fn changes_a_session(&self) -> bool {
        let Self::Other(word) = self else { return !matches!(self, Self::Checked(_)) };
        !matches!(
            word.as_str(),
            "archive-path"
                | "attach"
                | "commit"
                | "copy"
                | "detach"
                | "export"
                | "extract-to-dir"
                | "history"
                | "mount"
                | "resize"
                | "top"
                | "unmount"
        ) && !word.starts_with("exec")
    }
}

/// Reads one line. `None` for what is not about a container or can't be read: volumes,
/// images, networks, half a line, and the `null` that podman 5.8's remote client prints.
pub fn parse_event(line: &[u8]) -> Option<EventLine> {
    let text = String::from_utf8_lossy(line);
    let event: Value = serde_json::from_str(text.trim_start_matches('\u{feff}').trim()).ok()?;
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
    if text("/Type") != Some("container") || is_of_debug_shell(&event) {
        return None;
    }
    let (word, id, name) = match text("/Action") {
        Some(action) => (action, text("/Actor/ID")?, text("/Actor/Attributes/name")),
        None => (text("/Status")?, text("/ID")?, text("/Name")),
    };
    // podman (4.3) says so before it ends the run, and says nothing of a stop; docker says so when
    // the next run has begun, and tells of the signals.
    let of_podman = event.get("Action").is_none();
    let name = name.map(str::to_owned);
    let what = match what(word) {
        What::Other(word) if of_podman && word == "restart" => What::Stopped,
        What::Checked(None) => What::Checked(text("/health_status").map(str::to_owned)),
        what => what,
    };
    let exit_code = (what == What::Ended).then(|| exit_code(&event)).flatten();
    let signal = text("/Actor/Attributes/signal").filter(|_| what == What::Signalled).map(str::to_owned);
    is_id(id).then(|| EventLine { id: id.to_owned(), name, what, at: time(&event), exit_code, signal })
}

/// Both engines put the labels of the container among the attributes.
fn is_of_debug_shell(event: &Value) -> bool {
    let attributes = event.pointer("/Actor/Attributes").or_else(|| event.get("Attributes"));
    attributes.is_some_and(|attributes| attributes.get(LABEL_DEBUG).is_some())
}

/// Nanoseconds since 1970, else seconds, else RFC 3339.
fn time(event: &Value) -> Option<Timestamp> {
    let integer = |pointer: &str| event.pointer(pointer).and_then(Value::as_i64);
    let nanos = integer("/timeNano").and_then(|nanos| Timestamp::from_nanosecond(nanos.into()).ok());
    nanos
        .or_else(|| integer("/time").and_then(|seconds| Timestamp::from_second(seconds).ok()))
        .or_else(|| event.pointer("/Time")?.as_str()?.parse().ok())
}

/// docker's is a string in the attributes, podman's a number, which podman leaves out where it is
/// 0 (3.4 to 4.9).
fn exit_code(event: &Value) -> Option<i64> {
    match event.pointer("/Actor/Attributes") {
        Some(attributes) => attributes.get("exitCode")?.as_str()?.parse().ok(),
        None => event.get("ContainerExitCode").map_or(Some(0), Value::as_i64),
    }
}

/// docker puts what was run behind a colon, secrets included:
/// `exec_create: /bin/sh -c …`, `health_status: healthy`.
fn what(word: &str) -> What {
    let (word, rest) = word.split_once(':').map_or((word, None), |(word, rest)| (word, Some(rest)));
    match word.trim_end() {
        "health_status" => What::Checked(rest.map(|verdict| verdict.trim().to_owned())),
        "create" => What::Created,
        "start" => What::Started,
        "pause" => What::Paused,
        "unpause" => What::Resumed,
        "die" | "died" => What::Ended,
        "oom" => What::OutOfMemory,
        "kill" => What::Signalled,
        "stop" => What::Stopped,
        "rename" => What::Renamed,
        "destroy" | "remove" => What::Removed,
        other => What::Other(other.to_owned()),
    }
}

#[cfg(test)]
mod tests;
