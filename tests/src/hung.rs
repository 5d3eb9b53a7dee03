//! Ends what a test waits for too long: a run that never ends would say nothing of any test.
//!
//! Each test has a thread of its own that bears its name. One that is as old as [`LIMIT`] hangs: the clients
//! and programs that it may wait for are told and killed, and it fails as tests do. Where that does not help,
//! the whole program ends.

use std::collections::HashSet;
use std::fs;
use std::sync::Once;
use std::thread;
use std::time::Duration;

use crate::processes::{self, Process};

/// The slowest tests take a third of it beside others.
const LIMIT: Duration = Duration::from_secs(8 * 60);
/// How often is looked.
const PAUSE: Duration = Duration::from_secs(10);
/// How long one goes on whose programs were killed.
const GRACE: Duration = Duration::from_secs(2 * 60);

/// Watches all tests of this process.
pub fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        thread::Builder::new().name("watchdog".to_owned()).spawn(run).expect("a thread can be started");
    });
}

fn run() {
    let own = std::process::id();
    let mut told = HashSet::new();
    loop {
        thread::sleep(PAUSE);
        for test in tests().filter(|test| test.age > LIMIT) {
            if told.insert(test.thread) {
                eprintln!("hung for {} s: a test whose name begins with {}", LIMIT.as_secs(), test.name);
                for process in processes::tree(own) {
                    eprintln!("  {}", described(&process));
                }
                let younger = |each: &Process| {
                    each.pid != own
                        && processes::age(each.pid).is_some_and(|age| (GRACE..=test.age).contains(&age))
                };
                let waited_for: Vec<_> = processes::tree(own).into_iter().filter(younger).collect();
                processes::signal(&waited_for, "KILL");
            } else if test.age > LIMIT + GRACE {
                eprintln!("{} hangs by itself: the tests end here", test.name);
                std::process::abort();
            }
        }
    }
}

/// A test that runs.
struct Running {
    thread: u32,
    /// The first 15 bytes of its name.
    name: String,
    age: Duration,
}

/// The threads that bear the name of a test: its path.
fn tests() -> impl Iterator<Item = Running> {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    threads.filter_map(|entry| {
        let name = fs::read_to_string(entry.path().join("comm")).ok()?.trim().to_owned();
        let thread = entry.file_name().to_str()?.parse().ok()?;
        let age = processes::age_of(&entry.path())?;
        name.contains("::").then_some(Running { thread, name, age })
    })
}

/// What it is, how old, and where in the kernel it waits.
fn described(process: &Process) -> String {
    let waits = fs::read_to_string(format!("/proc/{}/wchan", process.pid)).unwrap_or_default();
    let age = processes::age(process.pid).unwrap_or_default().as_secs();
    format!("{} {age} s {waits} {} {:.200}", process.pid, process.name, process.command)
}
