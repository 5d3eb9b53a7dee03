//! Runs as files, and files as runs.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::{ExportFormat, LogState, Run, RunFilter, Screen};

fn full(archive: &Archive) -> RunId {
    let id = run_of(archive, "c1", "web", 0);
    archive.append_log(id, b"one\r\n\x1b[1mtwo").unwrap();
    archive.set_screen(id, &Screen { columns: 80, rows: 24, bytes: b"\x1b[1mscreen".to_vec() }).unwrap();
    id
}

#[test]
fn a_run_is_exported_as_a_folder_and_as_a_zip() {
    let place = Place::new();
    let archive = &place.archive;
    let id = full(archive);
    let folder = place.folder.path().join("web 1");
    archive.export(id, &folder, ExportFormat::Folder).unwrap();
    let zip = place.folder.path().join("web.zip");
    archive.export(id, &zip, ExportFormat::Zip).unwrap();
    let mut zip_file = zip::ZipArchive::new(File::open(&zip).unwrap()).unwrap();
    assert_eq!(zip_file.len(), 4);
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["output.log", "run.json", "screen.ansi", "spec.json"]);
    for name in &names {
        let mut zipped = Vec::new();
        zip_file.by_name(name).unwrap().read_to_end(&mut zipped).unwrap();
        assert_eq!(zipped, fs::read(folder.join(name)).unwrap(), "{name}");
    }
    assert_eq!(fs::read(folder.join("output.log")).unwrap(), b"one\r\n\x1b[1mtwo");
    let run: Run = serde_json::from_slice(&fs::read(folder.join("run.json")).unwrap()).unwrap();
    assert_eq!(run, archive.run(id).unwrap());

    // Nothing that is there is written over, and nothing unfinished is left.
    for (path, format) in [(&folder, ExportFormat::Folder), (&zip, ExportFormat::Zip)] {
        let error = archive.export(id, path, format).unwrap_err();
        assert_eq!(error.code(), "export_failed");
    }
    let error = archive.export(id + 1, &place.folder.path().join("x"), ExportFormat::Folder).unwrap_err();
    assert_eq!(error.code(), "no_such_run");
    let error = archive.export(id, &place.folder.path().join("no/where"), ExportFormat::Zip).unwrap_err();
    assert!(error.to_string().contains("where"), "{error}");
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 3);
}

/// A run as it was archived before; the engine's words are this test's own.
fn former(history: &Path, name: &str, inspect: &str, log: &[u8], missing: Option<&str>) {
    let folder = history.join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("inspect.json"), inspect).unwrap();
    fs::write(folder.join("output.log"), log).unwrap();
    if let Some(why) = missing {
        fs::write(folder.join("log-missing.txt"), why).unwrap();
    }
}

fn read(row: &Value) -> Option<(SessionFacts, RunFacts)> {
    let container = row.get("Id")?.as_str()?;
    Some((session(container, row.get("Name")?.as_str()?), over(row.get("Started")?.as_i64()?, 60, 3)))
}

#[test]
fn former_archives_are_taken_over_once() {
    let place = Place::new();
    let archive = &place.archive;
    let history = place.folder.path().join("history");
    assert_eq!(archive.take_over(&history, &read).unwrap(), crate::Taken::default());
    let web = r#"{"Id":"c1","Name":"web","Started":0}"#;
    former(&history, "20260101T000000Z-web-c1", web, b"all of it\n", None);
    // Its removal failed, and was tried again.
    former(&history, "20260101T000000Z-web-c1-2", web, b"all of it\n", None);
    let db = r#"{"Id":"c2","Name":"db","Started":10}"#;
    former(&history, "20260102T000000Z-db-c2", db, b"a part", Some("the log driver keeps nothing\n"));
    former(&history, "20260103T000000Z-torn-c3", "{", b"", None);
    fs::create_dir(history.join("20260104T000000Z-empty-c4")).unwrap();
    fs::create_dir(history.join(".unfinished-1")).unwrap();

    let broken = ["20260103T000000Z-torn-c3", "20260104T000000Z-empty-c4"].map(|name| history.join(name));
    let taken = archive.take_over(&history, &read).unwrap();
    assert_eq!((taken.runs, taken.broken.as_slice()), (3, broken.as_slice()));
    let runs = archive.runs(&RunFilter::default()).unwrap();
    let kept: Vec<_> =
        runs.iter().map(|run| (run.name.as_str(), run.exit_code, run.log.clone(), run.removed)).collect();
    let missing = LogState::Missing { why: "the log driver keeps nothing".to_owned() };
    assert_eq!(kept, [("db", Some(3), missing, true), ("web", Some(3), LogState::Whole, true)]);
    assert_eq!(archive.read_log(runs[1].id, 1..9).unwrap(), b"all of it\n");
    assert_eq!(archive.read_log(runs[0].id, 1..9).unwrap(), b"a part");

    // What can't be read stays, and the rest is gone.
    let left = fs::read_dir(&history).unwrap().count();
    assert_eq!(left, 3);
    assert_eq!(
        archive.take_over(&history, &read).unwrap(),
        crate::Taken { runs: 0, broken: broken.to_vec() }
    );
    assert_eq!(archive.runs(&RunFilter::default()).unwrap().len(), 2);
}

#[test]
fn former_archives_stay_where_they_cannot_be_taken_over() {
    let place = Place::new();
    let history = place.folder.path().join("history");
    former(&history, "20260101T000000Z-web-c1", r#"{"Id":"c1","Name":"web","Started":0}"#, b"log", None);
    let file = tempfile::NamedTempFile::new().unwrap();
    assert!(Archive::new(file.path().join("state")).take_over(&history, &read).is_err());
    assert_eq!(fs::read_dir(&history).unwrap().count(), 1);
    assert_eq!(place.archive.take_over(&history, &read).unwrap().runs, 1);
    assert!(!history.exists());
}
