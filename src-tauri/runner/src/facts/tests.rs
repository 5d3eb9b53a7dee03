#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::parse::samples;

fn facts_of(sample: &str) -> (SessionFacts, RunFacts) {
    let row = rows::parse(sample.as_bytes()).rows.remove(0);
    let session = inspect::session("engine", &row).unwrap();
    (session_facts(&session, &row), run_facts(&session, &row))
}

#[test]
fn a_run_that_ended_has_its_times_and_its_code() {
    for sample in [samples::PODMAN_EXITED, samples::DOCKER_EXITED] {
        let (session, run) = facts_of(sample);
        assert_eq!((session.name.as_str(), session.key.engine.as_str()), ("c-exit", "engine"));
        assert_eq!((run.exit_code, run.exact, run.oom_killed), (Some(3), true, false));
        assert!(run.ended_at.is_some_and(|ended_at| ended_at >= run.started_at), "{run:?}");
        assert!(session.spec.get("State").is_none() && session.spec.get("Config").is_some());
    }
}

#[test]
fn a_run_that_goes_on_has_no_end() {
    for sample in
        [samples::PODMAN_RUNNING, samples::DOCKER_RUNNING, samples::PODMAN_PAUSED, samples::DOCKER_PAUSED]
    {
        let (_, run) = facts_of(sample);
        assert_eq!((run.ended_at, run.exit_code, run.exact), (None, None, true));
    }
}

#[test]
fn one_that_never_ran_has_the_time_of_its_creation() {
    for sample in [samples::PODMAN_CREATED, samples::DOCKER_CREATED] {
        let (session, run) = facts_of(sample);
        assert_eq!(Some(run.started_at), session.created_at);
        assert_eq!((run.ended_at, run.exit_code), (session.created_at, None));
    }
}

#[test]
fn between_two_runs_it_has_the_last_ones_end() {
    let row = rows::parse(samples::DOCKER_EXITED.as_bytes()).rows.remove(0);
    let mut row = row;
    row["State"]["Status"] = "restarting".into();
    let session = inspect::session("docker", &row).unwrap();
    let run = run_facts(&session, &row);
    assert_eq!((run.ended_at.is_some(), run.exit_code), (true, Some(3)));
}

#[test]
fn a_run_that_ended_before_it_began_ended_at_once() {
    let mut row = rows::parse(samples::PODMAN_EXITED.as_bytes()).rows.remove(0);
    row["State"]["FinishedAt"] = "2020-01-01T00:00:00Z".into();
    let session = inspect::session("podman", &row).unwrap();
    let run = run_facts(&session, &row);
    let ended_at = run.ended_at.unwrap();
    assert!(ended_at > run.started_at && ended_at.duration_since(run.started_at).as_millis() == 0);
}

#[test]
fn an_image_id_has_one_form() {
    let id = "ab".repeat(32);
    for (image, expected) in [
        (json!(id), Some(format!("sha256:{id}"))),
        (json!(format!("sha256:{id}")), Some(format!("sha256:{id}"))),
        (json!("debian:12"), None),
        (json!(null), None),
    ] {
        let mut row = rows::parse(samples::PODMAN_EXITED.as_bytes()).rows.remove(0);
        row["Image"] = image;
        let session = inspect::session("podman", &row).unwrap();
        assert_eq!(session_facts(&session, &row).image_id, expected);
    }
}

#[test]
fn what_a_former_berth_stored_is_understood() {
    for (sample, engine) in [(samples::PODMAN_EXITED, "podman"), (samples::DOCKER_EXITED, "docker")] {
        let row = rows::parse(sample.as_bytes()).rows.remove(0);
        let (session, run) = former(&row).unwrap();
        assert_eq!((session.key.engine.as_str(), run.exit_code), (engine, Some(3)));
    }
    assert!(former(&json!({})).is_none());
}

/// Places in an engine's description where people put secrets.
fn with_secret(place: usize, secret: &str) -> Value {
    let mut row = rows::parse(samples::PODMAN_RUNNING.as_bytes()).rows.remove(0);
    let config = &mut row["Config"];
    match place {
        0 => config["Env"] = json!(["PATH=/bin", format!("ANYTHING={secret}")]),
        1 => config["CreateCommand"] = json!(["podman", "run", "-e", format!("A={secret}"), "bb"]),
        2 => config["CreateCommand"] = json!(["podman", "run", format!("--env=A={secret}"), "bb"]),
        3 => config["CreateCommand"] = json!(["podman", "run", "-dite", format!("A={secret}"), "bb"]),
        4 => config["Cmd"] = json!(["mysql", "--password", secret]),
        5 => config["Cmd"] = json!(["mysql", format!("--db-password={secret} more")]),
        6 => config["Cmd"] = json!(["sh", "-c", format!("run --token {secret} && sleep 1")]),
        7 => config["Cmd"] = json!(["sh", "-c", format!("API_KEY='{secret}' run")]),
        8 => config["Cmd"] = json!(["curl", "-H", format!("Authorization: Bearer {secret}"), "http://h"]),
        9 => config["Cmd"] = json!(["run", format!("postgres://ann:{secret}@db:5432/name")]),
        10 => config["Labels"] = json!({ "com.example.api-key": secret }),
        11 => config["Labels"] = json!({ "config": format!("{{\"password\":\"{secret}\"}}") }),
        12 => row["HostConfig"]["LogConfig"] = json!({ "Config": { "splunk-token": secret } }),
        13 => config["Healthcheck"] = json!({ "Test": ["CMD-SHELL", format!("curl -u ann:{secret} h")] }),
        14 => row["State"]["Health"] = json!({ "Log": [{ "Output": secret }] }),
        15 => {
            config["Env"] = json!([format!("DB_PASSWORD={secret}")]);
            config["Cmd"] = json!(["sh", "-c", format!("echo {secret} | login")]);
        }
        _ => row["State"]["Error"] = format!("exec: \"--token={secret}\": not found").into(),
    }
    row
}
const PLACES: usize = 17;

proptest! {
    #[test]
    fn no_masked_secret_is_kept(place in 0..PLACES, secret in "[A-Za-z0-9!#%+,./:;@^_~-]{1,8}Zq7[A-Za-z0-9]{4,12}") {
        let row = with_secret(place, &secret);
        let session = inspect::session("podman", &row).unwrap();
        let kept = format!("{:?} {:?}", session_facts(&session, &row), run_facts(&session, &row));
        let core = &secret[secret.find("Zq7").unwrap()..];
        prop_assert!(!kept.contains(core), "place {}: {}", place, kept);
    }

    #[test]
    fn any_text_can_be_masked(text in any::<String>(), words in proptest::collection::vec(any::<String>(), 0..6)) {
        let _ = text::mask_text(&text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        prop_assert_eq!(argv::mask_argv(&words).len(), words.len());
    }
}
