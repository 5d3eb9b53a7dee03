//! Sessions that `sessions.toml` defines, in the real window.

use std::fs;
use std::path::PathBuf;

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, Named, program_name};
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window, app_binary};
use fantoccini::key::Key;

use super::single::{environment, run};

on_both!(kind: what_is_defined_runs_after_one_click,
    what_differs_is_marked_and_leads_out_both_ways,
    panes_are_saved_as_a_layout_and_nothing_is_started,
);

/// The file, as the window watches it.
fn file_of(window: &Window) -> PathBuf {
    window.home.path().join("config/berth/sessions.toml")
}

async fn what_is_defined_runs_after_one_click(kind: EngineKind) {
    let session = Named::new(kind, "defined");
    let name = &session.name;
    let window = Window::open(Setup::with_engines(kind)).await;
    let engine = program_name(kind);
    fs::create_dir_all(file_of(&window).parent().expect("a folder")).expect("the file system");
    fs::write(
        file_of(&window),
        format!(
            "# Mine.\n[sessions.{name}]\nengine = \"{engine}\"\nimage = \"{IMAGE}\"\n\
             command = \"sh -c 'echo defined so; exec sleep 1000'\"\n"
        ),
    )
    .expect("the file system");
    window.find_like("row", &format!("^{name}, not created")).await;
    window.enter_row(&format!("^{name},")).await;
    window.shot("defined").await;
    window.verb(&format!("^{name},"), "Start").await;
    window.find_like("row", &format!("^{name}, running")).await;
    window.terminal_line(name, "its output", |line| line == "defined so").await;
    window.shot("defined-running").await;
    window.close().await;
}

async fn what_differs_is_marked_and_leads_out_both_ways(kind: EngineKind) {
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let session = Named::start(kind, "drift").script("exec sleep 1000").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    let file = file_of(&window);
    let read = || fs::read_to_string(&file).unwrap_or_default();
    // A foreign one is written as it is.
    window.verb(&format!("^{name}, running"), "Save as definition").await;
    window.says("status", &format!("{name} is in sessions.toml")).await;
    let text = read();
    assert!(text.contains(&format!("[sessions.{name}]")), "{text}");
    assert!(!window.has("region", "^Differs from").await);

    // The file says otherwise: its values come back.
    fs::write(&file, format!("{text}hostname = \"box\" # named\n")).expect("the file system");
    window.enter_row(&format!("^{name},")).await;
    window.click("tab", "Details").await;
    window.find("region", "Differs from sessions.toml").await;
    window.shot(&format!("drift-{kind}")).await;
    window.click("button", "Write its values into sessions.toml").await;
    window.gone("region", "^Differs from").await;
    assert_eq!(read(), text);

    // It is made anew as the file says, and its stop follows the file's steps.
    fs::write(&file, format!("{text}hostname = \"box\"\nstop = [{{ signal = \"SIGKILL\", seconds = 5 }}]\n"))
        .expect("the file system");
    window.click("button", "Recreate from sessions.toml…").await;
    window.find_like("dialog", name).await;
    window.click("button", "Recreate").await;
    window.gone("dialog", name).await;
    window.gone("region", "^Differs from").await;
    window.verb(&format!("^{name}, running"), "Stop").await;
    window.find_like("radio", "^Step by step").await;
    window.shot(&format!("stop-by-file-{kind}")).await;
    window.click("checkbox", "Delete it afterwards; its log and details are archived first").await;
    window.click("button", &format!("Stop {name}")).await;
    window.find_like("row", &format!("^{name}, exited 137")).await;
    window.close().await;
}

#[tokio::test]
async fn a_fault_of_the_file_is_told_and_an_edit_keeps_what_another_wrote() {
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let file = file_of(&window);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the file system");
    let good = format!("# Mine.\n[sessions.good]\nengine = \"podman\"\nimage = \"{IMAGE}\" # pinned\n");
    fs::write(&file, format!("{good}\n[sessions.bad]\nimagee = \"x\"\n")).expect("the file system");
    window.find_like("row", "^good, not created").await;
    window.find_like("region", "^sessions.toml has ").await;
    window
        .until("the fault with its place", || async {
            let text = window.text_of("region", "sessions.toml has a fault").await;
            (text.contains("line 7, column 1:") && text.contains("do you mean \"image\"?")).then_some(())
        })
        .await;
    window.shot("definitions-fault").await;
    assert!(!window.has("row", "^bad,").await);

    // Another program edits while the form is open: both changes are in the file.
    fs::write(&file, &good).expect("the file system");
    window.gone("region", "^sessions.toml has ").await;
    window.verb("^good,", "Edit definition…").await;
    window.find("dialog", "Definition of good").await;
    window.shot("definition-form").await;
    fs::write(&file, format!("{good}\n# Theirs.\n[sessions.theirs]\nengine = \"podman\"\nimage = \"x\"\n"))
        .expect("the file system");
    window.fill("Command", "sleep 1000").await;
    window.click("button", "Save definition").await;
    window.gone("dialog", "Definition of good").await;
    window.find_like("row", "^theirs, not created").await;
    let text = fs::read_to_string(&file).expect("the file system");
    let expected = good.replace("# pinned\n", "# pinned\ncommand = \"sleep 1000\"\n");
    assert_eq!(
        text,
        format!("{expected}\n# Theirs.\n[sessions.theirs]\nengine = \"podman\"\nimage = \"x\"\n")
    );

    // Removed after a question.
    window.verb("^theirs,", "Delete…").await;
    window.find("dialog", "Remove the definition of theirs?").await;
    window.click("button", "Remove theirs").await;
    window.gone("row", "^theirs,").await;
    assert_eq!(fs::read_to_string(&file).expect("the file system").trim_end(), expected.trim_end());

    // Five hundred are no burden for the list.
    let many =
        |number: usize| format!("[sessions.many-{number}]\nengine = \"podman\"\nimage = \"{IMAGE}\"\n");
    fs::write(&file, (0..500).map(many).collect::<String>()).expect("the file system");
    window
        .until("all rows", || async {
            let count =
                window.run("return document.querySelector('[role=grid]')?.ariaRowCount", vec![]).await;
            (count.as_str()?.parse::<usize>().ok()? >= 500).then_some(())
        })
        .await;
    window.shot("definitions-many").await;
    window.close().await;
}

async fn panes_are_saved_as_a_layout_and_nothing_is_started(kind: EngineKind) {
    let scheme = if kind == EngineKind::Podman { Scheme::Dark } else { Scheme::Light };
    let [runs, ends, other] = ["lay-runs", "lay-ends", "lay-other"]
        .map(|name| Named::start(kind, name).script("read -r line; exit 3").run());
    let [runs, ends, other] = [&runs, &ends, &other].map(|named| named.name.as_str());
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    let engine = program_name(kind);
    let defined = |name: &str| format!("[sessions.{name}]\nengine = \"{engine}\"\nimage = \"{IMAGE}\"\n");
    let file = file_of(&window);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the file system");
    let text = format!("# Mine.\n{}{}{}", defined(runs), defined(ends), defined("bt-lay-none"));
    fs::write(&file, &text).expect("the file system");
    window.find_like("row", "^bt-lay-none, not created").await;
    let command = async |words: &str| {
        window.click_like("button", "^Search or run a command").await;
        window.find("combobox", "Search or run a command").await;
        window.type_focused(words).await;
        window.press(Key::Enter).await;
    };

    // Two panes beside each other, of which one shows what the file does not define.
    window.enter_row(&format!("^{runs},")).await;
    command("another pane beside").await;
    window.enter_row(&format!("^{other},")).await;
    command("save layout as").await;
    window.find("dialog", "Save layout as").await;
    window.dialog_says(&format!("Left out, because sessions.toml does not define it: {other}.")).await;
    window.fill("Name", "one").await;
    window.click("button", "Save layout").await;
    window.says("status", "Layout one is in sessions.toml").await;
    let saved = fs::read_to_string(&file).expect("the file");
    assert_eq!(saved, format!("{text}\n[layouts.one]\ncolumns = [\"{runs}\"]\n"));

    // One that runs, one that has ended, one without a container.
    window.attach(ends).await;
    window.type_into(ends, "now\n").await;
    window.find_like("row", &format!("^{ends}, exited 3")).await;
    fs::write(
        &file,
        format!("{text}\n[layouts.day]\ncolumns = [\"{runs}\", [\"{ends}\", \"bt-lay-none\"]]\n"),
    )
    .expect("the file system");
    command("open layout day").await;
    let panes = "return document.querySelectorAll('[role=tabpanel][data-pane]:not([hidden])').length";
    window.until("three panes", || async { (window.run(panes, vec![]).await == 3).then_some(()) }).await;
    window.find("region", "Exit card").await;
    window.find_like("row", "^bt-lay-none, not created").await;
    window.shot(&format!("layout-{kind}")).await;
    command("save layout as").await;
    window.dialog_says(&format!("{ends} above bt-lay-none")).await;
    window.fill("Name", "day").await;
    window.dialog_says("The layout day is replaced.").await;
    window.shot(&format!("layout-save-{kind}")).await;
    window.click("button", "Save layout").await;
    window.says("status", "Layout day is in sessions.toml").await;
    // Nothing was started.
    window.find_like("row", &format!("^{ends}, exited 3")).await;
    window.find_like("row", "^bt-lay-none, not created").await;
    let berthctl = app_binary().with_file_name("berthctl");
    let listed = run(&berthctl, &["layouts"], &environment(&window)).await;
    assert_eq!(String::from_utf8_lossy(&listed.stdout), format!("day: {runs} | {ends}, bt-lay-none\n"));
    window.close().await;
}
