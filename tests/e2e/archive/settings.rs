//! What is kept of runs, as the settings have it.

use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use jiff::SignedDuration;

use super::kept::Kept;
use crate::settings::{choose, open_settings};

#[tokio::test]
async fn what_is_kept_is_set_and_older_runs_go() {
    let window = Window::open(Setup::with_new_podman()).await;
    let archive = window.archive();
    let of_days = |name, days| Kept::new(name, days).ended_before(SignedDuration::from_hours(24 * days));
    let new = of_days("new", 1).log("some words\n").keep(&archive);
    let pinned = of_days("pinned", 20).keep(&archive);
    archive.pin(pinned, true).expect("it is pinned");
    let old = of_days("old", 10).keep(&archive);

    open_settings(&window).await;
    window.says("dialog", "3 runs take ").await;
    for (field, option, said) in [
        ("Follow logs", "Never", "Logs are read when a run has ended."),
        ("Follow logs", "Of all sessions", "Their output is kept even if somebody else removes them"),
        ("Keep at most", "1 GiB", "the oldest logs go within the hour"),
        ("Forget runs after", "7 days", "They go within the hour; pinned runs stay."),
    ] {
        choose(&window, field, option).await;
        window.says("dialog", said).await;
    }
    window.shot("history-settings").await;
    let file = window.home.path().join("config/berth/config.toml");
    wait::until_async("the file has it all", || async {
        let text = std::fs::read_to_string(&file).ok()?;
        let has = |line: &str| text.contains(line);
        (has("[history]")
            && has("follow = \"all\"")
            && has("keep_bytes = 1073741824")
            && has("keep_days = 7"))
        .then_some(())
    })
    .await;
    assert!(archive.run(old).is_ok(), "what was chosen may be taken back");

    // An hour later, or at the next start.
    let window = window.close().await.open_again().await;
    wait::until_async("the old run is gone", || async { archive.run(old).is_err().then_some(()) }).await;
    assert!(archive.run(new).is_ok() && archive.run(pinned).is_ok());
    open_settings(&window).await;
    window.says("dialog", "2 runs take ").await;
    window.shot("history-settings-again").await;
    window.close().await;
}
