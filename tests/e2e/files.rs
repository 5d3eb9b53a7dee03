//! The files of a session, in the real window: walked, changed, compared and copied.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;
use serde_json::json;
use tokio::process::Command;

use crate::access::{broken_rules, load_axe};
use crate::german::{german_window, is_german};

on_both!(kind:
    files_are_walked_changed_and_compared,
    files_are_copied_by_keyboard_alone,
    files_of_an_ended_session_fit_a_narrow_window,
    a_file_is_dropped_from_another_program,
);

const HOSTILE: &str = "mkdir -p /app/data; cd /app; echo 'workers = 4' >config.toml; echo x >data/one; \
    ln -s /etc/passwd outside; ln -s ../../../../etc up; echo x >\"$(printf 'new\\nline')\"; echo x >'<b>bold'; \
    printf x >\"$(printf 'e\\033[2Jsc')\"; printf x >\"$(printf 'rtl\\342\\200\\256txt.exe')\"; touch -- -rf; \
    chown 1000:1001 config.toml; chmod 640 config.toml; head -c 2000000 /dev/zero >large; ";

/// Both schemes are seen, one on each engine.
fn scheme(kind: EngineKind) -> Scheme {
    if kind == EngineKind::Podman { Scheme::Dark } else { Scheme::Light }
}

/// A text with the key that ends its line.
fn line(text: &str) -> String {
    format!("{text}{}", char::from(Key::Enter))
}

async fn enter_path(window: &Window, path: &str) {
    window.fill("Path", &line(path)).await;
    window.find("grid", path).await;
}

async fn files_are_walked_changed_and_compared(kind: EngineKind) {
    let script = format!(
        "{HOSTILE} mkdir /many; cd /many; i=0; while [ $i -lt 10000 ]; do echo $i; i=$((i+1)); done | xargs touch; \
        echo x >/tmp/x; rm /etc/group; echo ready; sleep 100000"
    );
    let named = Named::start(kind, "winfiles").script(&script).run();
    let name = named.name.as_str();
    let window = Window::open(Setup::with_engines(kind).scheme(scheme(kind))).await;
    load_axe(&window).await;
    window.attach(name).await;
    window.terminal_line(name, "its files", |line| line.contains("ready")).await;
    window.verb(name, "Files").await;
    window.find("region", &format!("Files of {name}")).await;
    enter_path(&window, "/app").await;
    // Names are shown as they are: nothing in them is obeyed, and nothing is hidden.
    for row in [
        r"^new\\nline, file, 2 bytes, rw-r--r--, 0:0, ",
        r"^e\\u\{1b\}\[2Jsc, file, ",
        r"^rtl\\u\{202e\}txt\.exe, file, ",
        "^<b>bold, file, ",
        "^-rf, file, ",
        "^outside, link to /etc/passwd, ",
        "^up, link to \\.\\./\\.\\./\\.\\./\\.\\./etc, ",
        "^config.toml, file, 12 bytes, rw-r-----, 1000:1001, ",
    ] {
        window.find_like("row", row).await;
    }
    let mut broken = broken_rules(&window, &format!("files-{kind}")).await;
    window.press_on("row", "^data, folder", &Key::Enter.to_string()).await;
    window.press_on("row", "^one, file", &Key::Backspace.to_string()).await;
    window.find("grid", "/app").await;
    window.press_on("row", "^large, file", &Key::Enter.to_string()).await;
    window.says("alert", "has more than 1 MiB").await;
    window.shot(&format!("files-refused-{kind}")).await;

    // A small text is changed, and is so in the session; its owner and mode stay.
    window.press_on("row", "^config.toml, file", &Key::Enter.to_string()).await;
    window.fill("Text of /app/config.toml", &line("workers = 5")).await;
    broken.extend(broken_rules(&window, &format!("files-text-{kind}")).await);
    window.click("button", "Save").await;
    window.says("status", "Saved /app/config.toml").await;
    let told = ["exec", name, "sh", "-c", "cat /app/config.toml; stat -c '%u:%g %a' /app/config.toml"];
    assert_eq!(Engines::get().ask(kind, &told), "workers = 5\n1000:1001 640");
    // What somebody else wrote meanwhile is not lost, and neither is what the person wrote.
    window.fill("Text of /app/config.toml", &line("workers = 6")).await;
    Engines::get().ask(kind, &["exec", name, "sh", "-c", "echo other >/app/config.toml"]);
    window.click("button", "Save").await;
    window.says("alert", "was changed meanwhile").await;
    assert_eq!(window.value_of("Text of /app/config.toml").await, json!("workers = 6\n"));
    window.shot(&format!("files-meanwhile-{kind}")).await;
    window.click("button", "Back to the folder").await;
    window.find("dialog", "Discard your changes?").await;
    window.shot(&format!("files-discard-{kind}")).await;
    window.click("button", "Discard changes").await;
    window.find("grid", "/app").await;

    // Ten thousand are one list, of which the last is a key away.
    enter_path(&window, "/many").await;
    window.press_on("row", "^0, file", &Key::End.to_string()).await;
    window.find_like("row", "^9999, file").await;
    window.keyboard_gets_to("9999, file").await;
    window.shot(&format!("files-many-{kind}")).await;

    window.click("button", "What changed").await;
    // One line stands for 10,000 files, and opens.
    window.find("button", "added /many and 10,000 below it").await;
    assert!(!window.text_of("region", "Files that differ from the image’s").await.contains("/many/"));
    window.shot(&format!("files-folded-{kind}")).await;
    window.click_like("button", "^added /app and [0-9]+ below it$").await;
    window.says("region", "/app/config.toml").await;
    window.says("region", "deleted /etc/group").await;
    broken.extend(broken_rules(&window, &format!("files-changed-{kind}")).await);
    assert_eq!(json!(broken), json!([]));
    window.close().await;
}

/// Presses keys in the system's own dialog for files, the last ones until it closes.
pub(super) async fn answer(window: &Window, title: &str, keys: &[&[&str]]) {
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

async fn press_button(window: &Window, name: &str) {
    window.tab_to(name).await;
    window.press_with(&[], Key::Enter.into()).await;
}

async fn files_are_copied_by_keyboard_alone(kind: EngineKind) {
    let named = Named::start(kind, "wincopy").script(&format!("{HOSTILE} echo ready; sleep 100000")).run();
    let name = named.name.as_str();
    let window = Window::open(Setup::with_engines(kind).scheme(scheme(kind))).await;
    let home = window.home.path().to_path_buf();
    std::fs::write(home.join("mine.txt"), "from here\n").expect("the file is written");
    window.enter_row(&format!("^{name}, running")).await;
    window.terminal_line(name, "its files", |line| line.contains("ready")).await;
    window.keyboard_comes_to(name).await;
    window.press_with(&[Key::Control, Key::Shift], 'k').await;
    window.find("combobox", "Search or run a command").await;
    window.type_focused(&format!("Files of {name}")).await;
    window.find_like("option", &format!("^Files of {name}")).await;
    window.press(Key::Enter).await;
    window.find("region", &format!("Files of {name}")).await;
    window.find("grid", "/").await;
    // Letters find a name, Enter goes in.
    window.keyboard_gets_to("app, folder").await;
    window.type_focused("tm").await;
    window.keyboard_gets_to("tmp, folder").await;
    window.press_with(&[], Key::Home.into()).await;
    window.keyboard_gets_to("app, folder").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.find("grid", "/app").await;

    press_button(&window, "Copy in…").await;
    let path = home.join("mine.txt").display().to_string();
    let title = format!("^Choose files to copy into {name}$");
    answer(&window, &title, &[&["key", "ctrl+l"], &["key", "ctrl+a"], &["type", &path], &["key", "Return"]])
        .await;
    window.says("status", "Copied 1 file into /app").await;
    window.find_like("row", "^mine.txt, file, 10 bytes, ").await;
    window.shot(&format!("files-copied-in-{kind}")).await;
    assert_eq!(Engines::get().ask(kind, &["exec", name, "cat", "/app/mine.txt"]), "from here");

    // The whole folder goes out: all that stays inside, and the rest is named.
    window.press_on("row", "^mine.txt, ", &Key::Backspace.to_string()).await;
    window.keyboard_gets_to("app, folder").await;
    press_button(&window, "Copy out…").await;
    answer(&window, "^Choose a folder for app$", &[&["key", "alt+Home"], &["key", "alt+o"]]).await;
    window.says("listitem", "2 were left out").await;
    window.shot(&format!("files-copied-out-{kind}")).await;
    let copy = home.join("app");
    let read = |name: &str| std::fs::read_to_string(copy.join(name)).expect(name);
    assert_eq!(
        (read("mine.txt"), read("data/one"), read("new\nline")),
        ("from here\n".into(), "x\n".into(), "x\n".into())
    );
    for link in ["outside", "up"] {
        assert!(std::fs::symlink_metadata(copy.join(link)).is_err(), "{link}");
    }
    let mode = copy.join("config.toml").metadata().expect("the copy").permissions().mode();
    assert_eq!(mode & 0o7777, 0o640);
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("region", "^Files of ").await;
    window.close().await;
}

/// Of a program that drags a file.
const DRAG_SOURCE: &str = include_str!("scripts/drag_source.c");

async fn a_file_is_dropped_from_another_program(kind: EngineKind) {
    let named = Named::start(kind, "windrop")
        .script("mkdir /app; echo x >/app/there; echo ready; sleep 100000")
        .run();
    let name = named.name.as_str();
    let window = Window::open(Setup::with_engines(kind).scheme(scheme(kind))).await;
    window.attach(name).await;
    window.terminal_line(name, "its folder", |line| line.contains("ready")).await;
    window.verb(name, "Files").await;
    enter_path(&window, "/app").await;
    let home = window.home.path();
    std::fs::write(home.join("dropped.txt"), "from the desktop\n").expect("the file is written");
    let source = drag_source(home);
    let mut source = Command::new(source);
    source.arg(home.join("dropped.txt")).env("DISPLAY", &window.server.display).kill_on_drop(true);
    let _source = source.spawn().expect("the other program starts");
    window.server.window(&["--name", "^Drag source$"]).await;
    let over = window.says("region", "Copy into /app");
    window
        .server
        .drag((1450, 850), (700, 400), async {
            over.await;
        })
        .await;
    window.says("status", "Copied 1 file into /app").await;
    window.find_like("row", "^dropped.txt, file, 17 bytes, ").await;
    window.shot(&format!("files-dropped-{kind}")).await;
    assert_eq!(Engines::get().ask(kind, &["exec", name, "cat", "/app/dropped.txt"]), "from the desktop");
    window.close().await;
}

/// Builds the program that drags.
fn drag_source(folder: &Path) -> PathBuf {
    let (code, program) = (folder.join("drag_source.c"), folder.join("drag-source"));
    std::fs::write(&code, DRAG_SOURCE).expect("its code is written");
    let build =
        format!("cc -o {} {} $(pkg-config --cflags --libs gtk+-3.0)", program.display(), code.display());
    let built = std::process::Command::new("sh").args(["-c", &build]).status().expect("a shell runs");
    assert!(built.success(), "the headers of GTK, which the app is built with, are there");
    program
}

async fn files_of_an_ended_session_fit_a_narrow_window(kind: EngineKind) {
    let named = Named::start(kind, "winended").script(&format!("{HOSTILE} exit 3")).run();
    let name = named.name.as_str();
    let other = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let window = Window::open(Setup::with_engines(kind).scheme(other)).await;
    load_axe(&window).await;
    window.enter_row(&format!("^{name}, exited 3")).await;
    window.verb(name, "Files").await;
    enter_path(&window, "/app").await;
    window.client.set_window_size(640, 600).await.expect("the window takes a size");
    window.find_like("row", "^config.toml, file, 12 bytes, rw-r-----, ").await;
    let mut broken = fits(&window, "list", kind).await;
    window.press_on("row", "^config.toml, file", &Key::Enter.to_string()).await;
    window.fill("Text of /app/config.toml", &line("workers = 7")).await;
    broken.extend(fits(&window, "text", kind).await);
    window.press_with(&[Key::Control], 's').await;
    window.says("status", "Saved /app/config.toml").await;
    window.press_with(&[], Key::Escape.into()).await;
    window.find("grid", "/app").await;
    window.click("button", "What changed").await;
    window.click_like("button", "^added /app and [0-9]+ below it$").await;
    window.says("region", "added /app/config.toml").await;
    broken.extend(fits(&window, "changed", kind).await);
    assert_eq!(json!(broken), json!([]));
    Engines::get()
        .ask(kind, &["cp", &format!("{name}:/app/config.toml"), &window.home.path().display().to_string()]);
    let saved = std::fs::read_to_string(window.home.path().join("config.toml")).expect("the copy");
    assert_eq!(saved, "workers = 7\n");
    window.close().await;
}

/// Fails where something can be reached by scrolling aside alone.
async fn fits(window: &Window, state: &str, kind: EngineKind) -> Vec<String> {
    let sizes = "return [window.innerWidth, document.documentElement.scrollWidth]";
    window
        .until(&format!("nothing is cut off in {state}"), || async {
            (window.run(sizes, vec![]).await == json!([640, 640])).then_some(())
        })
        .await;
    broken_rules(window, &format!("files-640-{state}-{kind}")).await
}

#[tokio::test]
async fn files_are_german() {
    let session =
        Named::start(EngineKind::Podman, "gerfiles").script(&format!("{HOSTILE} sleep 100000")).run();
    let window = german_window(EngineKind::Podman).await;
    window.find_like("row", &format!("^{}, läuft", session.name)).await;
    window.verb(&session.name, "Dateien").await;
    window.fill("Pfad", &line("/app")).await;
    window.find_like("row", "^config.toml, Datei, ").await;
    is_german(&window, "files").await;
    window.press_on("row", "^large, Datei", &Key::Enter.to_string()).await;
    window.find_like("alert", "").await;
    is_german(&window, "files-refused").await;
    window.press_on("row", "^config.toml, Datei", &Key::Enter.to_string()).await;
    window.fill("Text von /app/config.toml", "anders").await;
    is_german(&window, "files-text").await;
    window.press_with(&[], Key::Escape.into()).await;
    window.find_like("dialog", "").await;
    is_german(&window, "files-discard").await;
    window.click("button", "Änderungen verwerfen").await;
    window.click("button", "Was sich geändert hat").await;
    window.click_like("button", "^neu /app und [0-9]+ darunter$").await;
    window.says("region", "/app/config.toml").await;
    is_german(&window, "files-changed").await;
    window.close().await;
}
