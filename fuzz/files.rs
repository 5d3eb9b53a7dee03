//! Files of the person, and the history: whatever is in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use berth_archive::{Archive, RunFacts, RunFilter, SessionFacts, SessionKey};
use berth_definitions::{Shelf, without_session};
use berth_runner::{Config, HistorySettings, Limits};
use jiff::Timestamp;
use tempfile::TempDir;

/// A folder that goes with the program.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| TempDir::new().unwrap()).path()
}

/// `sessions.toml`: what is wrong has a place in it; what is taken out is out, and the rest stays.
pub fn definitions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let path = Path::new("/folder/sessions.toml");
    let shelf = Shelf::read(path, &text);
    for definition in &shelf.definitions {
        let Ok(without) = without_session(path, &text, &definition.name) else { continue };
        let left = Shelf::read(path, &without);
        assert!(left.find(&definition.name).is_none(), "{}", definition.name);
        let others =
            |shelf: &Shelf| shelf.definitions.iter().filter(|one| one.name != definition.name).count();
        assert_eq!(others(&left), others(&shelf));
    }
}

/// `config.toml` and `marks.toml`: each value is usable or named.
pub fn settings(bytes: &[u8]) {
    let path = folder().join(format!("config-{:?}.toml", std::thread::current().id()));
    fs::write(&path, bytes).unwrap();
    let config = Config::read(&path);
    let (limits, _) = config.section::<Limits>();
    assert!(!limits.list.is_zero());
    config.section::<HistorySettings>();
    let marks = berth_marks::File::new(&path).read();
    assert!(marks.faults.iter().all(|fault| !fault.to_string().is_empty()));
}

/// A history with a run, as the file is.
fn sound() -> &'static [u8] {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    SOUND.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let archive = Archive::new(folder.path());
        let key = SessionKey { engine: "podman".to_owned(), container: "c1".to_owned() };
        let at = |second: i64| Timestamp::from_second(1_700_000_000 + second).unwrap();
        let facts = SessionFacts {
            key: key.clone(),
            name: "web".to_owned(),
            own: true,
            image: "alpine".to_owned(),
            image_id: None,
            created_at: Some(at(0)),
            spec: serde_json::json!({ "Config": { "Cmd": ["sh"] } }),
        };
        archive.note_session(&facts).unwrap();
        let facts = RunFacts {
            started_at: at(1),
            exact: true,
            told_at: None,
            ended_at: Some(at(9)),
            exit_code: Some(3),
            cut_off: false,
            oom_killed: false,
            oom_within: false,
            restarts: 0,
            error: None,
        };
        let run = archive.note_run(&key, &facts).unwrap().unwrap();
        let log = (0..2000).map(|line| format!("line {line} of a log\n")).collect::<String>();
        archive.append_log(run, log.as_bytes()).unwrap();
        let path: PathBuf = archive.path().to_owned();
        // Its last user takes the log beside the file into it.
        drop(archive);
        fs::read(path).unwrap()
    })
}

/// A history with bytes that are not its own: every five are a place and what stands there. Each question has an
/// answer or an error.
pub fn history(bytes: &[u8]) {
    let mut file = sound().to_vec();
    for damage in bytes.chunks_exact(5).take(64) {
        let place = u32::from_le_bytes([damage[0], damage[1], damage[2], damage[3]]) as usize % file.len();
        file[place] = damage[4];
    }
    let folder = TempDir::new_in(folder()).unwrap();
    let archive = Archive::new(folder.path());
    fs::write(archive.path(), file).unwrap();
    let runs = archive.runs(&RunFilter::default()).unwrap_or_default();
    for id in runs.iter().map(|run| run.id).chain([1]) {
        drop(archive.run(id));
        drop(archive.spec(id));
        drop(archive.screen(id));
        drop(archive.read_log(id, 1..50));
        drop(archive.stream_log(id, |_| Ok(())));
    }
    drop(archive.statistics());
    drop(archive.check());
}
