//! Sessions that wait for an answer.

use super::*;

fn asks(desk: &mut Desk, name: &str, line: &str) {
    let (now, key) = (desk.now, key(name));
    desk.board.see_question(now, at(0), &Asker { key: &key, name, own: true }, line.to_owned());
    desk.work();
}

fn answered(desk: &mut Desk, name: &str) {
    desk.board.end_question(&key(name));
    desk.work();
}

const NOTHING: Vec<Vec<String>> = Vec::new();

#[test]
fn a_question_is_held_for_five_seconds_and_taken_back_with_its_answer() {
    let mut desk = Desk::new();
    asks(&mut desk, "bot", "Go on? [y/N]");
    desk.wait(4);
    assert_eq!(desk.desktop(), NOTHING);
    desk.wait(1);
    assert_eq!(desk.desktop(), [["bot asks Go on? [y/N]"]]);
    answered(&mut desk, "bot");
    assert_eq!((desk.desktop(), desk.closed), (NOTHING, 1));
    let [notice] = &desk.board.list()[..] else { panic!("it stays in the list") };
    assert!(notice.over && !notice.error);
}

#[test]
fn a_question_that_is_answered_within_the_hold_is_not_told() {
    let mut desk = Desk::new();
    asks(&mut desk, "bot", "Go on? [y/N]");
    desk.wait(4);
    answered(&mut desk, "bot");
    desk.wait(1000);
    assert_eq!((desk.shown, desk.board.list().len()), (0, 0));
}

#[test]
fn the_next_question_waits_for_a_minute_of_rest() {
    let mut desk = Desk::new();
    asks(&mut desk, "bot", "First?");
    desk.wait(5);
    answered(&mut desk, "bot");
    desk.wait(5);
    asks(&mut desk, "bot", "Second?");
    desk.wait(54);
    assert_eq!(desk.shown, 1);
    desk.wait(1);
    assert_eq!((desk.shown, desk.desktop()), (2, vec![vec!["bot asks Second?".to_owned()]]));
}

#[test]
fn a_question_that_is_drawn_anew_is_told_once() {
    let mut desk = Desk::new();
    asks(&mut desk, "bot", "Go on? 3");
    desk.wait(3);
    asks(&mut desk, "bot", "Go on? 2");
    desk.wait(2);
    assert_eq!(desk.desktop(), [["bot asks Go on? 2"]]);
    asks(&mut desk, "bot", "Go on? 1");
    desk.wait(1000);
    let lines: Vec<_> = desk.board.list().iter().map(words).collect();
    assert_eq!((desk.shown, lines), (1, vec!["bot asks Go on? 1".to_owned()]));
}

#[test]
fn what_you_look_at_asks_in_silence() {
    let mut desk = Desk::new();
    desk.looks_at(Some(&["bot"]));
    asks(&mut desk, "bot", "Go on?");
    asks(&mut desk, "web", "Go on?");
    desk.wait(5);
    assert_eq!(desk.desktop(), [["web asks Go on?"]]);
    desk.looks_at(Some(&["web"]));
    assert_eq!(desk.desktop(), NOTHING);
}

#[test]
fn questions_can_be_turned_off_for_all_and_for_one() {
    let mut desk = Desk::new();
    let sessions = [("web".to_owned(), vec![NoticeRule::Asks])].into();
    desk.board.set_rules(NoticeSettings { asks: false, sessions, ..NoticeSettings::default() });
    asks(&mut desk, "bot", "Go on?");
    asks(&mut desk, "web", "Go on?");
    desk.wait(1000);
    assert_eq!(desk.desktop(), [["web asks Go on?"]]);
}

#[test]
fn a_session_of_others_asks_where_they_are_followed() {
    let mut desk = Desk::new();
    let (now, key) = (desk.now, key("other"));
    let asker = Asker { key: &key, name: "other", own: false };
    desk.board.see_question(now, at(0), &asker, "Go on?".to_owned());
    desk.wait(1000);
    assert_eq!(desk.shown, 0);
    desk.board.set_rules(NoticeSettings { foreign: true, ..NoticeSettings::default() });
    desk.board.see_question(desk.now, at(0), &asker, "Go on?".to_owned());
    desk.wait(5);
    assert_eq!(desk.desktop(), [["other asks Go on?"]]);
}
