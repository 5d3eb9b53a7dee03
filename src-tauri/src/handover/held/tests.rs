use std::fs::File;
use std::sync::mpsc;

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);

fn key() -> SessionKey {
    SessionKey { engine: "podman".into(), id: "0a".into() }
}

/// Handed over to a program that joins as `berthctl` does: the folder, its sizes, and the lists that windows get.
fn handed() -> (Arc<HandedOvers>, PathBuf, mpsc::Receiver<Size>, mpsc::Receiver<Vec<HandedOver>>) {
    let state = tempfile::tempdir().unwrap();
    let all = Arc::new(HandedOvers::new(&state.keep().join("history.db")));
    let folder = all.folder().unwrap();
    let path = folder.path().to_owned();
    let ((sized, sizes), (list, lists)) = (mpsc::channel(), mpsc::channel());
    all.subscribe("main", Box::new(move |all: &Vec<HandedOver>| list.send(all.clone()).is_ok()));
    assert!(lists.recv_timeout(PATIENCE).unwrap().is_empty());
    let on_size: OnSize = Box::new(move |size| {
        let _ = sized.send(size);
    });
    all.follow(key(), "xterm".into(), folder, on_size).unwrap();
    (all, path, sizes, lists)
}

fn join(folder: &Path) -> File {
    let held = File::create(folder.join("held")).unwrap();
    held.try_lock().unwrap();
    fs::write(folder.join("size"), "100 30").unwrap();
    held
}

#[test]
fn it_is_held_until_the_process_ends() {
    let (_all, folder, sizes, lists) = handed();
    let held = join(&folder);
    assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), Size { cols: 100, rows: 30 });
    let list = lists.recv_timeout(PATIENCE).unwrap();
    assert_eq!(list.iter().map(|one| one.program.as_str()).collect::<Vec<_>>(), ["xterm"]);
    fs::write(folder.join("size"), "90 20").unwrap();
    assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), Size { cols: 90, rows: 20 });
    drop(held);
    assert!(lists.recv_timeout(PATIENCE).unwrap().is_empty());
}

#[test]
fn it_is_taken_back_when_the_other_leaves() {
    let (all, folder, _sizes, lists) = handed();
    let held = join(&folder);
    assert_eq!(lists.recv_timeout(PATIENCE).unwrap().len(), 1);
    let back = folder.join("back");
    let other = thread::spawn(move || {
        while !back.exists() {
            thread::yield_now();
        }
        drop(held);
    });
    assert!(all.take_back(&key()));
    other.join().unwrap();
    assert!(lists.recv_timeout(PATIENCE).unwrap().is_empty());
    assert!(all.take_back(&key()), "nobody has it");
}

#[test]
fn the_next_app_knows_who_still_has_a_session_and_forgets_who_has_not() {
    let (all, folder, sizes, lists) = handed();
    let held = join(&folder);
    sizes.recv_timeout(PATIENCE).unwrap();
    let known = lists.recv_timeout(PATIENCE).unwrap();
    let left = left_by_an_app(&all, Some("0b"));

    let next = next_app(&all);
    let (sized, sizes) = mpsc::channel();
    next.resume_at(SystemTime::now() + JOINS_WITHIN, on_size_of(sized));
    assert_eq!(next.list(), known, "and since when");
    assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), ("0a".to_owned(), Size { cols: 100, rows: 30 }));
    assert!(!left.exists());
    let (list, lists) = mpsc::channel();
    next.subscribe("main", Box::new(move |all: &Vec<HandedOver>| list.send(all.len()).is_ok()));
    assert_eq!(lists.recv_timeout(PATIENCE).unwrap(), 1);
    drop(held);
    assert_eq!(lists.recv_timeout(PATIENCE).unwrap(), 0);
}

#[test]
fn what_may_still_be_joined_is_followed_and_not_removed() {
    let (all, _folder, _sizes, _lists) = handed();
    let (joining, unnamed) = (left_by_an_app(&all, Some("0b")), left_by_an_app(&all, None));
    let next = next_app(&all);
    let (sized, sizes) = mpsc::channel();
    next.resume(on_size_of(sized));
    assert!(joining.exists() && unnamed.exists());
    assert_eq!(next.list(), [], "nobody has joined");
    let _held = join(&joining);
    assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), ("0b".to_owned(), Size { cols: 100, rows: 30 }));
}

/// The folder of an app that has ended before anybody joined.
fn left_by_an_app(all: &HandedOvers, session: Option<&str>) -> PathBuf {
    let folder = all.folder().unwrap();
    if let Some(session) = session {
        folder.record(&handed_over(&SessionKey { id: session.into(), ..key() }, "xterm"));
    }
    let path = folder.path().to_owned();
    std::mem::forget(folder);
    path
}

fn next_app(all: &HandedOvers) -> Arc<HandedOvers> {
    Arc::new(HandedOvers::new(&all.parent.with_file_name("history.db")))
}

fn on_size_of(sized: mpsc::Sender<(String, Size)>) -> impl Fn(&SessionKey) -> OnSize {
    move |key| {
        let (sized, key) = (sized.clone(), key.clone());
        Box::new(move |size| drop(sized.send((key.id.clone(), size))))
    }
}
