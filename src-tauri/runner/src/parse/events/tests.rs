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
        change.is_some_and(|c| c.what == What::Other("exec_create".into()) && !c.what.changes_a_session())
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
        // podman 4.3.1 and docker 20.10.24, of a debug shell.
        r#"{"ID":"<ID>","Image":"i","Name":"d","Status":"start","Time":"2026-11-27T12:46:00Z","Type":"container","Attributes":{"dev.berth.debug":"t"}}"#,
        r#"{"Type":"container","Action":"start","Actor":{"ID":"<ID>","Attributes":{"dev.berth.debug":"t","name":"d"}}}"#,
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
