use berth_runner::{HealthStatus, Limits, State};
use berth_tests::fake::{FakeEngine, container, id, inspected, listed};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use serde_json::{Value, json};

use super::{NAME, bot, in_time, look_always};

on_both!(fake: a_bad_row_is_skipped_and_counted,
    a_listing_that_is_no_list_is_unreadable,
    windows_line_ends_and_byte_order_marks_are_read,
    a_listing_may_be_an_array_or_lines,
    null_labels_and_wrong_types_in_details_are_read,
    an_exit_code_of_minus_one_is_read,
    bytes_that_are_no_text_do_no_harm,
    half_a_version_with_status_1_is_unavailable,
    warnings_with_status_0_are_no_errors,
    a_docker_that_is_podman_is_reported,
    one_that_vanishes_between_list_and_inspect_is_left_out,
    no_output_is_an_empty_list_and_no_details,
);

fn harness(fake: &FakeEngine) -> Harness {
    Harness::fake(fake, Limits::default())
}

fn raw(bytes: impl AsRef<[u8]>) -> Step {
    Step::PrintBytes(bytes.as_ref().to_vec())
}

/// One row as this engine's `ps` prints it, without an array around it.
fn row(fake: &FakeEngine) -> Value {
    let Step::Print(text) = listed(fake.kind, &[(&bot(), NAME, "running")]) else { panic!() };
    let value: Value = serde_json::from_str(&text).unwrap();
    value.get(0).cloned().unwrap_or(value)
}

async fn a_bad_row_is_skipped_and_counted(mut fake: FakeEngine) {
    let good = row(&fake);
    let bad = [
        json!(7),
        json!("text"),
        Value::Null,
        json!({}),
        json!({ "Id": 7, "ID": [] }),
        json!([good.clone()]),
    ];
    let lines: String = std::iter::once(&good).chain(&bad).map(|row| format!("{row}\n")).collect();
    fake.on(&["ps"], [raw(lines)]);
    look_always(&mut fake, "running");
    let listing = harness(&fake).runner.list().await.unwrap();
    assert!(listing.sessions.iter().any(|session| session.name == NAME));
    assert!(listing.skipped >= 5, "skipped {}", listing.skipped);
}

async fn a_listing_that_is_no_list_is_unreadable(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    let whole = row(&fake).to_string();
    // Truncated at every place: never a panic, never a session that is not there.
    let cuts = [1, 2, whole.len() / 2, whole.len() - 1].map(|at| whole[..at].to_owned());
    let arrays = [1, whole.len() / 2, whole.len()].map(|at| format!("[{}", &whole[..at]));
    // docker 20.10 with `--format json` prints the word.
    let values =
        ["json\n", "json\njson\n", "Error: x\n", "<html>", "{", "[", "null", "\0\0\0"].map(str::to_owned);
    let printed: Vec<String> = cuts.into_iter().chain(arrays).chain(values).collect();
    for text in &printed {
        fake.first(1, &["ps"], [raw(text)]);
    }
    let harness = harness(&fake);
    for text in &printed {
        match in_time(harness.runner.limits().list, harness.runner.list()).await {
            // A row that can't be read is reported by its number, and never as "no sessions".
            Ok(listing) => {
                assert!(listing.skipped > 0 || listing.sessions.len() == 1, "{text:?}: {listing:?}")
            }
            Err(error) => assert_eq!(error.code(), "unreadable", "{text:?}: {error}"),
        }
    }
}

async fn windows_line_ends_and_byte_order_marks_are_read(mut fake: FakeEngine) {
    let row = row(&fake);
    fake.first(1, &["ps"], [raw(format!("\u{feff}{row}\r\n"))]);
    fake.first(1, &["ps"], [raw(format!("\u{feff}[\r\n{row}\r\n]\r\n"))]);
    fake.first(1, &["ps"], [raw(format!("{row}\r\n\r\n"))]);
    let details = container(fake.kind, &bot(), NAME, "exited");
    let details =
        format!("\u{feff}{}", serde_json::to_string_pretty(&json!([details])).unwrap().replace('\n', "\r\n"));
    fake.on(&["container", "inspect"], [raw(details)]);
    for _ in 0..3 {
        let listing = harness(&fake).runner.list().await.unwrap();
        assert_eq!((listing.sessions.len(), listing.skipped), (1, 0));
        assert_eq!(listing.sessions[0].state, State::Exited);
    }
}

async fn a_listing_may_be_an_array_or_lines(mut fake: FakeEngine) {
    let row = row(&fake);
    let details = container(fake.kind, &bot(), NAME, "running");
    // Each engine in the other's manner, as a docker CLI on podman's socket does.
    for text in [format!("[{row}]"), row.to_string()] {
        fake.first(2, &["ps"], [raw(text)]);
    }
    for text in [
        details.to_string(),
        json!([details]).to_string(),
        format!("{details}\n"),
        json!([details]).to_string(),
    ] {
        fake.first(1, &["container", "inspect"], [raw(text)]);
    }
    for _ in 0..4 {
        let listing = harness(&fake).runner.list().await.unwrap();
        assert_eq!((listing.sessions.len(), listing.skipped), (1, 0));
    }
}

async fn null_labels_and_wrong_types_in_details_are_read(mut fake: FakeEngine) {
    let (first, second) = (id('b'), id('c'));
    let mut odd = container(fake.kind, &first, "odd", "running");
    odd["Config"]["Labels"] = Value::Null;
    odd["Config"]["Env"] = Value::Null;
    odd["Config"]["Cmd"] = Value::Null;
    odd["Mounts"] = Value::Null;
    odd["NetworkSettings"] = Value::Null;
    odd["HostConfig"] = Value::Null;
    odd["RestartCount"] = Value::Null;
    let mut wrong = container(fake.kind, &second, "wrong", "exited");
    wrong["Config"] = json!("text");
    wrong["State"]["Pid"] = json!("4242");
    wrong["State"]["ExitCode"] = json!("7");
    wrong["State"]["StartedAt"] = json!(7);
    wrong["State"]["OOMKilled"] = json!("no");
    wrong["Created"] = json!({});
    wrong["Mounts"] = json!({ "a": 1 });
    let rows = listed(
        fake.kind,
        &[(&bot(), NAME, "running"), (&first, "odd", "running"), (&second, "wrong", "exited")],
    );
    fake.on(&["ps"], [rows]);
    let good = container(fake.kind, &bot(), NAME, "running");
    fake.on(&["container", "inspect"], [inspected(&[good, odd, wrong, json!({ "Id": 7 }), json!("text")])]);
    let listing = harness(&fake).runner.list().await.unwrap();
    let names: Vec<&str> = listing.sessions.iter().map(|session| session.name.as_str()).collect();
    assert_eq!(names, [NAME, "odd", "wrong"]);
    assert_eq!(listing.skipped, 2);
    let (odd, wrong) = (&listing.sessions[1], &listing.sessions[2]);
    assert!(odd.labels.is_empty() && !odd.own && odd.pid == Some(4242));
    assert_eq!((wrong.state, wrong.started_at, wrong.created_at), (State::Exited, None, None));
}

/// podman 4.3 reports -1 when a container's monitor died.
async fn an_exit_code_of_minus_one_is_read(mut fake: FakeEngine) {
    let mut lost = container(fake.kind, &bot(), NAME, "exited");
    lost["State"]["ExitCode"] = json!(-1);
    fake.on(&["container", "inspect"], [inspected(&[lost])]);
    let session = harness(&fake).runner.status(NAME).await.unwrap();
    assert_eq!((session.state, session.exit_code), (State::Exited, Some(-1)));
}

async fn bytes_that_are_no_text_do_no_harm(mut fake: FakeEngine) {
    let mut details = container(fake.kind, &bot(), NAME, "running").to_string().into_bytes();
    let at = details.windows(8).position(|part| part == b"\"PATH=/b").unwrap();
    details.splice(at + 1..at + 1, *b"\xff\xfe");
    fake.on(&["container", "inspect"], [raw(details)]);
    fake.on(&["logs"], [raw(b"\xff\x00\xc3\x28 log\n")]);
    fake.on(&["ps"], [raw(b"\xff\xfe{\x00}\n"), Step::Exit(0)]);
    let harness = harness(&fake);
    assert_eq!(harness.runner.status(NAME).await.unwrap().state, State::Running);
    assert_eq!(harness.runner.logs(NAME, 5).await.unwrap(), b"\xff\x00\xc3\x28 log\n");
    match harness.runner.list().await {
        Ok(listing) => assert_eq!((listing.sessions.len(), listing.skipped), (0, 1)),
        Err(error) => assert_eq!(error.code(), "unreadable", "{error}"),
    }
}

async fn half_a_version_with_status_1_is_unavailable(mut fake: FakeEngine) {
    let stderr = "Cannot connect to the Docker daemon at unix:///nope. Is the docker daemon running?\n";
    fake.on(
        &["version"],
        [
            Step::Print("{\"Client\":{\"Version\":\"28.2.2\"},\"Server\":null}\n".into()),
            Step::Warn(stderr.into()),
            Step::Exit(1),
        ],
    );
    let health = harness(&fake).runner.health().await;
    assert_eq!((health.status, health.version), (HealthStatus::Unavailable, None));
    assert!(health.message.contains("daemon is not running"), "{}", health.message);
    assert_eq!(health.detail.as_deref().map(str::trim), Some(stderr.trim()));
}

async fn warnings_with_status_0_are_no_errors(mut fake: FakeEngine) {
    let warning =
        || Step::Warn("time=\"x\" level=warning msg=\"Error: no such container\"\nWARNING: error\n".into());
    let rows = listed(fake.kind, &[(&bot(), NAME, "running")]);
    let found = inspected(&[container(fake.kind, &bot(), NAME, "running")]);
    fake.on(&["ps"], [warning(), rows, warning()]);
    fake.on(&["container", "inspect"], [warning(), found]);
    let version = json!({ "Client": { "Version": "4.9.9" }, "Server": { "Version": "4.9.9" } });
    fake.on(&["version"], [warning(), Step::Print(version.to_string())]);
    let harness = harness(&fake);
    assert_eq!(harness.runner.list().await.unwrap().sessions.len(), 1);
    assert!(harness.runner.exists(NAME).await.unwrap());
    let health = harness.runner.health().await;
    assert_eq!((health.status, health.version.as_deref()), (HealthStatus::Ready, Some("4.9.9")));
}

async fn a_docker_that_is_podman_is_reported(mut fake: FakeEngine) {
    let version = json!({
        "Client": { "Version": "28.2.2" },
        "Server": { "Components": [{ "Name": "Podman Engine", "Version": "4.3.1" }], "Version": "4.3.1" },
    });
    fake.on(&["version"], [Step::Print(version.to_string())]);
    let health = harness(&fake).runner.health().await;
    assert_eq!((health.status, health.version.as_deref()), (HealthStatus::Ready, Some("4.3.1")));
    if fake.kind == berth_runner::EngineKind::Docker {
        assert!(health.message.contains("podman"), "{:?}", health.message);
    }
}

/// Between `ps` and `inspect` it was removed: both engines print the others and fail.
async fn one_that_vanishes_between_list_and_inspect_is_left_out(mut fake: FakeEngine) {
    let gone = id('f');
    let rows = listed(fake.kind, &[(&gone, "gone", "running"), (&bot(), NAME, "running")]);
    fake.on(&["ps"], [rows]);
    let found = inspected(&[container(fake.kind, &bot(), NAME, "running")]);
    let complaint = format!("Error: no such container: {gone}\n");
    fake.on(&["container", "inspect"], [found, Step::Warn(complaint), Step::Exit(1)]);
    let listing = harness(&fake).runner.list().await.unwrap();
    let names: Vec<&str> = listing.sessions.iter().map(|session| session.name.as_str()).collect();
    assert_eq!((names.as_slice(), listing.skipped), ([NAME].as_slice(), 0));
}

async fn no_output_is_an_empty_list_and_no_details(mut fake: FakeEngine) {
    fake.on(&["ps"], []);
    fake.on(&["container", "inspect"], []);
    fake.on(&["version"], []);
    let harness = harness(&fake);
    // No container: docker prints nothing, and that is a list.
    assert_eq!(harness.runner.list().await.unwrap(), berth_runner::Listing::default());
    assert_eq!(harness.runner.status(NAME).await.unwrap_err().code(), "unreadable");
    assert_eq!(harness.runner.health().await.status, HealthStatus::Unavailable);
}
