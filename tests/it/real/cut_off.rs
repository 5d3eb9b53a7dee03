//! Clients, and Berth itself, that are killed at any moment of a verb: nothing is left half done that the next
//! try does not put right, and no run is lost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use berth_archive::{Archive, LogState, RunFilter};
use berth_runner::{
    DeleteOptions, Engine, Limits, Runner, StartOptions, StartOutcome, State, StopOptions, StopOutcome,
};
use berth_tests::engines::{Engines, Named, program_name};
use berth_tests::harness::{Harness, log_of, runs, spec};
use berth_tests::on_both;
use berth_tests::wait::{until, until_async};
use tempfile::TempDir;

use super::berthctl::{code, command};

on_both!(harness: a_killed_client_leaves_no_half_start,
    a_killed_client_leaves_no_half_stop,
    a_killed_client_leaves_no_half_log,
    a_killed_look_is_no_absence,
    killed_while_it_starts_berth_leaves_no_half_session,
    killed_while_it_stops_berth_loses_no_run,
    killed_while_it_deletes_berth_loses_no_run,
);

/// When a client is killed, in milliseconds from its start. The last ones have mostly done their work.
const MOMENTS: [u64; 6] = [0, 20, 60, 120, 250, 500];

/// Says two lines, one of them at its end, and ends with 3.
const SAYS: &str = "sh -c 'trap \"echo bye; exit 3\" TERM; echo hello; while :; do sleep 0.1; done'";

/// The engine, one of whose clients is killed.
struct Killing {
    folder: TempDir,
    runner: Runner,
}

impl Killing {
    fn new(harness: &Harness) -> Self {
        let folder = TempDir::new().unwrap();
        let program = folder.path().join(program_name(harness.kind));
        let real = Engines::get().program(harness.kind);
        // `mv` has one winner: one call is killed.
        let script = format!(
            "#!/bin/sh\nfolder='{}'; real='{}'\n\
             verb=$(cat \"$folder/verb\" 2>/dev/null)\n\
             case \" $* \" in *\" $verb \"*) [ -n \"$verb\" ] && mv \"$folder/verb\" \"$folder/done\" 2>/dev/null ;; \
             *) false ;; esac || exec \"$real\" \"$@\"\n\
             \"$real\" \"$@\" & client=$!\n\
             sleep \"$(cat \"$folder/after\")\"\n\
             kill -KILL $client 2>/dev/null\n\
             kill -KILL $$\n",
            folder.path().display(),
            real.display(),
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let limits = Limits { settle: Duration::from_millis(50), ..Limits::default() };
        let runner =
            Runner::new(Engine::new(harness.kind, program), limits, harness.runner.archive().clone());
        Self { folder, runner }
    }

    /// Kills the next client that has this word.
    fn next(&self, verb: &str, after: u64) {
        let seconds = format!("{}.{:03}", after / 1000, after % 1000);
        fs::write(self.folder.path().join("after"), seconds).unwrap();
        fs::write(self.folder.path().join("verb.new"), verb).unwrap();
        fs::rename(self.folder.path().join("verb.new"), self.folder.path().join("verb")).unwrap();
    }

    fn has_killed(&self) -> bool {
        let (done, there) = (self.folder.path().join("done"), self.folder.path().join("verb"));
        fs::remove_file(done).is_ok() && !there.exists()
    }
}

/// It runs already, or can be started, whatever was left of it.
async fn starts(harness: &Harness, named: &Named, what: &str) {
    match harness.runner.start(&spec(named, SAYS), StartOptions::default()).await {
        Ok(StartOutcome::Started { .. } | StartOutcome::Restarted { .. }) => {}
        Err(error) if error.code() == "session_exists" => {}
        other => panic!("{what}: {other:?}"),
    }
    assert_eq!(harness.runner.status(&named.name).await.unwrap().state, State::Running, "{what}");
}

async fn a_killed_client_leaves_no_half_start(harness: &Harness) {
    let killing = Killing::new(harness);
    for verb in ["create", "start"] {
        for after in MOMENTS {
            let what = format!("{verb} that was killed after {after} ms");
            let name = harness.name("half");
            killing.next(verb, after);
            let outcome = killing.runner.start(&spec(&name, SAYS), StartOptions::default()).await;
            assert!(killing.has_killed(), "{what}: nothing was killed");
            match outcome {
                Ok(outcome) => {
                    assert!(matches!(outcome, StartOutcome::Started { .. }), "{what}: {outcome:?}");
                    let now = harness.runner.status(&name.name).await.unwrap();
                    assert_eq!(now.state, State::Running, "{what}");
                }
                Err(error) => {
                    assert!(["refused", "engine_unavailable"].contains(&error.code()), "{what}: {error}");
                }
            }
            starts(harness, &name, &what).await;
        }
    }
}

const STOP: StopOptions = StopOptions { graceful: true, timeout: Some(5), remove: true };

/// There is one run of it, with its whole log.
fn is_kept(archive: &Archive, name: &Named, what: &str) {
    let filter = RunFilter { session: Some(name.name.clone()), ..RunFilter::default() };
    let runs = runs(archive, &filter);
    let [run] = &runs[..] else { panic!("{what}: {runs:#?}") };
    assert_eq!((&run.log, run.exit_code), (&LogState::Whole, Some(3)), "{what}");
    assert_eq!(log_of(archive, run), "hello\r\nbye\r\n", "{what}");
}

async fn started(harness: &Harness, stem: &str) -> Named {
    let name = harness.name(stem);
    harness.started(&name, SAYS).await;
    until_async("its first line", || async {
        let log = harness.runner.logs(&name.name, 5).await.unwrap();
        (!log.is_empty()).then_some(())
    })
    .await;
    name
}

/// docker goes on with a removal without its client.
fn is_under_way(error: &berth_runner::Error) -> bool {
    error.code() == "refused" && error.detail().is_some_and(|words| words.contains("already in progress"))
}

async fn stops(outcome: berth_runner::Result<StopOutcome>, harness: &Harness, name: &Named, what: &str) {
    match outcome {
        Ok(outcome) => assert!(outcome.removed, "{what}: {outcome:?}"),
        Err(error) => {
            assert!(["refused", "log_unreadable"].contains(&error.code()), "{what}: {error}");
            until_async("it is gone", || async {
                match harness.runner.stop(&name.name, STOP).await {
                    Ok(outcome) => assert!(outcome.removed, "{what}: {outcome:?}"),
                    Err(error) if is_under_way(&error) => return None,
                    Err(error) => assert_eq!(error.code(), "session_not_found", "{what}: {error}"),
                }
                Some(())
            })
            .await;
        }
    }
    assert!(!harness.runner.exists(&name.name).await.unwrap(), "{what}");
    is_kept(harness.runner.archive(), name, what);
}

async fn a_killed_client_leaves_no_half_stop(harness: &Harness) {
    let killing = Killing::new(harness);
    for verb in ["stop", "rm"] {
        for after in MOMENTS {
            let what = format!("{verb} that was killed after {after} ms");
            let name = started(harness, "halfstop").await;
            killing.next(verb, after);
            let outcome = killing.runner.stop(&name.name, STOP).await;
            assert!(killing.has_killed(), "{what}: nothing was killed");
            stops(outcome, harness, &name, &what).await;
        }
    }
}

async fn a_killed_client_leaves_no_half_log(harness: &Harness) {
    let killing = Killing::new(harness);
    for after in [0, 30, 500] {
        let what = format!("logs that was killed after {after} ms");
        let name = started(harness, "halflog").await;
        killing.next("logs", after);
        let error = killing.runner.delete(&name.name, DeleteOptions::default()).await.unwrap_err();
        assert_eq!(error.code(), "log_unreadable", "{what}: {error}");
        assert!(harness.runner.exists(&name.name).await.unwrap(), "{what}: removed without its log");
        stops(Err(error), harness, &name, &what).await;
    }
}

async fn a_killed_look_is_no_absence(harness: &Harness) {
    let killing = Killing::new(harness);
    let name = started(harness, "seen").await;
    for after in [0, 20, 1000] {
        killing.next("ps", after);
        let error = killing.runner.list().await.unwrap_err();
        assert_eq!(error.code(), "refused", "{error}");
        assert!(killing.has_killed(), "no list was killed after {after} ms");
        killing.next("inspect", after);
        match killing.runner.status(&name.name).await {
            // It had answered before.
            Ok(session) => assert_eq!(session.name, name.name),
            Err(error) => assert_eq!(error.code(), "refused", "{error}"),
        }
        assert!(killing.has_killed(), "no look was killed after {after} ms");
    }
}

/// Runs berthctl for some time and kills it, with a kill that it can't see.
fn killed(harness: &Harness, args: &[&str], after: u64) {
    let mut berthctl = command(harness, args);
    let mut berthctl =
        berthctl.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(after));
    berthctl.kill().unwrap();
    berthctl.wait().unwrap();
}

/// No client of an engine goes on for ever that has this word among its arguments.
fn no_client_is_left(word: &str) {
    until(&format!("the clients of {word} end"), || {
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let left = processes.map(|entry| fs::read(entry.path().join("cmdline")).unwrap_or_default());
        let is_client = |line: &Vec<u8>| {
            let words: Vec<_> = line.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
            let program = Path::new(words[0].as_ref()).file_name().unwrap_or_default().to_owned();
            ["podman", "docker"].iter().any(|name| program == *name) && words.iter().any(|one| one == word)
        };
        (!left.into_iter().any(|line| is_client(&line))).then_some(())
    });
}

async fn killed_while_it_starts_berth_leaves_no_half_session(harness: &Harness) {
    for after in [30, 80, 150, 250, 400, 700] {
        let what = format!("a start that was killed after {after} ms");
        let name = harness.name("ctlhalf");
        let image = berth_tests::engines::IMAGE;
        killed(
            harness,
            &["start", &name.name, "--image", image, "--", "sh", "-c", &SAYS[7..SAYS.len() - 1]],
            after,
        );
        no_client_is_left(&name.name);
        starts(harness, &name, &what).await;
        let session = harness.runner.status(&name.name).await.unwrap();
        no_client_is_left(&session.id);
    }
}

async fn killed_while_it_stops_berth_loses_no_run(harness: &Harness) {
    loses_no_run(harness, "stop").await;
}

async fn killed_while_it_deletes_berth_loses_no_run(harness: &Harness) {
    loses_no_run(harness, "delete").await;
}

async fn loses_no_run(harness: &Harness, verb: &str) {
    for after in [30, 80, 150, 250, 400, 700, 1000] {
        let what = format!("a {verb} that was killed after {after} ms");
        let name = started(harness, "ctlstop").await;
        let id = harness.runner.status(&name.name).await.unwrap().id;
        killed(harness, &[verb, &name.name], after);
        no_client_is_left(&id);
        let (exit, words) = code(harness, &[verb, &name.name]);
        assert!([0, 3].contains(&exit), "{what}: {exit} {words}");
        assert!(!harness.runner.exists(&name.name).await.unwrap(), "{what}");
        // That of berthctl, where it looks for it.
        is_kept(&Archive::new(harness.history.path().join("berth")), &name, &what);
    }
}
