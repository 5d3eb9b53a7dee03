use berth_runner::State;
use berth_terminal::Size;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::view::View;
use berth_tests::wait::{is_alive, until};

use super::{code, on_terminal, program, terminal_command};

on_both!(harness: the_key_leaves_it_running,
    another_key_may_leave,
    its_end_gives_its_code,
    the_size_is_followed,
    killed_it_leaves_the_session_running,
    terminated_it_restores_the_terminal,
    exec_has_a_terminal_and_a_code,
    attach_needs_a_terminal,
);

const ANSWERS: &str = "sh -c 'stty -echo; echo ready; while read line; do test \"$line\" = size && stty size; test \"$line\" = end && exit 3; echo \"got $line.\"; done'";

async fn attached(harness: &Harness, name: &str) -> View {
    let view = View::open(&on_terminal(harness, &["attach", name]));
    view.reads("Ctrl-]");
    view.types_until("hello\n", "got hello.");
    view
}

async fn the_key_leaves_it_running(harness: &Harness) {
    let name = harness.name("ctlattach");
    let pid = harness.started(&name, ANSWERS).await.pid;
    for _ in 0..2 {
        let view = attached(harness, &name.name).await;
        view.types("one\n");
        view.reads("got one.");
        view.types("\x1d");
        assert_eq!(view.ends().code, Some(0));
        let session = harness.runner.status(&name.name).await.unwrap();
        assert_eq!((session.state, session.pid), (State::Running, pid));
    }
}

async fn another_key_may_leave(harness: &Harness) {
    let name = harness.name("ctlkey");
    harness.started(&name, "sh -c 'stty raw -echo; echo ready; od -An -v -tx1 -w1'").await;
    let view = View::open(&on_terminal(harness, &["attach", "--detach-key", "ctrl-q", &name.name]));
    view.reads("Ctrl-Q");
    view.types_until("z", "7a");
    view.types("\x1d\x10\x03");
    for key in ["1d", "10", "03"] {
        view.reads(key);
    }
    view.types("\x11");
    assert_eq!(view.ends().code, Some(0));
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
}

async fn its_end_gives_its_code(harness: &Harness) {
    let name = harness.name("ctlend");
    harness.started(&name, ANSWERS).await;
    let view = attached(harness, &name.name).await;
    view.types("end\n");
    view.reads("exited with code 3");
    assert_eq!(view.ends().code, Some(3));
}

async fn the_size_is_followed(harness: &Harness) {
    let name = harness.name("ctlsize");
    harness.started(&name, ANSWERS).await;
    let view = attached(harness, &name.name).await;
    view.types_until("size\n", "24 80");
    view.terminal.resize(Size { cols: 101, rows: 33 }).unwrap();
    view.types_until("size\n", "33 101");
}

async fn killed_it_leaves_the_session_running(harness: &Harness) {
    let name = harness.name("ctlkill");
    let pid = harness.started(&name, ANSWERS).await.pid;
    let view = attached(harness, &name.name).await;
    let berthctl = view.terminal.client_pid();
    let client = until("the engine's client", || child_of(berthctl));
    let killed = std::process::Command::new("kill").args(["-KILL", &berthctl.to_string()]).status();
    assert!(killed.unwrap().success());
    until("the engine's client to end", || (!is_alive(client)).then_some(()));
    let session = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((session.state, session.pid), (State::Running, pid));
    attached(harness, &name.name).await;
}

async fn terminated_it_restores_the_terminal(harness: &Harness) {
    let name = harness.name("ctlterm");
    let pid = harness.started(&name, ANSWERS).await.pid;
    // A shell around it sees the terminal before and after.
    let script = format!(
        "before=$(stty -g); {} attach {}; echo code $?; test \"$before\" = \"$(stty -g)\" && echo restored",
        program().display(),
        name.name
    );
    let view = View::open(&terminal_command(harness, "/bin/sh", &["-c", &script]));
    view.reads("Ctrl-]");
    view.types_until("hello\n", "got hello.");
    let berthctl = until("berthctl", || child_of(view.terminal.client_pid()));
    let killed = std::process::Command::new("kill").args(["-TERM", &berthctl.to_string()]).status();
    assert!(killed.unwrap().success());
    view.reads("code 1");
    view.reads("restored");
    assert_eq!(harness.runner.status(&name.name).await.unwrap().pid, pid);
}

async fn exec_has_a_terminal_and_a_code(harness: &Harness) {
    let name = harness.name("ctlexect");
    harness.started(&name, ANSWERS).await;
    let view = View::open(&on_terminal(harness, &["exec", "-it", &name.name, "--", "sh"]));
    view.types_until("\n", "# ");
    view.types("tty && stty size && exit 11\n");
    view.reads("/dev/pts/");
    view.reads("24 80");
    assert_eq!(view.ends().code, Some(11));
}

async fn attach_needs_a_terminal(harness: &Harness) {
    let name = harness.name("ctlnotty");
    harness.started(&name, ANSWERS).await;
    let (status, stderr) = code(harness, &["attach", &name.name]);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("terminal"), "{stderr}");
}

fn child_of(pid: u32) -> Option<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).ok()?;
    // Any of its threads may have started it.
    tasks.flatten().find_map(|task| {
        std::fs::read_to_string(task.path().join("children")).ok()?.split_whitespace().next()?.parse().ok()
    })
}
