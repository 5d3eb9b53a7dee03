//! `container inspect` -> [`Session`], for both engines.
//!
//! Fields are looked up one by one: a missing, null or wrongly typed one costs
//! that field, never the row.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::checks::checks;
use super::{ports, rows};
use crate::protect::protection;
use crate::quote::shell_line;
use crate::session::{DEFAULT_STOP_TIMEOUT, LABEL_OWNER, Mount, OWNER, Run, Session, State};
use crate::signals::by_number;

/// What both engines print for "never": `0001-01-01T00:00:00Z`.
const NEVER: i64 = -62_135_596_800;

/// One row, or `None` when it is not a container: no full id, no name.
pub fn session(engine: &str, row: &Value) -> Option<Session> {
    let id = text(row, "/Id").filter(|id| rows::is_id(id))?;
    // docker: `/name`.
    let name = text(row, "/Name")?.trim_start_matches('/').to_owned();
    let engine_state = text(row, "/State/Status").unwrap_or_default().to_owned();
    let state = state(row, &engine_state);
    let ended = matches!(state, State::Exited | State::Dead);
    let labels = labels(row);
    let own = labels.get(LABEL_OWNER).is_some_and(|owner| owner == OWNER);
    let tty = flag(row, "/Config/Tty");
    let stop_signal = stop_signal(row);
    let command = command(row);
    let protection = protection(&name, &labels);
    Some(Session {
        engine: engine.to_owned(),
        id: id.to_owned(),
        name,
        // The top-level Image is the image's id on both.
        image: text(row, "/Config/Image").or_else(|| text(row, "/ImageName")).unwrap_or_default().to_owned(),
        state,
        engine_state,
        pid: integer(row, "/State/Pid").and_then(|pid| u32::try_from(pid).ok()).filter(|pid| *pid > 0),
        created_at: time(row, "/Created"),
        started_at: time(row, "/State/StartedAt"),
        // A running container may keep the end of its last run.
        finished_at: finished(row).filter(|_| ended),
        exit_code: exit_code(row).filter(|_| ended),
        oom_killed: flag(row, "/State/OOMKilled") && ended && killed(row),
        oom_within: flag(row, "/State/OOMKilled") && !(ended && killed(row)),
        restart_count: restarts(row),
        tty,
        attachable: tty && !is_window_change(stop_signal.as_deref()),
        own,
        // Nobody has decided yet what becomes of one that its machine cut off.
        prunable: own && ended && protection.is_none() && !was_cut_off(row),
        protection,
        ports: ports::parse(row),
        mounts: mounts(row),
        command_line: shell_line(&command),
        command,
        working_dir: text(row, "/Config/WorkingDir").unwrap_or_default().to_owned(),
        env: texts(row, "/Config/Env"),
        labels,
        // The id: names are elsewhere.
        pod: text(row, "/Pod").filter(|pod| !pod.is_empty()).map(str::to_owned),
        infra: flag(row, "/IsInfra"),
        stop_signal,
        stop_timeout: stop_timeout(row),
        restart_policy: restart_policy(row),
        // The runner knows both.
        paused_policy: None,
        restarts_pausable: false,
        error: text(row, "/State/Error").filter(|error| !error.is_empty()).map(str::to_owned),
        checks: checks(row).filter(|_| state.is_alive()),
        broken: None,
    })
}

/// Whether the engine removes it by itself when it ends (`--rm`).
pub(crate) fn auto_remove(row: &Value) -> bool {
    flag(row, "/HostConfig/AutoRemove")
}

/// A time between the last run that ended and the one that goes on. Both engines keep
/// the one's `FinishedAt`. In the midst, because docker 20.10 logs a run's first line up to a
/// millisecond before its `StartedAt`, and its last up to 30 ms after its `FinishedAt`.
///
/// Of one that has ended nothing is known: its `FinishedAt` is that of the last run, and may
/// come before its `StartedAt` when that was short.
pub(crate) fn between_runs(row: &Value) -> Option<Timestamp> {
    if matches!(state(row, text(row, "/State/Status").unwrap_or_default()), State::Exited | State::Dead) {
        return None;
    }
    let (ended, started) = (time(row, "/State/FinishedAt")?, time(row, "/State/StartedAt")?);
    let pause = started.duration_since(ended);
    if pause.is_positive() { ended.checked_add(pause / 2).ok() } else { None }
}

/// The session's last run.
pub(crate) fn run(row: &Value) -> Run {
    let ended = matches!(
        state(row, text(row, "/State/Status").unwrap_or_default()),
        State::Exited | State::Dead | State::Restarting
    );
    Run {
        began: time(row, "/State/StartedAt"),
        ended: finished(row).filter(|_| ended),
        restarts: restarts(row),
    }
}

/// The exit code of the last run; that of a run before while one goes on.
pub(crate) fn exit_code(row: &Value) -> Option<i64> {
    integer(row, "/State/ExitCode").filter(|_| !was_cut_off(row))
}

/// The end of the last run that has ended: of one that was cut off it is that of the run before.
fn finished(row: &Value) -> Option<Timestamp> {
    time(row, "/State/FinishedAt").filter(|_| !was_cut_off(row))
}

/// Whether it ran when its machine went down: podman (4.3) forgets how that run ended, says `created` and 0, and
/// keeps the time of the start.
fn was_cut_off(row: &Value) -> bool {
    let word = text(row, "/State/Status").unwrap_or_default();
    word.eq_ignore_ascii_case("created") && time(row, "/State/StartedAt").is_some()
}

/// A time behind the run that was `seen`, where another came after it: in the midst between
/// the two, and where others came and went meanwhile before the first of those.
pub(crate) fn after_run(row: &Value, seen: Run) -> Option<Timestamp> {
    /// docker 20.10 restarts after 230 ms at least, podman 4.3 after 80 ms.
    const PAUSE: SignedDuration = SignedDuration::from_millis(40);
    let began = time(row, "/State/StartedAt").filter(|began| seen.began.is_some_and(|seen| seen < *began))?;
    match seen.ended {
        Some(ended) if restarts(row) > seen.restarts + 1 => ended.checked_add(PAUSE).ok(),
        Some(ended) => ended.checked_add(began.duration_since(ended) / 2).ok(),
        None => between_runs(row).or_else(|| began.checked_sub(PAUSE).ok()),
    }
}

/// Its log driver, if that keeps nothing: `none` and `passthrough`.
pub(crate) fn driver_without_log(row: &Value) -> Option<&str> {
    text(row, "/HostConfig/LogConfig/Type").filter(|driver| matches!(*driver, "none" | "passthrough"))
}

/// `Status` tells; the flags contradict each other (paused is `Running:false` on
/// podman 4.3 and `Running:true` on docker 20.10) and only help without it.
fn state(row: &Value, word: &str) -> State {
    match word.to_ascii_lowercase().as_str() {
        "created" if was_cut_off(row) => State::Exited,
        "created" | "configured" | "initialized" => State::Created,
        "running" => State::Running,
        "paused" => State::Paused,
        "restarting" => State::Restarting,
        "stopping" | "removing" => State::Stopping,
        "exited" | "stopped" => State::Exited,
        "dead" => State::Dead,
        "" if flag(row, "/State/Paused") => State::Paused,
        "" if flag(row, "/State/Running") => State::Running,
        _ => State::Unknown,
    }
}

/// Whether SIGKILL ended its main process. The flag `OOMKilled` is that of the whole cgroup: a
/// shell whose child was killed for want of memory may end with 0 (docker 20.10).
fn killed(row: &Value) -> bool {
    integer(row, "/State/ExitCode") == Some(137)
}

fn restarts(row: &Value) -> u32 {
    integer(row, "/RestartCount").and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

fn labels(row: &Value) -> BTreeMap<String, String> {
    let labels = row.pointer("/Config/Labels").and_then(Value::as_object);
    labels
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}

fn mounts(row: &Value) -> Vec<Mount> {
    let mounts = row.pointer("/Mounts").and_then(Value::as_array);
    let mount = |mount: &Value| {
        let kind = text(mount, "/Type").unwrap_or_default();
        // A volume's Source is a folder of the engine; people know its name.
        let name = text(mount, "/Name").filter(|name| kind == "volume" && !name.is_empty());
        Some(Mount {
            kind: kind.to_owned(),
            source: name.or_else(|| text(mount, "/Source")).unwrap_or_default().to_owned(),
            target: text(mount, "/Destination")?.to_owned(),
            read_only: mount.pointer("/RW") == Some(&Value::Bool(false)),
        })
    };
    let mut mounts: Vec<Mount> = mounts.into_iter().flatten().filter_map(mount).collect();
    // Neither lists those of `--tmpfs` among the mounts, podman none at all.
    let tmpfs = row.pointer("/HostConfig/Tmpfs").and_then(Value::as_object);
    for (target, options) in tmpfs.into_iter().flatten() {
        if !mounts.iter().any(|mount| mount.target == *target) {
            let options = options.as_str().unwrap_or_default();
            let (kind, source, target) = ("tmpfs".to_owned(), String::new(), target.clone());
            mounts.push(Mount {
                kind,
                source,
                target,
                read_only: options.split(',').any(|word| word == "ro"),
            });
        }
    }
    mounts
}

/// podman 4.3 repeats the program in `Args` when it is the only word of `Cmd`, and
/// has the entrypoint as one string; docker has null or an array.
fn command(row: &Value) -> Vec<String> {
    let entrypoint = row.pointer("/Config/Entrypoint");
    let no_entrypoint = match entrypoint {
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(argv)) => argv.is_empty(),
        _ => true,
    };
    let cmd = texts(row, "/Config/Cmd");
    if no_entrypoint && !cmd.is_empty() {
        return cmd;
    }
    let path = text(row, "/Path").filter(|path| !path.is_empty()).map(str::to_owned);
    path.into_iter().chain(texts(row, "/Args")).collect()
}

/// podman 4.3: a number, podman 5 and docker: a name, absent for the default.
fn stop_signal(row: &Value) -> Option<String> {
    match row.pointer("/Config/StopSignal")? {
        Value::String(name) if !name.is_empty() => Some(name.clone()),
        Value::Number(number) => match number.as_i64()? {
            0 => None,
            number => u32::try_from(number).ok().and_then(by_number).or_else(|| Some(number.to_string())),
        },
        _ => None,
    }
}

/// Whether a session that has this stop signal ends when its terminal gets a new size, as
/// Apache does: both come as SIGWINCH. Every attach sets a size, even if the size is 0x0 or
/// stays the same (podman 4.3, docker 20.10).
fn is_window_change(stop_signal: Option<&str>) -> bool {
    matches!(stop_signal, Some("SIGWINCH" | "WINCH" | "28"))
}

/// docker has none for the default, and -1 for one that is never killed; podman 4.3 has that
/// as an unsigned number.
fn stop_timeout(row: &Value) -> u32 {
    match row.pointer("/Config/StopTimeout") {
        Some(Value::Number(seconds)) => {
            seconds.as_u64().map_or(u32::MAX, |n| u32::try_from(n).unwrap_or(u32::MAX))
        }
        _ => DEFAULT_STOP_TIMEOUT,
    }
}

fn restart_policy(row: &Value) -> String {
    // podman 4.3 prints an empty name for `no`.
    let name = text(row, "/HostConfig/RestartPolicy/Name").filter(|name| !name.is_empty()).unwrap_or("no");
    match integer(row, "/HostConfig/RestartPolicy/MaximumRetryCount") {
        Some(count) if count > 0 => format!("{name}:{count}"),
        _ => name.to_owned(),
    }
}

fn text<'a>(row: &'a Value, pointer: &str) -> Option<&'a str> {
    row.pointer(pointer).and_then(Value::as_str)
}

fn texts(row: &Value, pointer: &str) -> Vec<String> {
    let items = row.pointer(pointer).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn integer(row: &Value, pointer: &str) -> Option<i64> {
    row.pointer(pointer).and_then(Value::as_i64)
}

fn flag(row: &Value, pointer: &str) -> bool {
    row.pointer(pointer).and_then(Value::as_bool).unwrap_or(false)
}

fn time(row: &Value, pointer: &str) -> Option<Timestamp> {
    text(row, pointer)?.parse::<Timestamp>().ok().filter(|time| time.as_second() > NEVER)
}

#[cfg(test)]
mod tests;
