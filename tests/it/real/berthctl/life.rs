use std::io::Write;
use std::process::Stdio;

use berth_archive::{Archive, RunFilter};
use berth_tests::engines::{IMAGE, Named};
use berth_tests::harness::{Harness, log_of, runs};
use berth_tests::on_both;
use serde_json::Value;

use super::{berthctl, code, command, said};

on_both!(harness: a_session_lives_from_start_to_stop,
    a_session_prints_as_json,
    lists_print_as_tables,
    exec_passes_streams_and_code_on,
    logs_are_raw,
    a_value_from_the_shell_stays_out_of_sight,
    one_that_ends_at_once_is_told_with_its_code,
    one_that_is_kept_starts_again,
    one_that_starts_again_says_what_differs,
    a_reader_that_went_away_is_no_error,
    every_shell_has_completions,
);

const LOOP: &str = "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done";

async fn a_session_lives_from_start_to_stop(harness: &Harness) {
    let name = harness.name("ctl");
    let name = name.name.as_str();
    assert_eq!(code(harness, &["exists", name]).0, 3);
    let started = said(harness, &["start", name, "--image", IMAGE, "-w", "/tmp", "--", "sh", "-c", LOOP]);
    assert!(started.contains(name), "{started}");
    assert_eq!(code(harness, &["exists", name]).0, 0);
    let (status, stderr) = code(harness, &["start", name, "--image", IMAGE]);
    assert_eq!(status, 4, "{stderr}");

    let list: Value = serde_json::from_str(&said(harness, &["list", "--json"])).unwrap();
    let row = list.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
    let one: Value = serde_json::from_str(&said(harness, &["status", name, "--json"])).unwrap();
    assert_eq!((&one["state"], &one["pid"]), (&row["state"], &row["pid"]));
    assert_eq!(one["state"], "running");

    berth_tests::wait::until("its log", || {
        said(harness, &["logs", name]).contains("ready\r\n").then_some(())
    });
    let stopped = said(harness, &["stop", name, "--timeout", "5"]);
    assert!(stopped.contains(name), "{stopped}");
    for args in [["status", name], ["exists", name], ["logs", name], ["stop", name], ["attach", name]] {
        let (status, stderr) = code(harness, &args);
        assert_eq!(status, 3, "{args:?}: {stderr}");
    }
    let (status, stderr) = code(harness, &["exec", name, "--", "true"]);
    assert_eq!(status, 3, "{stderr}");

    let archive = Archive::new(harness.history.path().join("berth"));
    let runs = runs(&archive, &RunFilter::default());
    let [run] = &runs[..] else { panic!("{runs:?}") };
    let log = log_of(&archive, run);
    assert!(stopped.contains(&format!("berthctl logs --run {}", run.id)), "{stopped}");
    assert!(log.contains("ready") && log.contains("bye"), "{log:?}");
}

async fn a_session_prints_as_json(harness: &Harness) {
    let runs = harness.name("json");
    said(harness, &["start", &runs.name, "--image", IMAGE, "-p", "80", "--", "sh", "-c", LOOP]);
    let created = Named::start(harness.kind, "jsonc").without_terminal().command(&["true"]).create();
    let keys = ["name", "engine", "image", "state", "pid", "exit_code", "created_at"];
    for named in [&runs, &created] {
        let one: Value = serde_json::from_str(&said(harness, &["status", &named.name, "--json"])).unwrap();
        for key in keys {
            assert!(one.get(key).is_some(), "{key} is absent, not null: {one}");
        }
        assert_eq!(one["name"], named.name.as_str());
        assert_eq!(one["engine"], berth_tests::engines::program_name(harness.kind));
        assert_eq!(one["exit_code"], Value::Null);
        assert!(one["image"].as_str().unwrap().contains("berth-test"), "{one}");
        let created_at = one["created_at"].as_str().unwrap();
        assert!(
            created_at.len() >= 20 && created_at.contains('T') && created_at.ends_with('Z'),
            "{created_at}"
        );
    }
    let one: Value = serde_json::from_str(&said(harness, &["status", &runs.name, "--json"])).unwrap();
    assert!(one["pid"].as_u64().unwrap() > 1);
    let one: Value = serde_json::from_str(&said(harness, &["status", &created.name, "--json"])).unwrap();
    assert_eq!((&one["state"], &one["pid"]), (&Value::from("created"), &Value::Null));
}

async fn lists_print_as_tables(harness: &Harness) {
    let name = harness.name("table");
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", LOOP]);
    said(harness, &["stop", "--keep", &name.name]);
    let list = said(harness, &["list"]);
    let row = list.lines().find(|line| line.contains(&name.name)).unwrap();
    assert!(row.contains("exited (3)"), "{row}");
    let status = said(harness, &["status", &name.name]);
    assert!(status.contains("exited (3)") && status.contains("berth-test"), "{status}");
}

async fn exec_passes_streams_and_code_on(harness: &Harness) {
    let name = harness.name("ctlexec");
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", LOOP]);
    let output =
        berthctl(harness, &["exec", &name.name, "--", "sh", "-c", "echo \"a  b\"; echo err >&2; exit 42"]);
    assert_eq!(output.status.code(), Some(42));
    assert_eq!(
        (output.stdout.as_slice(), output.stderr.as_slice()),
        (b"a  b\n".as_slice(), b"err\n".as_slice())
    );

    let mut child = command(harness, &["exec", "-i", &name.name, "--", "cat"])
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

async fn logs_are_raw(harness: &Harness) {
    let name = harness.name("ctllogs");
    let script = "printf '\\033[32mgreen\\033[0m\\n'; seq 20; echo end; while :; do sleep 0.1; done";
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", script]);
    berth_tests::wait::until("its log", || {
        said(harness, &["logs", &name.name]).contains("end\r\n").then_some(())
    });
    assert!(said(harness, &["logs", &name.name]).starts_with("\x1b[32mgreen\x1b[0m\r\n1\r\n"));
    assert_eq!(said(harness, &["logs", "-n", "2", &name.name]), "20\r\nend\r\n");
}

async fn a_value_from_the_shell_stays_out_of_sight(harness: &Harness) {
    let name = harness.name("ctlenv");
    let output =
        command(harness, &["start", &name.name, "--image", IMAGE, "--env", "TOKEN", "--", "sh", "-c", LOOP])
            .env("TOKEN", "s3cret value")
            .output()
            .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(said(harness, &["exec", &name.name, "--", "sh", "-c", "echo $TOKEN"]), "s3cret value\n");
    for args in [
        ["status", &name.name, "--json"],
        ["list", "--json", "--engine=podman"],
        ["list", "--json", "--engine=docker"],
    ] {
        assert!(!said(harness, &args).contains("s3cret"), "{args:?} shows the secret");
    }
}

async fn one_that_ends_at_once_is_told_with_its_code(harness: &Harness) {
    let name = harness.name("ctldies");
    let (status, stderr) =
        code(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", "echo why; exit 9"]);
    assert_eq!(status, 1);
    assert!(stderr.contains('9') && stderr.contains("why"), "{stderr}");
}

async fn one_that_is_kept_starts_again(harness: &Harness) {
    let name = harness.name("ctlkeep");
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", LOOP]);
    said(harness, &["stop", "--keep", &name.name]);
    let one: Value = serde_json::from_str(&said(harness, &["status", &name.name, "--json"])).unwrap();
    assert_eq!((&one["state"], &one["exit_code"]), (&Value::from("exited"), &Value::from(3)));
    said(harness, &["start", &name.name]);
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, berth_runner::State::Running);
    said(harness, &["stop", "--kill", &name.name]);
    assert_eq!(code(harness, &["exists", &name.name]).0, 3);
}

async fn one_that_starts_again_says_what_differs(harness: &Harness) {
    let named = harness.name("ctldiff");
    let (name, engine) = (named.name.as_str(), berth_tests::engines::program_name(harness.kind));
    let start = ["start", name, "--image", IMAGE, "-e", "A=1", "--", "sh", "-c", LOOP];
    said(harness, &start);
    said(harness, &["stop", "--keep", name]);
    let (status, stderr) = code(harness, &start);
    assert_eq!((status, stderr.as_str()), (0, ""));

    said(harness, &["stop", "--keep", name]);
    let other =
        ["start", name, "--image", "berth-test:other", "-e", "A=s3cret", "--json", "--", "sh", "-c", LOOP];
    let output = berthctl(harness, &other);
    assert!(output.status.success(), "{output:?}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    let remedy =
        format!("berthctl delete {name} --engine {engine} && berthctl start {name} --engine {engine} …\n");
    assert!(stderr.contains("  image: ") && stderr.contains(", not berth-test:other\n"), "{stderr}");
    assert!(stderr.contains("  variables: A (") && stderr.ends_with(&remedy), "{stderr}");
    assert!(!stderr.contains("command:") && !stderr.contains("s3cret"), "{stderr}");
    let one: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&one["outcome"], &one["state"]), (&"restarted".into(), &"running".into()));
    let fields: Vec<_> = one["differences"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(fields, ["image", "env"]);
}

async fn a_reader_that_went_away_is_no_error(harness: &Harness) {
    let name = harness.name("ctlpipe");
    let script = "seq 20000; echo end; while :; do sleep 0.1; done";
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", script]);
    berth_tests::wait::until("its log", || {
        said(harness, &["logs", &name.name]).contains("end").then_some(())
    });
    for args in [&["list"][..], &["list", "--json"], &["logs", "-n", "20000", &name.name]] {
        let mut child = command(harness, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && stderr.is_empty(), "{args:?}: {output:?}");
    }
}

async fn every_shell_has_completions(harness: &Harness) {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = said(harness, &["completions", shell]);
        assert!(script.contains("berthctl") && script.contains("attach"), "{shell}: {script}");
    }
}
