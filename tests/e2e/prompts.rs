//! What shells tell of themselves: prompts, outputs, exit codes and the working directory.

use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;

/// A shell that marks its prompts (OSC 133) and tells its working directory (OSC 7).
const SHELL: &str = r#"mkdir -p '/srv/a b'; cd '/srv/a b'; printf '\033]7;file://h/srv/a%%20b\033\\'
    while :; do printf '\033]133;A\033\\$ \033]133;B\033\\'; read -r line || exit; printf '\033]133;C\033\\'
    eval "$line"; printf '\033]133;D;%s\033\\' "$?"; done"#;

const CONTROL_SHIFT: &[Key] = &[Key::Control, Key::Shift];

async fn clipboard(window: &Window, what: &str, is: impl Fn(&str) -> bool) {
    window
        .until(&format!("{what} in the clipboard"), || async {
            is(&window.server.selection("clipboard").await).then_some(())
        })
        .await;
}

/// Before the tab is opened again, and after.
async fn knows(window: &Window, round: &str) {
    window.find("img", "Failed with exit code 3").await;
    window.shot(&format!("prompts-{round}")).await;
    window.chord("told", CONTROL_SHIFT, 'Y').await;
    clipboard(window, "the last output", |text| text == "one\ntwo\n").await;
    window.chord("told", CONTROL_SHIFT, 'O').await;
    window.terminal_line("told", "an earlier prompt", |line| line.trim_end() == "$ seq 90").await;
    window.find("img", "Succeeded").await;
    let tab = window.find_like("tab", "^told").await;
    window
        .until("the folder under the pointer", || async {
            tab.attr("title").await.ok()??.ends_with("\n/srv/a b").then_some(())
        })
        .await;
}

#[tokio::test]
async fn what_a_shell_marks_is_known_in_a_tab_that_is_opened_again() {
    let setup = Setup::with_new_podman().scheme(Scheme::Dark);
    setup.import_image();
    setup.start("told").script(SHELL).run();
    let window = Window::open(setup).await;
    window.attach("told").await;
    let prompts =
        |count: usize| move |text: &str| text.lines().filter(|line| line.starts_with('$')).count() >= count;
    for (typed, seen) in [("seq 90\n", 1), ("(exit 3)\n", 2), ("echo one; echo two\n", 3)] {
        window.type_into("told", typed).await;
        let shown = prompts(seen);
        window
            .until(&format!("the prompt after {typed:?}"), || async {
                shown(&window.terminal_text("told").await).then_some(())
            })
            .await;
    }
    knows(&window, "before").await;
    window.click("button", "Close told").await;
    window.gone("region", "Terminal told").await;
    window.attach("told").await;
    window.terminal_line("told", "its screen", |line| line == "two").await;
    knows(&window, "after").await;

    window.context_menu("told").await;
    window.find("menuitem", "Copy path").await;
    window.shot("prompts-menu").await;
    window.click("menuitem", "Copy path").await;
    clipboard(&window, "the folder", |text| text == "/srv/a b").await;
    window.close().await;
}
