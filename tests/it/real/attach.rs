use std::ffi::OsString;
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::process::Command;

use berth_runner::testing::args;
use berth_runner::{EngineKind, State, StopOptions};
use berth_terminal::Size;
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;
use berth_tests::view::View;
use berth_tests::wait::{is_alive, until};
use sha2::{Digest, Sha256};

on_both!(harness: closing_leaves_it_running_when_it_traps_nothing,
    closing_leaves_it_running_when_it_traps_signals,
    a_killed_client_leaves_it_running,
    a_client_whose_terminal_vanishes_leaves_it_running,
    control_keys_reach_the_program,
    each_key_arrives_at_once,
    each_key_arrives_at_once_in_a_shell,
    a_pasted_megabyte_arrives_whole,
    the_program_sees_the_new_size,
    only_docker_writes_to_a_terminal,
    what_is_typed_before_leaving_is_there_after_coming_back,
    two_views_see_the_same,
    the_end_of_the_session_ends_the_client,
    one_without_a_terminal_is_told_apart,
    ones_that_do_not_run_are_told_apart,
    a_shell_is_another_process,
    a_redraw_is_a_size_that_comes_back,
    one_that_a_size_would_stop_is_not_joined,
);

/// Echoes nothing itself: what comes back is what the program answers. As process 1 it
/// is safe from signals that it does not handle.
const CALM: &str = "sh -c 'stty -echo; echo ready; while read line; do echo \"got $line.\"; done'";
/// Says which bytes it gets, one a line.
const DUMPS: &str = "sh -c 'stty raw -echo; echo ready; od -An -v -tx1 -w1'";
/// Handles signals by ending, as most servers do: one that its client passes on ends it
/// (podman 4.3 does, without `--sig-proxy=false`).
const TRAPS: &str = "sh -c 'trap \"exit 91\" HUP; trap \"exit 92\" TERM; trap \"exit 93\" INT; trap \"exit 94\" QUIT; \
                     stty -echo; echo ready; while read line; do echo \"got $line.\"; done'";

async fn attached(harness: &Harness, name: &str) -> View {
    View::open(&harness.runner.attach_command(name).await.unwrap())
}

async fn still_runs(harness: &Harness, name: &str, pid: Option<u32>) {
    let session = harness.runner.status(name).await.unwrap();
    assert_eq!((session.state, session.pid), (State::Running, pid), "its client took it along");
    let view = attached(harness, name).await;
    view.types_until("again\n", "got again.");
}

async fn closing_leaves_it_running_when_it_traps_nothing(harness: &Harness) {
    closing(harness, "calm", CALM).await;
}

async fn closing_leaves_it_running_when_it_traps_signals(harness: &Harness) {
    closing(harness, "traps", TRAPS).await;
}

async fn closing(harness: &Harness, stem: &str, command: &str) {
    let name = harness.name(stem);
    let pid = harness.started(&name, command).await.pid;
    let view = attached(harness, &name.name).await;
    view.types_until("one\n", "got one.");
    let client = view.terminal.client_pid();
    view.terminal.close().unwrap();
    assert!(!is_alive(client), "the client was not reaped");
    still_runs(harness, &name.name, pid).await;
}

async fn a_killed_client_leaves_it_running(harness: &Harness) {
    for (stem, command) in [("kcalm", CALM), ("ktraps", TRAPS)] {
        let name = harness.name(stem);
        let pid = harness.started(&name, command).await.pid;
        for signal in ["KILL", "HUP", "TERM", "INT", "QUIT"] {
            let view = attached(harness, &name.name).await;
            view.types_until(&format!("{signal}\n"), &format!("got {signal}."));
            signalled(view.terminal.client_pid(), signal);
            if signal == "KILL" {
                assert_eq!(view.ends().signal.as_deref(), Some("Killed"));
            }
            // docker's client ignores some of them: whether it ends is not the point.
            still_runs(harness, &name.name, pid).await;
        }
    }
}

/// As when the app is killed: nobody closes anything, the terminal is simply gone.
async fn a_client_whose_terminal_vanishes_leaves_it_running(harness: &Harness) {
    for (stem, command) in [("vcalm", CALM), ("vtraps", TRAPS)] {
        let name = harness.name(stem);
        let pid = harness.started(&name, command).await.pid;
        let attach = harness.runner.attach_command(&name.name).await.unwrap();
        // script(1) holds the terminal, as the app would, and is killed.
        let line = std::iter::once(attach.get_program()).chain(attach.get_args());
        // The detach keys are bytes that are no text.
        let line = line.map(|arg| [b"'", arg.as_encoded_bytes(), b"'"].concat());
        let line = OsString::from_vec(line.collect::<Vec<_>>().join(&b' '));
        let seen = harness.history.path().join(stem);
        // Under nohup it would hand down a SIGHUP that is ignored; the app does not.
        let mut holder = Command::new("env")
            .args(["--default-signal", "script", "-qfec"])
            .arg(&line)
            .arg(&seen)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let mut keys = holder.stdin.take().unwrap();
        until("an answer", || {
            keys.write_all(b"one\n").unwrap();
            let seen = std::fs::read(&seen).unwrap_or_default();
            String::from_utf8_lossy(&seen).contains("got one.").then_some(())
        });
        let client = until("the client", || attach_client_of(holder.id()));
        holder.kill().unwrap();
        holder.wait().unwrap();
        until("the client's end", || (!is_alive(client)).then_some(()));
        still_runs(harness, &name.name, pid).await;
    }
}

async fn control_keys_reach_the_program(harness: &Harness) {
    let name = harness.name("keys");
    harness.started(&name, DUMPS).await;
    let view = attached(harness, &name.name).await;
    view.types_until("z", "7a");
    // Ctrl-P Ctrl-Q is every engine's default way to detach; Ctrl-C would be a signal.
    view.types(b"\x10\x11\x03\x1c\x1a\x04\x1d");
    for key in ["10", "11", "03", "1c", "1a", "04", "1d"] {
        view.reads(key);
    }
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
}

/// Without another one behind it. The engines' clients wait with what begins their detach keys.
async fn each_key_arrives_at_once(harness: &Harness) {
    let name = harness.name("each");
    harness.started(&name, DUMPS).await;
    let view = attached(harness, &name.name).await;
    view.types_until("z", "7a");
    // No character has the byte 255.
    for key in 0..u8::MAX {
        view.types([key]);
        view.reads(&format!(" {key:02x}\n"));
    }
    // Ctrl-Space, Ctrl-P, Ctrl-^, and a byte that is no key.
    for first in [0, 0x10, 0x1e, 0xfe] {
        for second in 0..u8::MAX {
            view.types([first, second]);
            view.reads(&format!(" {first:02x}\n {second:02x}\n"));
        }
    }
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
}

/// docker waits with Ctrl-^ here: it takes no bytes that are no characters.
async fn each_key_arrives_at_once_in_a_shell(harness: &Harness) {
    let name = harness.name("shell-each");
    harness.started(&name, "sleep 1000").await;
    let view = View::open(&harness.runner.shell(&name.name, Some(DUMPS)).await.unwrap().command());
    view.types_until("z", "7a");
    let held = (harness.kind == EngineKind::Docker).then_some(0x1e);
    for key in (0..u8::MAX).filter(|key| Some(*key) != held) {
        view.types([key]);
        view.reads(&format!(" {key:02x}\n"));
    }
    for first in [0, 0x10, 0x1e] {
        for second in
            (0..u8::MAX).filter(|second| Some(*second) != held && (Some(first) != held || *second != 0))
        {
            view.types([first, second]);
            view.reads(&format!(" {first:02x}\n {second:02x}\n"));
        }
    }
}

async fn a_pasted_megabyte_arrives_whole(harness: &Harness) {
    let name = harness.name("paste");
    let size = 1 << 20;
    let command = format!(
        "sh -c 'stty raw -echo; echo ready; head -c 1 >/dev/null; echo go; head -c {size} | sha256sum; sleep 1000'"
    );
    harness.started(&name, &command).await;
    let mut random = fastrand::Rng::with_seed(1);
    let paste: Vec<u8> = (0..size).map(|_| random.u8(..)).collect();
    let expected: String = Sha256::digest(&paste).iter().map(|byte| format!("{byte:02x}")).collect();
    let view = attached(harness, &name.name).await;
    view.types("x");
    view.reads("go");
    view.types(&paste);
    view.reads(&expected);
}

async fn the_program_sees_the_new_size(harness: &Harness) {
    let name = harness.name("size");
    harness.started(&name, "sh -c 'stty -echo; echo ready; while read line; do stty size; done'").await;
    let view = attached(harness, &name.name).await;
    view.types_until("\n", "24 80");
    view.terminal.resize(Size { cols: 132, rows: 43 }).unwrap();
    view.types_until("\n", "43 132");
    view.terminal.resize(Size { cols: 20, rows: 5 }).unwrap();
    view.types_until("\n", "5 20");
}

/// A pipe is the faster way; docker's client takes the size from its output.
async fn only_docker_writes_to_a_terminal(harness: &Harness) {
    let name = harness.name("output");
    harness.started(&name, CALM).await;
    let view = attached(harness, &name.name).await;
    view.types_until("one\n", "got one.");
    let output = std::fs::read_link(format!("/proc/{}/fd/1", view.terminal.client_pid())).unwrap();
    let expected = match harness.kind {
        EngineKind::Podman => "pipe:",
        _ => "/dev/pts/",
    };
    assert!(output.to_string_lossy().starts_with(expected), "{}", output.display());
}

async fn what_is_typed_before_leaving_is_there_after_coming_back(harness: &Harness) {
    let name = harness.name("back");
    harness.started(&name, "sh -l").await;
    let view = attached(harness, &name.name).await;
    view.types_until("\n", "# ");
    view.types("secret=$((6*7)); echo set.$secret\n");
    view.reads("set.42");
    view.terminal.close().unwrap();
    let view = attached(harness, &name.name).await;
    view.types_until("echo \"is $secret.\"\n", "is 42.");
    view.types("exit 3\n");
    view.ends();
    assert_eq!(harness.until(&name, State::Exited).await.exit_code, Some(3));
}

async fn two_views_see_the_same(harness: &Harness) {
    let name = harness.name("two");
    harness.started(&name, CALM).await;
    let (first, second) = (attached(harness, &name.name).await, attached(harness, &name.name).await);
    second.types_until("hi\n", "got hi.");
    first.types_until("from one\n", "got from one.");
    second.reads("got from one.");
    second.types("from two\n");
    first.reads("got from two.");
}

async fn the_end_of_the_session_ends_the_client(harness: &Harness) {
    let name = harness.name("ends");
    harness.started(&name, CALM).await;
    let view = attached(harness, &name.name).await;
    view.types_until("x\n", "got x.");
    harness
        .runner
        .stop(&name.name, StopOptions { graceful: false, remove: true, timeout: Some(1) })
        .await
        .unwrap();
    view.ends();
    assert_eq!(harness.runner.attach_command(&name.name).await.unwrap_err().code(), "session_not_found");
}

async fn one_without_a_terminal_is_told_apart(harness: &Harness) {
    let name = Named::start(harness.kind, "notty").without_terminal().command(&["sleep", "1000"]).run();
    assert_eq!(harness.runner.attach_command(&name.name).await.unwrap_err().code(), "no_terminal");
}

async fn ones_that_do_not_run_are_told_apart(harness: &Harness) {
    let name = harness.name("halts");
    assert_eq!(harness.runner.attach_command(&name.name).await.unwrap_err().code(), "session_not_found");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    Engines::get().ask(harness.kind, &["pause", &name.name]);
    assert_eq!(harness.runner.attach_command(&name.name).await.unwrap_err().code(), "session_paused");
    harness.runner.resume(&name.name).await.unwrap();
    harness.runner.stop(&name.name, StopOptions { remove: false, ..StopOptions::default() }).await.unwrap();
    let error = harness.runner.attach_command(&name.name).await.unwrap_err();
    assert_eq!(error.code(), "not_running");
    assert!(error.to_string().contains("exited"), "{error}");
}

async fn a_shell_is_another_process(harness: &Harness) {
    let name = harness.name("shell");
    let pid = harness.started(&name, RUNS_UNTIL_TERM).await.pid;
    let view = View::open(&harness.runner.shell(&name.name, Some("sh")).await.unwrap().command());
    view.types_until("\n", "# ");
    view.types("echo $((40+2)); exit 9\n");
    view.reads("42");
    assert_eq!(view.ends().code, Some(9));
    assert_eq!(harness.runner.status(&name.name).await.unwrap().pid, pid);
}

fn signalled(pid: u32, signal: &str) {
    let status = Command::new("kill").args([format!("-{signal}"), pid.to_string()]).status();
    assert!(status.unwrap().success());
}

/// The engine's client below a `script`, whatever shells are between.
fn attach_client_of(pid: u32) -> Option<u32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().filter_map(|child| child.parse().ok()).find_map(|child| {
        let line = std::fs::read(format!("/proc/{child}/cmdline")).ok()?;
        let is_shell =
            line.starts_with(b"sh\0") || line.starts_with(b"/bin/sh\0") || line.starts_with(b"bash\0");
        // An exec'ed client has "attach" as an argument of its own, a shell in its script.
        let is_client = !is_shell && line.windows(8).any(|part| part == b"\0attach\0");
        if is_client { Some(child) } else { attach_client_of(child) }
    })
}

async fn a_redraw_is_a_size_that_comes_back(harness: &Harness) {
    let name = harness.name("redraw");
    let script = "trap \"stty size\" WINCH; stty -echo; echo ready; while :; do sleep 0.02; done";
    harness.started(&name, &format!("sh -c '{script}'")).await;
    let view = attached(harness, &name.name).await;
    view.reads("24 80");
    view.terminal.redraw().unwrap();
    view.reads("23 80");
    view.reads("24 80");
}

/// Apache ends on SIGWINCH, and every attach sends one.
async fn one_that_a_size_would_stop_is_not_joined(harness: &Harness) {
    let script = "trap 'exit 7' WINCH; echo ready; while :; do sleep 0.05; done";
    let starting = Named::start(harness.kind, "winch").options(&["--stop-signal", "SIGWINCH"]);
    let name = starting.script(script).run();
    let refused = harness.runner.attach_command(&name.name).await.unwrap_err();
    assert_eq!(refused.code(), "stops_when_attached", "{refused}");
    // A shell has a terminal of its own, and its signals do not reach the main process.
    let shell = View::open(&harness.runner.shell(&name.name, Some("sh")).await.unwrap().command());
    shell.types_until("echo $((40+2))\n", "42");
    shell.terminal.resize(Size { cols: 132, rows: 43 }).unwrap();
    shell.types_until("stty size\n", "43 132");
    shell.terminal.redraw().unwrap();
    let running = harness.runner.status(&name.name).await.unwrap();
    assert_eq!(running.state, State::Running);
    // So it would have been.
    let mut command = Command::new(Engines::get().program(harness.kind));
    command.args(args::attach(&running.id).args);
    let view = View::open(&command);
    assert_eq!(harness.until(&name, State::Exited).await.exit_code, Some(7));
    view.ends();
}
