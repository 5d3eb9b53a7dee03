//! The log, then live: no line lost and none twice, however a terminal is left.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use berth_terminal::{LogReader, Options, Transcript};
use berth_tests::engines::{Named, program_name};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::view::View;
use berth_tests::wait::until_async;
use fastrand::Rng;

on_both!(harness: every_line_is_shown_once);

/// Attaches on each engine; more with `BERTH_SEAM_ROUNDS`, others with `BERTH_SEAM_SEED`.
fn rounds() -> u32 {
    number("BERTH_SEAM_ROUNDS", 60)
}

fn number(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// A session writes this many rounds long: a log that only grows would take its time to read.
const ROUNDS_OF_A_SESSION: u32 = 25;
/// Names the session to a process that is going to be killed.
const ROLE: &str = "BERTH_TEST_SEAM_SESSION";

/// Numbers in brackets, a line each: at random speed, in bursts, some in pieces.
const WRITER: &str = r#"
stty -echo; i=0; r=$0
while :; do
    r=$(( (r * 1103515245 + 12345) & 2147483647 )); n=$((r >> 8 & 31))
    case $((r >> 16 & 31)) in
    0) n=$((r >> 4 & 16383)) ;;
    [1-4]) n=$((r >> 6 & 1023)) ;;
    esac
    case $((r >> 22 & 3)) in
    0) i=$((i + 1)); printf "<$i"; sleep 0.02; echo '>' ;;
    1) while [ $((n -= 1)) -gt 0 ]; do i=$((i + 1)); echo "<$i>"; done ;;
    *) seq $((i + 1)) $((i + n)) | sed 's/.*/<&>/'; i=$((i + n)) ;;
    esac
    sleep 0.0$((r >> 12 & 7))
done
"#;

async fn every_line_is_shown_once(harness: &Harness) {
    if let Ok(session) = std::env::var(ROLE) {
        let _view = opened(harness, &session, 1000).await;
        #[expect(clippy::print_stdout, reason = "tells the test")]
        {
            println!("\nattached");
        }
        until_async("being killed", || async { None::<()> }).await;
    }
    // A failure can be had again: with the seed of the writer, too.
    let mut random = Rng::with_seed(number("BERTH_SEAM_SEED", 1).into());
    let mut session: Option<Named> = None;
    let mut last = 0;
    for round in 0..rounds() {
        if round % ROUNDS_OF_A_SESSION == 0 {
            let seed = random.u32(..1 << 30).to_string();
            (session, last) = (Some(Named::start(harness.kind, "seam").script(WRITER).arg(&seed).run()), 0);
        }
        let name = &session.as_ref().unwrap().name;
        let what = format!("round {round} on {name}");
        // What the app reads, or all there is.
        let lines = if random.u32(..2) == 0 { 1000 } else { u32::MAX };
        let stay = Duration::from_millis(random.u32(..120).into());
        match random.u32(..6) {
            0 => killed_app(harness, name, stay),
            1 => {
                // Left at any time, also while the past is read.
                let view = opened(harness, name, lines).await;
                tokio::time::sleep(stay).await;
                let shown = view.shown();
                view.terminal.close().unwrap();
                contiguous(&shown, lines, 0, &what);
            }
            how => {
                let view = opened(harness, name, lines).await;
                // Nothing is shown before the past.
                until_async("the past", || async { (!view.shown().is_empty()).then_some(()) }).await;
                tokio::time::sleep(stay).await;
                if how == 2 {
                    signalled(view.terminal.client_pid());
                    view.ends();
                }
                let shown = view.shown();
                view.terminal.close().unwrap();
                last = contiguous(&shown, lines, last, &what);
            }
        }
    }
    assert!(last > 0, "nothing was shown");
}

/// As the app opens a terminal, but for how much of the log it reads.
async fn opened(harness: &Harness, name: &str, lines: u32) -> View {
    let (runner, session) = (harness.runner.clone(), name.to_owned());
    let handle = tokio::runtime::Handle::current();
    let log: LogReader = Box::new(move || {
        let logs = handle.block_on(runner.logs_by_run(&session, lines, None)).unwrap();
        Transcript::from(logs.run)
    });
    let command = harness.runner.attach_command(name).await.unwrap();
    View::open_with(&command, Options { log: Some(log), raw_when_attached: true, ..Options::default() })
}

/// The numbers count up by one, from the first where everything was asked for, and at
/// least to `reached`; gives the last.
fn contiguous(shown: &[u8], lines: u32, reached: u32, what: &str) -> u32 {
    let text = String::from_utf8_lossy(shown);
    let mut rest = &*text;
    let mut numbers = Vec::new();
    // A first line may have lost its beginning to the cut, a last one is not finished.
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.find(|c: char| !c.is_ascii_digit()) else { break };
        let number: u32 = rest[..end]
            .parse()
            .unwrap_or_else(|_| panic!("{what}: no number in {:?}", &rest[..rest.len().min(40)]));
        assert!(rest[end..].starts_with('>'), "{what}: <{number} is cut: {:?}", &rest[..rest.len().min(40)]);
        numbers.push(number);
    }
    for pair in numbers.windows(2) {
        assert_eq!(pair[1], pair[0] + 1, "{what}: {} and then {}", pair[0], pair[1]);
    }
    let (first, last) = (numbers.first().copied().unwrap_or(0), numbers.last().copied().unwrap_or(0));
    // A window that is sent more than the ring holds skips to what a screen keeps.
    let all = first <= 1 || last - first > 900;
    assert!(lines < u32::MAX || all, "{what}: the first that was shown is {first}, and {last} the last");
    assert!(last >= reached, "{what}: {last} is the last, and {reached} was shown before");
    last
}

/// A process of its own attaches and is killed, as the app may be.
fn killed_app(harness: &Harness, name: &str, stay: Duration) {
    // Without the name of the binary, as libtest names a test.
    let module = module_path!().split_once("::").unwrap().1;
    let test = format!("{module}::{}::every_line_is_shown_once", program_name(harness.kind));
    let mut app = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &test, "--nocapture"])
        .env(ROLE, name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(app.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "attached"), "the app did not come up");
    std::thread::sleep(stay);
    app.kill().unwrap();
    app.wait().unwrap();
}

fn signalled(pid: u32) {
    let status = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
    assert!(status.unwrap().success());
}
