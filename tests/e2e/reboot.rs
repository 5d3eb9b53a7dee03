//! The window after its machine was started anew: what runs again, what waits, what can't be started.

use std::fs;
use std::path::Path;

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, program_name};
use berth_tests::machine::Machine;
use berth_tests::on_both;
use berth_tests::wait::until;
use berth_tests::window::{Scheme, Setup, Window, app_binary};
use fantoccini::key::Key;

on_both!(kind: what_came_back_and_what_waits_is_told);

const TITLE: &str = "After the restart of this machine";

/// A shell that says its name, and writes down each start.
fn session(kind: EngineKind, name: &str, keys: &str, shared: &Path, further: &str) -> String {
    format!(
        "[sessions.{name}]\nengine = \"{}\"\nimage = \"{IMAGE}\"\nnetwork = \"none\"\n\
         command = \"sh -c 'echo start >> /shared/{name}; echo this is {name}; exec sh'\"\n\
         volumes = [\"{}:/shared\"{further}]\n{keys}\n\n",
        program_name(kind),
        shared.display()
    )
}

/// Runs all that the file of a window's person defines.
fn up(machine: &Machine, home: &Path, file: &str) {
    let config = home.join("config");
    fs::create_dir_all(config.join("berth")).expect("a folder");
    fs::write(config.join("berth/sessions.toml"), file).expect("a file");
    let mut command = machine.command(&app_binary().with_file_name("berthctl"));
    command.arg("up").env("XDG_CONFIG_HOME", config).env("XDG_STATE_HOME", home.join("state"));
    let output = command.output().expect("berthctl runs");
    assert!(output.status.success(), "{output:?}");
}

fn starts(machine: &Machine, name: &str) -> usize {
    let told = fs::read_to_string(machine.shared().join(name)).unwrap_or_default();
    told.lines().count()
}

async fn what_came_back_and_what_waits_is_told(kind: EngineKind) {
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let mut machine = Machine::new(kind);
    let (app, shared) = (machine.app(), machine.shared());
    let gone = tempfile::tempdir().expect("a folder");
    let window = Window::open_app(&app, Setup::with_machine(&machine).scheme(scheme)).await;
    let at_gone = format!(", \"{}:/gone\"", gone.path().display());
    let one = |name: &str, keys: &str| session(kind, name, keys, &shared, "");
    let file = [
        one("policy", "restart = \"always\""),
        one("agent", "after_reboot = \"start\"\nresume_command = \"echo taken up by $0\""),
        one("import", "after_reboot = \"ask\""),
        one("report", "after_reboot = \"ask\""),
        session(kind, "homeless", "after_reboot = \"start\"", &shared, &at_gone),
    ];
    up(&machine, window.home.path(), &file.concat());
    assert!(!window.has("region", TITLE).await);
    window.attach("report").await;
    window.type_into("report", "echo seen $((40+2))\n").await;
    window.terminal_line("report", "an answer", |line| line == "seen 42").await;

    // Its power is cut, and a folder is not there any more.
    let left = window.kill_app().await;
    let path = gone.path().display().to_string();
    drop(gone);
    machine.reboot();
    let window = left.open_app_again(&app).await;
    window.find("region", TITLE).await;
    window.says("status", "2 sessions run again, 2 wait for you, and 1 can’t be started.").await;
    window.shot(&format!("reboot-banner-{kind}")).await;

    // By the keyboard alone.
    window.find("button", "Show").await;
    window.tab_to("Show").await;
    window.press_with(&[], Key::Enter.into()).await;
    let all = window.dialog_says("Running again").await;
    for words in ["Waiting for you", "Runs again by its restart policy, always", "Berth started it", &path] {
        assert!(all.contains(words), "{words}: {all}");
    }
    window.shot(&format!("reboot-dialog-{kind}")).await;
    window.tab_to("Leave report").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.dialog_says("Left as it is").await;
    window.tab_to("Start import").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.gone("button", "^Start import").await;
    until("it to be started", || (starts(&machine, "import") == 2).then_some(()));
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("dialog", TITLE).await;

    // One that is left has its last screen.
    window.enter_row("^report,").await;
    window.view("report", "Terminal").await;
    window.terminal_line("report", "what was there before", |line| line == "seen 42").await;

    // Its work is taken up when the person says so.
    window.attach("agent").await;
    window.find("group", "Take up the work of agent again").await;
    window.keyboard_gets_to("Run").await;
    window.shot(&format!("reboot-resume-{kind}")).await;
    assert!(!window.terminal_text("agent").await.contains("taken up"));
    window.press_with(&[], Key::Enter.into()).await;
    window.terminal_line("agent", "the command's output", |line| line == "taken up by sh").await;
    window.gone("group", "^Take up").await;
    window.keyboard_comes_to("agent").await;

    // It is told once, and nothing is started twice.
    window.click("button", "Hide until the next restart").await;
    window.gone("region", TITLE).await;
    let window = window.close().await.open_app_again(&app).await;
    window.find_like("row", "^agent, running").await;
    window.attach("agent").await;
    window.terminal_line("agent", "its transcript", |line| line == "taken up by sh").await;
    assert!(!window.has("region", TITLE).await && !window.has("group", "^Take up").await);
    let counts = ["policy", "agent", "import", "report", "homeless"].map(|name| starts(&machine, name));
    assert_eq!(counts, [2, 2, 2, 1, 1]);
    window.close().await;
}

/// The app is there before the engine, which comes late.
#[tokio::test]
async fn an_engine_that_comes_late_is_dealt_with_then() {
    let kind = EngineKind::Docker;
    let mut machine = Machine::new(kind);
    let (app, shared) = (machine.app(), machine.shared());
    let window = Window::open_app(&app, Setup::with_machine(&machine)).await;
    let file = [
        session(kind, "first", "after_reboot = \"start\"", &shared, ""),
        session(kind, "second", "after_reboot = \"start\"\nafter_reboot_delay = 1", &shared, ""),
    ];
    up(&machine, window.home.path(), &file.concat());
    until("both are started", || (starts(&machine, "second") == 1).then_some(()));
    let left = window.close().await;
    machine.go_down();
    let window = left.open_app_again(&app).await;
    window.find("heading", "No container engine answers").await;
    assert!(!window.has("region", TITLE).await);
    machine.come_up();
    window.says("status", "2 sessions run again.").await;
    assert_eq!(["first", "second"].map(|name| starts(&machine, name)), [2, 2]);
    window.close().await;
}
