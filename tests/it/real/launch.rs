//! Sessions whose terminal is there before they run.

use std::sync::Arc;

use berth_runner::{EngineKind, Runner, SessionSpec, StartOptions, StartOutcome, State, StopOptions};
use berth_terminal::Size;
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::{Harness, spec};
use berth_tests::launch::ViewLauncher;
use berth_tests::on_both;
use berth_tests::view::View;
use berth_tests::wait::{is_alive, until};

on_both!(harness: what_it_asks_first_is_answered_once,
    its_first_size_is_that_of_its_terminal,
    nothing_that_it_says_is_missed,
    a_client_that_is_killed_leaves_it_running,
    a_start_that_fails_says_the_same,
    one_that_a_size_would_stop_is_started_without_a_terminal,
);

const SIZE: Size = Size { cols: 91, rows: 33 };
/// How often each start is tried: what is missed at times would be missed.
const STARTS: usize = 3;

/// What programs ask in their first moments, and the answers. In what is asked, `^` is an escape,
/// and all is as `printf` of a shell in quotes takes it: `\044` is `$`, `\134` a backslash.
const QUESTIONS: [(&str, &str); 14] = [
    ("^[c", "\x1b[?1;2c"),
    ("^[>c", "\x1b[>0;276;0c"),
    ("^[6n", "\x1b[1;1R"),
    ("^[?6n", "\x1b[?1;1R"),
    ("^]10;?^\\134", "\x1b]10;rgb:1111/2222/3333\x1b\\"),
    ("^]11;?\\007", "\x1b]11;rgb:4444/5555/6666\x1b\\"),
    ("^]12;?^\\134", "\x1b]12;rgb:7777/8888/9999\x1b\\"),
    ("^]4;1;?^\\134", "\x1b]4;1;rgb:aaaa/bbbb/cccc\x1b\\"),
    ("^[?2026\\044p", "\x1b[?2026;2$y"),
    ("^[?2027\\044p", "\x1b[?2027;3$y"),
    ("^[>q", concat!("\x1bP>|Berth(", env!("CARGO_PKG_VERSION"), ")\x1b\\")),
    ("^P\\044qm^\\134", "\x1bP1$r0m\x1b\\"),
    ("^[?u", "\x1b[?0u"),
    // The last one, after whose answer no more is awaited.
    ("^[5n", "\x1b[0n"),
];

/// A command that asks all of them at once, and says what it hears, in hexadecimal.
fn asks() -> String {
    let asked: String = QUESTIONS.iter().map(|(asked, _)| asked.replace('^', "\\033")).collect();
    format!(
        "sh -c 'stty raw -echo min 0 time 50; printf \"{asked}\"; heard=; \
        while :; do bytes=$(dd bs=4096 count=1 2>/dev/null | od -An -v -tx1 | tr -d \" \\n\"); heard=$heard$bytes; \
        case $bytes in \"\"|*1b5b306e) break;; esac; done; stty sane; echo \"heard $heard.\"; while :; do sleep 1; done'"
    )
}

/// What a line of hexadecimal digits says.
fn unhex(digits: &str) -> String {
    let bytes = digits.as_bytes().chunks(2).map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16));
    String::from_utf8(bytes.map(Result::unwrap).collect()).unwrap()
}

fn launching(harness: &Harness) -> (Runner, ViewLauncher) {
    let launcher = ViewLauncher::new(SIZE);
    (harness.runner.clone().launching(Arc::new(launcher.clone())), launcher)
}

/// Starts a session and waits for its terminal, which it has from its beginning.
async fn started(runner: &Runner, launcher: &ViewLauncher, spec: &SessionSpec) -> View {
    runner.start(spec, StartOptions::default()).await.unwrap();
    only(launcher.take())
}

fn only(views: Vec<View>) -> View {
    let [view] = <[View; 1]>::try_from(views).unwrap_or_else(|views| panic!("{} terminals", views.len()));
    view
}

/// The line that begins with `word`, in all that a terminal was given.
fn line(view: &View, word: &str) -> String {
    until(&format!("a line with {word:?}"), || {
        let shown = String::from_utf8_lossy(&view.shown()).into_owned();
        let (_, line) = shown.rsplit_once(word)?;
        line.split_once('\n').map(|(line, _)| line.trim().to_owned())
    })
}

async fn what_it_asks_first_is_answered_once(harness: &Harness) {
    let (runner, launcher) = launching(harness);
    let name = harness.name("asks");
    for start in 0..STARTS {
        let view = if start == 0 {
            started(&runner, &launcher, &spec(&name, &asks())).await
        } else {
            runner.restart(&name.name).await.unwrap();
            only(launcher.take())
        };
        let heard = line(&view, "heard ");
        let expected: Vec<_> = QUESTIONS.iter().map(|(_, answer)| *answer).collect();
        assert_eq!(unhex(heard.trim_end_matches('.')), expected.concat());
    }
}

/// docker 20.10 has no size for a container that does not run, and gives it one a moment later.
async fn its_first_size_is_that_of_its_terminal(harness: &Harness) {
    let (runner, launcher) = launching(harness);
    let name = harness.name("size");
    let script = "sh -c 'echo first $(stty size 2>&1); \
        until [ \"$(stty size 2>/dev/null)\" = \"33 91\" ]; do :; done; echo then; while :; do sleep 1; done'";
    for start in 0..STARTS {
        let view = if start == 0 {
            started(&runner, &launcher, &spec(&name, script)).await
        } else {
            runner.restart(&name.name).await.unwrap();
            only(launcher.take())
        };
        let first = line(&view, "first ");
        if harness.kind == EngineKind::Podman {
            assert_eq!(first, "33 91");
        }
        line(&view, "then");
    }
}

async fn nothing_that_it_says_is_missed(harness: &Harness) {
    let (runner, launcher) = launching(harness);
    let name = harness.name("fast");
    let outcome =
        runner.start(&spec(&name, "sh -c 'seq 300; exit 6'"), StartOptions::default()).await.unwrap();
    let ended = match outcome {
        StartOutcome::Ended { session, .. } => session,
        _ => harness.until(&name, State::Exited).await,
    };
    assert_eq!(ended.exit_code, Some(6));
    let view = only(launcher.take());
    view.ends();
    let expected: String = (1..=300).map(|n| format!("{n}\r\n")).collect();
    assert_eq!(String::from_utf8(view.shown()).unwrap(), expected);
}

async fn a_client_that_is_killed_leaves_it_running(harness: &Harness) {
    let (runner, launcher) = launching(harness);
    let name = harness.name("left");
    let traps = "sh -c 'trap \"exit 91\" HUP TERM INT QUIT; echo ready; while :; do sleep 0.1; done'";
    let view = started(&runner, &launcher, &spec(&name, traps)).await;
    view.reads("ready");
    let pid = view.terminal.client_pid();
    drop(view);
    assert!(!is_alive(pid));
    // A client that passes the end of its terminal on does so at once.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(runner.status(&name.name).await.unwrap().state, State::Running);
    harness.runner.stop(&name.name, StopOptions { graceful: false, ..StopOptions::default() }).await.unwrap();
}

async fn a_start_that_fails_says_the_same(harness: &Harness) {
    let (holder, wrong) = (harness.name("holder"), harness.name("wrong"));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ports = vec![format!("127.0.0.1:{port}:80")];
    harness.started_as(&SessionSpec { ports: ports.clone(), ..spec(&holder, "sleep 1000") }).await;
    let specs = [
        spec(&wrong, "/nowhere/at-all"),
        spec(&wrong, "/etc/passwd"),
        SessionSpec { ports, ..spec(&wrong, "sleep 1000") },
    ];
    for spec in specs {
        let (runner, launcher) = launching(harness);
        let plain = harness.runner.start(&spec, StartOptions::default()).await.unwrap_err();
        let error = runner.start(&spec, StartOptions::default()).await.unwrap_err();
        assert_eq!((error.code(), error.to_string()), (plain.code(), plain.to_string()));
        assert!(launcher.take().is_empty());
        let left = Engines::get().try_ask(harness.kind, &["container", "inspect", &wrong.name]);
        assert!(left.is_err(), "a container is left");
    }
}

async fn one_that_a_size_would_stop_is_started_without_a_terminal(harness: &Harness) {
    let (runner, launcher) = launching(harness);
    let name = Named::new(harness.kind, "winch");
    let create = ["create", "-it", "--stop-signal", "SIGWINCH", "--name", &name.name];
    let command =
        [berth_tests::engines::IMAGE, "sh", "-c", "trap 'exit 9' WINCH; while :; do sleep 0.1; done"];
    Engines::get().ask(harness.kind, &[&create[..], &command[..]].concat());
    runner.start_existing(&name.name).await.unwrap();
    assert!(launcher.take().is_empty());
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
}
