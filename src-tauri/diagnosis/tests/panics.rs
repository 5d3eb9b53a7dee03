//! A real panic of a thread leaves a report. In a program of its own: a panic hook is the whole process's.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use berth_diagnosis::{CrashKind, CrashReports, Log};

#[test]
fn a_panic_of_a_thread_leaves_a_report() {
    let state = tempfile::tempdir().unwrap();
    let _log = Log::start(Some(state.path()));
    let reports = CrashReports::of(state.path());
    reports.follow_panics();
    tracing::warn!(target: "berth", "what came before");

    let line = line!() + 2;
    let failing = std::thread::Builder::new().name("a drain".to_owned());
    let ended = failing.spawn(|| panic!("no \"hunter2\" and no TOKEN=hunter2")).unwrap().join();
    assert!(ended.is_err());

    let listed = reports.list();
    assert_eq!((listed.len(), listed[0].kind, listed[0].new), (1, CrashKind::App, true));
    let text = reports.read(&listed[0].name).unwrap();
    for part in [
        "What: no \"…\" and no TOKEN=…",
        &format!("tests/panics.rs:{line}:"),
        "Thread: a drain",
        concat!("Berth ", env!("CARGO_PKG_VERSION")),
        "what came before",
        "Backtrace:",
        "panics::a_panic_of_a_thread_leaves_a_report",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}
