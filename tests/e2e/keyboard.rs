//! A session's whole life by the keyboard alone, with keys that the X server presses.

use berth_tests::engines::IMAGE;
use berth_tests::window::{Setup, Window};

struct Keyboard<'a> {
    window: &'a Window,
    /// The window, as X knows it.
    own: String,
}

impl Keyboard<'_> {
    /// Presses keys one after the other, by xdotool's names.
    async fn press(&self, keys: &[&str]) {
        self.window.server.keys(&self.own, &[&["key"], keys].concat()).await;
    }

    async fn write(&self, text: &str) {
        self.window.server.keys(&self.own, &["type", text]).await;
    }

    /// Presses a key until the keyboard is on what has these words.
    async fn to(&self, key: &str, words: &str) {
        let what = format!("{key} gets to {words}");
        self.window
            .until(&what, || async {
                if self.window.keyboard_on().await == words {
                    return Some(());
                }
                self.press(&[key]).await;
                None
            })
            .await;
    }

    /// Waits until the keyboard is in the terminal of a session, and its program hears it.
    async fn is_heard_in(&self, session: &str, word: &str) {
        let what = format!("the terminal of {session} has the keyboard");
        let at = "return document.activeElement.closest('section')?.ariaLabel ?? ''";
        self.window
            .until(&what, || async {
                (self.window.run(at, vec![]).await == format!("Terminal {session}")).then_some(())
            })
            .await;
        self.write(&format!("echo {word}-$((6*7))\n")).await;
        self.window.terminal_line(session, "an answer", |line| line == format!("{word}-42")).await;
    }

    async fn row_has_it(&self, session: &str) {
        self.window
            .until(&format!("the row of {session} has the keyboard"), || async {
                self.window.keyboard_on().await.starts_with(&format!("{session}, ")).then_some(())
            })
            .await;
    }
}

#[tokio::test]
async fn a_life_by_keyboard_alone() {
    let setup = Setup::with_new_podman();
    setup.import_image();
    setup.ask(&["run", "-dit", "--name", "other", "--", IMAGE, "sh"]);
    let window = Window::open(setup).await;
    let keyboard = Keyboard { own: window.server.window(&["--name", "Berth"]).await, window: &window };
    window.find_like("row", "^other, running").await;

    // A new session: its name has the keyboard, Tab goes through the fields, Enter starts.
    keyboard.press(&["ctrl+n"]).await;
    window.find("dialog", "New session").await;
    keyboard.write("mine").await;
    keyboard.press(&["Tab", "Tab"]).await;
    keyboard.write(IMAGE).await;
    window.shot("keyboard-form").await;
    keyboard.press(&["Tab"]).await;
    keyboard.write("sh -l").await;
    keyboard.press(&["Return"]).await;
    window.gone("dialog", "").await;
    keyboard.is_heard_in("mine", "started").await;

    // Out of the terminal, to the filter and to another row, and into its terminal.
    keyboard.press(&["ctrl+shift+space"]).await;
    keyboard.row_has_it("mine").await;
    keyboard.press(&["slash"]).await;
    keyboard.write("oth").await;
    window.gone("row", "^mine,").await;
    keyboard.press(&["Down"]).await;
    keyboard.row_has_it("other").await;
    window.shot("keyboard-filter").await;
    keyboard.press(&["slash", "Escape"]).await;
    window.find_like("row", "^mine, running").await;
    keyboard.press(&["Down"]).await;
    keyboard.to("Down", "other, running, berth-test:latest, podman").await;
    keyboard.press(&["Return"]).await;
    keyboard.is_heard_in("other", "joined").await;

    // Tabs, from within a terminal and around the end.
    for (key, session) in
        [("ctrl+shift+1", "mine"), ("ctrl+shift+2", "other"), ("ctrl+Tab", "mine"), ("ctrl+Tab", "other")]
    {
        keyboard.press(&[key]).await;
        keyboard.is_heard_in(session, &key.replace('+', "-")).await;
    }
    keyboard.press(&["ctrl+shift+Tab"]).await;
    keyboard.is_heard_in("mine", "back").await;
    keyboard.press(&["ctrl+shift+space"]).await;
    keyboard.row_has_it("mine").await;
    keyboard.press(&["ctrl+2"]).await;
    keyboard.is_heard_in("other", "by-number").await;

    // A second pane, what goes into it, and from one to the other.
    keyboard.press(&["ctrl+shift+backslash"]).await;
    window.find("region", "Empty pane").await;
    keyboard.to("Tab", "Show mine here").await;
    keyboard.press(&["Return"]).await;
    keyboard.is_heard_in("mine", "beside").await;
    window.shot("keyboard-panes").await;
    keyboard.press(&["ctrl+alt+Left"]).await;
    keyboard.is_heard_in("other", "left").await;

    // All at once, and from there to one of them.
    keyboard.press(&["ctrl+shift+g"]).await;
    window.find("region", "Wall").await;
    window.shot("keyboard-wall").await;
    keyboard.press(&["Escape"]).await;
    window.gone("region", "^Wall$").await;
    keyboard.is_heard_in("other", "after-wall").await;
    keyboard.press(&["ctrl+shift+g"]).await;
    keyboard.to("Tab", "mine podman, running, live").await;
    keyboard.press(&["Return"]).await;
    window.gone("region", "^Wall$").await;
    keyboard.is_heard_in("mine", "from-wall").await;

    // Dialogs give the keyboard back to the terminal.
    for (key, dialog) in [
        ("ctrl+shift+question", "Keyboard shortcuts"),
        ("ctrl+shift+comma", "Settings"),
        ("ctrl+shift+k", "Search or run a command"),
        ("ctrl+shift+n", "New session"),
    ] {
        keyboard.press(&[key]).await;
        window.find("dialog", dialog).await;
        window.shot(&format!("keyboard-{}", &dialog[..6])).await;
        keyboard.press(&["Escape"]).await;
        window.gone("dialog", "").await;
        keyboard.is_heard_in("mine", &dialog[..3]).await;
    }
    keyboard.press(&["ctrl+shift+b"]).await;
    window.gone("grid", "Sessions").await;
    keyboard.is_heard_in("mine", "wide").await;
    keyboard.press(&["ctrl+shift+b"]).await;
    window.find("grid", "Sessions").await;

    // Verbs by their names.
    for (verb, item, state) in [("pause", "Pause mine", "paused"), ("resume", "Resume mine", "running")] {
        keyboard.press(&["ctrl+shift+k"]).await;
        keyboard.write(&format!("{verb} mine")).await;
        window.find_like("option", item).await;
        keyboard.press(&["Return"]).await;
        window.find_like("row", &format!("^mine, {state}")).await;
        // An attached one that is paused says why nothing happens.
        let told = if state == "paused" { "· paused ·" } else { "· attached ·" };
        window.find_like("contentinfo", told).await;
        assert_eq!(window.has("button", "^Resume$").await, state == "paused");
        window.shot(&format!("keyboard-{state}")).await;
    }

    // A shell beside it; then its tab is closed, and it goes on.
    keyboard.press(&["ctrl+shift+t"]).await;
    window.line_in("Shell mine", "a prompt", |line| line.trim_end().ends_with('#')).await;
    keyboard.write("echo shell-$((6*7))\n").await;
    window.line_in("Shell mine", "an answer", |line| line == "shell-42").await;
    keyboard.press(&["ctrl+shift+w"]).await;
    window.gone("tab", "^mine,").await;
    keyboard.is_heard_in("other", "neighbour").await;

    // Another name, and gone, from its row.
    keyboard.press(&["ctrl+shift+space"]).await;
    keyboard.to("Up", "mine, running, berth-test:latest, podman").await;
    keyboard.press(&["F2"]).await;
    window.find("dialog", "Rename mine").await;
    keyboard.press(&["ctrl+a"]).await;
    keyboard.write("yours").await;
    keyboard.press(&["Return"]).await;
    window.gone("dialog", "").await;
    keyboard.row_has_it("yours").await;
    keyboard.press(&["Delete"]).await;
    window.find_like("dialog", "^Delete yours").await;
    window.shot("keyboard-delete").await;
    keyboard.to("Tab", "Delete yours").await;
    keyboard.press(&["Return"]).await;
    window.gone("row", "^yours,").await;
    keyboard.row_has_it("other").await;
    keyboard.press(&["F5"]).await;
    keyboard.row_has_it("other").await;
    window.close().await;
}
