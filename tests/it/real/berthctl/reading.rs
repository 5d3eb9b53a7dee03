//! What berthctl reads: logs as they are written, and lists by their filters.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use berth_tests::engines::{IMAGE, Named, program_name};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::until;
use jiff::Timestamp;

use super::{code, command, said};

on_both!(harness: logs_are_followed_to_their_end,
    an_interrupt_ends_following_cleanly,
    logs_have_times_and_a_beginning,
    a_stop_takes_the_engines_word,
    a_list_is_filtered_and_formatted,
);

/// Says `first`, and `second` when it may, then ends or goes on.
pub(super) const TWO: &str =
    "echo first; until [ -e /tmp/go ]; do sleep 0.1; done; echo second; [ -e /tmp/end ] || sleep 1000";

pub(super) fn two(harness: &Harness, stem: &str) -> Named {
    let name = harness.name(stem);
    said(harness, &["start", &name.name, "--image", IMAGE, "--", "sh", "-c", TWO]);
    until("its first line", || said(harness, &["logs", &name.name]).contains("first").then_some(()));
    name
}

/// A berthctl that goes on, and ends with the test.
pub(super) struct Following {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Following {
    pub(super) fn start(harness: &Harness, args: &[&str]) -> Self {
        let mut command = command(harness, args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    pub(super) fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    pub(super) fn interrupt(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    }

    /// What it says until its end, its exit code, and its stderr.
    pub(super) fn rest(mut self) -> (String, Option<i32>, String) {
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        (out, self.child.wait().unwrap().code(), err)
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn logs_are_followed_to_their_end(harness: &Harness) {
    let name = two(harness, "ctlfollow");
    let mut following = Following::start(harness, &["logs", "-f", "--run", "last", &name.name]);
    assert_eq!(following.line(), "first\r\n");
    harness.exec(&name, &["touch", "/tmp/end", "/tmp/go"]);
    assert_eq!(following.rest(), ("second\r\n".to_owned(), Some(0), String::new()));
}

async fn an_interrupt_ends_following_cleanly(harness: &Harness) {
    let name = two(harness, "ctlfollow");
    let mut following = Following::start(harness, &["logs", "--follow", "-n", "1", &name.name]);
    assert_eq!(following.line(), "first\r\n");
    following.interrupt();
    assert_eq!(following.rest(), (String::new(), Some(0), String::new()));
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, berth_runner::State::Running);
}

async fn logs_have_times_and_a_beginning(harness: &Harness) {
    let name = two(harness, "ctlsince");
    let between = Timestamp::now().to_string();
    harness.exec(&name, &["touch", "/tmp/go"]);
    until("its second line", || said(harness, &["logs", &name.name]).contains("second").then_some(()));
    let logs = |args: &[&str]| said(harness, &[&["logs", &name.name], args].concat());
    assert_eq!(logs(&["--since", &between]), "second\r\n");
    assert_eq!(logs(&["--since", "1h"]), "first\r\nsecond\r\n");
    assert_eq!(logs(&["--tail", "all"]), "first\r\nsecond\r\n");
    assert_eq!(logs(&["--tail", "1"]), "second\r\n");

    let stamped = logs(&["-t"]);
    let times: Vec<(Timestamp, &str)> = stamped
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(time, text)| (time.parse().unwrap(), text))
        .collect();
    let [(first, "first"), (second, "second")] = times[..] else { panic!("{stamped:?}") };
    let between: Timestamp = between.parse().unwrap();
    assert!(first < between && between < second, "{stamped:?}");

    let mut following =
        Following::start(harness, &["logs", "-f", "-t", "--since", &between.to_string(), &name.name]);
    assert_eq!(following.line(), format!("{}\r\n", stamped.lines().last().unwrap()));
    let (status, stderr) = code(harness, &["logs", &name.name, "--since", "yesterday"]);
    assert!(status == 2 && stderr.contains("1h30m"), "{stderr}");
}

async fn a_stop_takes_the_engines_word(harness: &Harness) {
    let name = two(harness, "ctltime");
    // It ignores SIGTERM, being process 1.
    said(harness, &["stop", "--time", "0", "--keep", &name.name]);
    assert_eq!(harness.runner.status(&name.name).await.unwrap().exit_code, Some(137));
}

async fn a_list_is_filtered_and_formatted(harness: &Harness) {
    let (name, label) = (two(harness, "ctllist"), "dev.berth.owner=berth");
    let engine = program_name(harness.kind);
    let by_name = format!("name=^{}$", name.name);
    let list = |args: &[&str]| said(harness, &[&["list", "--filter", &by_name], args].concat());
    assert_eq!(list(&["--format", "names"]), format!("{}\n", name.name));
    let format = r"{{.Name}}\t{{.Engine}}\t{{.State}}\t{{.Status}}\t{{.ExitCode}}";
    let filters = ["-f", "state=running", "-f", "image=berth-test", "-f", &format!("label={label}")];
    let line = format!("{}\t{engine}\trunning\trunning\t\n", name.name);
    assert_eq!(list(&[&filters[..], &["--format", format]].concat()), line);
    let rows: serde_json::Value = serde_json::from_str(&list(&["--format", "json"])).unwrap();
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["labels"]["dev.berth.owner"]), (1, &"berth".into()));
    assert_eq!(list(&["-f", "state=exited", "--format", "names"]), "");
    let (status, stderr) = code(harness, &["list", "-f", &by_name, "-f", "state=exited"]);
    assert!(status == 0 && stderr.contains("no sessions that match"), "{stderr}");
    for wrong in [["--filter", "color=red"], ["--format", "{{.Nome}}"]] {
        assert_eq!(code(harness, &["list", wrong[0], wrong[1]]).0, 2, "{wrong:?}");
    }
}
