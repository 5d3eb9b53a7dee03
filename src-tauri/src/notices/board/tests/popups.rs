//! Many that share a popup.

use super::*;

#[test]
fn ten_at_once_are_one_popup_however_they_trickle_in() {
    let mut desk = Desk::new();
    for (number, name) in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].into_iter().enumerate() {
        desk.ends(killed(name, i64::try_from(number).unwrap_or(0)));
        desk.wait(1);
    }
    desk.wait(3);
    let [popup] = &desk.desktop()[..] else { panic!("one popup: {:?}", desk.popups) };
    assert_eq!(popup.len(), 10);
    // One that runs again is no longer in it, and without any it is gone.
    desk.session(running("a", 100));
    assert_eq!(desk.desktop()[0].len(), 9);
    desk.board.mark_read(None);
    desk.work();
    assert_eq!(desk.desktop().len(), 0);
}

#[test]
fn a_later_one_joins_what_is_still_open_and_unread() {
    let mut desk = Desk::new();
    let mut second = 0;
    let mut ends_after = |desk: &mut Desk, name: &str, seconds: u64| {
        desk.wait(seconds);
        second += 1;
        desk.ends(killed(name, second));
        desk.wait(3);
    };
    for name in ["a", "b"] {
        ends_after(&mut desk, name, 60);
    }
    assert_eq!(desk.desktop(), [["a 137"], ["b 137"]]);
    ends_after(&mut desk, "c", 120);
    assert_eq!(desk.desktop(), [["a 137", "b 137", "c 137"]]);
    ends_after(&mut desk, "d", 590);
    assert_eq!(desk.desktop(), [["a 137", "b 137", "c 137", "d 137"]]);
    // Much later it is another matter.
    ends_after(&mut desk, "e", 600);
    assert_eq!(desk.desktop(), [vec!["a 137", "b 137", "c 137", "d 137"], vec!["e 137"]]);
    // What is read, or was closed on the desktop, is joined by none.
    desk.board.mark_read(None);
    desk.work();
    ends_after(&mut desk, "f", 1);
    assert_eq!(desk.desktop(), [["f 137"]]);
    for name in ["g", "h"] {
        ends_after(&mut desk, name, 1);
    }
    let summary = *desk.popups.keys().next().unwrap_or(&0);
    assert_eq!(desk.desktop(), [["f 137", "g 137", "h 137"]]);
    desk.board.forget_popup(summary);
    desk.popups.clear();
    ends_after(&mut desk, "i", 1);
    assert_eq!(desk.desktop(), [["i 137"]]);
}

#[test]
fn two_are_two() {
    let mut desk = Desk::new();
    desk.ends(killed("bot", 1));
    desk.ends(killed("web", 1));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["bot 137"], ["web 137"]]);
}
