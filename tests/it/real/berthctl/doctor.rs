//! What is wrong on this machine, as berthctl says it.

use std::fs;

use berth_tests::engines::program_name;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use serde_json::Value;

use super::command;

on_both!(harness: what_answers_is_told_and_what_is_wrong_ends_with_one,
    a_report_to_pass_on_names_nobody,
);

async fn what_answers_is_told_and_what_is_wrong_ends_with_one(harness: &Harness) {
    let home = tempfile::tempdir().unwrap();
    let report = || {
        let output =
            command(harness, &["doctor", "--json"]).env("XDG_CONFIG_HOME", home.path()).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let of = |about: &str| {
            let all = report["checks"].as_array().unwrap().iter();
            all.filter(|check| check["about"] == about).cloned().collect::<Vec<_>>()
        };
        (output.status.code(), of(program_name(harness.kind)), of("settings"), of("definitions"))
    };
    let (_, engine, settings, definitions) = report();
    let says = engine[0]["says"].as_str().unwrap();
    // A busy machine may be slow, which is a note.
    assert!(
        engine[0]["verdict"] != "fault" && says.contains("with root") && says.contains("answered in"),
        "{says}"
    );
    assert!(
        engine.iter().any(|check| check["says"].as_str().unwrap().starts_with("its list of ")),
        "{engine:?}"
    );
    assert!(
        engine.iter().any(|check| check["says"].as_str().unwrap().starts_with("slowest calls: ")),
        "the app does not run, so berthctl tells its own: {engine:?}"
    );
    assert_eq!((&settings[0]["verdict"], &definitions[0]["verdict"]), (&"ok".into(), &"ok".into()));

    fs::create_dir(home.path().join("berth")).unwrap();
    fs::write(home.path().join("berth/config.toml"), "[history]\nkeep_days = \"long\"\n").unwrap();
    fs::write(home.path().join("berth/sessions.toml"), "[sessions.bot]\nimagee = \"x\"\n").unwrap();
    let (code, _, settings, definitions) = report();
    assert_eq!(code, Some(1));
    for (check, words) in [(&settings[0], "keep_days"), (&definitions[0], "imagee")] {
        assert!(check["verdict"] == "fault" && check["says"].as_str().unwrap().contains(words), "{check}");
    }
}

async fn a_report_to_pass_on_names_nobody(harness: &Harness) {
    let home = tempfile::tempdir().unwrap();
    let output = command(harness, &["doctor", "--report"])
        .env("HOME", home.path())
        .env("USER", "annabel")
        .env("XDG_STATE_HOME", home.path().join("annabel/state"))
        .env_remove("XDG_CONFIG_HOME")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let engine = program_name(harness.kind);
    assert!(text.contains(&format!("**{engine}**: ")) && text.contains("answered in"), "{text}");
    assert!(text.contains("~/USER/state/berth/berth.log"), "{text}");
    assert!(!text.contains("annabel") && !text.contains(&home.path().display().to_string()), "{text}");
}
