use super::*;

fn preferences(text: &str) -> (tempfile::TempDir, Preferences) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, text).unwrap();
    let preferences = Preferences { path, shown: Mutex::default(), writing: Mutex::default() };
    preferences.read();
    (folder, preferences)
}

#[test]
fn a_change_is_written_and_sent_once() {
    let (_folder, preferences) = preferences("# mine\n");
    let (sender, sent) = std::sync::mpsc::channel();
    preferences.subscribe("main", Box::new(move |now| sender.send(now.clone()).is_ok()));
    let mut wanted = sent.try_recv().unwrap().settings;
    assert_eq!(wanted, Settings::default());
    wanted.terminal.font_size = 15;
    let after = preferences.save(&wanted).unwrap();
    assert_eq!(after.settings, wanted);
    assert_eq!(sent.try_recv().unwrap(), after);
    let text = std::fs::read_to_string(&preferences.path).unwrap();
    assert_eq!(text, "# mine\n\n[terminal]\nfont_size = 15\n");
    preferences.save(&wanted).unwrap();
    preferences.window_closed("main");
    assert!(sent.try_recv().is_err());
}

#[test]
fn an_edit_of_the_file_is_seen() {
    let (_folder, preferences) = preferences("");
    std::fs::write(&preferences.path, "[terminal]\nscrollback = 2000\nbell = 1\n[x]\n").unwrap();
    let now = preferences.read();
    assert_eq!(now.settings.terminal.scrollback, 2000);
    assert_eq!(now.faults.len(), 2, "{:?}", now.faults);
}

#[test]
fn what_is_kept_of_runs_is_in_the_file() {
    let text = "[history]\nfollow = \"all\"\nclients = 65\nkeep_days = 7\nkeep_bytes = 1\n";
    let (_folder, preferences) = preferences(text);
    let history = preferences.history();
    assert_eq!((history.follow, history.keep_days), (berth_runner::Follow::All, 7));
    assert_eq!((history.clients, history.keep_bytes), (4, 2 << 30));
    let SettingsNow { mut settings, faults, .. } = preferences.now();
    assert_eq!((&settings.history, faults.len()), (&history, 2), "{faults:?}");
    settings.history.keep_days = 30;
    preferences.save(&settings).unwrap();
    assert_eq!(preferences.history().keep_days, 30);
}

#[test]
fn a_file_that_cannot_be_read_is_not_overwritten() {
    let (_folder, preferences) = preferences("[terminal\n");
    let failure = preferences.save(&Settings::default()).unwrap_err();
    assert_eq!(failure.code, "settings");
    assert!(failure.message.contains("config.toml is not TOML"), "{failure:?}");
}

#[test]
fn filters_of_logs_are_in_the_file_and_a_wrong_one_is_named() {
    let text = "[logs.filters]\nerrors = [\"level:error\", \"not text:retry\"]\n";
    let (_folder, preferences) = preferences(text);
    let mut settings = preferences.now().settings;
    assert_eq!(settings.logs.filters["errors"], ["level:error", "not text:retry"]);
    settings.logs.filters.insert("slow ones".into(), vec!["regex:[0-9]{4,} ms".into()]);
    let after = preferences.save(&settings).unwrap();
    assert_eq!((&after.settings, after.faults.len()), (&settings, 0));
    let written = std::fs::read_to_string(&preferences.path).unwrap();
    assert_eq!(written, format!("{text}\"slow ones\" = [\"regex:[0-9]{{4,}} ms\"]\n"));
    std::fs::write(&preferences.path, "[logs.filters]\nerrors = [\"loud\"]\n").unwrap();
    let now = preferences.read();
    assert!(now.settings.logs.filters.is_empty());
    assert!(
        now.faults[0].message.contains("logs.filters must be a table of lists by name"),
        "{:?}",
        now.faults
    );
}
