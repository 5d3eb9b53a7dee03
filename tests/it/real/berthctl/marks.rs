//! Pins, colours and notes from a shell: the file that the window shows.

use berth_tests::engines::program_name;
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;
use serde_json::Value;

use super::command;

on_both!(harness: marks_are_set_read_and_follow_a_new_name);

async fn marks_are_set_read_and_follow_a_new_name(harness: &Harness) {
    let config = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = command(harness, args).env("XDG_CONFIG_HOME", config.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (name, new) = (harness.name("marked"), harness.name("marked"));
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let (old, new) = (name.name.as_str(), new.name.as_str());
    assert_eq!(run(&["mark", old]).1, format!("{old} is not marked\n"));
    let all = ["mark", old, "--pin", "--color", "teal", "--note", "not before May"];
    assert_eq!(run(&all), (0, format!("{old}: pinned, teal: not before May\n"), String::new()));
    let file = config.path().join("berth/marks.toml");
    let engine = program_name(harness.kind);
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        format!(
            "[sessions.\"{engine}/{old}\"]\npinned = true\ncolor = \"teal\"\nnote = \"not before May\"\n"
        )
    );
    // The name of another session, of no use and of no session.
    assert_eq!(run(&["mark", old, "--color", "mauve"]).0, 2);
    assert_eq!(run(&["mark", old, "--pin", "--unpin"]).0, 2);
    assert_eq!(run(&["mark", "berth-no-such", "--pin"]).0, 3);

    assert_eq!(run(&["rename", old, new]).0, 0);
    let marked: Value = serde_json::from_str(&run(&["mark", new, "--unpin", "--json"]).1).unwrap();
    assert_eq!(
        marked,
        serde_json::json!({ "engine": engine, "name": new, "pinned": false, "color": "teal", "note": "not before May" })
    );
    assert_eq!(run(&["mark", old]).0, 3);
    // What is gone keeps its marks until they are taken away.
    assert_eq!(run(&["delete", new]).0, 0);
    assert_eq!(run(&["mark", new]).1, format!("{new}: teal: not before May\n"));
    assert_eq!(run(&["mark", new, "--color", "none", "--note", ""]).1, format!("{new} is not marked\n"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "");
    std::fs::write(&file, "[sessions\n").unwrap();
    let (code, _, stderr) = run(&["mark", new, "--pin"]);
    assert!(code != 0 && std::fs::read_to_string(&file).unwrap() == "[sessions\n", "{stderr}");
}
