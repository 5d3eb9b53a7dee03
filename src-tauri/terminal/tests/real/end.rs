use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use berth_terminal::{AttachedTerminal, Errors, Exit, Options};

use crate::support::{SIZE, Shown, Window, exists, shell, wait_until};

#[test]
fn all_output_comes_before_the_end() {
    let shown = Shown::shell("head -c 200000 /dev/zero | tr '\\0' x; exit 7");
    let (exit, text) = shown.wait_end();
    assert_eq!(exit, Exit { code: Some(7), signal: None, errors: String::new() });
    assert_eq!(text.matches('x').count(), 200_000);
    assert!(!exists(shown.terminal.client_pid()));
}

#[test]
fn a_signal_is_not_taken_for_a_code() {
    let (exit, _) = Shown::shell("kill -KILL $$").wait_end();
    assert_eq!(exit, Exit { code: None, signal: Some("Killed".into()), errors: String::new() });
}

/// What a killed client started may hold the terminal open.
#[test]
fn a_grandchild_does_not_hide_the_end() {
    let shown = Shown::shell("trap '' HUP; sleep 1000 & echo ready; exit 3");
    assert_eq!(shown.wait_end().0.code, Some(3));
}

#[test]
fn closing_ends_a_client_that_traps_everything() {
    let shown = Shown::shell("trap '' HUP INT QUIT TERM; echo ready; while :; do sleep 1000; done");
    shown.wait_text("ready");
    let pid = shown.terminal.client_pid();
    assert!(exists(pid));
    shown.terminal.close().unwrap();
    assert!(!exists(pid), "a zombie is left");
    shown.terminal.close().unwrap();
}

#[test]
fn dropping_closes() {
    let shown = Shown::shell("echo ready; exec cat");
    shown.wait_text("ready");
    let pid = shown.terminal.client_pid();
    drop(shown.terminal);
    assert!(!exists(pid), "a zombie is left");
}

#[test]
fn closing_with_input_that_nobody_reads_types_nothing() {
    let shown = Shown::shell("stty raw -echo; echo ready; exec sleep 1000");
    shown.wait_text("ready");
    shown.terminal.write(vec![b'x'; 1 << 20]).unwrap();
    shown.terminal.close().unwrap();
    assert!(!exists(shown.terminal.client_pid()));
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    let command = Command::new("/nowhere/at-all");
    let error = AttachedTerminal::open(&command, SIZE, Box::new(Window::default()), Options::default())
        .err()
        .unwrap();
    assert_eq!(error.code(), "spawn");
    assert!(error.to_string().contains("/nowhere/at-all"));
}

#[test]
fn the_environment_is_ours_and_what_was_added() {
    let mut command = shell("echo [$ADDED][$HOME][${PATH:+has path}]");
    command.env("ADDED", "a b").env_remove("HOME");
    let (_, text) = Shown::run(&command, SIZE, Options::default()).wait_end();
    assert_eq!(text, "[a b][][has path]\r\n");
}

/// What goes through a pipe comes whole, and so does what is said on the terminal beside it.
#[test]
fn a_pipe_and_a_terminal_are_read_to_their_ends() {
    let shown =
        Shown::piped("stty -opost; head -c 300000 /dev/zero | tr '\\0' x; echo complaint >&2; exit 7");
    let (exit, text) = shown.wait_end();
    assert_eq!(exit.code, Some(7));
    assert_eq!(text.matches('x').count(), 300_000);
    assert!(text.contains("complaint\n"), "{text}");
}

const LATE_AND_LOUD: &str = "echo warning >&2; echo shown; head -c 300000 /dev/zero | tr '\\0' x >&2; \
    echo >&2; echo the cause >&2; exit 7";

/// A client whose stderr nobody reads would wait for ever.
#[test]
fn errors_that_are_apart_are_not_shown_and_their_end_is_told() {
    for piped in [true, false] {
        let options = Options { piped, errors: Errors::Apart, ..Options::default() };
        let (exit, text) = Shown::open(LATE_AND_LOUD, SIZE, options).wait_end();
        assert_eq!((exit.code, text.trim_end()), (Some(7), "shown"));
        assert!(exit.errors.ends_with("x\nthe cause") && exit.errors.len() <= 16 << 10, "{piped}");
    }
}

#[test]
fn errors_may_be_shown_at_the_end() {
    let last = |errors: &str| format!("[{}]", errors.lines().next_back().unwrap_or_default());
    let options = Options { errors: Errors::AtEnd(last), ..Options::default() };
    let (_, text) = Shown::open(LATE_AND_LOUD, SIZE, options).wait_end();
    assert_eq!(text, "shown\r\n[the cause]");
}

/// Its input is a terminal still, with a size, and with keys.
#[test]
fn a_piped_client_has_a_terminal() {
    let shown = Shown::piped("stty size; [ -t 0 ] && [ ! -t 1 ] && echo right; read -r line; echo [$line]");
    shown.wait_text("right");
    shown.terminal.write(b"keys\n".to_vec()).unwrap();
    let (_, text) = shown.wait_end();
    assert!(text.contains(&format!("{} {}\n", SIZE.rows, SIZE.cols)), "{text}");
    assert!(text.contains("[keys]"), "{text}");
}

/// A grandchild may keep the pipe, too.
#[test]
fn what_holds_a_pipe_does_not_hide_the_end() {
    let shown = Shown::piped("trap '' HUP; sleep 1000 & echo ready; exit 3");
    assert_eq!(shown.wait_end().0.code, Some(3));
}

/// Set in the process that is going to be killed.
const ROLE: &str = "BERTH_TEST_APP";

/// The terminal closes with its app, however that ends, and so its client gets SIGHUP.
#[test]
fn a_client_ends_when_its_app_is_killed() {
    if std::env::var_os(ROLE).is_some() {
        let shown = Shown::shell("trap '' TERM INT; echo ready; exec cat");
        shown.wait_text("ready");
        #[expect(clippy::print_stdout, reason = "tells the test")]
        {
            println!("\nclient {}", shown.terminal.client_pid());
        }
        wait_until("being killed", || false);
    }
    let mut app = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "end::a_client_ends_when_its_app_is_killed", "--nocapture"])
        .env(ROLE, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(app.stdout.take().unwrap()).lines();
    let pid =
        lines.map_while(Result::ok).find_map(|line| line.strip_prefix("client ")?.parse().ok()).unwrap();
    assert!(exists(pid));
    app.kill().unwrap();
    app.wait().unwrap();
    // Its new parent reaps it, or not: a zombie has ended too.
    wait_until("end of the client", || {
        std::fs::read_to_string(format!("/proc/{pid}/stat")).map_or(true, |stat| stat.contains(") Z "))
    });
}
