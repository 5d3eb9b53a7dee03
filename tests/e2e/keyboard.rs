//! Everything by the keyboard alone, with keys that the X server presses.

use berth_tests::engines::IMAGE;
use berth_tests::window::{Setup, Window};

/// A window on a new podman, and its keyboard.
struct Keyboard {
    window: Window,
    /// The window's id in X.
    own: String,
}

impl Keyboard {
    /// With sessions of these names, each a shell.
    async fn open(sessions: &[&str]) -> Self {
        let setup = Setup::with_new_podman();
        setup.import_image();
        for session in sessions {
            setup.start(session).run();
        }
        let window = Window::open(setup).await;
        for session in sessions {
            window.find_like("row", &format!("^{session}, running")).await;
        }
        Self { own: window.server.window(&["--name", "Berth"]).await, window }
    }

    /// Likewise, with the terminals of all of them open; the last one has the keyboard.
    async fn open_attached(sessions: &[&str]) -> Self {
        let keyboard = Self::open(sessions).await;
        for session in sessions {
            keyboard.window.attach(session).await;
            keyboard.is_heard_in(session, "attached").await;
        }
        keyboard
    }

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
                self.press_one(key).await;
                None
            })
            .await;
    }

    /// Presses a key and waits until the page has got it: one that is still on its way would
    /// move the keyboard again, after the test has seen where it is.
    async fn press_one(&self, key: &str) {
        let got = include_str!("scripts/keys_got.js");
        let before = self.window.run(got, vec![]).await;
        self.press(&[key]).await;
        self.window
            .until(&format!("the page gets {key}"), || async {
                (self.window.run(got, vec![]).await != before).then_some(())
            })
            .await;
    }

    /// Waits until the keyboard is in a field of the dialog.
    async fn is_in_a_field(&self, dialog: &str) {
        self.window.find("dialog", dialog).await;
        let field = "return document.activeElement.matches('[role=dialog] input')";
        self.window
            .until(&format!("a field of {dialog} has the keyboard"), || async {
                (self.window.run(field, vec![]).await == true).then_some(())
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
async fn a_session_is_started_from_the_form_by_keyboard() {
    let keyboard = Keyboard::open(&["other"]).await;
    let window = &keyboard.window;
    // The name has the keyboard, Tab goes through the fields, Enter starts.
    keyboard.press(&["ctrl+n"]).await;
    keyboard.is_in_a_field("New session").await;
    keyboard.write("mine").await;
    keyboard.press(&["Tab", "Tab"]).await;
    keyboard.write(IMAGE).await;
    window.shot("keyboard-form").await;
    keyboard.press(&["Tab"]).await;
    keyboard.write("sh -l").await;
    keyboard.press(&["Return"]).await;
    window.gone("dialog", "").await;
    keyboard.is_heard_in("mine", "started").await;
    keyboard.window.close().await;
}

#[tokio::test]
async fn the_keyboard_goes_from_a_terminal_to_the_filter_and_another_terminal() {
    let keyboard = Keyboard::open(&["other", "mine"]).await;
    let window = &keyboard.window;
    window.attach("mine").await;
    keyboard.is_heard_in("mine", "attached").await;

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
    keyboard.window.close().await;
}

#[tokio::test]
async fn panes_and_the_wall_work_by_keyboard() {
    let keyboard = Keyboard::open_attached(&["mine", "other"]).await;
    let window = &keyboard.window;
    // A second pane, a session for it, and from one to the other.
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
    keyboard.window.close().await;
}

#[tokio::test]
async fn dialogs_and_the_hidden_list_give_the_keyboard_back_to_the_terminal() {
    let keyboard = Keyboard::open_attached(&["mine"]).await;
    let window = &keyboard.window;
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
    keyboard.window.close().await;
}

#[tokio::test]
async fn verbs_run_by_name_from_the_palette() {
    let keyboard = Keyboard::open_attached(&["mine"]).await;
    let window = &keyboard.window;
    for (verb, item, state) in [("pause", "Pause mine", "paused"), ("resume", "Resume mine", "running")] {
        keyboard.press(&["ctrl+shift+k"]).await;
        keyboard.write(&format!("{verb} mine")).await;
        window.find_like("option", item).await;
        keyboard.press(&["Return"]).await;
        window.find_like("row", &format!("^mine, {state}")).await;
        // An attached one that is paused says why nothing happens.
        let told = if state == "paused" { "· paused ·" } else { "· attached ·" };
        window.find_like("contentinfo", told).await;
        match state {
            "paused" => drop(window.find("button", "Resume").await),
            _ => window.gone("button", "^Resume$").await,
        }
        window.shot(&format!("keyboard-{state}")).await;
    }
    keyboard.window.close().await;
}

#[tokio::test]
async fn a_shell_is_opened_and_a_tab_closed_by_keyboard() {
    let keyboard = Keyboard::open_attached(&["other", "mine"]).await;
    let window = &keyboard.window;
    keyboard.press(&["ctrl+shift+t"]).await;
    window.line_in("Shell mine", "a prompt", |line| line.trim_end().ends_with('#')).await;
    keyboard.write("echo shell-$((6*7))\n").await;
    window.line_in("Shell mine", "an answer", |line| line == "shell-42").await;
    keyboard.press(&["ctrl+shift+w"]).await;
    window.gone("tab", "^mine,").await;
    keyboard.is_heard_in("other", "neighbour").await;
    // Its session goes on.
    window.find_like("row", "^mine, running").await;
    keyboard.window.close().await;
}

#[tokio::test]
async fn a_session_is_renamed_and_deleted_from_its_row_by_keyboard() {
    let keyboard = Keyboard::open(&["other", "mine"]).await;
    let window = &keyboard.window;
    window.attach("other").await;
    keyboard.is_heard_in("other", "attached").await;
    // Its shell waits for a command: it stands above what nobody knows of.
    window.find_like("row", "^other, running, idle").await;
    keyboard.press(&["ctrl+shift+space"]).await;
    keyboard.to("Down", "mine, running, berth-test:latest, podman").await;
    keyboard.press(&["F2"]).await;
    keyboard.is_in_a_field("Rename mine").await;
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
    keyboard.window.close().await;
}
