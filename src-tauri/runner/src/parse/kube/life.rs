//! How a container of a pod does.

use serde_json::{Value, json};

use super::text::{flag, list, text};

/// As `container inspect` says it.
pub(super) struct Life {
    pub state: Value,
    pub restarts: u64,
}

/// What is known of it.
#[derive(Default)]
struct Known<'a> {
    /// inspect's word.
    status: &'static str,
    /// The cluster's own word.
    reason: Option<&'a str>,
    /// The cluster's own sentence, where something is wrong.
    message: Option<&'a str>,
    started: Option<&'a str>,
    /// The last run that has ended.
    ended: Option<&'a Value>,
}

/// Reasons of an end that say no more than its code.
const PLAIN_ENDS: [&str; 2] = ["Completed", "Error"];
/// Reasons for which a container waits, and nothing is wrong.
const PLAIN_WAITS: [&str; 2] = ["ContainerCreating", "PodInitializing"];

pub(super) fn life(pod: &Value, container: &str) -> Life {
    let status = of(list(pod, "/status/containerStatuses"), container);
    let known = known(pod, status);
    let ended = |pointer: &str| known.ended.and_then(|ended| text(ended, pointer));
    let oom = ended("/reason") == Some("OOMKilled");
    let state = json!({
        "Status": known.status,
        "Reason": known.reason,
        "Error": known.message.unwrap_or_default(),
        "StartedAt": known.started,
        "FinishedAt": ended("/finishedAt"),
        "ExitCode": known.ended.and_then(|ended| ended.get("exitCode")),
        "OOMKilled": oom,
    });
    let restarts = status.and_then(|status| status.get("restartCount")).and_then(Value::as_u64).unwrap_or(0);
    Life { state, restarts }
}

fn of<'a>(statuses: &'a [Value], container: &str) -> Option<&'a Value> {
    statuses.iter().find(|status| text(status, "/name") == Some(container))
}

fn known<'a>(pod: &'a Value, status: Option<&'a Value>) -> Known<'a> {
    let at = |pointer: &str| status.and_then(|status| status.pointer(pointer));
    let is_going = text(pod, "/metadata/deletionTimestamp").is_some();
    let before = at("/lastState/terminated");
    // A node that does not answer.
    let is_lost =
        text(pod, "/status/phase") == Some("Unknown") || text(pod, "/status/reason") == Some("NodeLost");
    // Containers of such a pod have ended, whatever was last seen of them (`DeadlineExceeded`, 1.20.2).
    let is_over = matches!(text(pod, "/status/phase"), Some("Failed" | "Succeeded"));
    if let Some(running) = at("/state/running").filter(|_| !is_over) {
        let status = if is_lost {
            "unknown"
        } else if is_going {
            "stopping"
        } else {
            "running"
        };
        let reason = is_going.then_some("Terminating").or_else(|| is_lost.then_some("Unknown"));
        let message = is_lost.then(|| text(pod, "/status/message")).flatten();
        return Known { status, reason, message, started: text(running, "/startedAt"), ended: before };
    }
    if let Some(ended) = at("/state/terminated") {
        let reason = text(ended, "/reason");
        let is_plain = reason.is_none_or(|reason| PLAIN_ENDS.contains(&reason));
        let message = text(ended, "/message").filter(|_| !is_plain).or_else(|| text(pod, "/status/message"));
        let started = text(ended, "/startedAt");
        return Known { status: "exited", reason, message, started, ended: Some(ended) };
    }
    // A pod that was evicted, or whose node is gone, has no statuses at times.
    if is_over {
        let of_init = init(pod).filter(|(_, message)| message.is_some()).unzip();
        let reason = text(pod, "/status/reason").or(of_init.0);
        let message = text(pod, "/status/message").or(of_init.1.flatten());
        let started = at("/state/running").and_then(|running| text(running, "/startedAt"));
        return Known { status: "exited", reason, message, started, ..Known::default() };
    }
    if let Some(before) = before {
        let (reason, message) = (at("/state/waiting/reason"), at("/state/waiting/message"));
        return Known {
            status: "restarting",
            reason: reason.and_then(Value::as_str),
            message: message.and_then(Value::as_str),
            started: text(before, "/startedAt"),
            ended: Some(before),
        };
    }
    let waiting = init(pod).or_else(|| waiting(status)).or_else(|| unscheduled(pod));
    let (reason, message) = waiting.unwrap_or((text(pod, "/status/phase").unwrap_or("Pending"), None));
    Known { status: "created", reason: Some(reason), message, ..Known::default() }
}

/// Why it waits: the reason, and where something is wrong the sentence.
fn waiting(status: Option<&Value>) -> Option<(&str, Option<&str>)> {
    let waiting = status?.pointer("/state/waiting")?;
    let reason = text(waiting, "/reason")?;
    let is_plain = PLAIN_WAITS.contains(&reason);
    Some((reason, (!is_plain).then(|| text(waiting, "/message").unwrap_or(reason))))
}

/// What keeps one that prepares the pod from its end.
fn init(pod: &Value) -> Option<(&str, Option<&str>)> {
    let unfinished = |status: &&Value| {
        status.pointer("/state/terminated/exitCode").and_then(Value::as_i64) != Some(0)
            && !flag(status, "/ready")
    };
    let status = list(pod, "/status/initContainerStatuses").iter().find(unfinished)?;
    if let Some((reason, message)) = waiting(Some(status)).filter(|(_, message)| message.is_some()) {
        return Some((reason, message));
    }
    let ended = status.pointer("/state/terminated").and_then(|ended| text(ended, "/reason"));
    Some(match ended {
        Some(reason) => (reason, Some(reason)),
        None => ("PodInitializing", None),
    })
}

/// Why no node takes it.
fn unscheduled(pod: &Value) -> Option<(&str, Option<&str>)> {
    let is_it = |condition: &&Value| {
        text(condition, "/type") == Some("PodScheduled") && text(condition, "/status") == Some("False")
    };
    let condition = list(pod, "/status/conditions").iter().find(is_it)?;
    Some((text(condition, "/reason")?, text(condition, "/message")))
}
