use std::fs;

use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::until_async;
use serde_json::Value;

use super::{code, said};

on_both!(harness: files_are_listed_copied_and_compared);

async fn files_are_listed_copied_and_compared(harness: &Harness) {
    let script = "mkdir /t; echo hi >/t/a; ln -s /etc/passwd /t/out; printf x >\"$(printf '/t/e\\033[2J')\"; \
        echo ready; sleep 1000";
    let named = Named::start(harness.kind, "ctlfiles").without_terminal().script(script).run();
    let name = named.name.as_str();
    until_async("its files", || async {
        let log = harness.runner.logs(name, 5).await.ok()?;
        String::from_utf8_lossy(&log).contains("ready").then_some(())
    })
    .await;
    let shown = said(harness, &["files", name, "/t"]);
    assert!(shown.contains("-rw-r--r--  0:0  3 bytes") && shown.contains("out -> /etc/passwd"), "{shown}");
    assert!(shown.contains("e\\u{1b}[2J") && !shown.contains('\u{1b}'), "{shown}");
    let json: Value = serde_json::from_str(&said(harness, &["files", name, "/t", "--json"])).unwrap();
    assert_eq!((&json["path"], &json["complete"]), (&Value::from("/t"), &Value::from(true)));
    assert_eq!(json["entries"].as_array().unwrap().len(), 3);

    let here = tempfile::tempdir().unwrap();
    let (folder, file) = (here.path().display().to_string(), here.path().join("mine"));
    // One link leads out: all else is there, and it is said.
    let (ended, stderr) = code(harness, &["cp", &format!("{name}:/t"), &folder]);
    assert!(ended == 1 && stderr.contains("Left out t/out: a link that leads out"), "{stderr}");
    assert_eq!(fs::read_to_string(here.path().join("t/a")).unwrap(), "hi\n");
    assert_eq!(said(harness, &["cp", &format!("{name}:/t/a"), "-"]), "hi\n");
    fs::write(&file, "from here").unwrap();
    let file = file.display().to_string();
    assert_eq!(said(harness, &["cp", &file, &format!("{name}:/t")]), "Copied 1 file, 9 bytes\n");
    assert_eq!(said(harness, &["cp", &format!("{name}:/t/mine"), "-"]), "from here");
    let copied: Value =
        serde_json::from_str(&said(harness, &["cp", "--json", &file, &format!("{name}:/t")])).unwrap();
    assert_eq!((&copied["files"], &copied["bytes"]), (&Value::from(1), &Value::from(9)));

    let folded = said(harness, &["changed", name]);
    assert!(folded.contains("A /t and 4 below it\n") && !folded.contains("/t/a"), "{folded}");
    let changed = said(harness, &["changed", "--all", name]);
    assert!(changed.contains("A /t\n") && changed.contains("A /t/a\n"), "{changed}");
    assert!(!changed.contains("/t/e\u{1b}"), "{changed}");
    let changed: Value = serde_json::from_str(&said(harness, &["changed", name, "--json"])).unwrap();
    let is_a = |change: &&Value| change["path"] == "/t/a" && change["change"] == "added";
    assert!(changed.as_array().unwrap().iter().any(|change| is_a(&change)), "{changed}");

    assert_eq!(code(harness, &["files", name, "/absent"]).0, 3);
    assert_eq!(code(harness, &["cp", &format!("{name}:/absent"), &folder]).0, 3);
    assert_eq!(code(harness, &["cp", &file, &folder]).0, 2);
    assert_eq!(code(harness, &["cp", &format!("{name}:/t/a"), &file]).0, 1);
    assert_eq!(code(harness, &["changed", "no-such-session"]).0, 3);
}
