#![expect(clippy::panic, reason = "tests")]

mod loops;
mod popups;
mod questions;
mod rules;
mod sight;

use berth_archive::{Actor, Ending, Verb};
use jiff::ToSpan;

use super::*;
use crate::settings::NoticeRule;

/// A board, and a clock that only the test moves.
struct Desk {
    board: Board,
    now: Instant,
    popups: BTreeMap<u32, Vec<String>>,
    /// How often something was shown, and how often taken away.
    shown: usize,
    closed: usize,
}

fn key(name: &str) -> SessionKey {
    SessionKey { engine: "podman".into(), container: name.into() }
}

fn at(second: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH.checked_add((1_000_000 + second).seconds()).unwrap_or_default()
}

fn running(name: &str, second: i64) -> SessionSeen {
    let (key, name) = (key(name), name.to_owned());
    let started_at = Some(at(second));
    SessionSeen {
        key,
        name,
        own: true,
        alive: true,
        started_at,
        restarts: 0,
        unhealthy: false,
        restarts_paused: false,
    }
}

fn killed(name: &str, second: i64) -> RunSeen {
    RunSeen {
        key: key(name),
        name: name.into(),
        own: true,
        run: Some(second),
        ended_at: at(second),
        ending: Ending::Killed,
        exit_code: Some(137),
        by: EndedBy::Other,
        restarts: 0,
    }
}

fn by_you(run: RunSeen) -> RunSeen {
    let by = EndedBy::Berth { actor: Actor::Window { pid: 1 }, verb: Verb::Stop, killed_after_grace: true };
    RunSeen { by, ..run }
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self {
            board: Board::default(),
            now: Instant::now(),
            popups: BTreeMap::new(),
            shown: 0,
            closed: 0,
        };
        for name in ["bot", "web"] {
            desk.session(running(name, 0));
        }
        desk
    }

    fn session(&mut self, seen: SessionSeen) {
        self.board.see_session(self.now, at(0), &seen);
        self.work();
    }

    fn ends(&mut self, run: RunSeen) {
        self.session(SessionSeen { alive: false, restarts: run.restarts, ..running(&run.name, 0) });
        self.board.see_run(self.now, &run);
        self.work();
    }

    fn looks_at(&mut self, names: Option<&[&str]>) {
        let sessions = names.map(|names| names.iter().map(|name| key(name)).collect());
        self.board.set_in_sight("main", sessions);
        self.work();
    }

    /// Moves the clock, and does what is due on the way when it is due.
    fn wait(&mut self, seconds: u64) {
        let end = self.now + Duration::from_secs(seconds);
        while let Some(due) = self.board.next_due().filter(|due| *due <= end) {
            self.now = due.max(self.now);
            self.work();
        }
        self.now = end;
        self.work();
    }

    fn work(&mut self) {
        for step in self.board.due(self.now) {
            match step {
                Step::Show { popup, notices } => {
                    self.shown += 1;
                    self.popups.insert(popup, notices.iter().map(words).collect());
                }
                Step::Close { popup } => {
                    self.closed += 1;
                    self.popups.remove(&popup);
                }
            }
        }
    }

    /// What the desktop shows, popup by popup.
    fn desktop(&self) -> Vec<Vec<String>> {
        self.popups.values().cloned().collect()
    }
}

fn words(notice: &Notice) -> String {
    let what = match &notice.what {
        What::Ended { exit_code, .. } => format!("{}", exit_code.unwrap_or(-1)),
        What::OutOfMemory => "oom".into(),
        What::Unhealthy => "unhealthy".into(),
        What::CrashLoop { runs, minutes } => format!("{runs} in {minutes}"),
        What::EngineLost => "lost".into(),
        What::EngineBack => "back".into(),
        What::Asks { line } => format!("asks {line}"),
    };
    format!("{} {what}", notice.name)
}

#[test]
fn an_end_is_held_and_told_once() {
    let mut desk = Desk::new();
    desk.ends(killed("bot", 1));
    desk.wait(2);
    assert_eq!(desk.desktop(), Vec::<Vec<String>>::new());
    desk.wait(1);
    assert_eq!(desk.desktop(), [["bot 137"]]);
    desk.wait(1000);
    assert_eq!((desk.shown, desk.closed), (1, 0));
}

#[test]
fn your_own_stop_never_alarms() {
    let mut desk = Desk::new();
    desk.ends(by_you(killed("bot", 1)));
    desk.ends(by_you(RunSeen { ending: Ending::Failed, exit_code: Some(1), ..killed("web", 1) }));
    desk.wait(1000);
    assert_eq!((desk.shown, desk.board.list().len()), (0, 0));
}

#[test]
fn what_runs_again_within_the_hold_is_not_told_and_later_withdrawn() {
    let mut desk = Desk::new();
    desk.ends(killed("bot", 1));
    desk.wait(1);
    desk.session(running("bot", 2));
    desk.wait(100);
    assert_eq!(desk.shown, 0);

    desk.ends(killed("bot", 200));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot 137"]]);
    desk.session(running("bot", 204));
    assert_eq!(desk.desktop(), Vec::<Vec<String>>::new());
    let [notice] = &desk.board.list()[..] else { panic!("it stays in the list") };
    assert!(notice.over && !notice.read);
}

#[test]
fn an_end_that_is_known_after_the_next_start_is_not_told() {
    let mut desk = Desk::new();
    desk.session(SessionSeen { restarts: 1, ..running("bot", 5) });
    desk.board.see_run(desk.now, &killed("bot", 4));
    desk.wait(100);
    assert_eq!(desk.shown, 0);
}

#[test]
fn too_little_memory_is_told_though_its_policy_starts_it_again() {
    let oom = |second| RunSeen { ending: Ending::OutOfMemory, by: EndedBy::Kernel, ..killed("bot", second) };
    let mut desk = Desk::new();
    desk.ends(oom(1));
    desk.session(SessionSeen { restarts: 1, ..running("bot", 2) });
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot oom"]]);
    // Somebody started it.
    desk.session(running("bot", 3));
    assert_eq!(desk.desktop(), Vec::<Vec<String>>::new());
}

#[test]
fn a_session_has_a_minute_of_rest() {
    let mut desk = Desk::new();
    desk.ends(killed("bot", 1));
    desk.wait(3);
    desk.session(running("bot", 5));
    desk.ends(killed("bot", 10));
    desk.wait(50);
    assert_eq!(desk.shown, 1);
    desk.wait(10);
    assert_eq!((desk.shown, desk.desktop()), (2, vec![vec!["bot 137".to_owned()]]));
    // Another one rests for itself.
    desk.ends(killed("web", 60));
    desk.wait(3);
    assert_eq!(desk.shown, 3);
}

#[test]
fn a_session_that_fails_its_checks_is_told_until_it_is_well() {
    let mut desk = Desk::new();
    desk.session(SessionSeen { unhealthy: true, ..running("bot", 0) });
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot unhealthy"]]);
    desk.session(SessionSeen { unhealthy: true, ..running("bot", 0) });
    desk.session(running("bot", 0));
    assert_eq!((desk.shown, desk.desktop().len()), (1, 0));
    // What was so before Berth came is no news.
    desk.session(SessionSeen { unhealthy: true, ..running("old", 0) });
    desk.wait(100);
    assert_eq!(desk.shown, 1);
}

#[test]
fn an_engine_that_is_lost_is_told_and_its_return_too() {
    let mut desk = Desk::new();
    desk.board.see_engine_lost(desk.now, "docker", at(1));
    desk.wait(1);
    desk.board.see_engine_back(desk.now, "docker", at(2));
    desk.wait(100);
    assert_eq!(desk.shown, 0);
    desk.board.see_engine_lost(desk.now, "docker", at(100));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["docker lost"]]);
    desk.board.see_engine_back(desk.now, "docker", at(110));
    desk.work();
    assert_eq!(desk.desktop().len(), 0);
    desk.wait(3);
    assert_eq!(desk.desktop(), [["docker back"]]);
    // The window tells it by itself.
    desk.looks_at(Some(&[]));
    assert_eq!(desk.desktop().len(), 0);
}

#[test]
fn a_removed_session_is_still_told_of_and_its_health_is_not() {
    let mut desk = Desk::new();
    desk.session(SessionSeen { unhealthy: true, ..running("bot", 0) });
    desk.ends(RunSeen { ending: Ending::Failed, exit_code: Some(1), ..killed("bot", 1) });
    desk.board.see_gone(&key("bot"));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot 1"]]);
}
