//! Debug shells: beside a session without programs, of a copy of one that has ended, and what is left of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use berth_archive::{Archive, RunFilter};
use berth_runner::{
    DebugShell, Error, HistorySettings, Limits, Recorder, Refusal, Runner, State, WatchIntervals,
};
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::{Harness, runs};
use berth_tests::on_both;
use berth_tests::view::View;
use berth_tests::wait::until_async;
use tokio::sync::watch;

use super::berthctl::command;

on_both!(harness:
    one_beside_a_single_program_sees_all_and_leaves_nothing,
    one_beside_a_session_of_the_machines_processes_sees_that_sessions_files,
    one_of_a_session_that_ended_has_its_files_and_volumes,
    what_a_killed_berth_left_is_swept,
    what_cannot_be_is_refused_and_leaves_nothing,
);

fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/resources/starter.tar")
}

/// An image with one static program, `/sleep`, and nothing else; it goes when this is dropped.
struct Scratch<'a>(&'a Harness, String);

impl<'a> Scratch<'a> {
    fn new(harness: &'a Harness, stem: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tar = |args: &[&str]| {
            assert!(Command::new("tar").current_dir(folder.path()).args(args).status().unwrap().success());
        };
        tar(&["xf", starter().to_str().unwrap(), "./bin/busybox"]);
        std::fs::rename(folder.path().join("bin/busybox"), folder.path().join("sleep")).unwrap();
        tar(&["cf", "image.tar", "sleep"]);
        let image = format!("localhost/{}:1", harness.name(stem).name);
        let file = folder.path().join("image.tar").display().to_string();
        Engines::get().ask(harness.kind, &["import", "--", &file, &image]);
        Self(harness, image)
    }

    fn run(&self, options: &[&str]) -> Named {
        let start = Named::start(self.0.kind, "bare").without_terminal().options(options).image(&self.1);
        start.command(&["/sleep", "1000"]).run()
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        let _ = Engines::get().try_ask(self.0.kind, &["image", "rm", "--", &self.1]);
    }
}

async fn opened(harness: &Harness, named: &Named) -> DebugShell {
    harness.runner.debug_shell(&named.name, None, true, Some(&starter())).await.unwrap()
}

/// The tokens of the debug shells that are noted in a state folder.
fn noted(runner: &Runner) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(runner.archive().path().with_file_name("debug")) else {
        return Vec::new();
    };
    let names = files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect()
}

fn token(harness: &Harness) -> String {
    let tokens = noted(&harness.runner);
    assert_eq!(tokens.len(), 1, "{tokens:?}");
    tokens[0].clone()
}

/// How many containers and images the engine has of a debug shell.
fn there(harness: &Harness, token: &str) -> (usize, usize) {
    let lines = |args: &[&str]| Engines::get().ask(harness.kind, args).lines().count();
    let label = format!("label=dev.berth.debug={token}");
    let image = format!("localhost/berth-debug:{token}");
    (lines(&["ps", "-aq", "--filter", &label]), lines(&["image", "ls", "-q", &image]))
}

fn nothing_is_left(harness: &Harness, runner: &Runner, token: &str) {
    assert_eq!((there(harness, token), noted(runner)), ((0, 0), Vec::<String>::new()));
    let folder = runner.archive().path().with_file_name("debug");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert!(files.is_empty(), "{files:?}");
}

/// The list has it neither as a session nor as an image.
async fn is_in_no_list(harness: &Harness, token: &str) {
    let sessions = harness.runner.list().await.unwrap().sessions;
    assert!(sessions.iter().all(|session| !session.name.contains(token)), "{sessions:#?}");
    let images = harness.runner.images().await.unwrap().images;
    assert!(images.iter().flat_map(|image| &image.tags).all(|tag| !tag.contains(token)), "{images:#?}");
}

async fn one_beside_a_single_program_sees_all_and_leaves_nothing(harness: &Harness) {
    let recorder = Recorder::start(&harness.runner, HistorySettings::default());
    let recorded = (WatchIntervals::default(), watch::channel(false).1, recorder);
    let mut updates = harness.runner.watch_recorded(recorded.0, recorded.1, recorded.2);
    updates.next().await.unwrap();
    let updates = tokio::spawn(async move { while updates.next().await.is_some() {} });

    let scratch = Scratch::new(harness, "scratch");
    let named = scratch.run(&["--read-only", "-v", "/data", "--user=1000", "--cap-drop=ALL"]);
    let before = harness.until(&named, State::Running).await;
    // What makes a debug shell needed.
    assert!(!harness.exec(&named, &["sh", "-c", "true"]).status.success());
    let shell = opened(harness, &named).await;
    let token = token(harness);
    assert_eq!(there(harness, &token), (1, 0));
    let view = View::open(&shell.command());
    view.types_until("\n", "debug:/ # ");
    view.types("ls /; tr '\\0' ' ' </proc/1/cmdline; echo\n");
    view.reads("data");
    view.reads("/sleep 1000");
    view.types("echo new >/data/new; touch /made; id -u\n");
    view.reads("Read-only file system");
    view.reads("0\r\n");
    is_in_no_list(harness, &token).await;
    view.types("exit 3\n");
    assert_eq!(view.ends().code, Some(3));
    shell.end().await.unwrap();
    nothing_is_left(harness, &harness.runner, &token);
    // Again is fine.
    shell.end().await.unwrap();

    let after = harness.runner.status(&named.name).await.unwrap();
    assert_eq!((after.pid, after.state), (before.pid, State::Running));
    assert_eq!(harness.runner.read_file(&named.name, "/data/new").await.unwrap().text, "new\n");
    let changed = harness.runner.changed_files(&named.name).await.unwrap();
    assert!(changed.iter().all(|change| !change.path.contains("berth")), "{changed:#?}");
    // Its session goes last, so that the recorder has seen all before.
    let name = named.name.clone();
    drop(named);
    until_async("the end of the session in the history", || async {
        let all = runs(harness.runner.archive(), &RunFilter::default());
        assert!(all.iter().all(|run| !run.name.contains("berth-debug")), "{all:#?}");
        all.iter().any(|run| run.name == name && run.removed).then_some(())
    })
    .await;
    updates.abort();
}

async fn one_beside_a_session_of_the_machines_processes_sees_that_sessions_files(harness: &Harness) {
    let script = "touch /only-here; sleep 1000";
    let options = ["--pid=host", "--network=none"];
    let named = Named::start(harness.kind, "host").without_terminal().options(&options).script(script).run();
    until_async("its file", || async { harness.runner.read_file(&named.name, "/only-here").await.ok() })
        .await;
    let shell = opened(harness, &named).await;
    let token = token(harness);
    let view = View::open(&shell.command());
    view.types_until("\n", "debug:/ # ");
    view.types("ls /only-here; ip -o link | wc -l\n");
    view.reads("/only-here\r\n");
    view.reads("1\r\n");
    // As when its tab closes: the shell is not asked to exit.
    view.terminal.close().unwrap();
    shell.end().await.unwrap();
    nothing_is_left(harness, &harness.runner, &token);
}

async fn one_of_a_session_that_ended_has_its_files_and_volumes(harness: &Harness) {
    let script = "echo kept >/made; echo in >/data/before; rm -rf /bin /sbin /usr; exit 4";
    let options = ["-v", "/data", "-e", "WORD=s3cret"];
    let named = Named::start(harness.kind, "ended").without_terminal().options(&options).script(script).run();
    harness.until(&named, State::Exited).await;
    let shell = opened(harness, &named).await;
    let token = token(harness);
    assert_eq!(there(harness, &token), (1, 1));
    let view = View::open(&shell.command());
    view.types_until("\n", "debug:/ # ");
    view.types("cat /made /data/before; echo [$WORD]\n");
    view.reads("kept\r\nin\r\n[s3cret]");
    view.types("echo new >/data/new; echo new >/gone; ls /bin; exit\n");
    view.ends();
    is_in_no_list(harness, &token).await;
    shell.end().await.unwrap();
    nothing_is_left(harness, &harness.runner, &token);

    let after = harness.runner.status(&named.name).await.unwrap();
    assert_eq!((after.state, after.exit_code), (State::Exited, Some(4)));
    let text = async |path: &str| harness.runner.read_file(&named.name, path).await.map(|file| file.text);
    assert_eq!(text("/data/new").await.unwrap(), "new\n");
    assert_eq!(text("/made").await.unwrap(), "kept\n");
    assert_eq!(text("/gone").await.unwrap_err().code(), "file_not_found");
}

async fn what_a_killed_berth_left_is_swept(harness: &Harness) {
    let scratch = Scratch::new(harness, "killed");
    let running = scratch.run(&[]);
    let ended = Named::start(harness.kind, "over").without_terminal().script("exit 0").run();
    harness.until(&ended, State::Exited).await;
    // The next one has its state folder.
    let archive = Archive::new(harness.history.path().join("berth"));
    let next = Runner::new(harness.runner.engine().clone(), Limits::default(), archive);
    for (named, images) in [(&running, 0), (&ended, 1)] {
        let mut berth = command(harness, &["debug", &named.name, "--", "sleep", "1000"]);
        let mut berth = berth.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let runs = |token: &str| {
            let filters = [format!("label=dev.berth.debug={token}"), "status=running".to_owned()];
            let args = ["ps", "-q", "--filter", &filters[0], "--filter", &filters[1]];
            Engines::get().ask(harness.kind, &args).lines().count() == 1
        };
        let token =
            until_async("its container", || async { noted(&next).pop().filter(|token| runs(token)) }).await;
        // It is in use: nobody takes it away.
        next.recover().await.unwrap();
        assert_eq!(there(harness, &token), (1, images));
        berth.kill().unwrap();
        berth.wait().unwrap();
        assert_eq!(there(harness, &token), (1, images), "the kill alone removed it");
        next.recover().await.unwrap();
        nothing_is_left(harness, &next, &token);
    }
}

async fn what_cannot_be_is_refused_and_leaves_nothing(harness: &Harness) {
    let runner = &harness.runner;
    let starter = starter();
    let asked = async |key: &str, starter: Option<&Path>| {
        let command = Some("ls /");
        runner.debug_shell(key, command, false, starter).await.map(drop).unwrap_err()
    };
    assert_eq!(asked("bt-no-such-session", Some(&starter)).await.code(), "session_not_found");
    let named = Named::start(harness.kind, "refused").without_terminal().script("sleep 1000").run();
    let operator = runner.debug_shell(&named.name, Some("ls | wc"), false, Some(&starter)).await.unwrap_err();
    assert_eq!(operator.code(), "invalid");
    let pid = format!("--pid=container:{}", named.name);
    let joined = Named::start(harness.kind, "joined").without_terminal().options(&[&pid]);
    let joined = joined.script("sleep 1000").run();
    let shared = asked(&joined.name, Some(&starter)).await;
    assert!(matches!(shared, Error::Refused { reason: Refusal::ProcessesShared {}, .. }), "{shared:?}");
    Engines::get().ask(harness.kind, &["pause", "--", &named.name]);
    assert_eq!(asked(&named.name, Some(&starter)).await.code(), "session_paused");
    Engines::get().ask(harness.kind, &["unpause", "--", &named.name]);
    Engines::get().ask(harness.kind, &["kill", "--", &named.name]);
    harness.until(&named, State::Exited).await;
    assert_eq!(asked(&named.name, None).await.code(), "no_starter");
    // It is a tar file, and not of the image: the engine has begun by then.
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("starter.tar");
    std::fs::write(&other, [0; 1024]).unwrap();
    assert_eq!(asked(&named.name, Some(&other)).await.code(), "file");
    assert_eq!(noted(runner), Vec::<String>::new());
    let made = Engines::get().ask(harness.kind, &["ps", "-a", "--no-trunc", "--format", "{{.Command}}"]);
    assert!(!made.contains("ls /"), "{made}");
}
