//! What processes cost, from `/proc`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Ticks a second in `/proc/PID/stat`: 100 on every Linux that Berth runs on.
const TICKS: f64 = 100.0;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    pub pid: u32,
    /// Its program, 15 bytes at most: `WebKitWebProces`.
    pub name: String,
    pub command: String,
}

/// A process and everything under it.
pub fn tree(root: u32) -> Vec<Process> {
    let mut found = Vec::new();
    let mut next = vec![root];
    while let Some(pid) = next.pop() {
        let Some(process) = process(pid) else { continue };
        found.push(process);
        // Any thread may have started a child.
        for thread in fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            next.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
    }
    found
}

fn process(pid: u32) -> Option<Process> {
    // No text: the keys that detach a client are bytes that nobody types.
    let read = |file: &str| {
        let bytes = fs::read(format!("/proc/{pid}/{file}")).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let name = read("comm")?.trim().to_owned();
    let command = read("cmdline")?.replace('\0', " ");
    Some(Process { pid, name, command })
}

/// The app itself and its WebKit processes.
pub fn of_window(app: u32) -> Vec<Process> {
    tree(app).into_iter().filter(|each| each.pid == app || each.name.starts_with("WebKit")).collect()
}

/// The engine's attach clients under the app: `attach`, and `start --attach` of what it started.
pub fn clients(app: u32) -> Vec<Process> {
    let attaches = |each: &Process| each.command.split(' ').any(|word| matches!(word, "attach" | "--attach"));
    tree(app).into_iter().filter(attaches).collect()
}

/// Seconds of CPU that these used so far, in user and kernel mode.
pub fn cpu(processes: &[Process]) -> f64 {
    // After the name, which may hold anything: state is field 3, utime 14, stime 15.
    processes.iter().filter_map(|process| times(process.pid, [11, 12])).sum()
}

/// Two of the times in a process's `stat`, together, in seconds.
fn times(pid: u32, which: [usize; 2]) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = which.map(|which| fields.get(which)?.parse::<f64>().ok());
    Some((ticks[0]? + ticks[1]?) / TICKS)
}

/// The same of the children of `app` that have ended, and of their children.
pub fn reaped(app: u32) -> f64 {
    times(app, [13, 14]).unwrap_or_default()
}

/// How long ago a process was started.
pub fn age(pid: u32) -> Option<Duration> {
    age_of(Path::new(&format!("/proc/{pid}")))
}

/// The same of a process or a thread, by its folder in `/proc`.
pub fn age_of(folder: &Path) -> Option<Duration> {
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    // The start is field 22, in ticks since the machine was started.
    let ticks: f64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    let uptime: f64 = fs::read_to_string("/proc/uptime").ok()?.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(uptime - ticks / TICKS).ok()
}

/// Memory in MB (2^20), each shared page counted in parts.
pub fn pss(processes: &[Process]) -> f64 {
    let kilobytes = |process: &Process| {
        let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", process.pid)).ok()?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    processes.iter().filter_map(kilobytes).sum::<f64>() / 1024.0
}

/// How many files these have open.
pub fn handles(processes: &[Process]) -> usize {
    let open =
        |process: &Process| fs::read_dir(format!("/proc/{}/fd", process.pid)).map_or(0, Iterator::count);
    processes.iter().map(open).sum()
}

/// How many threads these have.
pub fn threads(processes: &[Process]) -> usize {
    let threads =
        |process: &Process| fs::read_dir(format!("/proc/{}/task", process.pid)).map_or(0, Iterator::count);
    processes.iter().map(threads).sum()
}

/// Sends a signal, by name: `STOP`, `CONT`, `KILL`.
pub fn signal(processes: &[Process], signal: &str) {
    let pids = processes.iter().map(|process| process.pid.to_string());
    // One that has ended meanwhile is no fault.
    let _ = Command::new("kill").arg(format!("-{signal}")).args(pids).status();
}
