//! The past: runs that are searched, opened, compared and erased, and who ended one.

use std::path::Path;

use berth_archive::{Archive, LogState, RunFacts, RunFilter, RunId, SessionFacts, SessionKey};
use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::window::{Scheme, Setup, Window, repository};
use fantoccini::key::Key;
use jiff::Timestamp;
use serde_json::json;

/// Writes a run that is over into the archive, as another program of Berth does while the window is open.
fn keep(archive: &Archive, name: &str, number: i64, image: &str, exit_code: i64, log: &str) -> RunId {
    let container = format!("{number:064x}");
    let key = SessionKey { engine: "podman".to_owned(), container };
    let at =
        |seconds: i64| Timestamp::from_second(1_790_000_000 + number * 86_400 + seconds).expect("a time");
    let env = if number > 1 { json!(["PATH=/bin", "CACHE=/c"]) } else { json!(["PATH=/bin", "DEBUG=1"]) };
    archive
        .note_session(&SessionFacts {
            key: key.clone(),
            name: name.to_owned(),
            own: true,
            image: image.to_owned(),
            image_id: Some(format!("sha256:{image}")),
            created_at: Some(at(-1)),
            spec: json!({ "Config": { "Env": env }, "HostConfig": { "Memory": number * 1_048_576 } }),
        })
        .expect("the archive takes a session");
    let facts = RunFacts {
        started_at: at(0),
        exact: true,
        ended_at: Some(at(60 * number)),
        exit_code: Some(exit_code),
        oom_killed: false,
        oom_within: false,
        restarts: 0,
        error: None,
    };
    let run = archive.note_run(&key, &facts).expect("the archive takes a run").expect("it keeps it");
    archive.append_log(run, log.as_bytes()).expect("the archive takes a log");
    archive.finish_log(run, &LogState::Whole).expect("the log is whole");
    run
}

/// `lines` lines of which one has a colour and stands out.
fn log(lines: usize, special: usize, text: &str) -> String {
    let line = |number| match number {
        _ if number == special => format!("\x1b[31m{text}\x1b[0m at step {number}\r\n"),
        _ => format!("step {number} went well\r\n"),
    };
    (1..=lines).map(line).collect()
}

async fn broken_rules(window: &Window, state: &str) -> Vec<String> {
    window.shot(&format!("past-{state}")).await;
    let broken =
        window.client.execute_async(include_str!("scripts/broken_rules.js"), vec![]).await.expect("axe runs");
    let broken: Vec<String> = serde_json::from_value(broken).expect("a list of broken rules");
    broken.into_iter().map(|what| format!("{state}: {what}")).collect()
}

async fn load_axe(window: &Window) {
    let axe = std::fs::read_to_string(repository().join("ui/node_modules/axe-core/axe.min.js"));
    let script = format!("{}\n;0", axe.expect("axe-core, from `npm ci` in ui"));
    window.client.execute(&script, vec![]).await.expect("the page takes a script");
}

/// From Ctrl+H to the line that was looked for, and on to what differs, by keyboard; no rule is broken on the way.
async fn the_past_is_searched_opened_and_compared(scheme: Scheme) {
    let window = Window::open(Setup::with_new_podman().scheme(scheme)).await;
    load_axe(&window).await;
    window.press_control_in_list('h').await;
    window.says("status", "Nothing is kept yet.").await;
    let theme = window.setup().gtk_theme().replace(':', "-");
    let mut broken = broken_rules(&window, &format!("empty-{theme}")).await;

    keep(&window.archive(), "trainer", 1, "train:1", 0, &log(400, 7, "unlike the other"));
    keep(&window.archive(), "trainer", 2, "train:2", 137, &log(12_000, 6_000, "CUDA error: out of memory"));
    keep(&window.archive(), "backup", 3, "restic:1", 3, &log(10, 5, "no space left"));
    window.find_like("row", "^backup, run 1, exited 3, ").await;
    broken.extend(broken_rules(&window, &format!("list-{theme}")).await);

    window.type_focused("cuda ERROR").await;
    window.find_like("button", "line 6,000 CUDA error: out of memory *at step 6000$").await;
    broken.extend(broken_rules(&window, &format!("hits-{theme}")).await);
    window.press_with(&[], Key::Down.into()).await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("status", "Line 6,000 · Lines 1,000 to 10,999 of 12,000").await;
    let found = "CUDA error: out of memory at step 6000";
    window.line_in("Log of trainer #2", "the line", |line| line == found).await;
    let marked = include_str!("scripts/marked_line.js");
    window
        .until("the line is marked", || async {
            (window.run(marked, vec![json!(found)]).await == true).then_some(())
        })
        .await;
    broken.extend(broken_rules(&window, &format!("line-{theme}")).await);

    window.click("button", "Compare with the run before").await;
    for text in ["train:1", "train:2", "CACHE", "DEBUG", "/HostConfig/Memory", "unlike the other at step 7"] {
        window.says("region", text).await;
    }
    broken.extend(broken_rules(&window, &format!("compare-{theme}")).await);
    window.click("button", "Open trainer #1 at line 7").await;
    window.line_in("Log of trainer #1", "the line", |line| line == "unlike the other at step 7").await;

    // Escape leads back: comparison, run, lines found, the list, the window.
    for (role, name) in
        [("table", "^Compare runs$"), ("region", "^Log of trainer #2$"), ("list", "^Lines found$")]
    {
        window.press_with(&[], Key::Escape.into()).await;
        window.find_like(role, name).await;
    }
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("region", "^History$").await;
    assert_eq!(json!(broken), json!([]));
    window.close().await;
}

#[tokio::test]
async fn the_past_is_searched_opened_and_compared_in_light() {
    the_past_is_searched_opened_and_compared(Scheme::Light).await;
}

#[tokio::test]
async fn the_past_is_searched_opened_and_compared_in_dark() {
    the_past_is_searched_opened_and_compared(Scheme::Dark).await;
}

/// The runs before are bars on the exit card, which lead by keyboard to the run in the history.
#[tokio::test]
async fn the_runs_before_are_on_the_exit_card() {
    let kind = EngineKind::Docker;
    let session = Named::start(kind, "again").script("echo ready; exec tail -f /dev/null").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.terminal_line(name, "readiness", |line| line == "ready").await;
    Engines::get().ask(kind, &["kill", "--", name]);
    window.says("region", "Exited 137").await;
    window.click_in("region", "Exit card", "button", "Restart").await;
    window.gone("region", "^Exit card$").await;
    Engines::get().ask(kind, &["kill", "--", name]);
    window.find_like("toolbar", "^The last 2 runs$").await;
    window.shot("past-timeline").await;

    let at = |run: &str| format!("Run {run}, ");
    window
        .until("the keyboard gets to the last bar", || async {
            window.press_with(&[], Key::Tab.into()).await;
            window.keyboard_on().await.starts_with(&at("2")).then_some(())
        })
        .await;
    window.press_with(&[], Key::Left.into()).await;
    let first = window.keyboard_on().await;
    assert!(first.starts_with(&at("1")) && first.contains("137"), "{first}");
    window.press_with(&[], Key::Enter.into()).await;
    window.line_in(&format!("Log of {name} #1"), "its log", |line| line == "ready").await;
    window.click("tab", "About").await;
    window.says("tabpanel", "a kill, or a stop whose grace time ran out").await;
    window.shot("past-about").await;
    window.close().await;
}

/// What is erased is gone from the window and from the file.
#[tokio::test]
async fn a_session_is_erased_for_good() {
    let window = Window::open(Setup::with_new_podman()).await;
    let archive = window.archive();
    keep(&archive, "secretive", 1, "x:1", 0, "the word is MELUSINE\n");
    keep(&archive, "other", 2, "x:1", 0, "nothing of it\n");
    window.press_control_in_list('h').await;
    window.find_like("row", "^secretive, run 1, exited 0, ").await.click().await.expect("the row opens");
    window.line_in("Log of secretive #1", "its log", |line| line == "the word is MELUSINE").await;
    window.click("button", "All runs of secretive").await;
    window.click("button", "Erase the past of secretive").await;
    window.dialog_says("1 run of secretive on podman goes for good").await;
    window.shot("past-erase").await;
    window.tab_to("Erase the past of secretive").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("status", "Nothing is kept of secretive yet.").await;
    assert_eq!(archive.count(&RunFilter::default()).expect("it counts"), 1);
    for beside in ["", "-wal"] {
        let mut file = archive.path().as_os_str().to_owned();
        file.push(beside);
        let bytes = std::fs::read(file).unwrap_or_default();
        assert!(!bytes.windows(8).any(|word| word == b"MELUSINE"), "the word is in the file {beside:?}");
    }
    window.click("button", "All sessions").await;
    window.find_like("row", "^other, run 1, exited 0, ").await;
    window.close().await;
}

/// A file of a newer Berth is left alone; the history says so, and all else works.
#[tokio::test]
async fn an_archive_of_a_newer_berth_is_told_and_the_rest_works() {
    let session = Named::start(EngineKind::Podman, "newer").script("echo ready; exec sh").run();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let path = window.archive().path().to_owned();
    let before = newer(&path);
    window.press_control_in_list('h').await;
    window.says("alert", "was written by a newer Berth").await;
    window.says("alert", "Sessions, terminals and logs work all the same.").await;
    window.shot("past-newer").await;
    window.press_with(&[], Key::Escape.into()).await;
    window.attach(&session.name).await;
    window.type_into(&session.name, "echo $((6*7))\n").await;
    window.terminal_line(&session.name, "an answer", |line| line == "42").await;
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
