//! What sessions use, on the command line.

use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use serde_json::Value;

use super::reading::Following;
use super::{code, said};

on_both!(harness: what_sessions_use_is_printed_once_or_on_and_on);

async fn what_sessions_use_is_printed_once_or_on_and_on(harness: &Harness) {
    let named = Named::start(harness.kind, "used").script("while :; do :; done").run();
    let name = &named.name;
    let once: Value = serde_json::from_str(&said(harness, &["stats", name, "--once", "--json"])).unwrap();
    assert_eq!(once["name"], name.as_str());
    assert!(once["cpu"].as_f64() > Some(1.0) && once["memory"].as_u64() < Some(32 << 20), "{once}");
    let table = said(harness, &["stats", "--once", name, name]);
    assert!(table.starts_with("NAME") && table.lines().count() == 2 && table.contains(" %"), "{table}");
    assert!(said(harness, &["stats", "--once"]).contains(name));

    let mut following = Following::start(harness, &["stats", "--json", name]);
    for _ in 0..2 {
        let line: Value = serde_json::from_str(&following.line()).unwrap();
        assert_eq!((&line["name"], &line["pids"]), (&name.as_str().into(), &1.into()));
    }
    following.interrupt();
    assert_eq!(following.rest().1, Some(0));

    assert_eq!(code(harness, &["stats", "no-such-session"]).0, 3);
    let ended = Named::start(harness.kind, "over").script("exit 0").run();
    harness.until(&ended, berth_runner::State::Exited).await;
    let (exit, said) = code(harness, &["stats", &ended.name]);
    assert_eq!(exit, 7, "{said}");
}
