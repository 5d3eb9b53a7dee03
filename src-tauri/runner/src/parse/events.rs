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
    if text("/Type") != Some("container") {
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
mod tests {
    use super::*;
    use crate::parse::samples::ID;

    fn change(name: &str, what: What) -> Option<EventLine> {
        let (at, exit_code, signal) = (None, None, None);
        Some(EventLine { id: ID.to_owned(), name: Some(name.to_owned()), what, at, exit_code, signal })
    }

    fn read_whole(line: &str) -> Option<EventLine> {
        parse_event(line.replace("<ID>", ID).as_bytes())
    }

    /// Without time and code.
    fn read(line: &str) -> Option<EventLine> {
        read_whole(line).map(|event| EventLine { at: None, exit_code: None, signal: None, ..event })
    }

    #[test]
    fn three_shapes_say_the_same() {
        for line in [
            // docker 28.2.2 with daemon 20.10.24.
            r#"{"status":"die","id":"<ID>","from":"bb","Type":"container","Action":"die","Actor":{"ID":"<ID>","Attributes":{"exitCode":"3","image":"bb","name":"a"}},"scope":"local","time":1,"timeNano":1}"#,
            // podman 4.3.1.
            r#"{"ContainerExitCode":3,"ID":"<ID>","Image":"bb","Name":"a","Status":"died","Time":"2026-11-23T15:35:14.847238956Z","Type":"container","Attributes":{}}"#,
            // podman 5, from its source.
            r#"{"ContainerExitCode":3,"ID":"<ID>","Image":"bb","Name":"a","Status":"died","time":1,"timeNano":1,"Type":"container","Attributes":null}"#,
        ] {
            assert_eq!(read(line), change("a", What::Ended));
        }
    }

    #[test]
    fn an_end_has_its_time_and_its_code() {
        for (line, at, code) in [
            // docker 28.2.2 with daemon 20.10.24.
            (
                r#"{"Type":"container","Action":"die","Actor":{"ID":"<ID>","Attributes":{"exitCode":"137","name":"a"}},"time":1795448226,"timeNano":1795448226812005140}"#,
                "2026-11-23T15:37:06.81200514Z",
                Some(137),
            ),
            // podman 4.3.1, behind UTC.
            (
                r#"{"ContainerExitCode":-1,"ID":"<ID>","Name":"a","Status":"died","Time":"2026-11-23T16:35:14.847238956+01:00","Type":"container","Attributes":{}}"#,
                "2026-11-23T15:35:14.847238956Z",
                Some(-1),
            ),
            // podman 4.3.1 where it is 0.
            (
                r#"{"ID":"<ID>","Name":"a","Status":"died","Time":"2026-11-23T15:35:11.870400419Z","Type":"container","Attributes":{}}"#,
                "2026-11-23T15:35:11.870400419Z",
                Some(0),
            ),
            // podman 5.4.
            (
                r#"{"ContainerExitCode":3,"ID":"<ID>","Name":"a","Status":"died","time":1795448111,"timeNano":1795448111870400419,"Type":"container","Attributes":null}"#,
                "2026-11-23T15:35:11.870400419Z",
                Some(3),
            ),
            // docker's client on a podman socket, without a code.
            (
                r#"{"Type":"container","Action":"died","Actor":{"ID":"<ID>","Attributes":{"name":"a"}},"time":1795448226}"#,
                "2026-11-23T15:37:06Z",
                None,
            ),
        ] {
            let event = read_whole(line);
            assert_eq!(event.as_ref().map(|event| event.exit_code), Some(code), "{line}");
            assert_eq!(event.and_then(|event| event.at), at.parse().ok(), "{line}");
        }
    }

    #[test]
    fn a_signal_and_want_of_memory_are_told() {
        // docker 20.10.24.
        let line = r#"{"Type":"container","Action":"kill","Actor":{"ID":"<ID>","Attributes":{"name":"a","signal":"15"}},"time":1}"#;
        let event = read_whole(line);
        assert_eq!(event.as_ref().map(|event| &event.what), Some(&What::Signalled));
        assert_eq!(event.and_then(|event| event.signal).as_deref(), Some("15"));
        let line =
            r#"{"Type":"container","Action":"oom","Actor":{"ID":"<ID>","Attributes":{"name":"a"}},"time":1}"#;
        assert_eq!(read(line), change("a", What::OutOfMemory));
    }

    #[test]
    fn what_exec_runs_does_not_leak() {
        let line = r#"{"Type":"container","Action":"exec_create: /bin/sh -c TOKEN=s3cret run","Actor":{"ID":"<ID>","Attributes":{"name":"a"}}}"#;
        let change = read(line);
        assert!(!format!("{change:?}").contains("s3cret"));
        assert!(
            change
                .is_some_and(|c| c.what == What::Other("exec_create".into()) && !c.what.changes_a_session())
        );
    }

    #[test]
    fn a_check_has_its_verdict() {
        for (line, verdict) in [
            // docker 20.10.24.
            (
                r#"{"Type":"container","Action":"health_status: unhealthy","Actor":{"ID":"<ID>","Attributes":{"name":"a"}}}"#,
                Some("unhealthy"),
            ),
            // podman 4.3.1.
            (
                r#"{"ID":"<ID>","Image":"bb","Name":"a","Status":"health_status","Time":"2026-11-26T05:58:49.0790137Z","Type":"container","health_status":"starting","Attributes":{}}"#,
                Some("starting"),
            ),
            // podman 3.4.
            (r#"{"ID":"<ID>","Name":"a","Status":"health_status","Type":"container"}"#, None),
        ] {
            let what = What::Checked(verdict.map(str::to_owned));
            assert!(!what.changes_a_session());
            assert_eq!(read(line), change("a", what));
        }
    }

    #[test]
    fn a_renamed_container_has_its_new_name() {
        // docker 20.10.24.
        let line = r#"{"Type":"container","Action":"rename","Actor":{"ID":"<ID>","Attributes":{"name":"new","oldName":"/old"}}}"#;
        assert_eq!(read(line), change("new", What::Renamed));
    }

    #[test]
    fn what_is_not_about_a_container_is_left_out() {
        for line in [
            "null",
            "",
            "json",
            r#"{"Name":"v","Status":"create","Time":"2026-11-23T15:35:07.702334358Z","Type":"volume","Attributes":null}"#,
            r#"{"Type":"network","Action":"connect","Actor":{"ID":"<ID>","Attributes":{"name":"bridge"}}}"#,
            r#"{"Type":"container","Action":"die","Actor":{"ID":"short","Attributes":{"name":"a"}}}"#,
            r#"{"Type":"container","Status":7,"ID":"<ID>"}"#,
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
