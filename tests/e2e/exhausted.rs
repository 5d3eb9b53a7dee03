//! An app that may open nothing and start nothing any more: it says so, what is open goes on, and with room again
//! all works.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

on_both!(kind: without_file_handles_it_says_so_and_goes_on, without_threads_it_says_so_and_goes_on);

const ECHO: &str = "stty -echo; echo ready; while read line; do echo \"heard $line\"; done";

async fn without_file_handles_it_says_so_and_goes_on(kind: EngineKind) {
    let limit = |pid: u32, limit: &str| {
        let set =
            Command::new("prlimit").args(["--pid", &pid.to_string(), &format!("--nofile={limit}")]).status();
        assert!(set.expect("prlimit runs").success());
    };
    goes_on(kind, "handles", |pid| {
        let is_free = |number: &u32| !Path::new(&format!("/proc/{pid}/fd/{number}")).exists();
        // Two are left to the web view. A client of an engine needs four; those above stay open.
        let third_free = (0..).filter(is_free).nth(2).unwrap_or_default();
        limit(pid, &format!("{third_free}:4096"));
        Box::new(move || limit(pid, "4096:4096"))
    })
    .await;
}

async fn without_threads_it_says_so_and_goes_on(kind: EngineKind) {
    goes_on(kind, "threads", |pid| {
        let group = Group::of(pid);
        let there = group.read("pids.current");
        group.write("pids.max", there.trim());
        Box::new(move || group.write("pids.max", "max"))
    })
    .await;
}

async fn goes_on(kind: EngineKind, what: &str, take: impl FnOnce(u32) -> Box<dyn FnOnce()>) {
    let open = Named::start(kind, "open").script(ECHO).run();
    let other = Named::start(kind, "other").script(ECHO).run();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.row(&other.name).await;
    window.attach(&open.name).await;
    window.type_into(&open.name, "one\n").await;
    window.terminal_line(&open.name, "an answer", |line| line == "heard one").await;

    let give_back = take(window.app_pid());
    window.press_on_row(&other.name, &char::from(Key::Enter).to_string()).await;
    window.says("alert", &format!("Could not attach to {}", other.name)).await;
    window.says("alert", "Could not run ").await;
    window.shot(&format!("exhausted-{what}-{kind}")).await;
    // What is open goes on, and nothing is said to be gone that is there.
    window.attach(&open.name).await;
    window.type_into(&open.name, "two\n").await;
    window.terminal_line(&open.name, "an answer", |line| line == "heard two").await;
    for session in [&open, &other] {
        assert!(window.has("row", &format!("^{}, running", session.name)).await, "{what}: no row");
    }

    give_back();
    window.attach(&other.name).await;
    window.click("button", "Try again").await;
    window.terminal_line(&other.name, "what it said", |line| line == "ready").await;
    window.type_into(&other.name, "three\n").await;
    window.terminal_line(&other.name, "an answer", |line| line == "heard three").await;
    // It is told of what happens again.
    let later = Named::start(kind, "later").run();
    window.find_like("row", &format!("^{}, running", later.name)).await;
    window.close().await;
}

/// A group whose processes and threads are counted.
struct Group(PathBuf);

impl Group {
    fn of(pid: u32) -> Self {
        let root = Path::new("/sys/fs/cgroup");
        let first = root.join("pids");
        let root = if first.is_dir() { first } else { root.to_owned() };
        let group = Self(root.join(format!("bt-{pid}")));
        fs::create_dir(&group.0).expect("a control group");
        group.write("cgroup.procs", &pid.to_string());
        group
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn write(&self, file: &str, value: &str) {
        fs::write(self.0.join(file), value).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}
