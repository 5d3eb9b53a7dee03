//! A system that has nothing left: file handles, processes, threads, pseudo-terminals.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use berth_runner::EngineKind;
use berth_terminal::{AttachedTerminal, Options, Sink, Size};
use berth_tests::fake::{FakeEngine, container, inspected, listed};
use berth_tests::on_both;
use berth_tests::wait::until;
use tempfile::TempDir;

use super::{NAME, bot};

on_both!(fake: without_file_handles_it_says_so, without_processes_and_threads_it_says_so);

fn answering(mut fake: FakeEngine) -> FakeEngine {
    let kind = fake.kind;
    fake.on(&["ps"], [listed(kind, &[(&bot(), NAME, "running")])]);
    fake.on(&["container", "inspect"], [inspected(&[container(kind, &bot(), NAME, "running")])]);
    fake
}

const FAKE: &str = env!("CARGO_BIN_EXE_fake-engine");

pub fn berthctl() -> PathBuf {
    let berthctl = Path::new(FAKE).with_file_name("berthctl");
    assert!(berthctl.is_file(), "{} is not built", berthctl.display());
    berthctl
}

/// `berthctl list` on the fake engine, run by a program that takes something away from it.
fn listing(fake: &FakeEngine, home: &Path, berthctl: &Path, taker: &[&str]) -> Output {
    let mut command = Command::new("timeout");
    command.args(["-s", "KILL", "60"]).args(taker).arg(berthctl);
    command.args(["--engine", fake.kind.word(), "list", "--json"]);
    fake.found_by(&mut command, home);
    command.output().unwrap()
}

/// Either it did what was asked, or it says in words why not and ends with a code of its own.
fn is_told(output: &Output, what: &str) -> bool {
    let (said, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    for fault in ["panicked", "A fault of its own"] {
        assert!(!complaint.contains(fault), "{what}: {complaint}");
    }
    match output.status.code() {
        Some(0) => {
            assert!(said.contains(NAME), "{what}: a list without what is there: {said} {complaint}");
            true
        }
        Some(1 | 5) => {
            assert!(complaint.starts_with("berthctl: "), "{what}: {complaint}");
            false
        }
        // The program that takes something away could not begin it.
        Some(126) if complaint.contains("Resource temporarily unavailable") => false,
        code => panic!("{what}: {code:?} {said} {complaint}"),
    }
}

async fn without_file_handles_it_says_so(fake: FakeEngine) {
    let (fake, home, berthctl) = (answering(fake), TempDir::new().unwrap(), berthctl());
    let mut failed = 0;
    // With fewer it is the loader that fails.
    for handles in (5..60).step_by(2) {
        let limit = format!("--nofile={handles}");
        let output = listing(&fake, home.path(), &berthctl, &["prlimit", &limit]);
        failed += usize::from(!is_told(&output, &limit));
    }
    assert!(failed > 3, "{failed}: the limit took nothing away");
    let enough = ["prlimit", "--nofile=1024"];
    assert!(is_told(&listing(&fake, home.path(), &berthctl, &enough), "with enough"));
}

/// Threads count as processes. Root has no limit, so it is a user of the test's own.
async fn without_processes_and_threads_it_says_so(fake: FakeEngine) {
    let user = if fake.kind == EngineKind::Podman { "61001" } else { "61002" };
    let home = TempDir::new_in("/tmp").unwrap();
    // Where they are built that user may have no way to them. Not `fs::copy`: what another test starts
    // meanwhile would keep them open for writing.
    let copied = Command::new("install").arg(berthctl()).arg(FAKE).arg(home.path()).status();
    assert!(copied.unwrap().success());
    let [berthctl, engine] = ["berthctl", "fake-engine"].map(|name| home.path().join(name));
    let fake = answering(FakeEngine::new(&engine.display().to_string(), fake.kind));
    for folder in [home.path(), fake.folder()] {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    }
    let as_user = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"];
    let mut failed = 0;
    for processes in 1..16 {
        let limit = format!("--nproc={processes}");
        let taker = [&["prlimit", &limit][..], &as_user].concat();
        failed += usize::from(!is_told(&listing(&fake, home.path(), &berthctl, &taker), &limit));
    }
    assert!(failed > 1, "{failed}: the limit took nothing away");
    let enough = [&["prlimit", "--nproc=500"][..], &as_user].concat();
    assert!(is_told(&listing(&fake, home.path(), &berthctl, &enough), "with enough"));
}

/// Set where the system has two pseudo-terminals alone.
const FEW: &str = "BERTH_FEW_TERMINALS";

#[test]
fn without_pseudo_terminals_it_says_so_until_one_is_free() {
    let mounts = "mount -t devpts -o newinstance,ptmxmode=0666,max=2 none /dev/pts && \
                  mount --bind /dev/pts/ptmx /dev/ptmx && exec \"$@\"";
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", mounts, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "faults::exhausted::opens_more_than_there_are", "--ignored"])
        .env(FEW, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{output:?}");
}

struct Nowhere;

impl Sink for Nowhere {
    fn output(&self, _: Vec<u8>) -> bool {
        true
    }

    fn event(&self, _: berth_terminal::FeedEvent) -> bool {
        true
    }
}

#[test]
#[ignore = "needs a system with two pseudo-terminals"]
fn opens_more_than_there_are() {
    if std::env::var_os(FEW).is_none() {
        return;
    }
    let open = || {
        let mut command = Command::new("sh");
        command.args(["-c", "read line"]);
        AttachedTerminal::open(&command, Size { cols: 80, rows: 24 }, Box::new(Nowhere), Options::default())
    };
    let (one, two) = (open().unwrap(), open().unwrap());
    for _ in 0..20 {
        let error = open().err().unwrap();
        assert_eq!(error.code(), "open_pty", "{error}");
        assert!(error.detail().is_some_and(|words| !words.is_empty()), "{error:?}");
    }
    assert!(!one.has_ended() && !two.has_ended(), "the others go on");
    one.close().unwrap();
    drop(one);
    until("a pseudo-terminal is free", || open().ok().map(drop));
}
