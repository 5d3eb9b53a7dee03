//! What is in sight, muted or read.

use super::*;

#[test]
fn what_is_looked_at_is_silent_and_read() {
    let mut desk = Desk::new();
    desk.looks_at(Some(&["bot"]));
    desk.ends(killed("bot", 1));
    desk.ends(killed("web", 1));
    // A short look is enough.
    desk.looks_at(None);
    desk.wait(3);
    assert_eq!(desk.desktop(), [["web 137"]]);
    let read: Vec<_> = desk.board.list().iter().map(|notice| (notice.name.clone(), notice.read)).collect();
    assert_eq!(read, [("web".to_owned(), false), ("bot".to_owned(), true)]);
    desk.looks_at(Some(&["web"]));
    assert_eq!(desk.desktop().len(), 0);
}

#[test]
fn a_muted_session_is_silent_for_an_hour_and_listed() {
    let mut desk = Desk::new();
    desk.ends(killed("bot", 1));
    desk.wait(3);
    desk.board.mute(desk.now, &key("bot"), true);
    desk.work();
    assert_eq!(desk.desktop().len(), 0);
    desk.session(running("bot", 100));
    desk.wait(1800);
    desk.ends(killed("bot", 1900));
    desk.wait(100);
    assert_eq!((desk.shown, desk.board.list().len()), (1, 2));
    desk.session(running("bot", 3000));
    desk.wait(3600);
    assert_eq!((desk.board.muted().len(), desk.board.take_changed()), (0, true));
    desk.ends(killed("bot", 9000));
    desk.wait(3);
    assert_eq!(desk.shown, 2);
    // The person changes their mind.
    desk.board.mute(desk.now, &key("web"), true);
    desk.board.mute(desk.now, &key("bot"), true);
    assert_eq!(desk.board.muted().len(), 2);
    desk.board.mute(desk.now, &key("web"), false);
    desk.ends(killed("web", 9010));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["web 137"]]);
}

#[test]
fn the_list_is_of_the_latest() {
    let mut desk = Desk::new();
    for number in 0..250 {
        desk.ends(killed(&format!("s{number}"), number));
    }
    desk.wait(3);
    let list = desk.board.list();
    assert_eq!((list.len(), list[0].name.as_str()), (KEPT, "s249"));
    assert!(desk.board.take_changed() && !desk.board.take_changed());
}
