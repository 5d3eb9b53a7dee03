//! Debug shells in the real window: of a session that has ended, and beside one without a shell.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Scheme, Setup, Window};

on_both!(kind: one_that_ended_is_looked_into, one_without_a_shell_gets_one);

/// The containers of debug shells of this session: they name it in what they join. Other tests have some of their own.
fn debug_shells(kind: EngineKind, session: &Named) -> Vec<String> {
    let engines = Engines::get();
    let id = engines.ask(kind, &["inspect", "--type", "container", "--format", "{{.Id}}", &session.name]);
    let all = engines.ask(kind, &["ps", "-aq", "--filter", "label=dev.berth.debug"]);
    let names_it = |shell: &&str| {
        let inspected = engines.try_ask(kind, &["inspect", "--type", "container", shell]);
        inspected.is_ok_and(|inspected| inspected.contains(id.trim()))
    };
    all.lines().filter(names_it).map(str::to_owned).collect()
}

async fn one_that_ended_is_looked_into(kind: EngineKind) {
    let session =
        Named::start(kind, "broken").script("echo why >/made; rm -rf /bin /sbin /usr; exit 9").run();
    let name = session.name.as_str();
    wait::until("its end", || (session.state() == "exited").then_some(()));
    // Each engine in another theme, so that there are pictures of both.
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    window.enter_row(&format!("^{name}, exited 9")).await;
    window.view(name, "Shell").await;
    window.find("heading", &format!("{name} is not running")).await;
    window.shot(&format!("debug-offered-{kind}")).await;
    window.click("button", "Debug shell").await;
    let shell = format!("Shell {name}");
    window.line_in(&shell, "its prompt", |line| line.starts_with("debug:/")).await;
    assert_eq!(debug_shells(kind, &session).len(), 1);
    window.type_in(&shell, "cat /made; echo $((40+2))\n").await;
    window.line_in(&shell, "its answer", |line| line.trim() == "42").await;
    assert!(window.text_in(&shell).await.lines().any(|line| line.trim() == "why"));
    window.shot(&format!("debug-ended-{kind}")).await;
    // It is no session of the list.
    let shown = window.run("return document.querySelector('[role=grid]').textContent", vec![]).await;
    assert!(!shown.as_str().expect("text").contains("berth-debug"), "{shown}");
    window.type_in(&shell, "exit 3\n").await;
    window.says("status", "The shell exited with 3.").await;
    window.shot(&format!("debug-over-{kind}")).await;
    // Before the window closes: what is not gone within 3 s then goes at the next start only.
    wait::until("all to be gone", || debug_shells(kind, &session).is_empty().then_some(()));
    window.close().await;
    assert_eq!(session.state(), "exited");
}

async fn one_without_a_shell_gets_one(kind: EngineKind) {
    let script = "mkdir /p; cp /bin/busybox /p/sleep; rm -rf /bin /sbin /usr; exec /p/sleep 1000";
    let session = Named::start(kind, "bare").script(script).run();
    let name = session.name.as_str();
    let runs_sh = || Engines::get().try_ask(kind, &["exec", "--", name, "sh", "-c", "true"]).is_ok();
    wait::until("its programs to go", || (!runs_sh()).then_some(()));
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.view(name, "Shell").await;
    // Why a shell can't be had.
    window.says("status", "The session may not have the program: sh.").await;
    window.shot(&format!("debug-no-shell-{kind}")).await;
    window.click("button", "Debug shell").await;
    let shell = format!("Shell {name}");
    window.line_in(&shell, "its prompt", |line| line.starts_with("debug:/")).await;
    window.type_in(&shell, "tr '\\0' ' ' </proc/1/cmdline; echo; ls /p\n").await;
    window.line_in(&shell, "its process", |line| line.trim() == "/p/sleep 1000").await;
    assert_eq!(debug_shells(kind, &session).len(), 1);
    // Its verb brings another one, where the first has ended.
    window.type_in(&shell, "exit 4\n").await;
    window.says("status", "The shell exited with 4.").await;
    window.verb(&format!("^{name}, running"), "Debug shell").await;
    window.type_in(&shell, "echo again $((40+2))\n").await;
    window.line_in(&shell, "a second one", |line| line.trim() == "again 42").await;
    // Closing the tab ends it, and leaves the session alone.
    window.click("button", &format!("Close {name}")).await;
    wait::until("all to be gone", || debug_shells(kind, &session).is_empty().then_some(()));
    assert_eq!(session.state(), "running");
    window.close().await;
}
