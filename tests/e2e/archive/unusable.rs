//! An archive that can't be used: the window says so, and all else works.

use std::path::Path;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::small::Small;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

async fn the_rest_works(window: &Window, session: &Named) {
    window.attach(&session.name).await;
    window.type_into(&session.name, "echo $((6*7))\n").await;
    window.terminal_line(&session.name, "an answer", |line| line == "42").await;
}

#[tokio::test]
async fn an_archive_of_a_newer_berth_is_told_and_the_rest_works() {
    let session = Named::start(EngineKind::Podman, "newer").script("echo ready; exec sh").run();
    // No app runs while its file is exchanged: it would make another in between.
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let path = window.archive().path().to_owned();
    let closed = window.close().await;
    let before = newer(&path);
    let window = closed.open_again().await;
    window.press_control_in_list('h').await;
    window.says("alert", "was written by a newer Berth").await;
    window.says("alert", "Sessions, terminals and logs work all the same.").await;
    window.shot("history-newer").await;
    window.press_with(&[], Key::Escape.into()).await;
    the_rest_works(&window, &session).await;
    assert_eq!(std::fs::read(&path).expect("the file is there"), before, "the file was touched");
    window.close().await;
}

/// Puts a file of a version that nobody knows in place of the archive.
fn newer(path: &Path) -> Vec<u8> {
    for beside in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(beside);
        // It may not be there.
        drop(std::fs::remove_file(name));
    }
    let mut bytes = vec![0; 4096];
    bytes[..16].copy_from_slice(b"SQLite format 3\0");
    bytes[60..64].copy_from_slice(&9999_i32.to_be_bytes());
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    std::fs::write(path, &bytes).expect("the file can be written");
    bytes
}

/// Nothing can be kept: so a session that ended stays, and the notice of that leaves its card free.
#[tokio::test]
async fn a_state_folder_that_can_only_be_read_is_told_and_the_rest_works() {
    let kind = EngineKind::Podman;
    let session = Named::start(kind, "readonly").script("echo ready; exec sh").run();
    let name = session.name.as_str();
    let closed = Window::open(Setup::with_engines(kind)).await.close().await;
    let _folder = Small::at(closed.state_folder(), "ro,size=1m");
    let window = closed.open_again().await;
    window.press_control_in_list('h').await;
    window.says("alert", "read-only").await;
    window.says("alert", "Nothing is kept meanwhile. Sessions, terminals and logs work all the same.").await;
    window.shot("history-read-only").await;
    window.press_with(&[], Key::Escape.into()).await;
    the_rest_works(&window, &session).await;

    window.view(name, "Details").await;
    window.says("tabpanel", "Its history can’t be read.").await;
    window.shot("history-read-only-details").await;
    window.view(name, "Terminal").await;
    window.type_into(name, "exit 3\n").await;
    window.says("region", "Exited 3").await;
    window.click_in("region", "Exit card", "button", "Delete…").await;
    window.click("button", &format!("Delete {name}")).await;
    window.says("alert", "read-only").await;
    window.shot("history-read-only-delete").await;
    window.exit_card_is_free().await;
    assert_eq!(session.state(), "exited");
    window.close().await;
}

/// The disk fills while the app runs: that is said where the person looks for the past, and no more. Once there is
/// room again it is said no longer, and what happened meanwhile is kept.
#[tokio::test]
async fn a_disk_that_fills_is_told_and_the_rest_works() {
    let kind = EngineKind::Podman;
    let own = ["--label", "dev.berth.owner=berth"];
    let start = |stem: &str| {
        Named::start(kind, stem).options(&own).script("until [ -e /end ]; do sleep 0.1; done; exit 4").run()
    };
    let end = |session: &Named| Engines::get().ask(kind, &["exec", "--", &session.name, "touch", "/end"]);
    let (before, during) = (start("before"), start("during"));
    let other = Named::start(kind, "other").run();
    let closed = Window::open(Setup::with_engines(kind)).await.close().await;
    let disk = Small::at(closed.state_folder(), "size=4m");
    let window = closed.open_again().await;
    let kept = |session: &Named, words: &str| format!("^{}, run 1, .*{words}", session.name);
    end(&before);
    window.press_control_in_list('h').await;
    window.find_like("row", &kept(&before, "exited 4")).await;

    let ballast = disk.fill();
    end(&during);
    window.says("status", "Nothing new is kept.").await;
    window.says("status", "the disk is full").await;
    window.find_like("row", &kept(&before, "exited 4")).await;
    window.shot("history-full").await;
    window.press_with(&[], Key::Escape.into()).await;
    the_rest_works(&window, &other).await;
    window.view(&other.name, "Details").await;
    window.says("tabpanel", "Nothing new is kept.").await;
    window.shot("history-full-details").await;
    window.view(&other.name, "Logs").await;
    window.line_in(&format!("Logs {}", other.name), "its log", |line| line == "42").await;

    std::fs::remove_file(ballast).expect("room on the disk");
    window.click("button", "History").await;
    window.find_like("row", &kept(&during, "exited 4")).await;
    let says = "return document.body.innerText.includes('Nothing new is kept')";
    let is_over = || async { (window.run(says, vec![]).await == false).then_some(()) };
    window.until("it is said no longer", is_over).await;
    window.close().await;
}
