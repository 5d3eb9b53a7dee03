//! All that real engines say of a session: networks, image, and nothing secret.

use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use serde_json::Value;

use super::berthctl::{code, said};

on_both!(harness: everything_is_told_but_secrets,
    an_inspection_is_printed_for_people_and_for_programs,
);

/// A session with secrets in each place that the archive knows, and hostile text in a label.
fn started(harness: &Harness) -> Named {
    let hostile = "note=<b>\u{1b}[31m\u{202e}";
    let options = [
        "-e",
        "DB_PASSWORD=hunter2-9f",
        "-e",
        "PLAIN=open-9f",
        "--label",
        hostile,
        "--label",
        "api.token=tok-9f4a",
    ];
    Named::start(harness.kind, "inspected").options(&options).script("sleep 1000 # hunter2-9f").run()
}

async fn everything_is_told_but_secrets(harness: &Harness) {
    let named = started(harness);
    let inspection = harness.runner.inspection(&named.name).await.unwrap();
    let json: Value = serde_json::from_str(&inspection.json).unwrap();
    assert_eq!(json["State"]["Status"], "running");
    assert_eq!(inspection.session, harness.runner.status(&named.name).await.unwrap());
    for secret in ["hunter2-9f", "open-9f", "tok-9f4a"] {
        assert!(!inspection.json.contains(secret), "{secret} in {}", inspection.json);
    }
    assert!(json["Config"]["Labels"]["note"].as_str().unwrap().ends_with('\u{202e}'));
    let id = inspection.image_id.unwrap();
    assert_eq!((id.len(), id.starts_with("sha256:")), (71, true));
    let network = &inspection.networks[0];
    assert!(network.addresses[0].contains('.') && network.gateway.contains('.'), "{network:?}");
    assert!(json["NetworkSettings"]["Networks"][&network.network].is_object());
    drop(named);
    assert_eq!(harness.runner.inspection(&"9".repeat(64)).await.unwrap_err().code(), "session_not_found");
}

async fn an_inspection_is_printed_for_people_and_for_programs(harness: &Harness) {
    let named = started(harness);
    let text = said(harness, &["inspect", &named.name]);
    for words in ["Image id", "sha256:", "Networks", "gateway", "DB_PASSWORD", "api.token"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("open-9f"), "{text}");
    let json: Value = serde_json::from_str(&said(harness, &["inspect", "--json", &named.name])).unwrap();
    assert!(json["HostConfig"].is_object());
    assert_eq!(code(harness, &["inspect", "no-such-session"]).0, 3);
}
