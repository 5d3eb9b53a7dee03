//! A session in the person's own terminal program, and its output in a file.

use std::path::Path;
use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Setup, Window, XServer};

on_both!(kind: a_session_opens_in_xterm_and_is_taken_back);

/// A shell, and a window with its terminal open, on a machine that has xterm.
async fn shell(kind: EngineKind, stem: &str) -> (Named, Window) {
    let session = Named::start(kind, stem).run();
    let setup = Setup::with_engines(session.kind);
    let xterm = which::which("xterm").expect("xterm, of package xterm");
    std::os::unix::fs::symlink(xterm, setup.folder().join("xterm")).expect("xterm on the PATH");
    let window = Window::open(setup).await;
    window.attach(&session.name).await;
    (session, window)
}

async fn choose(window: &Window, session: &Named, item: &str) {
    let toolbar = format!("Actions for {}", session.name);
    window.click_in("toolbar", &toolbar, "button", "More").await;
    window.click_like("menuitem", item).await;
}

/// Whether a program of our own still joins the session with this id.
fn joined(id: &str) -> bool {
    let all = std::fs::read_dir("/proc").expect("/proc").flatten();
    let mut told = all.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    told.any(|words| {
        let words = String::from_utf8_lossy(&words).into_owned();
        words.split('\0').next().is_some_and(|program| program.ends_with("/berthctl")) && words.contains(id)
    })
}

async fn a_session_opens_in_xterm_and_is_taken_back(kind: EngineKind) {
    let (session, window) = shell(kind, "xterm").await;
    let name = session.name.as_str();
    let id = session.inspect("{{.Id}}");
    choose(&window, &session, "Open in my terminal").await;
    window.says("status", &format!("Opened {name} in xterm")).await;
    let xterm = window.server.window(&["--class", "xterm"]).await;
    window.says("status", "Open in your terminal since").await;
    assert!(joined(&id));
    // A key of the other terminal does not come before it is joined.
    let logs = || Engines::get().ask(kind, &["logs", name]);
    wait::until_async("the session reads what is typed in xterm", || async {
        window.server.keys(&xterm, &["type", "echo in-xterm $((6*7))\n"]).await;
        logs().contains("in-xterm 42").then_some(())
    })
    .await;
    window.shot(&format!("handed-over-{kind:?}")).await;

    window.click("button", "Take back").await;
    window.find("region", &format!("Terminal {name}")).await;
    wait::until_async("its client is gone", || async { (!joined(&id)).then_some(()) }).await;
    wait::until_async("xterm is gone", || window.server.gone(&["--class", "xterm"])).await;
    assert_eq!(session.state(), "running");
    window.terminal_line(name, "what was typed there", |line| line.contains("in-xterm 42")).await;
    window.type_into(name, "echo after $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line.contains("after 42")).await;

    // Closed over there, it comes back by itself, and the session lives on.
    choose(&window, &session, "Open in my terminal").await;
    window.says("status", "Open in your terminal since").await;
    let xterm = window.server.window(&["--class", "xterm"]).await;
    window.server.kill(&xterm).await;
    window.find("region", &format!("Terminal {name}")).await;
    wait::until_async("its client is gone", || async { (!joined(&id)).then_some(()) }).await;
    assert_eq!(session.state(), "running");
    window.type_into(name, "echo again $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line.contains("again 42")).await;
    window.close().await;
}

#[tokio::test]
async fn the_next_app_knows_who_has_a_session_and_takes_it_back() {
    let session = Named::start(EngineKind::Podman, "outlives").run();
    let name = session.name.as_str();
    let setup = Setup::with_engines(session.kind);
    // The screen with the window is gone before the next one opens.
    let other = XServer::start(&[]).await;
    let xterm = which::which("xterm").expect("xterm, of package xterm");
    setup.program("xterm", &format!("DISPLAY='{}' exec '{}' \"$@\"", other.display, xterm.display()));
    let window = Window::open(setup).await;
    window.attach(name).await;
    choose(&window, &session, "Open in my terminal").await;
    window.says("status", "Open in your terminal since").await;

    let window = window.kill_app().await.open_again().await;
    window.enter_row(&format!("^{name}, running")).await;
    window.says("status", "Open in your terminal since").await;
    assert!(joined(&session.inspect("{{.Id}}")));
    window.click("button", "Take back").await;
    window.find("region", &format!("Terminal {name}")).await;
    wait::until_async("xterm is gone", || other.gone(&["--class", "xterm"])).await;
    window.type_into(name, "echo after $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line.contains("after 42")).await;
    window.close().await;
}

#[tokio::test]
async fn without_a_terminal_program_the_command_is_shown() {
    let (session, window) = shell(EngineKind::Podman, "manual").await;
    let name = session.name.as_str();
    let setup = window.setup().folder();
    std::fs::remove_file(setup.join("xterm")).expect("xterm can be taken away");
    choose(&window, &session, "Open in my terminal").await;
    window.find("dialog", &format!("Attach to {name} from a terminal")).await;
    window.says("dialog", "No terminal program was found").await;
    window.says("region", &format!("berthctl attach {name} --engine podman")).await;
    // One that can't open its window is no terminal program either.
    window.click("button", "Close").await;
    std::os::unix::fs::symlink("/bin/false", setup.join("xterm")).expect("a terminal that fails");
    choose(&window, &session, "Open in my terminal").await;
    window.says("dialog", "xterm did not open").await;
    window.shot("handover-by-hand").await;
    window.close().await;
}

/// Names a file in the system's own dialog.
async fn name_file(window: &Window, session: &Named, path: &Path) {
    let title = format!("^Save output of {}$", session.name);
    let by = ["--name", title.as_str()];
    let (server, dialog) = (&window.server, window.server.window(&by).await);
    server.keys(&dialog, &["key", "ctrl+a"]).await;
    server.keys(&dialog, &["type", &path.display().to_string()]).await;
    let closes = || wait::until_async("the dialog closes", || server.gone(&by));
    server.keys(&dialog, &["key", "Return"]).await;
    // That may have closed no more than what the dialog proposes.
    if tokio::time::timeout(Duration::from_secs(3), closes()).await.is_err() {
        server.keys(&dialog, &["key", "Return"]).await;
        closes().await;
    }
}

#[tokio::test]
async fn output_is_saved_as_text_web_page_or_recording() {
    let (session, window) = shell(EngineKind::Podman, "save").await;
    let name = session.name.as_str();
    window.type_into(name, "seq -s ' ' 200; printf '\\033[31mred\\033[0m<%d>\\n' 42\n").await;
    window.terminal_line(name, "colour", |line| line.contains("red<42>")).await;
    let title = format!("Save output of {name}");
    for (format, ending) in [("^Text", "txt"), ("^Web page", "html"), ("^Recording", "cast")] {
        choose(&window, &session, "Save output").await;
        window.find("dialog", &title).await;
        window.click_like("radio", format).await;
        window.shot("save-dialog").await;
        window.click("button", "Choose a file…").await;
        let path = window.home.path().join(format!("saved.{ending}"));
        name_file(&window, &session, &path).await;
        window.says("status", &path.display().to_string()).await;
        window.gone("dialog", &title).await;
        let saved = std::fs::read_to_string(&path).expect("the file");
        match ending {
            "txt" => {
                let numbers = (1..=200).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
                assert!(saved.contains(&format!("\n{numbers}\nred<42>\n")), "{saved}");
            }
            "html" => assert!(saved.contains(">red</span>&lt;42&gt;"), "{saved}"),
            _ => assert!(saved.starts_with("{\"") && saved.contains("red"), "{saved}"),
        }
    }
    window.close().await;
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_refused_by_name() {
    let (session, window) = shell(EngineKind::Podman, "refused").await;
    choose(&window, &session, "Save output").await;
    window.click("button", "Choose a file…").await;
    name_file(&window, &session, Path::new("/sys/saved.txt")).await;
    window.says("alert", "Could not save /sys/saved.txt: you may not write there").await;
    window.shot("save-refused").await;
    window.close().await;
}

#[tokio::test]
async fn output_of_an_ended_session_is_saved_from_its_log() {
    let script = "i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo line $i; done";
    let session = Named::start(EngineKind::Docker, "ended").without_terminal().script(script).run();
    let name = session.name.as_str();
    Engines::get().ask(session.kind, &["wait", "--", name]);
    let window = Window::open(Setup::with_engines(session.kind)).await;
    window.enter_row(&format!("^{name}, ")).await;
    choose(&window, &session, "Save output").await;
    window.click("button", "Choose a file…").await;
    let path = window.home.path().join("ended.txt");
    name_file(&window, &session, &path).await;
    window.says("status", &path.display().to_string()).await;
    let saved = std::fs::read_to_string(&path).expect("the file");
    let expected: String = (1..=60).map(|n| format!("line {n}\n")).collect();
    assert_eq!(saved, expected);
    window.close().await;
}
