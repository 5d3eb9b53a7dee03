//! Files of other versions, and files that are none.

use std::fs;

use rusqlite::Connection;

use super::*;
use crate::RunFilter;

#[test]
fn a_newer_archive_is_refused_in_words_and_not_touched() {
    let place = Place::new();
    run_of(&place.archive, "c1", "web", 0);
    let path = place.archive.path().to_owned();
    for beside in [false, true] {
        // A newer Berth that runs keeps its version beside the file, in the log of changes.
        let newer = Connection::open(&path).unwrap();
        newer.pragma_update(None, "user_version", 99).unwrap();
        let open = beside.then_some(newer);
        let before = fs::read(&path).unwrap();
        let archive = place.again();
        let error = archive.note_session(&session("c1", "web")).unwrap_err();
        assert_eq!(error.code(), "archive_newer");
        assert!(error.to_string().contains("newer Berth (version 99, this one knows 4)"), "{error}");
        assert_eq!(archive.runs(&RunFilter::default()).unwrap_err().code(), "archive_newer");
        assert!(fs::read(&path).unwrap() == before);
        if let Some(open) = open {
            open.pragma_update(None, "user_version", 4).unwrap();
        } else {
            Connection::open(&path).unwrap().pragma_update(None, "user_version", 4).unwrap();
        }
    }
}

#[test]
fn an_older_archive_is_brought_up_to_date_with_what_it_excluded() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::new(folder.path());
    let older = Connection::open(archive.path()).unwrap();
    older.execute_batch("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL").unwrap();
    older.execute_batch(include_str!("../schema.sql")).unwrap();
    older
        .execute_batch(
            "INSERT INTO sessions (engine, container, name, own, image) VALUES ('podman', 'c1', 'web', 1, 'a');
             INSERT INTO excluded (engine, container) VALUES ('podman', 'c1'), ('podman', 'unknown');
             PRAGMA user_version = 1",
        )
        .unwrap();
    drop(older);
    assert!(archive.is_excluded("podman", "web").unwrap());
    assert!(!archive.is_excluded("podman", "").unwrap());
    archive.note_session(&session("c2", "web")).unwrap();
    assert_eq!(archive.note_run(&key("c2"), &begun(0)).unwrap(), None);
    assert_eq!(archive.note_run(&key("unknown"), &begun(0)).unwrap(), None);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_older_archive_takes_restart_policies() {
    let place = Place::new();
    run_of(&place.archive, "c1", "web", 0);
    let first = Connection::open(place.archive.path()).unwrap();
    first
        .execute_batch(
            "DROP TABLE paused_restarts; DROP TABLE after_boot; DROP TABLE boots; PRAGMA user_version = 2",
        )
        .unwrap();
    drop(first);
    let archive = place.again();
    assert_eq!(archive.runs(&RunFilter::default()).unwrap().len(), 1);
    archive.keep_restart_policy(&key("c1"), "always").unwrap();
    archive.keep_restart_policy(&key("c1"), "on-failure:3").unwrap();
    let kept = |archive: &Archive| archive.kept_restart_policies("podman").unwrap();
    assert_eq!(kept(&place.again()), [("c1".to_owned(), "on-failure:3".to_owned())].into());
    assert_eq!(archive.kept_restart_policies("docker").unwrap().len(), 0);
    archive.forget_restart_policy(&key("c1")).unwrap();
    assert_eq!(kept(&archive).len(), 0);
    // Of what is gone there is nothing to put back.
    archive.keep_restart_policy(&key("c1"), "always").unwrap();
    archive.note_gone(&key("c1")).unwrap();
    assert_eq!(kept(&archive).len(), 0);
}

#[test]
fn a_file_that_is_no_archive_is_an_error_of_each_call() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::new(folder.path());
    fs::write(archive.path(), b"not a database at all, but long enough to have a header of its own").unwrap();
    for _ in 0..2 {
        let error = archive.note_session(&session("c1", "web")).unwrap_err();
        assert_eq!(error.code(), "archive_unusable");
        assert!(error.to_string().contains("the file is damaged"), "{error}");
    }
    // It is tried again: somebody moved the file away.
    fs::remove_file(archive.path()).unwrap();
    run_of(&archive, "c1", "web", 0);
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_that_names_the_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let archive = Archive::new(file.path().join("state"));
    let error = archive.runs(&RunFilter::default()).unwrap_err();
    assert_eq!(error.code(), "archive_unusable");
    assert!(error.to_string().contains("history.db"), "{error}");
}

// Windows removes no file that is open.
#[cfg(unix)]
#[test]
fn a_file_that_was_removed_is_made_anew() {
    let place = Place::new();
    run_of(&place.archive, "c1", "web", 0);
    fs::remove_dir_all(place.archive.path().parent().unwrap()).unwrap();
    assert_eq!(place.archive.runs(&RunFilter::default()).unwrap(), []);
    run_of(&place.archive, "c1", "web", 0);
    assert_eq!(place.again().runs(&RunFilter::default()).unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_it() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    run_of(&place.archive, "c1", "web", 0);
    let folder = fs::read_dir(place.archive.path().parent().unwrap()).unwrap();
    for file in folder {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}
