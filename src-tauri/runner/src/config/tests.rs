use std::time::Duration;

use super::*;
use crate::Limits;

fn config(text: &str) -> (tempfile::TempDir, Config) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    (folder, Config::read(path))
}

fn texts(config: &Config, faults: &[Fault]) -> Vec<String> {
    let place = config.path().display().to_string();
    faults.iter().map(|fault| fault.to_string().replace(&place, "FILE")).collect()
}

#[test]
fn no_file_is_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::read(folder.path().join("config.toml"));
    assert_eq!(config.section::<Limits>(), (Limits::default(), vec![]));
    assert_eq!(config.faults(&[]), vec![]);
}

#[test]
fn limits_are_seconds_and_others_follow_those_of_a_call() {
    let (_folder, config) = config("[limits]\ncall = 20\nstop_slack = 0.5\n");
    let (limits, faults) = config.section::<Limits>();
    assert_eq!(faults, vec![]);
    assert_eq!((limits.list, limits.inspect), (Duration::from_secs(20), Duration::from_secs(20)));
    assert_eq!((limits.start, limits.resume), (Duration::from_secs(120), Duration::from_secs(30)));
    assert_eq!(limits.stop_slack, Duration::from_millis(500));
    assert_eq!(limits.pull, Limits::default().pull);
}

#[test]
fn what_cannot_be_used_is_named_with_its_rule_and_the_rest_works() {
    let (_folder, config) =
        config("[limits]\ncall = \"long\"\nlist = 3\nstop_slack = 0 # at once\npull = 60\n[limit]\n");
    let (limits, faults) = config.section::<Limits>();
    assert_eq!(limits, Limits { pull: Duration::from_secs(60), ..Limits::default() });
    let rule = "must be seconds, more than 0 and at most 86400 (a day), not";
    assert_eq!(
        texts(&config, &faults),
        [
            format!("FILE: limits.call {rule} \"long\""),
            "FILE: [limits] has no key list".into(),
            format!("FILE: limits.stop_slack {rule} 0"),
        ]
    );
    assert_eq!(texts(&config, &config.faults(&["limits"])), ["FILE: there is no section [limit]"]);
}

#[test]
fn a_list_is_no_number() {
    let (_folder, config) = config("[limits]\npull = [1]\n");
    let (limits, faults) = config.section::<Limits>();
    assert_eq!(limits, Limits::default());
    assert!(texts(&config, &faults)[0].ends_with("not [1]"), "{faults:?}");
}

#[test]
fn a_section_that_is_none_is_named() {
    let (_folder, config) = config("limits = 3\n");
    let (limits, faults) = config.section::<Limits>();
    assert_eq!(limits, Limits::default());
    assert_eq!(texts(&config, &faults), ["FILE: limits must be a section: [limits]"]);
}

#[test]
fn a_change_keeps_comments_layout_and_what_is_wrong_elsewhere() {
    let text = "# mine\n[limits] # slow disk\ncall  =  20   # was 10\nstop_slack = \"?\"\n\n[other]\na = 1\n";
    let (_folder, mut config) = config(text);
    let (mut limits, _) = config.section::<Limits>();
    limits.list = Duration::from_secs(30);
    limits.pull = Duration::from_secs(60);
    config.set(&limits);
    config.write().unwrap();
    let written = fs::read_to_string(config.path()).unwrap();
    assert_eq!(written, text.replace("20   #", "30.0   #").replace("\"?\"\n", "\"?\"\npull = 60.0\n"));
}

#[test]
fn what_is_not_toml_is_told_with_its_line_and_never_written() {
    let text = "[limits]\ncall = \n";
    let (_folder, mut config) = config(text);
    let found = texts(&config, &config.faults(&[]));
    assert!(found[0].starts_with("FILE is not TOML: TOML parse error at line 2"), "{found:?}");
    config.set(&Limits { list: Duration::from_secs(3), ..Limits::default() });
    assert!(config.write().is_err());
    assert_eq!(fs::read_to_string(config.path()).unwrap(), text);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let config = Config::read(file.path().join("berth/config.toml"));
    let error = config.write().unwrap_err();
    // Where a folder is a file, some systems can't even read in it.
    let (Fault::Unwritten { path, .. } | Fault::Unread { path, .. }) = &error else {
        panic!("{error}");
    };
    assert!(path.contains("config.toml"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_one() {
    let (folder, config) = config("[limits]\n");
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink(config.path(), &link).unwrap();
    let mut linked = Config::read(&link);
    linked.set(&Limits { list: Duration::from_secs(3), ..Limits::default() });
    linked.write().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(config.path()).unwrap(), "[limits]\ncall = 3.0\n");
}

#[test]
fn entries_have_their_places() {
    let (_folder, config) =
        config("# ü\n[keys]\n  wall = \"Ctrl+J\" # mine\n\"pane-up\" = [\"F6\"]\nnew.x = 1\n");
    let entries = config.entries("keys").unwrap();
    let told: Vec<_> =
        entries.iter().map(|one| (one.key.as_str(), one.text.as_str(), one.line, one.column)).collect();
    assert_eq!(told[..2], [("wall", "\"Ctrl+J\"", 3, 3), ("pane-up", "[\"F6\"]", 4, 1)], "{entries:?}");
    assert_eq!((entries[1].value.clone(), entries[2].line), (serde_json::json!(["F6"]), 5));
    assert_eq!(config.entries("other").unwrap(), []);
    let (_folder, config) = self::config("keys = 1\n");
    assert!(config.entries("keys").is_err());
}
