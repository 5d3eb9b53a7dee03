//! What goes, what stays, and what is left of it in the file.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::chunk::LENGTH;
use crate::{Actor, EraseTarget, Intent, KeepRules, LogState, RunFilter, Screen, SessionRules, Verb};

const DAY: i64 = 24 * 60 * 60;

/// Ten days after the first run of these tests began.
fn later() -> Timestamp {
    at(10 * DAY)
}

fn place() -> (Archive, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Archive::with_clock(folder.path(), later), folder)
}

/// A run with a log that can't be packed.
fn ended(archive: &Archive, container: &str, name: &str, day: i64, bytes: usize) -> RunId {
    let id = run_of(archive, container, name, day * DAY);
    archive.note_run(&key(container), &over(day * DAY, day * DAY + 60, 0)).unwrap();
    let mut random = fastrand::Rng::with_seed(day.unsigned_abs());
    let log: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(bytes).collect();
    archive.append_log(id, &log).unwrap();
    archive.finish_log(id, &LogState::Whole).unwrap();
    id
}

fn states(archive: &Archive, ids: &[RunId]) -> Vec<Option<LogState>> {
    ids.iter().map(|id| archive.run(*id).ok().map(|run| run.log)).collect()
}

#[test]
fn runs_that_are_too_old_go_but_not_those_that_are_pinned_or_go_on() {
    let (archive, _folder) = place();
    let ids: Vec<RunId> = (0..4).map(|day| ended(&archive, &format!("c{day}"), "web", day, 10)).collect();
    let open = run_of(&archive, "c9", "web", 0);
    archive.pin(ids[0], true).unwrap();
    let kept = ended(&archive, "k", "kept", 0, 10);
    let sessions = BTreeMap::from([("kept".to_owned(), SessionRules { days: Some(0), bytes: None })]);
    let rules = KeepRules { days: 7, sessions, ..KeepRules::default() };
    assert_eq!(archive.apply_keep_rules(&rules).unwrap().runs, 2);
    let there: Vec<bool> = ids.iter().chain([&open, &kept]).map(|id| archive.run(*id).is_ok()).collect();
    assert_eq!(there, [true, false, false, true, true, true]);
    // Its number is not given again.
    archive.note_run(&key("c3"), &begun(9 * DAY)).unwrap();
    assert_eq!(archive.runs(&RunFilter::default()).unwrap()[0].number, 6);
    assert_eq!(archive.apply_keep_rules(&rules).unwrap(), crate::Cleaned::default());
    assert_eq!(archive.apply_keep_rules(&KeepRules { days: 0, ..KeepRules::default() }).unwrap().runs, 0);
}

#[test]
fn the_oldest_logs_go_until_the_rest_is_small_enough() {
    let (archive, _folder) = place();
    let ids: Vec<RunId> = (0..6).map(|day| ended(&archive, &format!("c{day}"), "web", day, LENGTH)).collect();
    archive.pin(ids[0], true).unwrap();
    let before = archive.statistics().unwrap().file_bytes;
    let rules = KeepRules { bytes: 4 * LENGTH as u64, ..KeepRules::default() };
    let cleaned = archive.apply_keep_rules(&rules).unwrap();
    let after = archive.statistics().unwrap();
    assert!(after.file_bytes <= rules.bytes && after.file_bytes < before, "{before} {after:?}");
    assert_eq!((cleaned.logs, cleaned.runs, after.runs), (3, 0, 6));
    let (kept, dropped) = (Some(LogState::Whole), Some(LogState::Dropped));
    let expected = [kept.clone(), dropped.clone(), dropped.clone(), dropped, kept.clone(), kept];
    assert_eq!(states(&archive, &ids), expected);
    assert_eq!(archive.read_log(ids[1], 1..9).unwrap(), b"");
}

#[test]
fn a_session_can_have_less_room_than_the_others() {
    let (archive, _folder) = place();
    let web: Vec<RunId> = (0..3).map(|day| ended(&archive, &format!("w{day}"), "web", day, LENGTH)).collect();
    let db = ended(&archive, "d", "db", 0, LENGTH);
    let room = SessionRules { bytes: Some(2 * LENGTH as u64), days: None };
    let rules = KeepRules { sessions: BTreeMap::from([("web".to_owned(), room)]), ..KeepRules::default() };
    assert_eq!(archive.apply_keep_rules(&rules).unwrap().logs, 2);
    let dropped = Some(LogState::Dropped);
    assert_eq!(
        states(&archive, &[web[0], web[1], web[2], db]),
        [dropped.clone(), dropped, Some(LogState::Whole), Some(LogState::Whole)]
    );
}

#[test]
fn what_a_killed_writer_left_goes() {
    let (archive, folder) = place();
    let id = run_of(&archive, "c1", "web", 0);
    let mut draft = archive.write_log(id).unwrap();
    draft.write(&b"a line\n".repeat(LENGTH / 2)).unwrap();
    std::mem::forget(draft);
    let days_later = Archive::with_clock(folder.path(), || at(12 * DAY));
    assert!(archive.statistics().unwrap().log_bytes > 0);
    archive.apply_keep_rules(&KeepRules::default()).unwrap();
    assert!(archive.statistics().unwrap().log_bytes > 0, "it may still be written");
    days_later.apply_keep_rules(&KeepRules::default()).unwrap();
    assert_eq!(archive.statistics().unwrap().log_bytes, 0);
}

/// Whether any file of the archive holds the text. The third holds numbers of pages, and on
/// Windows nobody reads it beside SQLite.
fn holds(archive: &Archive, text: &str) -> bool {
    let folder = archive.path().parent().unwrap();
    let files = ["history.db", "history.db-wal"].map(|name| fs::read(folder.join(name)).unwrap_or_default());
    files.iter().any(|bytes| memchr::memmem::find(bytes, text.as_bytes()).is_some())
}

#[test]
fn what_is_erased_is_nowhere_in_the_file() {
    let (archive, _folder) = place();
    // Short enough that zstd leaves it as it is, here and there.
    let mark = |container: &str| format!("MARK-of-{container}-0123456789");
    let mut ids = Vec::new();
    for container in ["c1", "c2", "c3"] {
        let id = run_of(&archive, container, if container == "c3" { "db" } else { "web" }, 0);
        archive.append_log(id, mark(container).as_bytes()).unwrap();
        archive.set_screen(id, &Screen { columns: 9, rows: 9, bytes: mark(container).into_bytes() }).unwrap();
        archive
            .begin(&Intent {
                session: key(container),
                verb: Verb::Stop,
                actor: Actor::Berthctl { pid: 1 },
                signal: Some(mark(container)),
                grace: None,
                at: later(),
            })
            .unwrap();
        archive.note_health(id, at(1), &mark(container)).unwrap();
        if container != "c2" {
            archive.note_run(&key(container), &over(0, 60, 0)).unwrap();
        }
        ids.push(id);
    }
    // A tail that was sealed: where it was, others may be now.
    archive.finish_log(ids[0], &LogState::Whole).unwrap();
    assert!(["c1", "c2", "c3"].iter().all(|container| holds(&archive, &mark(container))));
    let target = EraseTarget::Name { engine: Some("podman".to_owned()), name: "web".to_owned() };
    assert_eq!(archive.erase(&target).unwrap(), 1);
    assert!(!holds(&archive, &mark("c1")) && !holds(&archive, &mark("c2")) && holds(&archive, &mark("c3")));
    // The run that goes on stays, and its log begins anew.
    assert_eq!(states(&archive, &ids), [None, Some(LogState::Unread), Some(LogState::Partial)]);
    archive.append_log(ids[1], b"goes on").unwrap();
    assert_eq!(archive.erase(&EraseTarget::Session(key("c3"))).unwrap(), 1);
    assert!(!holds(&archive, &mark("c3")));
    let names: Vec<String> =
        archive.runs(&RunFilter::default()).unwrap().into_iter().map(|run| run.name).collect();
    assert_eq!(names, ["web"]);
    // One run of several: the others, and what was asked of their session, stay.
    let (one, other) = (run_of(&archive, "c5", "job", 0), run_of(&archive, "c5", "job", 7200));
    assert_eq!(archive.erase(&EraseTarget::Run(one)).unwrap(), 1);
    assert!(archive.run(one).is_err() && archive.run(other).unwrap().number == 2);
    // A name of which nothing is known begins at 1 again.
    let id = run_of(&archive, "c4", "db", 0);
    assert_eq!(archive.run(id).unwrap().number, 1);
}
