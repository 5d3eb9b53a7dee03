//! What berthctl says of runs that are over: why, the history, and logs of any run.

use std::fs;

use berth_tests::engines::{IMAGE, Named, program_name};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::until;
use serde_json::Value;

use super::reading::{Following, TWO, two};
use super::{code, said};

on_both!(harness: why_says_who_ended_it_and_what_changed,
    why_knows_what_the_engine_alone_did,
    runs_are_listed_searched_and_shown,
    what_is_kept_is_the_persons_choice,
    a_history_that_is_of_no_use_has_a_code,
    logs_are_followed_from_run_to_run,
    a_log_of_any_run_is_printed,
);

/// Says a line and goes on; as process 1 it ignores SIGTERM.
fn says(harness: &Harness, name: &Named, line: &str, flags: &[&str]) {
    let script = format!("echo {line}; sleep 1000");
    let start = [&["start", &name.name, "--image", IMAGE], flags, &["--", "sh", "-c", &script]].concat();
    said(harness, &start);
    until("its line", || said(harness, &["logs", &name.name]).contains(line).then_some(()));
}

fn json(harness: &Harness, args: &[&str]) -> Value {
    let text = said(harness, &[args, &["--json"]].concat());
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

async fn why_says_who_ended_it_and_what_changed(harness: &Harness) {
    let name = harness.name("ctlwhy");
    says(harness, &name, "first-words", &[]);
    said(harness, &["stop", "--time", "1", &name.name]);
    // The container is gone, and the history has all of it.
    assert_eq!(code(harness, &["exists", &name.name]).0, 3);
    let why = said(harness, &["why", &name.name]);
    for part in [
        &format!("{}#1 on {}: Exited 137: killed by SIGKILL", name.name, program_name(harness.kind)),
        "killed by SIGKILL after the 1 s grace time, stopped by berthctl",
        "Last lines:\nfirst-words",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
    says(harness, &name, "second-words", &["-e", "ADDED=secret-value"]);
    let why = json(harness, &["why", &name.name]);
    assert_eq!((&why["running"], &why["before"]["exit_code"]), (&true.into(), &137.into()), "{why}");
    assert_eq!(why["run"]["number"], 2);
    let changes = why["changes"].as_array().unwrap();
    assert!(changes.contains(&"environment: ADDED added".into()), "{why}");
    assert!(!why.to_string().contains("secret-value"), "{why}");
    assert_eq!(why["last_lines"].as_array().unwrap(), &["second-words"]);
    assert_eq!(code(harness, &["why", "nobody-here"]).0, 3);
}

async fn why_knows_what_the_engine_alone_did(harness: &Harness) {
    let name = harness.name("ctlwhy");
    let ask = |args: &[&str]| berth_tests::engines::Engines::get().ask(harness.kind, args);
    // Nobody recorded it, and berthctl did not start it.
    ask(&["run", "--name", &name.name, "-d", IMAGE, "sh", "-c", "echo gone; exit 3"]);
    harness.until(&name, berth_runner::State::Exited).await;
    let why = json(harness, &["why", &name.name]);
    assert_eq!(
        (&why["title"], &why["run"]["ended_by"], &why["run"]["number"]),
        (&"Exited 3".into(), &"itself".into(), &1.into()),
        "{why}"
    );
    assert_eq!(why["last_lines"].as_array().unwrap(), &["gone"]);
}

async fn runs_are_listed_searched_and_shown(harness: &Harness) {
    let name = harness.name("ctlpast");
    let needle = format!("Needle-{}", name.name);
    for extra in ["one", "two"] {
        says(harness, &name, &format!("{needle}-{extra}"), &[]);
        said(harness, &["stop", "--kill", &name.name]);
    }
    let runs = json(harness, &["history", &name.name]);
    let numbers: Vec<_> =
        runs.as_array().unwrap().iter().map(|run| run["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [2, 1], "{runs}");
    let (first, second) = (format!("{}#1", name.name), format!("{}#2", name.name));
    let table = said(harness, &["history", &name.name, "--ending", "killed"]);
    assert!(table.contains(&first) && table.contains("killed by berthctl"), "{table}");
    assert_eq!(said(harness, &["history", &name.name, "--ending", "well", "--json"]), "[]\n");

    // As grep: whatever its case, exactly, by a pattern; 1 where there is none.
    let found = said(harness, &["history", "search", &needle.to_lowercase()]);
    assert_eq!(found, format!("{second}:1: {needle}-two\n{first}:1: {needle}-one\n"));
    let pattern = format!("^{needle}-o.e$");
    let found = said(harness, &["history", "search", "--regex", &pattern, "--session", &name.name]);
    assert_eq!(found, format!("{first}:1: {needle}-one\n"));
    assert_eq!(code(harness, &["history", "search", "--exact", &needle.to_lowercase()]).0, 1);
    let (status, stderr) = code(harness, &["history", "search", "--regex", "a("]);
    assert!(status == 2 && stderr.contains("a("), "{stderr}");

    let shown = json(harness, &["history", "show", &second]);
    assert_eq!(shown["last_lines"].as_array().unwrap(), &[format!("{needle}-two")]);
    assert!(shown["spec"].is_object() && shown["removed"] == true, "{shown}");
    let by_number = shown["run"].to_string();
    assert!(said(harness, &["history", "show", &by_number]).starts_with(&format!("Run        {second} ")));
    let (status, stderr) = code(harness, &["history", "show", &format!("{}#9", name.name)]);
    assert!(status == 3 && stderr.contains("#1 to #2"), "{stderr}");
    let difference = said(harness, &["history", "diff", &first, &second]);
    assert!(difference.ends_with(&format!("-{needle}-one\n+{needle}-two\n")), "{difference}");
}

async fn what_is_kept_is_the_persons_choice(harness: &Harness) {
    let name = harness.name("ctlkeep");
    says(harness, &name, "kept", &[]);
    said(harness, &["stop", "--kill", &name.name]);
    said(harness, &["history", "pin", &name.name]);
    assert_eq!(json(harness, &["history", "show", &name.name])["pinned"], true);
    let to = harness.history.path().join("run.zip").display().to_string();
    said(harness, &["history", "export", &name.name, "--to", &to, "--zip"]);
    assert!(fs::read(&to).unwrap().starts_with(b"PK"));
    assert_eq!(code(harness, &["history", "export", &name.name, "--to", &to]).0, 1);
    // Without a terminal nobody can say yes.
    let (status, stderr) = code(harness, &["history", "erase", &name.name]);
    assert!(status == 2 && stderr.contains("--yes"), "{stderr}");
    assert_eq!(json(harness, &["history", &name.name]).as_array().unwrap().len(), 1);
    let erased = said(harness, &["history", "erase", &name.name, "--yes"]);
    assert!(erased.ends_with("Erased 1 run\n"), "{erased}");
    assert_eq!(code(harness, &["history", "show", &name.name]).0, 3);

    says(harness, &name, "not kept", &[]);
    said(harness, &["history", "keep-nothing", &name.name]);
    said(harness, &["stop", "--kill", "--keep", &name.name]);
    said(harness, &["why", &name.name]);
    assert_eq!(json(harness, &["history", &name.name]), Value::Array(Vec::new()));
    said(harness, &["history", "keep", &name.name]);
    said(harness, &["delete", &name.name]);
    assert_eq!(json(harness, &["history", &name.name]).as_array().unwrap().len(), 1);
    // It holds of the name: a new session has it, too.
    said(harness, &["history", "keep-nothing", &name.name]);
    says(harness, &name, "nor this", &[]);
    said(harness, &["delete", &name.name]);
    assert_eq!(json(harness, &["history", &name.name]).as_array().unwrap().len(), 1);
    let checked = json(harness, &["history", "check"]);
    assert_eq!((&checked["whole"], &checked["runs"]), (&true.into(), &1.into()), "{checked}");
}

async fn a_history_that_is_of_no_use_has_a_code(harness: &Harness) {
    let name = harness.name("ctlnone");
    let folder = harness.history.path().join("berth");
    let file = folder.join("history.db");
    fs::create_dir_all(&folder).unwrap();
    // The header of SQLite's, of a version that is still to come.
    let mut newer = b"SQLite format 3\0".to_vec();
    newer.resize(4096, 0);
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&file, &newer).unwrap();
    let asked: [&[&str]; 4] =
        [&["history"], &["history", "search", "x"], &["history", "show", "1"], &["history", "check"]];
    for args in asked {
        let (status, stderr) = code(harness, args);
        assert!(status == 6 && stderr.contains("update Berth"), "{args:?}: {stderr}");
    }
    assert_eq!(fs::read(&file).unwrap(), newer, "it is untouched");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(code(harness, &["history"]).0, 6);
    // What the engine knows is told all the same.
    harness.started(&name, "sleep 1000").await;
    let why = said(harness, &["why", &name.name]);
    assert!(why.starts_with(&format!("{} on", name.name)) && why.contains("Runs  for"), "{why}");
}

async fn logs_are_followed_from_run_to_run(harness: &Harness) {
    let name = two(harness, "ctlruns");
    let mut following = Following::start(harness, &["logs", "-f", &name.name]);
    assert_eq!(following.line(), "first\r\n");
    harness.exec(&name, &["touch", "/tmp/end", "/tmp/go"]);
    assert_eq!(following.line(), "second\r\n");
    harness.until(&name, berth_runner::State::Exited).await;
    // The same container again, which ends at once, and then another of its name.
    let started = code(harness, &["start", &name.name]);
    let lines = (following.line(), following.line());
    assert_eq!(lines, ("first\r\n".to_owned(), "second\r\n".to_owned()), "{started:?}");
    said(harness, &["delete", &name.name]);
    says(harness, &name, "third", &[]);
    assert_eq!(following.line(), "third\r\n");
    following.interrupt();
    let (rest, status, stderr) = following.rest();
    assert_eq!((rest.as_str(), status), ("", Some(0)), "{stderr}");
    let dividers: Vec<&str> = stderr.lines().filter(|line| line.contains("next run, since")).collect();
    assert_eq!(dividers.len(), 2, "{stderr}");
    assert!(stderr.contains(&format!("── {}: exited 0 after", name.name)), "{stderr}");
}

async fn a_log_of_any_run_is_printed(harness: &Harness) {
    let name = harness.name("ctllog");
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", TWO]);
    harness.exec(&name, &["touch", "/tmp/go"]);
    until("its lines", || said(harness, &["logs", &name.name]).contains("second").then_some(()));
    said(harness, &["delete", &name.name]);
    let (status, stderr) = code(harness, &["logs", &name.name]);
    assert!(status == 3 && stderr.contains(&format!("berthctl logs {} --run 1", name.name)), "{stderr}");
    assert_eq!(said(harness, &["logs", &name.name, "--run", "1"]), "first\r\nsecond\r\n");
    assert_eq!(said(harness, &["logs", &name.name, "--run", "last", "-n", "1"]), "second\r\n");
    assert_eq!(said(harness, &["logs", "--run", &format!("{}#1", name.name)]), "first\r\nsecond\r\n");
    assert_eq!(code(harness, &["logs", &name.name, "--run", "7"]).0, 3);
    assert_eq!(code(harness, &["logs", &name.name, "--run", "1", "-t"]).0, 2);
    assert_eq!(code(harness, &["logs", &name.name, "--run", "1", "-f"]).0, 2);
}
