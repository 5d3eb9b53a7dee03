//! Disks that are full, and folders that can only be read.

use super::*;
use crate::{LogState, RunFilter};

#[test]
fn a_full_archive_is_said_in_words_and_loses_nothing() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    let limit = |pages: i64| {
        archive
            .with_writer("write", |connection| {
                connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
                Ok(())
            })
            .unwrap();
    };
    limit(100);
    let line = |n: usize| format!("line {n} {:x}\n", fastrand::Rng::with_seed(n as u64).u128(..)).repeat(100);
    let mut written = 0;
    let error = loop {
        match archive.append_log(id, line(written).as_bytes()) {
            Ok(()) => written += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "archive_unusable");
    assert!(
        error.to_string().contains("Could not write") && error.to_string().ends_with("the disk is full"),
        "{error}"
    );
    let expected: String = (0..written).map(line).collect();
    let read = |archive: &Archive| String::from_utf8(archive.read_log(id, 1..u64::MAX).unwrap()).unwrap();
    assert!(written > 3 && read(archive) == expected);
    assert!(archive.unwritable().is_some_and(|why| why.to_string() == error.to_string()));
    // An error of what was asked says nothing of the file.
    assert_eq!(archive.pin(id + 1, true).unwrap_err().code(), "no_such_run");
    assert!(archive.unwritable().is_some());
    limit(100_000);
    archive.append_log(id, line(written).as_bytes()).unwrap();
    assert!(archive.unwritable().is_none());
    archive.finish_log(id, &LogState::Whole).unwrap();
    assert!(read(&place.again()) == expected + &line(written));
    assert_eq!(archive.count(&RunFilter::default()).unwrap(), 1);
}

#[cfg(target_os = "linux")]
mod file_systems {
    use std::process::Command;

    use super::*;

    const FOLDER: &str = "BERTH_ARCHIVE_SMALL";

    /// Runs a test of this file again, where `FOLDER` is a file system of 1 MiB of its own.
    fn in_a_small_file_system(test: &str) {
        let folder = tempfile::tempdir().unwrap();
        let id = std::fs::read_to_string("/proc/self/status").unwrap();
        let root = id.lines().any(|line| line.starts_with("Uid:\t0\t"));
        let output = Command::new("unshare")
            .args(if root { &["--mount"][..] } else { &["--mount", "--map-root-user"] })
            .args(["sh", "-c", r#"mount -t tmpfs -o size=1m none "$0" && exec "$@""#])
            .arg(folder.path())
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", &format!("tests::hostile::file_systems::{test}"), "--ignored"])
            .env(FOLDER, folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{output:?}");
    }

    fn archive() -> Option<Archive> {
        std::env::var_os(FOLDER).map(Archive::new)
    }

    #[test]
    fn a_disk_that_is_full_keeps_what_was_written() {
        in_a_small_file_system("fills_it");
    }

    #[test]
    #[ignore = "needs a small file system"]
    fn fills_it() {
        let Some(archive) = archive() else { return };
        let id = run_of(&archive, "c1", "web", 0);
        let ballast = archive.path().with_file_name("ballast");
        std::fs::write(&ballast, vec![0; 300_000]).unwrap();
        let mut written = 0;
        let error = loop {
            match archive.append_log(id, format!("line {written}\n").as_bytes()) {
                Ok(()) => written += 1,
                Err(error) => break error,
            }
        };
        assert!(error.to_string().ends_with("the disk is full"), "{error}");
        assert_eq!(archive.run(id).unwrap().log_lines, written);
        std::fs::remove_file(ballast).unwrap();
        archive.append_log(id, b"again\n").unwrap();
        assert_eq!(archive.run(id).unwrap().log_lines, written + 1);
        let verdict: String = archive
            .read(|connection| Ok(connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?))
            .unwrap();
        assert_eq!(verdict, "ok");
    }

    #[test]
    fn a_folder_that_can_only_be_read_is_read() {
        in_a_small_file_system("reads_it_only");
    }

    #[test]
    #[ignore = "needs a small file system"]
    fn reads_it_only() {
        let Some(archive) = archive() else { return };
        let folder = archive.path().parent().unwrap().to_owned();
        let remount = |how: &str| {
            let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&folder).status();
            assert!(done.unwrap().success());
        };
        remount("ro");
        // Before there is any archive.
        let error = archive.note_session(&session("c1", "web")).unwrap_err();
        assert_eq!(error.code(), "archive_unusable");
        remount("rw");
        let id = run_of(&archive, "c1", "web", 0);
        archive.append_log(id, b"kept\n").unwrap();
        drop(archive);
        remount("ro");
        let archive = Archive::new(&folder);
        for _ in 0..2 {
            let error = archive.append_log(id, b"more\n").unwrap_err();
            assert_eq!(error.code(), "archive_unusable");
            assert!(error.to_string().ends_with("read-only"), "{error}");
            assert_eq!(archive.read_log(id, 1..9).unwrap(), b"kept\n");
        }
        remount("rw");
        archive.append_log(id, b"more\n").unwrap();
        assert_eq!(archive.read_log(id, 1..9).unwrap(), b"kept\nmore\n");
    }
}
