//! Links in a terminal: seen before they are followed, and followed only where they should be.

use std::path::Path;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use serde_json::json;

/// Links of OSC 8, target and text; and one that only looks like one.
const PRINTS: &str = r"
    link() { printf '\033]8;;%s\033\\%s\033]8;;\033\\\r\n' $1 $2; }
    link https://example.org/docs the-documents
    link https://evil.example/ https://bank.example/
    link ssh://host.example/ a-machine
    link file:///etc/passwd a-file
    link 'javascript:alert(1)' a-script
    printf 'see http://plain.example/page for more\r\n'
    exec sh";

/// Waits until the window tells where the link under the pointer leads.
async fn leads(window: &Window, session: &str, text: &str, target: &str) {
    let place = window.position_of(session, text).await;
    window.hover(place).await;
    window
        .until(&format!("{text} leads to {target}"), || async {
            let told =
                window.run("return document.querySelector('.target')?.textContent ?? null", vec![]).await;
            (told == json!(target)).then_some(())
        })
        .await;
}

/// Waits until the person's browser was told to open it.
async fn opens(window: &Window, opened: &Path, url: &str) {
    window
        .until(url, || async {
            std::fs::read_to_string(opened).ok()?.lines().any(|line| line == url).then_some(())
        })
        .await;
}

#[tokio::test]
async fn links_are_told_and_only_the_web_opens_unasked() {
    let session = Named::new(EngineKind::Podman, "links");
    let name = session.name.as_str();
    Engines::get().ask(session.kind, &["run", "-dit", "--name", name, "--", IMAGE, "sh", "-c", PRINTS]);
    let setup = Setup::with_engines(session.kind);
    let opened = setup.folder().join("opened");
    setup.program("xdg-open", &format!("echo \"$1\" >>'{}'", opened.display()));
    let window = Window::open(setup).await;
    window.attach(name).await;
    for (text, url) in [
        ("the-documents", "https://example.org/docs"),
        ("http://plain.example/page", "http://plain.example/page"),
    ] {
        leads(&window, name, text, url).await;
        window.shot("link-hovered").await;
        window.click_at(window.position_of(name, text).await).await;
        opens(&window, &opened, url).await;
    }

    // A text that lies is asked about, and a quick Enter says no.
    leads(&window, name, "https://bank.example/", "https://evil.example/").await;
    for (key, answer) in [(Key::Enter, "no"), (Key::Escape, "no"), (Key::Tab, "yes")] {
        window.click_at(window.position_of(name, "https://bank.example/").await).await;
        window.find("alertdialog", "Open this link?").await;
        window.says("alertdialog", "It says bank.example, but leads to evil.example.").await;
        window.says("alertdialog", "https://evil.example/").await;
        window.shot("link-lies").await;
        window.press_with(&[], key.into()).await;
        if answer == "yes" {
            window.press_with(&[], Key::Enter.into()).await;
            opens(&window, &opened, "https://evil.example/").await;
        }
        window.gone("alertdialog", "").await;
    }

    // What another program would open is asked about.
    leads(&window, name, "a-machine", "ssh://host.example/").await;
    for (key, answer) in [(Key::Enter, "no"), (Key::Tab, "yes")] {
        window.click_at(window.position_of(name, "a-machine").await).await;
        window.find("alertdialog", "Open this link?").await;
        window.says("alertdialog", "the system opens it with its program for ssh").await;
        window.says("alertdialog", "ssh://host.example/").await;
        window.press_with(&[], key.into()).await;
        if answer == "yes" {
            window.press_with(&[], Key::Enter.into()).await;
            opens(&window, &opened, "ssh://host.example/").await;
        }
        window.gone("alertdialog", "").await;
    }

    // All else never opens; where it leads can be copied.
    for (text, target) in [("a-file", "file:///etc/passwd"), ("a-script", "javascript:alert(1)")] {
        leads(&window, name, text, target).await;
        window.click_at(window.position_of(name, text).await).await;
        window.find("alertdialog", "Berth does not open this link").await;
        window.says("alertdialog", target).await;
        window.shot("link-elsewhere").await;
        window.click("button", "Copy link").await;
        window.gone("alertdialog", "").await;
        window
            .until("the target is in the clipboard", || async {
                (window.server.selection("clipboard").await == target).then_some(())
            })
            .await;
    }
    let opened = std::fs::read_to_string(&opened).expect("what was opened");
    let expected =
        "https://example.org/docs\nhttp://plain.example/page\nhttps://evil.example/\nssh://host.example/\n";
    assert_eq!(opened, expected);
    // The keyboard is in the terminal again.
    window.type_focused("echo back $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line == "back 42").await;
    window.close().await;
}
