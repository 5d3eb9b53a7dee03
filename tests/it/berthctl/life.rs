use std::fs;
use std::io::Write;
use std::process::Stdio;

use berth_tests::engines::{Engines, IMAGE};
use berth_tests::rig::Rig;
use serde_json::Value;

use super::{berthctl, code, command, said};

on_both!(
    a_whole_life,
    json_of_a_session,
    tables_for_people,
    exec_passes_streams_and_code_on,
    logs_are_raw,
    a_value_from_the_shell_stays_out_of_sight,
    one_that_ends_at_once,
    kept_and_started_again,
    a_reader_that_went_away,
    completions_for_shells,
);

const LOOP: &str = "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done";

async fn a_whole_life(rig: &Rig) {
    let name = rig.name("ctl");
    let name = name.name.as_str();
    assert_eq!(code(rig, &["exists", name]).0, 3);
    let started = said(rig, &["start", name, "--image", IMAGE, "-w", "/tmp", "--", "sh", "-c", LOOP]);
    assert!(started.contains(name), "{started}");
    assert_eq!(code(rig, &["exists", name]).0, 0);
    let (status, words) = code(rig, &["start", name, "--image", IMAGE]);
    assert_eq!(status, 4, "{words}");

    let list: Value = serde_json::from_str(&said(rig, &["list", "--json"])).unwrap();
    let row = list.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
    let one: Value = serde_json::from_str(&said(rig, &["status", name, "--json"])).unwrap();
    assert_eq!((&one["state"], &one["pid"]), (&row["state"], &row["pid"]));
    assert_eq!(one["state"], "running");

    berth_tests::wait::until("its log", || said(rig, &["logs", name]).contains("ready\r\n").then_some(()));
    let stopped = said(rig, &["stop", name, "--timeout", "5"]);
    assert!(stopped.contains(name), "{stopped}");
    for args in [["status", name], ["exists", name], ["logs", name], ["stop", name], ["attach", name]] {
        let (status, words) = code(rig, &args);
        assert_eq!(status, 3, "{args:?}: {words}");
    }
    let (status, words) = code(rig, &["exec", name, "--", "true"]);
    assert_eq!(status, 3, "{words}");

    let history = rig.history.path().join("berth/history");
    let runs: Vec<_> = fs::read_dir(history).unwrap().map(|run| run.unwrap().path()).collect();
    let [run] = &runs[..] else { panic!("{runs:?}") };
    let log = fs::read_to_string(run.join("output.log")).unwrap();
    assert!(log.contains("ready") && log.contains("bye"), "{log:?}");
}

async fn json_of_a_session(rig: &Rig) {
    let (runs, created) = (rig.name("json"), rig.name("jsonc"));
    said(rig, &["start", &runs.name, "--image", IMAGE, "-p", "80", "--", "sh", "-c", LOOP]);
    Engines::get().ask(rig.kind, &["create", "--name", &created.name, IMAGE, "true"]);
    let keys = ["name", "engine", "image", "state", "pid", "exit_code", "created_at"];
    for named in [&runs, &created] {
        let one: Value = serde_json::from_str(&said(rig, &["status", &named.name, "--json"])).unwrap();
        for key in keys {
            assert!(one.get(key).is_some(), "{key} is absent, not null: {one}");
        }
        assert_eq!(one["name"], named.name.as_str());
        assert_eq!(one["engine"], berth_tests::engines::program_name(rig.kind));
        assert_eq!(one["exit_code"], Value::Null);
        assert!(one["image"].as_str().unwrap().contains("berth-test"), "{one}");
        let created_at = one["created_at"].as_str().unwrap();
        assert!(
            created_at.len() >= 20 && created_at.contains('T') && created_at.ends_with('Z'),
            "{created_at}"
        );
    }
    let one: Value = serde_json::from_str(&said(rig, &["status", &runs.name, "--json"])).unwrap();
    assert!(one["pid"].as_u64().unwrap() > 1);
    let one: Value = serde_json::from_str(&said(rig, &["status", &created.name, "--json"])).unwrap();
    assert_eq!((&one["state"], &one["pid"]), (&Value::from("created"), &Value::Null));
}

async fn tables_for_people(rig: &Rig) {
    let name = rig.name("table");
    said(rig, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", LOOP]);
    said(rig, &["stop", "--keep", &name.name]);
    let list = said(rig, &["list"]);
    let row = list.lines().find(|line| line.contains(&name.name)).unwrap();
    assert!(row.contains("exited (3)"), "{row}");
    let status = said(rig, &["status", &name.name]);
    assert!(status.contains("exited (3)") && status.contains("berth-test"), "{status}");
}

async fn exec_passes_streams_and_code_on(rig: &Rig) {
    let name = rig.name("ctlexec");
    said(rig, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", LOOP]);
    let output =
        berthctl(rig, &["exec", &name.name, "--", "sh", "-c", "echo \"a  b\"; echo err >&2; exit 42"]);
    assert_eq!(output.status.code(), Some(42));
    assert_eq!(
        (output.stdout.as_slice(), output.stderr.as_slice()),
        (b"a  b\n".as_slice(), b"err\n".as_slice())
    );

    let mut child = command(rig, &["exec", "-i", &name.name, "--", "cat"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"through \xff a pipe\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stdout.as_slice()),
        (Some(0), b"through \xff a pipe\n".as_slice())
    );
}

async fn logs_are_raw(rig: &Rig) {
    let name = rig.name("ctllogs");
    let script = "printf '\\033[32mgreen\\033[0m\\n'; seq 20; echo end; while :; do sleep 0.1; done";
    said(rig, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", script]);
    berth_tests::wait::until("its log", || {
        said(rig, &["logs", &name.name]).contains("end\r\n").then_some(())
    });
    assert!(said(rig, &["logs", &name.name]).starts_with("\x1b[32mgreen\x1b[0m\r\n1\r\n"));
    assert_eq!(said(rig, &["logs", "-n", "2", &name.name]), "20\r\nend\r\n");
}

async fn a_value_from_the_shell_stays_out_of_sight(rig: &Rig) {
    let name = rig.name("ctlenv");
    let output =
        command(rig, &["start", &name.name, "--image", IMAGE, "--env", "TOKEN", "--", "sh", "-c", LOOP])
            .env("TOKEN", "s3cret value")
            .output()
            .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(said(rig, &["exec", &name.name, "--", "sh", "-c", "echo $TOKEN"]), "s3cret value\n");
    for args in [
        ["status", &name.name, "--json"],
        ["list", "--json", "--engine=podman"],
        ["list", "--json", "--engine=docker"],
    ] {
        assert!(!said(rig, &args).contains("s3cret"), "{args:?} shows the secret");
    }
}

async fn one_that_ends_at_once(rig: &Rig) {
    let name = rig.name("ctldies");
    let (status, words) =
        code(rig, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", "echo why; exit 9"]);
    assert_eq!(status, 1);
    assert!(words.contains('9') && words.contains("why"), "{words}");
}

async fn kept_and_started_again(rig: &Rig) {
    let name = rig.name("ctlkeep");
    said(rig, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", LOOP]);
    said(rig, &["stop", "--keep", &name.name]);
    let one: Value = serde_json::from_str(&said(rig, &["status", &name.name, "--json"])).unwrap();
    assert_eq!((&one["state"], &one["exit_code"]), (&Value::from("exited"), &Value::from(3)));
    said(rig, &["start", &name.name]);
    assert_eq!(rig.runner.status(&name.name).await.unwrap().state, berth_runner::State::Running);
    said(rig, &["stop", "--kill", &name.name]);
    assert_eq!(code(rig, &["exists", &name.name]).0, 3);
}

async fn a_reader_that_went_away(rig: &Rig) {
    let name = rig.name("ctlpipe");
    let script = "seq 20000; echo end; while :; do sleep 0.1; done";
    said(rig, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", script]);
    berth_tests::wait::until("its log", || said(rig, &["logs", &name.name]).contains("end").then_some(()));
    for args in [&["list"][..], &["list", "--json"], &["logs", "-n", "20000", &name.name]] {
        let mut child = command(rig, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && words.is_empty(), "{args:?}: {output:?}");
    }
}

async fn completions_for_shells(rig: &Rig) {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = said(rig, &["completions", shell]);
        assert!(script.contains("berthctl") && script.contains("attach"), "{shell}: {script}");
    }
}
