//! A machine that is started anew under running sessions: `berthctl after-reboot` on engines of the test's own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, program_name};
use berth_tests::machine::Machine;
use berth_tests::on_both;
use berth_tests::survives::{Comes, FATES, THINGS};
use berth_tests::wait::until;
use serde_json::Value;
use tempfile::TempDir;

use super::berthctl::program;

on_both!(kind: six_policies_and_what_survives,
    what_is_left_is_left_and_what_is_asked_for_is_started,
    what_ended_before_and_what_is_new_is_none_of_it,
);

/// A machine, and a person's files on it.
struct Home {
    machine: Machine,
    folder: TempDir,
}

impl Home {
    fn new(kind: EngineKind) -> Self {
        let home = Self { machine: Machine::new(kind), folder: tempfile::tempdir().unwrap() };
        fs::create_dir(home.folder.path().join("berth")).unwrap();
        home
    }

    fn define(&self, text: &str) {
        fs::write(self.folder.path().join("berth/sessions.toml"), text).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.machine.command(&program());
        command.args(args).env("BERTH_ENGINE", program_name(self.machine.kind));
        command.env("XDG_CONFIG_HOME", self.folder.path()).env("XDG_STATE_HOME", self.folder.path());
        command
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let output = self.command(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    }

    fn ok(&self, args: &[&str]) -> String {
        let (code, text) = self.run(args);
        assert_eq!(code, Some(0), "{args:?}: {text}");
        text
    }

    /// What became of each session, by its name.
    fn fates(&self) -> BTreeMap<String, Value> {
        fates_of(&self.command(&["after-reboot", "--json"]).output().unwrap())
    }

    fn kinds(&self) -> BTreeMap<String, String> {
        self.fates()
            .into_iter()
            .map(|(name, one)| (name, one["fate"]["kind"].as_str().unwrap().to_owned()))
            .collect()
    }

    /// How often a session was started: its program writes a line each time.
    fn starts(&self, name: &str) -> usize {
        let told = fs::read_to_string(self.machine.shared().join(name)).unwrap_or_default();
        told.lines().filter(|line| *line == "start").count()
    }

    fn until_started(&self, name: &str, times: usize) {
        until(&format!("{name} to be started {times} times"), || (self.starts(name) >= times).then_some(()));
    }
}

fn fates_of(output: &Output) -> BTreeMap<String, Value> {
    let report: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let sessions = report["sessions"].as_array().unwrap().clone();
    sessions.into_iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one)).collect()
}

/// A session that writes down each start, then what it finds of the run before.
fn session(name: &str, keys: &str, shared: &Path, further: &str) -> String {
    let files: Vec<&str> = THINGS.iter().map(|thing| thing.path).filter(|path| !path.is_empty()).collect();
    let script = format!(
        "echo start >> /shared/{name}; for f in {}; do [ -e $f.{name} ] && echo found $f >> /shared/{name}; \
         touch $f.{name}; done; echo hello from $WORD; exec sleep 1000",
        files.join(" ")
    );
    format!(
        "[sessions.{name}]\nimage = \"{IMAGE}\"\nnetwork = \"none\"\ncommand = '''sh -c '{script}' '''\n\
         env = {{ WORD = \"{name}\" }}\nvolumes = [\"{}:/shared\", \"data:/vol\", \"tmpfs:/memory\"{further}]\n{keys}\n\n",
        shared.display()
    )
}

async fn six_policies_and_what_survives(kind: EngineKind) {
    let mut home = Home::new(kind);
    let gone = home.folder.path().join("gone");
    fs::create_dir(&gone).unwrap();
    let shared = home.machine.shared();
    let further = format!(", \"{}:/gone\"", gone.display());
    let text = FATES.iter().map(|fate| {
        session(fate.name, fate.keys, &shared, if fate.name == "homeless" { &further } else { "" })
    });
    home.define(&text.collect::<String>());
    home.ok(&["up"]);
    for fate in &FATES {
        home.until_started(fate.name, 1);
    }
    // They were made since the machine was started: nothing is to be said of them.
    assert_eq!(home.kinds(), BTreeMap::new());

    fs::remove_dir(&gone).unwrap();
    home.machine.reboot();
    assert_eq!(home.run(&["after-reboot"]).0, Some(1), "one is blocked");
    let before: Vec<usize> = FATES.iter().map(|fate| home.starts(fate.name)).collect();

    // Three at once.
    let apply =
        || home.command(&["after-reboot", "--apply", "--json"]).stdout(std::process::Stdio::piped()).spawn();
    let all: Vec<_> = [apply().unwrap(), apply().unwrap(), apply().unwrap()].into();
    for one in all {
        let output = one.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        fates_of(&output);
    }
    home.until_started("started", 2);
    let fates = home.fates();
    for (fate, before) in FATES.iter().zip(before) {
        let found = &fates[fate.name]["fate"];
        let (expected, starts) = match fate.on(kind) {
            Comes::ByPolicy => ("again", 2),
            Comes::ByBerth => ("started", 2),
            Comes::Asked => ("ask", 1),
            Comes::Stays => ("leave", 1),
            Comes::Blocked => ("blocked", 1),
        };
        assert_eq!(found["kind"], expected, "{}: {found}", fate.name);
        home.until_started(fate.name, starts);
        assert_eq!(home.starts(fate.name), starts, "{} was started {before} times before", fate.name);
    }
    assert_eq!(fates["homeless"]["fate"]["paths"][0], gone.display().to_string());
    assert_eq!(fates["asking"]["fate"]["doubtful"], false);

    let told = fs::read_to_string(shared.join("started")).unwrap();
    for thing in THINGS.iter().filter(|thing| !thing.path.is_empty()) {
        let found = told.lines().any(|line| line == format!("found {}", thing.path));
        assert_eq!(found, thing.survives, "{}: {told}", thing.says);
    }
    // Its variables are there, and its log goes on from the run before.
    until("both runs in its log", || {
        (home.ok(&["logs", "started"]).matches("hello from started").count() == 2).then_some(())
    });
    // Another look starts nothing.
    home.run(&["after-reboot", "--apply"]);
    assert_eq!(home.starts("started"), 2);
}

async fn what_is_left_is_left_and_what_is_asked_for_is_started(kind: EngineKind) {
    let mut home = Home::new(kind);
    let shared = home.machine.shared();
    let ask = "after_reboot = \"ask\"\nresume_command = \"bot --resume\"";
    home.define(&["one", "two"].map(|name| session(name, ask, &shared, "")).concat());
    home.ok(&["up"]);
    ["one", "two"].iter().for_each(|name| home.until_started(name, 1));
    home.machine.reboot();

    let (code, text) = home.run(&["after-reboot"]);
    assert_eq!(code, Some(13), "{text}");
    assert!(text.contains("waits for your yes"), "{text}");
    assert_eq!(home.run(&["after-reboot", "--apply"]).0, Some(13), "what asks is not started");
    assert_eq!(home.run(&["after-reboot", "--apply", "nobody"]).0, Some(3));
    let (code, text) = home.run(&["after-reboot", "--apply", "one"]);
    assert!(code == Some(0) && text.contains("bot --resume"), "{code:?} {text}");
    home.ok(&["after-reboot", "--leave", "two"]);
    assert_eq!(home.run(&["after-reboot", "--apply"]).0, Some(0));
    let kinds = home.kinds();
    assert_eq!((kinds["one"].as_str(), kinds["two"].as_str()), ("started", "leave"));
    home.until_started("one", 2);
    assert_eq!((home.starts("one"), home.starts("two")), (2, 1));

    // The next restart asks again: of the one that ran.
    home.machine.reboot();
    let kinds = home.kinds();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), [("one".to_owned(), "ask".to_owned())]);
}

async fn what_ended_before_and_what_is_new_is_none_of_it(kind: EngineKind) {
    let mut home = Home::new(kind);
    let shared = home.machine.shared();
    let start = "after_reboot = \"start\"";
    let ends = session("ends", start, &shared, "").replace("exec sleep 1000", "exit 0");
    let fails = session("fails", start, &shared, "").replace("exec sleep 1000", "exit 3");
    let dies = session("dies", start, &shared, "")
        .replace("exec sleep 1000", "[ -e /root-2 ] && exit 7; touch /root-2; exec sleep 1000");
    let text =
        [ends, fails, dies, session("stopped", start, &shared, ""), session("late", start, &shared, "")];
    home.define(&text.concat());
    home.run(&["up", "ends", "fails", "stopped", "dies"]);
    ["ends", "fails", "stopped", "dies"].iter().for_each(|name| home.until_started(name, 1));
    home.ok(&["stop", "stopped", "--keep", "--kill"]);
    home.machine.reboot();
    home.ok(&["up", "late"]);
    home.until_started("late", 1);
    home.run(&["after-reboot", "--apply"]);
    let kinds = home.kinds();
    assert_eq!(kinds.keys().map(String::as_str).collect::<Vec<_>>(), ["dies"], "{kinds:?}");
    // It ended as soon as it was started: that is told, with its code for scripts.
    assert_eq!(kinds["dies"], "failed");
    assert_eq!(home.run(&["after-reboot"]).0, Some(1));
    let starts = ["ends", "fails", "stopped", "dies", "late"].map(|name| home.starts(name));
    assert_eq!(starts, [1, 1, 1, 2, 1]);

    // An engine that is away is told with its own code.
    if kind == EngineKind::Docker {
        home.machine.go_down();
        assert_eq!(home.run(&["after-reboot", "--apply"]).0, Some(5));
    }
}
