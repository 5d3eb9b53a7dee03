//! Looking at sessions, answering and waiting, without the app.

use std::process::Stdio;
use std::sync::Arc;

use berth_archive::Archive;
use berth_observer::{self as observed, Observer};
use berth_runner::{EngineKind, Limits, Runner, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;
use berth_tests::wait::{PATIENCE, until, within_patience};
use serde_json::Value;

use super::{code, command, said};

on_both!(harness: the_screen_is_shown_and_not_joined,
    four_writers_are_heard_once_and_in_order,
    nothing_is_sent_to_another_screen,
    it_waits_for_each_condition,
    what_can_not_be_looked_at_is_told,
    health_is_waited_for,
    an_ended_session_shows_its_last_screen,
);

/// Answers each line, and ends at `end`.
const ECHO: &str = "sh -c 'stty -echo; echo ready; while read line; do case $line in \
    end) exit 3;; *) echo \"got $line.\";; esac; done'";

async fn started(harness: &Harness, stem: &str, command: &str) -> Named {
    let name = harness.name(stem);
    harness.started(&name, command).await;
    said(harness, &["wait", &name.name, "--text", "ready", "--timeout", "30"]);
    name
}

fn json(harness: &Harness, args: &[&str]) -> Value {
    serde_json::from_str(&said(harness, args)).unwrap()
}

async fn the_screen_is_shown_and_not_joined(harness: &Harness) {
    // A size that is set, or a signal of one, would be counted.
    let counts = "sh -c 'n=0; trap \"n=\\$((n+1)); echo winch \\$n\" WINCH; printf \"\\033[31mred\\033[m one\\nready\\n\"; \
        while :; do sleep 0.1; done'";
    let name = started(harness, "ctlpeek", counts).await;
    let name = name.name.as_str();
    // Each looks until a rule decides, for seconds where none does: at once.
    let seen = std::thread::scope(|scope| {
        let plain = [(); 3].map(|()| scope.spawn(|| said(harness, &["peek", name])));
        let colours = scope.spawn(|| said(harness, &["peek", "--ansi", name]));
        let seen = scope.spawn(|| json(harness, &["peek", "--json", name]));
        for plain in plain {
            assert_eq!(plain.join().unwrap(), "red one\nready\n");
        }
        assert_eq!(colours.join().unwrap(), "\u{1b}[0;31mred\u{1b}[0m one\nready\n");
        seen.join().unwrap()
    });
    assert_eq!((seen["name"].as_str(), seen["engine"].as_str()), (Some(name), Some(harness.kind.word())));
    assert_eq!((&seen["lines"][0], &seen["lines"][1]), (&"red one".into(), &"ready".into()));
    assert_eq!(seen["hash"].as_str().map(str::len), Some(16), "{seen}");
    assert_eq!(seen["hash"], json(harness, &["peek", "--json", name])["hash"]);
    assert!(["unknown", "works", "idle"].map(Value::from).contains(&seen["activity"]), "{seen}");
}

async fn four_writers_are_heard_once_and_in_order(harness: &Harness) {
    const WRITERS: usize = 4;
    const EACH: usize = 4;
    let name = started(harness, "ctlsend", ECHO).await;
    let name = name.name.as_str();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for number in 0..EACH {
                    said(harness, &["send", name, "--text", &format!("w{writer} {number} äß"), "--enter"]);
                }
            });
        }
    });
    let all = within_patience(|| async {
        let log = said(harness, &["logs", name]);
        (log.matches("got w").count() >= WRITERS * EACH).then_some(())
    });
    let is_all = all.await.is_some();
    let log = said(harness, &["logs", name]);
    assert!(is_all, "not all lines came: {log}");
    for writer in 0..WRITERS {
        let heard: Vec<_> = log
            .lines()
            .map(str::trim_end)
            .filter(|line| line.starts_with(&format!("got w{writer} ")))
            .collect();
        let sent: Vec<_> = (0..EACH).map(|number| format!("got w{writer} {number} äß.")).collect();
        assert_eq!(heard, sent, "{log}");
    }
}

async fn nothing_is_sent_to_another_screen(harness: &Harness) {
    let name = started(harness, "ctlguard", ECHO).await;
    let name = name.name.as_str();
    let hash = json(harness, &["peek", "--json", name])["hash"].as_str().unwrap().to_owned();
    said(harness, &["send", name, "--if-screen", &hash, "--text", "first", "--enter"]);
    said(harness, &["wait", name, "--text", "got first", "--timeout", "30"]);
    let (status, stderr) =
        code(harness, &["send", name, "--if-screen", &hash, "--text", "second", "--enter"]);
    assert!(status == 8 && stderr.contains("Nothing was sent"), "{status} {stderr}");
    let (status, stderr) = code(harness, &["send", name, "--if-activity", "asks", "--key", "x", "--enter"]);
    assert!(status == 8 && stderr.contains(name), "{status} {stderr}");
    assert!(!said(harness, &["logs", name]).contains("second"));
}

async fn it_waits_for_each_condition(harness: &Harness) {
    let name = started(harness, "ctlwait", ECHO).await;
    let name = name.name.as_str();
    let wait = |args: &[&str]| -> std::process::Child {
        let args = [&["wait", name, "--timeout", "60"], args].concat();
        command(harness, &args).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap()
    };
    let (text, exit) = (wait(&["--text", "^got n[0-9]"]), wait(&["--exit"]));
    said(harness, &["send", name, "--text", "n7", "--enter"]);
    let text = text.wait_with_output().unwrap();
    assert_eq!((text.status.code(), &*text.stdout), (Some(0), &b"got n7.\n"[..]));
    said(harness, &["wait", name, "--quiet", "500ms", "--timeout", "30"]);
    let (status, stderr) = code(harness, &["wait", name, "--text", "never", "--timeout", "300ms"]);
    assert!(status == 10 && stderr.contains(name), "{status} {stderr}");
    assert_eq!(code(harness, &["wait", name, "--exit", "--timeout", "300ms"]).0, 10);
    assert_eq!(code(harness, &["wait", name, "--text", "(", "--timeout", "9"]).0, 2);
    let never = wait(&["--text", "never"]);
    said(harness, &["send", name, "--text", "end", "--enter"]);
    let exit = exit.wait_with_output().unwrap();
    assert_eq!((exit.status.code(), &*exit.stdout), (Some(0), &b"3\n"[..]));
    assert_eq!(never.wait_with_output().unwrap().status.code(), Some(7));
    // What is so already is not waited for.
    assert_eq!(said(harness, &["wait", name, "--exit"]), "3\n");
    let ended = json(harness, &["wait", name, "--exit", "--json"]);
    assert_eq!((&ended["outcome"], &ended["exit_code"]), (&Value::from("met"), &Value::from(3)));
}

async fn what_can_not_be_looked_at_is_told(harness: &Harness) {
    let name = harness.name("ctlnone");
    let verbs: [&[&str]; 3] = [&["peek"], &["send", "--enter"], &["wait", "--quiet", "1"]];
    let codes = |name: &str| verbs.map(|args| code(harness, &[args, &[name]].concat()).0);
    assert_eq!(codes(&name.name), [3; 3]);
    let stopped = StopOptions { remove: false, ..StopOptions::default() };
    harness.started(&name, RUNS_UNTIL_TERM).await;
    harness.runner.stop(&name.name, stopped).await.unwrap();
    // Its last screen is still there.
    assert_eq!(codes(&name.name), [0, 7, 7]);
    let plain = harness.name("ctlplain");
    Engines::get().ask(harness.kind, &["run", "-d", "--name", &plain.name, IMAGE, "sleep", "600"]);
    assert_eq!(codes(&plain.name), [9; 3]);
}

/// A session needs no terminal for that. podman's checks are timers of systemd, which a test does not have.
async fn health_is_waited_for(harness: &Harness) {
    let check = |name: &str| {
        if harness.kind == EngineKind::Podman {
            Engines::get().run(harness.kind, &["healthcheck", "run", name]);
        }
    };
    let name = harness.name("ctlhealth");
    let options = ["--health-cmd", "test -e /ok", "--health-interval", "1s", "--health-retries", "1"];
    let name = name.starting().without_terminal().options(&options).script("exec sleep 1000").run();
    let health = |wanted: &str| ["wait", &name.name, "--health", wanted].map(str::to_owned);
    let (code, stderr) = code_of(harness, &health("healthy"), &["--timeout", "300ms"]);
    assert!(code == 10 && stderr.contains(&name.name), "{code} {stderr}");
    for (before, wanted) in [("/no", "unhealthy"), ("/ok", "healthy")] {
        let args = health(wanted);
        let args: Vec<_> = args.iter().map(String::as_str).collect();
        let mut waits = command(harness, &args);
        let mut waits = waits.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        harness.exec(&name, &["touch", before]);
        until(wanted, || {
            check(&name.name);
            waits.try_wait().unwrap()
        });
        let output = waits.wait_with_output().unwrap();
        assert_eq!((output.status.code(), &*output.stdout), (Some(0), format!("{wanted}\n").as_bytes()));
        // What is so already is not waited for.
        assert_eq!(said(harness, &args), format!("{wanted}\n"));
    }
    Engines::get().ask(harness.kind, &["kill", &name.name]);
    harness.until(&name, State::Exited).await;
    assert_eq!(code_of(harness, &health("unhealthy"), &[]).0, 7);
}

fn code_of(harness: &Harness, args: &[String], more: &[&str]) -> (i32, String) {
    let args: Vec<_> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
    code(harness, &args)
}

async fn an_ended_session_shows_its_last_screen(harness: &Harness) {
    // Nobody looked: the end of its log.
    let name = harness.name("ctlover");
    let script = "printf '\\033[31mred\\033[m one\\n'; echo last words; exit 3";
    let name = name.starting().script(script).run();
    harness.until(&name, State::Exited).await;
    assert_eq!(said(harness, &["peek", &name.name]), "red one\nlast words\n");
    assert_eq!(said(harness, &["peek", "--ansi", &name.name]), "\u{1b}[0;31mred\u{1b}[0m one\nlast words\n");
    let seen = json(harness, &["peek", "--json", &name.name]);
    let ended = harness.runner.status(&name.name).await.unwrap().finished_at.unwrap();
    assert_eq!((&seen["ended_at"], &seen["activity"]), (&ended.to_string().into(), &"unknown".into()));

    // Somebody looked: what a program had drawn, which is in no log's last lines.
    let archive = Archive::new(harness.history.path().join("berth"));
    let runner = Runner::new(harness.runner.engine().clone(), Limits::default(), archive);
    let name = harness.name("ctldrawn");
    let script = "stty -echo; read line; printf '\\033[2J\\033[5;9Hdrawn'; exit 0";
    let name = name.starting().script(script).run();
    runner.note(&name.name).await.unwrap();
    let observer = Observer::open(runner, &name.name, Arc::default(), None).await.unwrap();
    let drawn = observed::Until::Text(regex::Regex::new("drawn").unwrap());
    said(harness, &["send", &name.name, "--key", "enter"]);
    let waited = observer.wait(&drawn, Some(PATIENCE)).await;
    assert!(matches!(waited, observed::Waited::Met { .. } | observed::Waited::Ended { .. }), "{waited:?}");
    let ended = harness.until(&name, State::Exited).await;
    observer.keep_last_screen(&ended).await;
    let expected = format!("{}{}drawn\n", "\n".repeat(4), " ".repeat(8));
    assert_eq!(said(harness, &["peek", &name.name]), expected);

    // One that never ran has no screen.
    let created = Named::start(harness.kind, "ctlnew").script("true").create();
    assert_eq!(code(harness, &["peek", &created.name]).0, 7);
}
