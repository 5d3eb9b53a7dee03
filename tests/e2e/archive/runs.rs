//! What a person does with runs: pins, exports and filters them, and has nothing kept of a session.

use std::time::Duration;

use berth_archive::RunFilter;
use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use jiff::SignedDuration;

use super::kept::Kept;
use crate::settings::choose;

/// Presses Enter on a row of the history.
async fn open(window: &Window, row: &str) {
    window.enter_row(row).await;
    window.find_like("toolbar", "^Actions for ").await;
}

async fn escape(window: &Window) {
    window.press_with(&[], Key::Escape.into()).await;
}

async fn is_pressed(window: &Window, button: &str, pressed: &str) {
    window
        .until(&format!("{button} is pressed: {pressed}"), || async {
            let now = window.find("button", button).await.attr("aria-pressed").await.ok()??;
            (now == pressed).then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_run_is_pinned_and_let_go_by_keyboard() {
    let window = Window::open(Setup::with_new_podman()).await;
    let archive = window.archive();
    let run = Kept::new("trainer", 1).log("kept\n").keep(&archive);
    window.press_control_in_list('h').await;
    for (row, pressed, said) in
        [("0, ((?!pinned).)*$", "true", "0, .*pinned"), ("0, .*pinned", "false", "0, ((?!pinned).)*$")]
    {
        open(&window, &format!("^trainer, run 1, exited {row}")).await;
        window.tab_to("Pin").await;
        window.press_with(&[], ' ').await;
        is_pressed(&window, "Pin", pressed).await;
        assert_eq!(archive.run(run).expect("it is kept").pinned, pressed == "true");
        window.shot(&format!("history-pinned-{pressed}")).await;
        escape(&window).await;
        window.find_like("row", &format!("^trainer, run 1, exited {said}")).await;
        window.keyboard_gets_to("trainer, run 1").await;
    }
    window.close().await;
}

/// Presses keys in the system's own dialog for files, the last ones until it closes.
async fn answer(window: &Window, title: &str, keys: &[&[&str]]) {
    let by = ["--name", title];
    let (server, dialog) = (&window.server, window.server.window(&by).await);
    for keys in keys {
        server.keys(&dialog, keys).await;
    }
    let closes = || wait::until_async("the dialog closes", || server.gone(&by));
    // The first time may close no more than what the dialog proposes.
    if tokio::time::timeout(Duration::from_secs(3), closes()).await.is_err() {
        server.keys(&dialog, keys.last().expect("some keys")).await;
        closes().await;
    }
}

#[tokio::test]
async fn a_run_is_exported_as_one_file_and_as_a_folder() {
    let window = Window::open(Setup::with_new_podman()).await;
    let trainer = Kept::new("trainer", 1).log("all that it\nprinted\n").screen("its last screen");
    trainer.keep(&window.archive());
    window.press_control_in_list('h').await;
    open(&window, "^trainer, run 1, ").await;
    let title = "^Export trainer #1$";
    let place = window.home.path();

    window.click("button", "Export").await;
    window.shot("history-export").await;
    window.click("menuitem", "As a .zip file…").await;
    let file = place.join("run.zip");
    let path = file.display().to_string();
    answer(&window, title, &[&["key", "ctrl+a"], &["type", &path], &["key", "Return"]]).await;
    window.says("status", &file.display().to_string()).await;
    window.find("button", "Show in folder").await;
    window.shot("history-exported").await;
    assert!(std::fs::read(&file).expect("the file").starts_with(b"PK"));

    window.tab_to("Export").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.find("menuitem", "As a folder…").await;
    window.press_with(&[], Key::Enter.into()).await;
    // The person's home, and Open.
    answer(&window, title, &[&["key", "alt+Home"], &["key", "alt+o"]]).await;
    let folder = wait::until_async("the folder", || async {
        let all = std::fs::read_dir(place).expect("the folder is there").flatten();
        all.map(|entry| entry.path()).find(|path| path.is_dir() && path.join("run.json").exists())
    })
    .await;
    window.says("status", &folder.display().to_string()).await;
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the run");
    assert_eq!(
        (read("output.log").as_str(), read("screen.ansi").as_str()),
        ("all that it\nprinted\n", "its last screen")
    );
    window.close().await;
}

/// Waits until the list shows these runs and no others.
async fn lists(window: &Window, runs: &[&str]) {
    let script = "return [...document.querySelectorAll('[data-run]')].map((row) => row.ariaLabel)";
    window
        .until(&format!("the runs {runs:?}"), || async {
            let shown: Vec<String> = serde_json::from_value(window.run(script, vec![]).await).ok()?;
            let is = |(shown, run): (&String, &&str)| shown.starts_with(run);
            (shown.len() == runs.len() && shown.iter().zip(runs).all(is)).then_some(())
        })
        .await;
}

async fn has_text(window: &Window, text: &str) {
    let field = window.find("searchbox", "Name or image").await;
    field.clear().await.expect("the filter can be cleared");
    field.send_keys(text).await.expect("the filter takes keys");
}

#[tokio::test]
async fn runs_are_filtered_by_session_engine_image_ending_and_time() {
    let window = Window::open(Setup::with_new_podman()).await;
    let archive = window.archive();
    Kept::new("trainer", 1).image("train:1").exits(3).keep(&archive);
    Kept::new("trainer", 2).image("train:2").out_of_memory().keep(&archive);
    Kept::new("backup", 3).image("restic:1").keep(&archive);
    Kept::new("crawler", 4).engine("docker").image("crawl:1").exits(143).keep(&archive);
    Kept::new("backup", 5).image("restic:2").ended_before(SignedDuration::from_mins(5)).keep(&archive);
    window.press_control_in_list('h').await;
    let all = ["backup, run 2", "crawler, run 1", "backup, run 1", "trainer, run 2", "trainer, run 1"];
    lists(&window, &all).await;

    has_text(&window, "BACK").await;
    lists(&window, &["backup, run 2", "backup, run 1"]).await;
    has_text(&window, "train:2").await;
    lists(&window, &["trainer, run 2"]).await;
    window.says("status", "1 run").await;
    choose(&window, "Ending", "Exited 0").await;
    window.says("status", "No run matches.").await;
    window.shot("history-no-match").await;
    window.click("button", "Clear filters").await;
    lists(&window, &all).await;
    for (field, option, runs) in [
        // An engine that is not there any more has a past all the same.
        ("Engine", "docker", &["crawler, run 1"][..]),
        ("Engine", "All engines", &all),
        ("Ending", "Out of memory", &["trainer, run 2"]),
        ("Ending", "Ended when asked to (130, 143)", &["crawler, run 1"]),
        ("Ending", "Failed", &["trainer, run 1"]),
        ("Ending", "All endings", &all),
        ("Time", "Last hour", &["backup, run 2"]),
        ("Time", "Any time", &all),
    ] {
        choose(&window, field, option).await;
        lists(&window, runs).await;
    }
    // A search is in those that are left.
    choose(&window, "Ending", "Failed").await;
    open(&window, "^trainer, run 1, ").await;
    window.click("button", "All runs of trainer").await;
    lists(&window, &["trainer, run 2", "trainer, run 1"]).await;
    window.close().await;
}

/// From the menu of a session to its history, where it is left out from now on, and let in again.
#[tokio::test]
async fn nothing_is_kept_of_a_session_that_is_left_out() {
    let kind = EngineKind::Podman;
    let session = Named::start(kind, "left-out").script("echo ready; exec tail -f /dev/null").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    let archive = window.archive();
    let filter = RunFilter { session: Some(name.to_owned()), ..RunFilter::default() };
    let restarted = || Engines::get().ask(kind, &["restart", "-t", "0", name]);
    window.verb(&format!("^{name}, running"), "History").await;
    window.find("region", &format!("History of {name}")).await;
    window.find_like("row", &format!("^{name}, run 1, running")).await;
    window.tab_to("All sessions").await;
    for key in [Key::Tab.into(), ' '] {
        window.press_with(&[], key).await;
    }
    let left_out = |is: bool| {
        let archive = &archive;
        wait::until_async("it is left out, or let in", move || {
            let now = archive.is_excluded("podman", name).expect("the archive is read");
            async move { (now == is).then_some(()) }
        })
    };
    left_out(true).await;
    window.shot("history-left-out").await;
    // Nobody will know how the one that goes on ends.
    window.find_like("row", &format!("^{name}, run 1, end unknown")).await;
    // One that begins and ends meanwhile is not kept; the next goes on when it is let in again.
    restarted();
    restarted();
    window.press_with(&[], ' ').await;
    left_out(false).await;
    restarted();
    window.find_like("row", &format!("^{name}, run .*, running")).await;
    let kept = archive.runs(&filter).expect("the archive is read");
    assert!(kept.len() <= 3, "{kept:?}");
    window.close().await;
}
