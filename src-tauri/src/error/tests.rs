#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::time::Duration;

use berth_runner::{
    EngineKind, Fault, Field, Illegible, NameRule, Protection, Refusal, SignalRule, Unavailable,
};

use super::*;

/// An error of every code, for the window's tests as well.
pub fn samples() -> Vec<WireError> {
    let text = |text: &str| text.to_owned();
    let (engine, name, words) = (|| text("podman"), || text("web"), || text("no space"));
    let source = || io::Error::other("no space");
    let refused = |operation, reason| berth_runner::Error::Refused {
        operation,
        engine: text("podman"),
        name: text("web"),
        reason,
        status: Some(125),
        detail: text("Error: no"),
    };
    use berth_runner::Error as Runner;
    let runner = [
        Runner::EngineNotFound { engine: engine(), url: "https://podman.io" },
        Runner::UnknownEngine { engine: text("docker:x"), known: engine() },
        Runner::EngineUnavailable { engine: engine(), reason: Unavailable::Lost {}, detail: words() },
        Runner::SessionNotFound { engine: engine(), name: name() },
        Runner::ImageNotFound { engine: engine(), name: text("debian:12") },
        Runner::FileNotFound { name: name(), path: text("/etc/x") },
        Runner::SessionExists { engine: engine(), name: name() },
        Runner::NameTaken { engine: engine(), name: name() },
        Runner::Protected { name: name(), owner: Protection::SystemdUnit { unit: text("web.service") } },
        Runner::Protected { name: name(), owner: Protection::Toolbox { name: name() } },
        Runner::PodInfra { name: name(), pod: text("p") },
        Runner::SessionPaused { name: name() },
        Runner::NotRunning { name: name(), state: text("exited") },
        Runner::NoTerminal { name: name() },
        Runner::StopsWhenAttached { name: name() },
        Runner::invalid(Field::Name, NameRule::NameMissing {}.into()),
        Runner::invalid(Field::Signal, SignalRule::NoSignal { text: text("FOO"), max: 64 }.into()),
        refused("start", Refusal::PortTaken { port: 80 }),
        refused("stop", Refusal::Words { words: words() }),
        refused("pull", Refusal::NotLoggedIn { registry: text("quay.io"), kind: EngineKind::Podman }),
        refused("pull", Refusal::NoSuchTag { registry: text("quay.io") }),
        refused("remove the image", Refusal::ImageInUse { users: text("\"web\"") }),
        refused("build", Refusal::NoBuildFile { folder: text("/src") }),
        refused("write a file of", Refusal::FileChanged { path: text("/etc/x") }),
        refused("remove the pod", Refusal::MemberStillThere { name: name() }),
        Runner::TimedOut { engine: engine(), operation: text("stop web"), after: Duration::from_secs(10) },
        Runner::Unreadable {
            engine: engine(),
            operation: text("list"),
            reason: Illegible::NoContainer {},
            detail: words(),
        },
        Runner::LogUnreadable {
            engine: engine(),
            name: name(),
            reason: Illegible::Unfinished { seconds: 600 }.into(),
            detail: words(),
        },
        Runner::ArchiveFailed {
            name: name(),
            path: "/h".into(),
            source: berth_archive::Error::NoSuchRun { id: 1 },
        },
        Runner::PolicyFixed { engine: engine(), name: name() },
        Runner::PolicyNotKept {
            name: name(),
            path: "/h".into(),
            source: berth_archive::Error::NoSuchRun { id: 1 },
        },
        Runner::NoStarter {},
        Runner::File { operation: "read", path: "/f".into(), source: source() },
        Runner::Spawn { program: "/p".into(), source: source() },
        Runner::NotPutBack {
            name: name(),
            aside: text("web-before"),
            source: Box::new(Runner::SessionNotFound { engine: engine(), name: name() }),
        },
    ];
    use berth_archive::Error as Archive;
    let archive = [
        Archive::ArchiveNewer { path: "/h".into(), found: 9, known: 1 },
        Archive::ArchiveUnusable {
            path: "/h".into(),
            operation: "open",
            reason: text("the disk is full"),
            source: Some(std::sync::Arc::new(source())),
        },
        Archive::ExportFailed { path: "/f".into(), source: source() },
        Archive::NoSuchRun { id: 7 },
        Archive::BadPattern { pattern: text("("), reason: text("unclosed group") },
    ];
    use berth_terminal::Error as Terminal;
    let terminal = [
        Terminal::OpenPty(source()),
        Terminal::Spawn { program: "/p".into(), source: source() },
        Terminal::Join { path: "/s".into(), source: source() },
        Terminal::Resize { cols: 80, rows: 24, source: source() },
        Terminal::Busy { waiting: 5 },
        Terminal::Closed,
        Terminal::Kill { pid: 1, source: source() },
        Terminal::Lingering { pid: 1, seconds: 5 },
        Terminal::Thread(source()),
    ];
    let app = [
        AppError::NoHome,
        AppError::Elsewhere,
        AppError::Detached { client: words() },
        AppError::NotAttached,
        AppError::NotSent { name: name(), words: words() },
        AppError::TerminalClosed,
        AppError::Terminal { words: words() },
        AppError::Dialog { words: words() },
        AppError::Save { path: text("/f"), reason: SaveRefusal::Full, words: words() },
        AppError::Settings(Fault::Unwritten { path: text("/f"), words: words() }),
        AppError::Marks(Fault::Unwritten { path: text("/f"), words: words() }),
        AppError::DefinitionAbsent { name: name() },
        AppError::DefinitionUnwritten { name: name(), words: words() },
        AppError::DefinitionUnresolved { name: name(), words: words() },
        AppError::Window { words: words() },
        AppError::Notify { words: words() },
        AppError::Autostart { words: words() },
        AppError::Show { path: text("/f"), words: words() },
        AppError::OpenLink { url: text("https://x"), words: words() },
        AppError::NoLink { url: text("file:///x") },
        AppError::NotChosen { path: text("/etc/passwd") },
        AppError::LinesChanged,
        AppError::TextTooLong { megabytes: 16 },
        AppError::TooManyLogs { most: 8 },
        AppError::Internal { words: words() },
    ];
    let runner = runner.into_iter().map(WireError::from);
    let terminal = terminal.into_iter().map(WireError::from);
    let archive = archive.into_iter().map(WireError::from);
    archive.chain(runner).chain(terminal).chain(app.into_iter().map(WireError::from)).collect()
}

/// The operations that the runner's errors name, from its sources.
pub fn operations() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("runner/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let source = std::fs::read_to_string(entry).unwrap();
            let named = source.split("operation: \"").skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(named.map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_code_has_a_sample_with_a_sentence() {
    let samples = samples();
    let sampled: BTreeSet<_> = samples.iter().map(|sample| sample.code.clone()).collect();
    assert_eq!(sampled, codes().into_iter().collect());
    for sample in samples {
        assert!(sample.message.len() > 10, "{sample:?}");
    }
}

#[test]
fn an_error_crosses_with_the_values_of_its_message() {
    let (engine, name) = ("podman".to_owned(), "web".to_owned());
    let crossed = WireError::from(berth_runner::Error::SessionNotFound { engine, name });
    assert_eq!(crossed.code, "session_not_found");
    assert_eq!(crossed.args, named(vec![("engine", "podman".into()), ("name", "web".into())]));
}

#[test]
fn a_reason_crosses_with_its_own_code() {
    let refused = samples().into_iter().find(|sample| sample.code == "refused").unwrap();
    let reason = serde_json::to_value(&refused.reason).unwrap();
    assert_eq!(reason, serde_json::json!({ "code": "port_taken", "args": { "port": 80 } }));
}

#[test]
fn a_terminal_that_is_closed_keeps_its_code() {
    assert_eq!(WireError::from(berth_terminal::Error::Closed).code, TERMINAL_CLOSED);
    assert_eq!(WireError::from(AppError::TerminalClosed).code, TERMINAL_CLOSED);
    let busy = WireError::from(berth_terminal::Error::Busy { waiting: 5 });
    assert_eq!((busy.code.as_str(), busy.args["waiting"].as_str()), ("terminal_busy", "5"));
}
