#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::json;

use super::*;
use crate::parse::samples::{
    DOCKER_CREATED, DOCKER_EXITED, DOCKER_PAUSED, DOCKER_RUNNING, ID, PODMAN_CREATED, PODMAN_EXITED,
    PODMAN_PAUSED, PODMAN_RUNNING,
};
use crate::session::Port;

fn row(printed: &str) -> Value {
    let mut rows = rows::parse(printed.as_bytes());
    assert_eq!((rows.rows.len(), rows.skipped), (1, 0));
    rows.rows.remove(0)
}

fn read(printed: &str) -> Session {
    session("engine", &row(printed)).unwrap()
}

/// The podman sample with one value replaced.
fn with(pointer: &str, value: Value) -> Option<Session> {
    let mut row = row(PODMAN_EXITED);
    *row.pointer_mut(pointer).unwrap() = value;
    session("engine", &row)
}

/// podman 4.3.1, its `alive` file removed as a restart of the machine does; `FinishedAt` is that of the run before.
#[test]
fn what_its_machine_cut_off_has_ended_and_nobody_knows_how() {
    let mut row = row(PODMAN_EXITED);
    for (key, value) in [("Status", json!("created")), ("ExitCode", json!(0))] {
        *row.pointer_mut(&format!("/State/{key}")).unwrap() = value;
    }
    let session = session("engine", &row).unwrap();
    assert_eq!((session.state, session.engine_state.as_str()), (State::Exited, "created"));
    assert!(session.started_at.is_some());
    assert_eq!((session.finished_at, session.exit_code), (None, None));
    assert_eq!((run(&row).ended, exit_code(&row)), (None, None));
}

#[test]
fn created_never_ran() {
    for (printed, env) in [(PODMAN_CREATED, 4), (DOCKER_CREATED, 1)] {
        let session = read(printed);
        assert_eq!((session.name.as_str(), session.state), ("c-new", State::Created));
        assert_eq!((session.pid, session.exit_code), (None, None));
        assert_eq!((session.started_at, session.finished_at), (None, None));
        assert!(session.created_at.is_some() && session.own && session.tty);
        assert_eq!(session.command, ["/bin/sh", "-l"]);
        assert_eq!(session.env.len(), env);
        assert!(session.env.contains(&"K=v".to_owned()));
        assert_eq!(session.labels.get("dev.berth.token").map(String::as_str), Some("t1"));
        let http =
            Port { host_ip: String::new(), host: Some(18080), container: 80, protocol: "tcp".to_owned() };
        assert_eq!(session.ports.first(), Some(&http));
        assert_eq!(session.restart_policy, "no");
    }
    assert_eq!(read(PODMAN_CREATED).stop_signal.as_deref(), Some("SIGTERM"));
    assert_eq!(read(DOCKER_CREATED).stop_signal, None);
}

#[test]
fn running_has_a_process_its_mounts_and_no_end() {
    for (printed, image) in [(PODMAN_RUNNING, "localhost/bb:latest"), (DOCKER_RUNNING, "bb:latest")] {
        let session = read(printed);
        assert_eq!((session.state, session.image.as_str()), (State::Running, image));
        assert!(session.pid.is_some() && session.started_at.is_some() && !session.own);
        assert_eq!((session.finished_at, session.exit_code), (None, None));
        // podman 4.3 has it twice, in Path and in Args.
        assert_eq!(session.command, ["/bin/sh"]);
        let mount = |kind: &str, source: &str, target: &str, read_only| Mount {
            kind: kind.to_owned(),
            source: source.to_owned(),
            target: target.to_owned(),
            read_only,
        };
        assert_eq!(
            session.mounts,
            [mount("volume", "vol1", "/v", false), mount("bind", "/srv/data", "/m", true)]
        );
    }
}

#[test]
fn exited_has_its_code_and_its_end() {
    for printed in [PODMAN_EXITED, DOCKER_EXITED] {
        let session = read(printed);
        assert_eq!((session.id.as_str(), session.state, session.exit_code), (ID, State::Exited, Some(3)));
        assert!(session.finished_at.is_some());
        assert_eq!((session.pid, session.oom_killed, session.restart_count), (None, false, 0));
        assert_eq!(session.error, None);
    }
}

#[test]
fn paused_is_what_status_says_whatever_the_flags() {
    assert_eq!(row(PODMAN_PAUSED).pointer("/State/Running"), Some(&json!(false)));
    assert_eq!(row(DOCKER_PAUSED).pointer("/State/Running"), Some(&json!(true)));
    for printed in [PODMAN_PAUSED, DOCKER_PAUSED] {
        assert_eq!(read(printed).state, State::Paused);
    }
}

#[test]
fn engines_words_for_states() {
    for (word, state) in [
        ("stopped", State::Exited),
        ("initialized", State::Created),
        ("removing", State::Stopping),
        ("restarting", State::Restarting),
        ("dead", State::Dead),
        ("hibernating", State::Unknown),
    ] {
        let session = with("/State/Status", json!(word)).unwrap();
        assert_eq!((session.state, session.engine_state.as_str()), (state, word));
        assert_eq!(session.exit_code.is_some(), matches!(state, State::Exited | State::Dead), "{word}");
    }
}

#[test]
fn an_exit_code_is_signed() {
    // podman 4.3 after its monitor was lost.
    assert_eq!(with("/State/ExitCode", json!(-1)).unwrap().exit_code, Some(-1));
}

#[test]
fn only_a_main_process_that_was_killed_is_out_of_memory() {
    // docker 20.10.24, `sh -c '(tail /dev/zero); exit 0'` with 16 MB.
    let mut row = row(DOCKER_EXITED);
    row["State"]["OOMKilled"] = json!(true);
    for (status, code, killed) in
        [("exited", 0, false), ("exited", 137, true), ("exited", 3, false), ("running", 0, false)]
    {
        row["State"]["Status"] = json!(status);
        row["State"]["ExitCode"] = json!(code);
        let session = session("docker", &row).unwrap();
        assert_eq!((session.oom_killed, session.oom_within), (killed, !killed), "{status} {code}");
    }
}

#[test]
fn the_stop_timeout_is_its_own_or_the_engines() {
    // docker 20.10.24 has no such key without `--stop-timeout`, podman 4.3.1 has 10.
    assert_eq!((read(DOCKER_RUNNING).stop_timeout, read(PODMAN_RUNNING).stop_timeout), (10, 10));
    let mut row = row(DOCKER_RUNNING);
    for (value, seconds) in [
        (json!(null), 10),
        (json!(40), 40),
        (json!(0), 0),
        (json!(-1), u32::MAX),
        (json!(18_446_744_073_709_551_615_u64), u32::MAX),
        (json!("x"), 10),
    ] {
        row["Config"]["StopTimeout"] = value;
        assert_eq!(session("docker", &row).unwrap().stop_timeout, seconds);
    }
}

#[test]
fn an_infra_container_is_known() {
    // podman 4.3.1 has both keys on every container, docker has none.
    assert!(!read(PODMAN_RUNNING).infra && !read(DOCKER_RUNNING).infra);
    let mut row = row(PODMAN_RUNNING);
    row["IsInfra"] = json!(true);
    row["Pod"] = json!("7a53");
    let session = session("podman", &row).unwrap();
    assert_eq!((session.infra, session.pod.as_deref()), (true, Some("7a53")));
}

#[test]
fn a_wrong_type_costs_its_field_only() {
    for pointer in [
        "/State",
        "/State/Pid",
        "/Created",
        "/Config",
        "/Config/Labels",
        "/Config/Env",
        "/HostConfig",
        "/Mounts",
    ] {
        for value in [json!(null), json!("x"), json!(7), json!([null, 1]), json!({"a": null})] {
            let session = with(pointer, value).unwrap();
            assert_eq!((session.id.as_str(), session.name.as_str()), (ID, "c-exit"), "{pointer}");
        }
    }
}

#[test]
fn without_id_or_name_it_is_no_container() {
    for value in [json!(null), json!(""), json!(7), json!("e48fe204f738")] {
        assert_eq!(with("/Id", value), None);
    }
    assert_eq!(with("/Name", json!(null)), None);
    assert_eq!(session("engine", &json!({})), None);
}

#[test]
fn an_entrypoint_comes_before_its_arguments() {
    let mut row = row(DOCKER_EXITED);
    row["Config"]["Entrypoint"] = json!(["/entry"]);
    row["Path"] = json!("/entry");
    row["Args"] = json!(["serve"]);
    assert_eq!(session("engine", &row).unwrap().command, ["/entry", "serve"]);
}

#[test]
fn extras_of_removal() {
    let mut row = row(DOCKER_EXITED);
    assert!(driver_without_log(&row).is_none() && !auto_remove(&row));
    row["HostConfig"] = json!({"AutoRemove": true, "LogConfig": {"Type": "none"}, "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}});
    assert!(driver_without_log(&row).is_some() && auto_remove(&row));
    assert_eq!(session("engine", &row).unwrap().restart_policy, "on-failure:3");
}

#[test]
fn no_truncation_panics() {
    for printed in [PODMAN_RUNNING, DOCKER_RUNNING] {
        for cut in 0..printed.len() {
            for row in rows::parse(&printed.as_bytes()[..cut]).rows {
                session("engine", &row);
            }
        }
    }
}

#[test]
fn two_runs_are_told_apart_between_them() {
    let mut row = row(DOCKER_EXITED);
    assert_eq!(between_runs(&row), None, "one that has ended keeps no earlier end");
    row["State"]["Status"] = json!("running");
    row["State"]["FinishedAt"] = json!("2026-11-23T20:36:57.333496452Z");
    row["State"]["StartedAt"] = json!("2026-11-23T20:36:59.333496452Z");
    assert_eq!(between_runs(&row), "2026-11-23T20:36:58.333496452Z".parse().ok());
    row["State"]["FinishedAt"] = json!("0001-01-01T00:00:00Z");
    assert_eq!(between_runs(&row), None, "its first run");
}

#[test]
fn a_log_is_cut_behind_the_run_that_was_seen() {
    let time = |second: &str| Some(format!("2026-11-23T20:36:{second}Z").parse().unwrap());
    let seen = |ended| Run { began: time("50"), ended, restarts: 0 };
    let mut row = row(DOCKER_EXITED);
    // podman 4.3 and docker 20.10 after a run of a few milliseconds.
    row["State"]["StartedAt"] = json!("2026-11-23T20:36:59.4Z");
    row["State"]["FinishedAt"] = json!("2026-11-23T20:36:59.399Z");
    assert_eq!(after_run(&row, seen(time("59.2"))), time("59.3"));
    assert_eq!(after_run(&row, seen(None)), time("59.36"));
    row["RestartCount"] = json!(2);
    assert_eq!(after_run(&row, seen(time("52"))), time("52.04"), "another was between them");
    let of_now = Run { began: time("59.4"), ..seen(None) };
    assert_eq!(after_run(&row, of_now), None, "it was this run");
    row["State"]["Status"] = json!("running");
    row["State"]["FinishedAt"] = json!("2026-11-23T20:36:53.4Z");
    assert_eq!(after_run(&row, seen(None)), time("56.4"));
}

#[test]
fn only_ended_ones_of_ours_may_be_pruned() {
    let mut row = rows::parse(PODMAN_EXITED.as_bytes()).rows.remove(0);
    let prunable = |row: &Value| session("podman", row).unwrap().prunable;
    row["Config"]["Labels"] = json!({"dev.berth.owner": "berth"});
    for status in ["exited", "stopped", "dead"] {
        row["State"]["Status"] = json!(status);
        assert!(prunable(&row), "{status}");
    }
    for status in ["created", "running", "paused", "restarting", "stopping", "removing", "odd"] {
        row["State"]["Status"] = json!(status);
        assert!(!prunable(&row), "{status}");
    }
    row["State"]["Status"] = json!("exited");
    row["Config"]["Labels"] = json!({"dev.berth.owner": "berth", "PODMAN_SYSTEMD_UNIT": "x.service"});
    let protected = session("podman", &row).unwrap();
    assert!(!protected.prunable && protected.protection.is_some());
    row["Config"]["Labels"] = json!({});
    assert!(!prunable(&row));
}

#[test]
fn only_a_terminal_whose_size_does_not_stop_the_session_is_attachable() {
    let mut row = rows::parse(PODMAN_EXITED.as_bytes()).rows.remove(0);
    let attachable = |row: &Value| session("podman", row).unwrap().attachable;
    row["Config"]["Tty"] = json!(true);
    row["Config"]["StopSignal"] = json!(15);
    assert!(attachable(&row));
    for signal in [json!(28), json!("SIGWINCH"), json!("WINCH")] {
        row["Config"]["StopSignal"] = signal;
        assert!(!attachable(&row));
    }
    row["Config"]["StopSignal"] = json!(15);
    row["Config"]["Tty"] = json!(false);
    assert!(!attachable(&row));
}
