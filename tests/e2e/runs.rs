//! The runs of a session, one below the other in one tab.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait::within_patience;
use berth_tests::window::{Setup, Window};

/// Says the lines that it reads.
const ECHO: &str = "stty -echo; echo \"this is $0\"; while read line; do echo \"$0 heard $line\"; done";

/// The first run waits for a line, the fourth for ever; those between take `$0` seconds.
const SHORT: &str = "n=$(cat /n 2>/dev/null); n=$((n+1)); echo $n >/n; stty -echo; echo run $n begins
    case $n in 1) read line ;; 4) echo stays; read line; read line ;; *) sleep $0 ;; esac
    printf \"run $n ends\"; exit $n";

on_both!(kind:
    each_run_stands_once_below_a_line,
    a_run_that_was_over_before_the_attach_is_shown,
    a_run_that_the_restart_policy_began_is_shown,
    what_is_typed_as_soon_as_a_new_run_is_seen_arrives,
);

/// Waits until the rows that hold text are these: what is painted anew comes row by row.
async fn shows(window: &Window, name: &str, expected: &[String]) {
    let same = || async { (shown(window, name).await == expected).then_some(()) };
    if within_patience(same).await.is_none() {
        assert_eq!(shown(window, name).await, expected);
    }
}

/// The rows that hold text, the lines between runs as `──`.
async fn shown(window: &Window, name: &str) -> Vec<String> {
    // A screen that is painted anew is empty for a moment.
    let text = window
        .until("some text", || async {
            let text = window.terminal_text(name).await;
            (!text.trim().is_empty()).then_some(text)
        })
        .await;
    let rows = text.lines().filter(|line| !line.is_empty());
    rows.map(|row| if is_divider(row) { "──".to_owned() } else { row.to_owned() }).collect()
}

fn is_divider(row: &str) -> bool {
    row.starts_with("── started again ") && row.ends_with(" ──")
}

/// What each run wrote stands once, with a line above each run but the first.
async fn each_run_stands_once_below_a_line(kind: EngineKind) {
    let session = Named::start(kind, "runs").script(ECHO).arg("runs").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    for round in 1..=3 {
        window.type_into(name, &format!("round {round}\n")).await;
        window.terminal_line(name, "an answer", |line| line == format!("runs heard round {round}")).await;
        if round < 3 {
            Engines::get().ask(kind, &["restart", "-t", "0", name]);
            let lines = |text: &str| text.lines().filter(|line| is_divider(line)).count();
            let what = format!("{round} lines between runs");
            window
                .until(&what, || async { (lines(&window.terminal_text(name).await) == round).then_some(()) })
                .await;
        }
    }
    let told = |rounds: [&'static str; 3]| {
        let told = |round| ["this is runs".to_owned(), format!("runs heard round {round}")];
        rounds.map(told).join(&"──".to_owned())
    };
    shows(&window, name, &told(["1", "2", "3"])).await;
    window.shot(&format!("runs-{kind}")).await;
    // A closed tab shows the same when it is opened again.
    window.click("button", &format!("Close {name}")).await;
    window.gone("region", &format!("Terminal {name}")).await;
    window.attach(name).await;
    window.terminal_line(name, "its transcript", |line| line == "runs heard round 3").await;
    shows(&window, name, &told(["1", "2", "3"])).await;
    // The app knows no more than the engine does after it was quit: the last start.
    let window = window.close().await.open_again().await;
    window.terminal_line(name, "its transcript", |line| line == "runs heard round 3").await;
    let shown = shown(&window, name).await;
    let heard: Vec<_> = shown.iter().filter(|row| row.contains("heard")).collect();
    assert_eq!(heard, ["runs heard round 1", "runs heard round 2", "runs heard round 3"]);
    let line = shown.iter().rposition(|row| row == "──").expect("a line above the last run");
    assert_eq!(shown[line..], ["──", "this is runs", "runs heard round 3"]);
    window.close().await;
}

/// Runs 1 to `last`, each once.
fn told(last: u32) -> Vec<String> {
    let told = |n: u32| [format!("run {n} begins"), format!("run {n} ends")];
    (1..=last).map(told).collect::<Vec<_>>().join(&"──".to_owned())
}

async fn ends(window: &Window, name: &str, run: u32) {
    window.find_like("row", &format!("^{name}, exited {run}")).await;
    window
        .until(&format!("the card and the screen of run {run}"), || async {
            let card = window.text_of("region", "Exit card").await;
            let all = card.contains(&format!("Exited {run}"));
            (all && window.terminal_text(name).await.contains(&format!("run {run} ends"))).then_some(())
        })
        .await;
    shows(window, name, &told(run)).await;
}

/// A run may be over before the window could attach to it, or while it does.
async fn a_run_that_was_over_before_the_attach_is_shown(kind: EngineKind) {
    let window = Window::open(Setup::with_engines(kind)).await;
    for pause in ["0", "0.4"] {
        let session = Named::start(kind, "short").script(SHORT).arg(pause).run();
        let name = session.name.as_str();
        window.attach(name).await;
        window.terminal_line(name, "the first run", |line| line == "run 1 begins").await;
        window.type_into(name, "go on\n").await;
        ends(&window, name, 1).await;
        for run in 2..=3 {
            window.click_in("region", "Exit card", "button", "Restart").await;
            ends(&window, name, run).await;
        }
        window.shot(&format!("short-runs-{pause}-{kind}")).await;
        let told_twice = "return document.body.textContent.includes(`${arguments[0]} ended at once`)";
        assert_eq!(window.run(told_twice, vec![name.into()]).await, false, "a notice lies over the card");
        // A closed tab shows the same when it is opened again.
        window.click("button", &format!("Close {name}")).await;
        window.gone("region", &format!("Terminal {name}")).await;
        window.enter_row(&format!("^{name}, ")).await;
        ends(&window, name, 3).await;
        // One that can be joined stands below them all.
        window.click_in("region", "Exit card", "button", "Restart").await;
        window.terminal_line(name, "a run that stays", |line| line == "stays").await;
        let expected = [told(3), ["──", "run 4 begins", "stays"].map(str::to_owned).to_vec()].concat();
        shows(&window, name, &expected).await;
        window.click("button", &format!("Close {name}")).await;
    }
    window.close().await;
}

/// The engine starts it again at once.
async fn a_run_that_the_restart_policy_began_is_shown(kind: EngineKind) {
    let window = Window::open(Setup::with_engines(kind)).await;
    for pause in ["0", "0.3"] {
        let starting = Named::start(kind, "policy").options(&["--restart", "on-failure:1"]);
        let session = starting.script(SHORT).arg(pause).run();
        let name = session.name.as_str();
        window.attach(name).await;
        window.terminal_line(name, "the first run", |line| line == "run 1 begins").await;
        window.type_into(name, "go on\n").await;
        ends(&window, name, 2).await;
        window.shot(&format!("policy-runs-{pause}-{kind}")).await;
        window.click("button", &format!("Close {name}")).await;
    }
    window.close().await;
}

/// Whoever sees the first line of a new run types for that run, also where the client is still the one of the run before.
async fn what_is_typed_as_soon_as_a_new_run_is_seen_arrives(kind: EngineKind) {
    const ROUNDS: usize = 6;
    let script = "stty -echo; n=$(cat /n 2>/dev/null || echo 0); n=$((n+1)); echo $n >/n; echo run $n begins
        while read line; do echo \"$n heard $line\"; done";
    let window = Window::open(Setup::with_engines(kind)).await;
    for _ in 0..ROUNDS {
        let session = Named::start(kind, "typed").script(script).run();
        let name = session.name.as_str();
        window.attach(name).await;
        // Its client is of the first run, and the log that is read for it has the second.
        Engines::get().ask(kind, &["restart", "-t", "0", name]);
        window.terminal_line(name, "a new run", |line| line == "run 2 begins").await;
        window.type_into(name, "all of this line\n").await;
        window.terminal_line(name, "an answer", |line| line == "2 heard all of this line").await;
    }
    window.close().await;
}
