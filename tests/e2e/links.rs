//! Links in a terminal: their target is seen before a click, and only links to the web open
//! without a question.

use std::path::{Path, PathBuf};

use berth_runner::EngineKind;
use berth_tests::engines::Named;
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

/// Waits until the window says where the link under the pointer leads.
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

struct Links {
    session: Named,
    window: Window,
    /// Holds a line for each address that the person's browser was told to open.
    opened: PathBuf,
}

impl Links {
    async fn open() -> Self {
        let session = Named::start(EngineKind::Podman, "links").script(PRINTS).run();
        let setup = Setup::with_engines(session.kind);
        let opened = setup.folder().join("opened");
        setup.program("xdg-open", &format!("echo \"$1\" >>'{}'", opened.display()));
        let window = Window::open(setup).await;
        window.attach(&session.name).await;
        Self { session, window, opened }
    }

    async fn click(&self, text: &str) {
        self.window.click_at(self.window.position_of(&self.session.name, text).await).await;
    }

    /// Clicks the link and answers the question about it with these keys; a quick Enter says no.
    async fn asks(&self, text: &str, sentences: &[&str], url: &str) {
        let Self { session, window, opened } = self;
        leads(window, &session.name, text, url).await;
        for (key, answer) in [(Key::Enter, "no"), (Key::Escape, "no"), (Key::Tab, "yes")] {
            self.click(text).await;
            window.find("alertdialog", "Open this link?").await;
            for sentence in sentences {
                window.says("alertdialog", sentence).await;
            }
            window.says("alertdialog", url).await;
            window.shot("link-asked").await;
            window.press_with(&[], key.into()).await;
            if answer == "yes" {
                window.press_with(&[], Key::Enter.into()).await;
                opens(window, opened, url).await;
            }
            window.gone("alertdialog", "").await;
        }
    }

    /// Exactly these were opened, and the keyboard is in the terminal again.
    async fn end(self, urls: &[&str]) {
        let opened = std::fs::read_to_string(&self.opened).unwrap_or_default();
        assert_eq!(opened.lines().collect::<Vec<_>>(), urls);
        self.window.type_focused("echo back $((6*7))\n").await;
        self.window.terminal_line(&self.session.name, "an answer", |line| line == "back 42").await;
        self.window.close().await;
    }
}

#[tokio::test]
async fn a_link_to_the_web_says_where_it_leads_and_opens() {
    let links = Links::open().await;
    let pages = ["https://example.org/docs", "http://plain.example/page"];
    for (text, url) in [("the-documents", pages[0]), (pages[1], pages[1])] {
        leads(&links.window, &links.session.name, text, url).await;
        links.window.shot("link-hovered").await;
        links.click(text).await;
        opens(&links.window, &links.opened, url).await;
    }
    links.end(&pages).await;
}

#[tokio::test]
async fn a_link_whose_text_lies_is_asked_about() {
    let links = Links::open().await;
    let says = ["It says bank.example, but leads to evil.example."];
    links.asks("https://bank.example/", &says, "https://evil.example/").await;
    links.end(&["https://evil.example/"]).await;
}

#[tokio::test]
async fn a_link_that_another_program_opens_is_asked_about() {
    let links = Links::open().await;
    let says = ["the system opens it with its program for ssh"];
    links.asks("a-machine", &says, "ssh://host.example/").await;
    links.end(&["ssh://host.example/"]).await;
}

#[tokio::test]
async fn a_link_to_a_file_or_a_script_is_never_opened_but_can_be_copied() {
    let links = Links::open().await;
    let Links { session, window, .. } = &links;
    for (text, target) in [("a-file", "file:///etc/passwd"), ("a-script", "javascript:alert(1)")] {
        leads(window, &session.name, text, target).await;
        links.click(text).await;
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
    links.end(&[]).await;
}
