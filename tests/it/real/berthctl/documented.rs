//! What the guide shows runs as it stands.

use std::fs;
use std::path::Path;
use std::process::Command;

use berth_tests::engines::IMAGE;
use berth_tests::guide::{GUIDE, blocks, page, pages};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use tempfile::TempDir;

use super::{program, said, variables};

on_both!(harness: the_guide_for_scripts_runs, the_pages_of_the_guide_run, a_session_is_recreated_as_shown);

const FOR_SCRIPTS: &str = "scripting";
const FIRST: &str = "first-session";
/// It speaks of the third run of a session.
const OF_RUNS: &str = "history";
const RECREATE: &str = "recreate";
/// The others with blocks of shell commands; each is run with a session of its own.
const PAGES: [&str; 8] = [
    "attach-and-detach",
    "answering",
    "remote-hosts",
    "berthctl",
    "files",
    "images",
    "marks",
    "import-export",
];

fn commands_of(name: &str) -> Vec<String> {
    let blocks = blocks(&page(&format!("{GUIDE}/{name}.md")));
    assert!(!blocks.is_empty(), "{name} has no commands");
    blocks
}

#[test]
fn each_page_with_commands_is_run() {
    let with_commands = pages().into_iter().filter(|path| !blocks(&page(path)).is_empty());
    let name = |path: String| Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
    let mut shown: Vec<String> = with_commands.map(name).collect();
    let mut run: Vec<&str> = [&PAGES[..], &[FOR_SCRIPTS, FIRST, OF_RUNS, RECREATE]].concat();
    shown.sort_unstable();
    run.sort_unstable();
    assert_eq!(shown, run);
}

/// What a person has who follows the pages.
fn home(session: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let put = |path: &str, text: String| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("compose.yaml", format!("services:\n  web:\n    image: {IMAGE}\n    command: sleep 1000\n"));
    put("line.txt", format!("docker run -d --name {session}-line {IMAGE} sleep 1000\n"));
    put(
        ".devcontainer/devcontainer.json",
        format!("{{ \"name\": \"{session}-dev\", \"image\": \"{IMAGE}\" }}\n"),
    );
    for folder in [".config/containers/systemd", ".config/systemd/user"] {
        fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    home
}

/// Runs the blocks of a page, with a session of the test's instead of bot, and its image.
fn run(harness: &Harness, home: &TempDir, name: &str, session: &str) {
    let folder = home.path().display().to_string();
    let own = program().parent().unwrap().display().to_string();
    let path = format!("{own}:{}", std::env::var("PATH").unwrap_or_default());
    for block in commands_of(name) {
        let script = block.replace("bot", session).replace("debian:12", IMAGE);
        let mut shell = Command::new("sh");
        shell.args(["-ec", &script]).current_dir(home.path()).envs(variables(harness));
        shell.env("HOME", &folder).env("XDG_CONFIG_HOME", format!("{folder}/.config")).env("PATH", &path);
        let output = shell.stdin(std::process::Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{name}: {script}: {output:?}");
    }
}

/// A session that answers, and is ended at once.
fn started(harness: &Harness, session: &str) {
    let answers = "echo ready; echo connection refused; while read -r line; do echo got $line.; done";
    let start = ["start", session, "--image", IMAGE, "--stop-timeout", "1", "--", "sh", "-c", answers];
    said(harness, &start);
    said(harness, &["wait", session, "--text", "refused", "--timeout", "30"]);
}

async fn the_guide_for_scripts_runs(harness: &Harness) {
    let name = harness.name("guide");
    // Its title says that it waits: docker's log has no line of a prompt before its end.
    let answers = "sh -c 'stty -echo; echo ready; while read line; do case $line in \
        ask) printf \"\\033]2;action required\\007Continue? [y/N]\\n\";; \
        *) printf \"\\033]2;\\007\"; echo \"got $line.\";; esac; done'";
    harness.started(&name, answers).await;
    said(harness, &["wait", &name.name, "--text", "ready", "--timeout", "30"]);
    assert_eq!(commands_of(FOR_SCRIPTS).len(), 3);
    run(harness, &home(&name.name), FOR_SCRIPTS, &name.name);
    let log = said(harness, &["logs", &name.name]);
    assert_eq!((log.matches("got hello.").count(), log.matches("got y.").count()), (1, 2), "{log}");
}

async fn the_pages_of_the_guide_run(harness: &Harness) {
    let first = harness.name("first");
    run(harness, &home(&first.name), FIRST, &first.name);
    let name = harness.name("page");
    for _ in 0..3 {
        started(harness, &name.name);
        said(harness, &["stop", &name.name]);
    }
    run(harness, &home(&name.name), OF_RUNS, &name.name);
    started(harness, &name.name);
    for page in PAGES {
        run(harness, &home(&name.name), page, &name.name);
    }
}

async fn a_session_is_recreated_as_shown(harness: &Harness) {
    let name = harness.name("anew");
    started(harness, &name.name);
    run(harness, &home(&name.name), RECREATE, &name.name);
}
