//! The person's rules.

use super::*;

#[test]
fn rules_that_are_off_tell_nothing() {
    let mut desk = Desk::new();
    let all = NoticeSettings::default();
    desk.board.set_rules(NoticeSettings { ended: false, crash_loop: false, unhealthy: false, ..all.clone() });
    for round in 0..5 {
        desk.ends(killed("bot", round));
    }
    desk.session(SessionSeen { unhealthy: true, ..running("web", 0) });
    desk.wait(100);
    assert_eq!(desk.board.list().len(), 0);
    // Those of others are told where the person wants it.
    let foreign = |second| RunSeen { own: false, ..killed("other", second) };
    desk.board.set_rules(all.clone());
    desk.ends(foreign(100));
    desk.wait(3);
    assert_eq!(desk.shown, 0);
    desk.board.set_rules(NoticeSettings { foreign: true, ..all });
    desk.ends(foreign(200));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["other 137"]]);
}

#[test]
fn a_session_has_rules_of_its_own() {
    let mut desk = Desk::new();
    let sessions = [("bot".to_owned(), vec![]), ("docker/web".to_owned(), vec![])].into();
    desk.board.set_rules(NoticeSettings { sessions, ..NoticeSettings::default() });
    for round in 0..4 {
        desk.ends(killed("bot", round));
    }
    desk.ends(killed("web", 1));
    desk.wait(3);
    assert_eq!(desk.desktop(), [["web 137"]]);
    // What is named is told of, whoever made it.
    let sessions = [("podman/other".to_owned(), vec![NoticeRule::Ended])].into();
    desk.board.set_rules(NoticeSettings { sessions, ..NoticeSettings::default() });
    desk.ends(RunSeen { own: false, ..killed("other", 2) });
    desk.wait(3);
    assert_eq!(desk.desktop(), [["web 137"], ["other 137"]]);
}
