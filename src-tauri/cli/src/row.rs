//! A session for programs (`--json`) and for people (tables).

use std::collections::BTreeMap;

use berth_runner::{Check, CheckStatus, Checks, Session, State};
use jiff::Timestamp;
use serde::Serialize;

use crate::table::{plain, trimmed};
use crate::time::age;

/// The shape of `--json`. Fields are added, never taken away; absent values are `null`.
///
/// The environment is left out: its values are secrets.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    name: &'a str,
    engine: &'a str,
    id: &'a str,
    image: &'a str,
    state: State,
    /// The engine's own name of the state.
    engine_state: &'a str,
    pid: Option<u32>,
    exit_code: Option<i64>,
    oom_killed: bool,
    /// Something in it was killed for want of memory, and not its main process.
    oom_within: bool,
    restart_count: u32,
    /// Such as `no`, `always`, `on-failure:3`.
    restart_policy: &'a str,
    /// The one that it had before its restarts were paused; they are not where it is `null`.
    paused_policy: Option<&'a str>,
    tty: bool,
    /// Created by Berth.
    own: bool,
    /// RFC 3339, like the other times.
    created_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    command: &'a [String],
    working_dir: &'a str,
    ports: Vec<String>,
    mounts: Vec<String>,
    /// The pod it is in, by name; `infra` is the container that holds the pod's network.
    pod: Option<&'a str>,
    infra: bool,
    /// Seconds that a stop gives it.
    stop_timeout: u32,
    /// Its health checks: status, failures in a row, and the last of them.
    health: Option<Health<'a>>,
    /// The engine's words, where it can't describe the container.
    broken: Option<&'a str>,
    labels: &'a BTreeMap<String, String>,
}

/// The keys of a [`Row`]; a test holds them to it.
pub const KEYS: &[&str] = &[
    "name",
    "engine",
    "id",
    "image",
    "state",
    "engine_state",
    "pid",
    "exit_code",
    "oom_killed",
    "restart_count",
    "restart_policy",
    "paused_policy",
    "tty",
    "own",
    "created_at",
    "started_at",
    "finished_at",
    "command",
    "working_dir",
    "ports",
    "mounts",
    "pod",
    "infra",
    "stop_timeout",
    "health",
    "oom_within",
    "broken",
    "labels",
];

impl<'a> From<&'a Session> for Row<'a> {
    fn from(session: &'a Session) -> Self {
        Self {
            name: &session.name,
            engine: &session.engine,
            id: &session.id,
            image: &session.image,
            state: session.state,
            engine_state: &session.engine_state,
            pid: session.pid,
            exit_code: session.exit_code,
            oom_killed: session.oom_killed,
            oom_within: session.oom_within,
            restart_count: session.restart_count,
            restart_policy: &session.restart_policy,
            paused_policy: session.paused_policy.as_deref(),
            tty: session.tty,
            own: session.own,
            created_at: session.created_at,
            started_at: session.started_at,
            finished_at: session.finished_at,
            command: &session.command,
            working_dir: &session.working_dir,
            ports: ports(session),
            mounts: mounts(session),
            pod: session.pod.as_deref(),
            infra: session.infra,
            stop_timeout: session.stop_timeout,
            health: session.checks.as_ref().map(Health::from),
            broken: session.broken.as_deref(),
            labels: &session.labels,
        }
    }
}

#[derive(Debug, Serialize)]
struct Health<'a> {
    status: CheckStatus,
    failures: u32,
    checks: Vec<HealthCheck<'a>>,
}

#[derive(Debug, Serialize)]
struct HealthCheck<'a> {
    ended_at: Option<Timestamp>,
    exit_code: i64,
    output: &'a str,
}

impl<'a> From<&'a Checks> for Health<'a> {
    fn from(checks: &'a Checks) -> Self {
        let check = |check: &'a Check| HealthCheck {
            ended_at: check.ended_at,
            exit_code: check.exit_code,
            output: &check.output,
        };
        Self {
            status: checks.status,
            failures: checks.failures,
            checks: checks.last.iter().map(check).collect(),
        }
    }
}

/// One line for each session.
pub fn list(sessions: &[Session], now: Timestamp) -> String {
    let mut table = plain();
    table.set_header(["NAME", "ENGINE", "IMAGE", "STATE", "PID", "AGE"]);
    for session in sessions {
        let pid = session.pid.map_or_else(String::new, |pid| pid.to_string());
        let age = session.created_at.map_or_else(String::new, |created| age(created, now));
        table.add_row([
            session.name.clone(),
            session.engine.clone(),
            session.image.clone(),
            state(session),
            pid,
            age,
        ]);
    }
    trimmed(&table)
}

/// One line for each property; empty ones are left out.
pub fn status(session: &Session) -> String {
    let time = |time: Option<Timestamp>| time.map_or_else(String::new, |t| t.to_string());
    let memory = match (session.oom_killed, session.oom_within) {
        (true, _) => "yes: the system killed it",
        (false, true) => "something in it was killed for lack of memory",
        (false, false) => "",
    };
    let restarts = Some(session.restart_count).filter(|n| *n > 0).map_or_else(String::new, |n| n.to_string());
    let mut table = plain();
    for (word, value) in [
        ("Name", session.name.clone()),
        ("Engine", session.engine.clone()),
        ("Id", session.id.clone()),
        ("Image", session.image.clone()),
        (
            "Pod",
            session.pod.as_ref().map_or_else(String::new, |pod| match session.infra {
                true => format!("{pod} (its infra container)"),
                false => pod.clone(),
            }),
        ),
        ("State", state(session)),
        ("Pid", session.pid.map_or_else(String::new, |pid| pid.to_string())),
        ("Out of memory", memory.to_owned()),
        (
            "Last check",
            session.checks.as_ref().and_then(|checks| checks.last.last()).map_or_else(String::new, |check| {
                format!("exited {}: {}", check.exit_code, check.output.replace('\n', " "))
            }),
        ),
        ("Broken", session.broken.clone().unwrap_or_default()),
        ("Error", session.error.clone().unwrap_or_default()),
        ("Created", time(session.created_at)),
        ("Started", time(session.started_at)),
        ("Finished", time(session.finished_at)),
        ("Restarts", restarts),
        (
            "Restarts paused",
            session.paused_policy.as_ref().map_or_else(String::new, |policy| {
                format!("its policy was {policy}; berthctl resume --restarts {}", session.name)
            }),
        ),
        ("Command", berth_runner::shell_line(&session.command)),
        ("Folder", session.working_dir.clone()),
        ("Terminal", if session.tty { "yes" } else { "no" }.to_owned()),
        ("Ports", ports(session).join("\n")),
        ("Mounts", mounts(session).join("\n")),
    ] {
        if !value.is_empty() {
            table.add_row([word.to_owned(), value]);
        }
    }
    trimmed(&table)
}

/// `exited (3)`, `exited (3), broken`.
pub fn state(session: &Session) -> String {
    let word = serde_json::to_value(session.state).ok().and_then(|v| v.as_str().map(str::to_owned));
    let word = word.unwrap_or_else(|| session.engine_state.clone());
    let word = match session.exit_code {
        Some(code) => format!("{word} ({code})"),
        None => word,
    };
    let word = match &session.checks {
        Some(checks) => format!("{word}, {}", health(checks)),
        None => word,
    };
    if session.broken.is_some() { format!("{word}, broken") } else { word }
}

/// Whether it is on the engine of this id, or on one of that family (`docker` is also `docker:far`).
pub fn is_of_engine(session: &Session, engine: &str) -> bool {
    let family = session.engine.split(':').next();
    session.engine == engine || family == Some(engine)
}

/// `healthy`, `unhealthy (3 failures)`, `starting`.
fn health(checks: &Checks) -> String {
    match (checks.status, checks.failures) {
        (CheckStatus::Healthy, _) => "healthy".to_owned(),
        (CheckStatus::Unhealthy, 1) => "unhealthy (1 failure)".to_owned(),
        (CheckStatus::Unhealthy, failures) => format!("unhealthy ({failures} failures)"),
        (CheckStatus::Starting, _) => "starting".to_owned(),
    }
}

fn ports(session: &Session) -> Vec<String> {
    let text = |port: &berth_runner::Port| {
        let inside = format!("{}/{}", port.container, port.protocol);
        match port.host {
            Some(host) if port.host_ip.contains(':') => format!("[{}]:{host}:{inside}", port.host_ip),
            Some(host) if !port.host_ip.is_empty() => format!("{}:{host}:{inside}", port.host_ip),
            Some(host) => format!("{host}:{inside}"),
            None => inside,
        }
    };
    session.ports.iter().map(text).collect()
}

fn mounts(session: &Session) -> Vec<String> {
    let read_only = |mount: &berth_runner::Mount| if mount.read_only { ":ro" } else { "" };
    // A tmpfs has no source; it is written as `start --volume` takes it.
    let source =
        |m: &berth_runner::Mount| if m.source.is_empty() { m.kind.clone() } else { m.source.clone() };
    session.mounts.iter().map(|m| format!("{}:{}{}", source(m), m.target, read_only(m))).collect()
}

#[cfg(test)]
pub mod tests;
