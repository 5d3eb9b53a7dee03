//! `State.Health` of `container inspect` -> how a session does.
//!
//! - docker 20.10: `"Health": null`, or with `Status`, `FailingStreak` and `Log`
//! - podman 4.3: the same with an empty `Status` where there is no check; podman 3.4:
//!   `"Healthcheck"`

use jiff::Timestamp;
use serde_json::Value;

use crate::session::{Check, CheckStatus, Checks};

/// How many checks are kept; docker keeps five.
const KEPT: usize = 3;
/// How much of a check's output is kept, in bytes: its end.
const OUTPUT_BYTES: usize = 2 << 10;

/// `None` where it has no check, or the engine says nothing of it.
pub(super) fn checks(row: &Value) -> Option<Checks> {
    let health = ["/State/Health", "/State/Healthcheck"]
        .into_iter()
        .filter_map(|pointer| row.pointer(pointer))
        .find(|health| health.is_object())?;
    let status = match health.get("Status")?.as_str()? {
        "healthy" => CheckStatus::Healthy,
        "unhealthy" => CheckStatus::Unhealthy,
        "starting" => CheckStatus::Starting,
        _ => return None,
    };
    let failures = health.get("FailingStreak").and_then(Value::as_u64).unwrap_or(0);
    let log = health.get("Log").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let last = log.get(log.len().saturating_sub(KEPT)..).unwrap_or_default().iter().map(check).collect();
    Some(Checks { status, failures: u32::try_from(failures).unwrap_or(u32::MAX), last })
}

fn check(entry: &Value) -> Check {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
    let output = text("Output").trim_end();
    let from =
        (output.len().saturating_sub(OUTPUT_BYTES)..=output.len()).find(|at| output.is_char_boundary(*at));
    Check {
        ended_at: text("End").parse::<Timestamp>().ok(),
        exit_code: entry.get("ExitCode").and_then(Value::as_i64).unwrap_or(0),
        output: output.get(from.unwrap_or(0)..).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    /// podman 4.3.1, docker 20.10.24.
    const PODMAN: &str = r#"{"Status": "unhealthy", "FailingStreak": 3, "Log": [{"Start": "2026-11-26T05:35:55.214634752Z", "End": "2026-11-26T05:35:55.442599422Z", "ExitCode": 1, "Output": "bad\ncat: can't open '/ok': No such file or directory"}, {"Start": "2026-11-26T05:35:55.588399307Z", "End": "2026-11-26T05:35:55.985872111Z", "ExitCode": 1, "Output": "cat: can't open '/ok': No such file or directory\nbad"}, {"Start": "2026-11-26T05:35:56.056021393Z", "End": "2026-11-26T05:35:56.293574175Z", "ExitCode": 1, "Output": "cat: can't open '/ok': No such file or directory\nbad"}]}"#;
    const DOCKER: &str = r#"{"Status": "unhealthy", "FailingStreak": 3, "Log": [{"Start": "2026-11-26T05:35:59.722312638Z", "End": "2026-11-26T05:35:59.820549781Z", "ExitCode": 1, "Output": "cat: can't open '/ok': No such file or directory\nbad\n"}, {"Start": "2026-11-26T05:36:00.826334456Z", "End": "2026-11-26T05:36:00.924887533Z", "ExitCode": 1, "Output": "cat: can't open '/ok': No such file or directory\nbad\n"}, {"Start": "2026-11-26T05:36:01.930315301Z", "End": "2026-11-26T05:36:02.039888801Z", "ExitCode": 1, "Output": "cat: can't open '/ok': No such file or directory\nbad\n"}]}"#;

    #[test]
    fn both_engines_tell_the_verdict_the_failures_and_the_last_output() {
        for health in [PODMAN, DOCKER] {
            let health: Value = serde_json::from_str(health).unwrap();
            for key in ["Health", "Healthcheck"] {
                let checks = checks(&json!({ "State": { key: health } })).unwrap();
                assert_eq!(
                    (checks.status, checks.failures, checks.last.len()),
                    (CheckStatus::Unhealthy, 3, 3)
                );
                assert_eq!(checks.last[2].output, "cat: can't open '/ok': No such file or directory\nbad");
                assert!(checks.last[2].exit_code == 1 && checks.last[2].ended_at.is_some());
            }
        }
    }

    #[test]
    fn without_a_check_there_is_no_verdict() {
        for health in [
            json!(null),
            json!({ "Status": "", "FailingStreak": 0, "Log": null }),
            json!({ "Status": "none" }),
            json!(7),
        ] {
            assert_eq!(checks(&json!({ "State": { "Health": health } })), None);
        }
        let starting = json!({ "State": { "Health": { "Status": "starting", "Log": null } } });
        assert_eq!(checks(&starting).map(|checks| checks.last.len()), Some(0));
    }

    #[test]
    fn long_output_keeps_its_end_and_whole_characters() {
        let log: Vec<_> =
            (0..5).map(|code| json!({ "ExitCode": code, "Output": "é".repeat(2000) })).collect();
        let checks = checks(&json!({ "State": { "Health": { "Status": "healthy", "Log": log } } })).unwrap();
        assert_eq!(checks.last.iter().map(|check| check.exit_code).collect::<Vec<_>>(), [2, 3, 4]);
        assert!(
            checks.last.iter().all(|check| check.output.len() <= OUTPUT_BYTES && check.output.ends_with('é'))
        );
    }
}
