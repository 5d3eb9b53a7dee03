#![expect(clippy::unwrap_used, reason = "tests")]

use berth_archive::{Actor, LogState, RunKey, SessionKey, Verb};

use super::*;
use crate::parse::{inspect, rows, samples};

const BOOT: i64 = 100_000;
const NOW: i64 = 100_600;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn boot() -> Boot {
    Boot { id: "b".to_owned(), at: at(BOOT), went_down: None }
}

/// Its own, began at 1000, as podman has one after its power was cut.
fn session(name: &str) -> Session {
    let row = rows::parse(samples::PODMAN_CREATED.as_bytes()).rows.remove(0);
    let session = inspect::session("podman", &row).unwrap();
    Session {
        name: name.to_owned(),
        id: name.to_owned(),
        own: true,
        created_at: Some(at(900)),
        started_at: Some(at(1000)),
        restart_policy: "no".to_owned(),
        state: State::Exited,
        finished_at: None,
        exit_code: None,
        ..session
    }
}

fn ended(seconds: i64, code: i64) -> Session {
    Session { finished_at: Some(at(seconds)), exit_code: Some(code), ..session("bot") }
}

fn seen(session: Session) -> Seen {
    Seen::of(session)
}

fn run(by: EndedBy, unwatched: Option<(i64, i64)>) -> Option<Run> {
    let key = SessionKey { engine: "podman".to_owned(), container: "bot".to_owned() };
    Some(Run {
        id: 1,
        key: RunKey { session: key, started_at: at(1000) },
        name: "bot".to_owned(),
        own: true,
        image: String::new(),
        image_id: None,
        number: 1,
        generation: 1,
        ended_at: None,
        ending: None,
        exit_code: None,
        oom_within: false,
        by,
        grace: None,
        restarts: 0,
        error: None,
        peak_memory: None,
        health: Vec::new(),
        clock_offset: None,
        log: LogState::Unread,
        log_bytes: 0,
        log_lines: 0,
        has_screen: false,
        pinned: false,
        removed: false,
        unwatched: unwatched.map(|(from, to)| (at(from), at(to))),
    })
}

fn berth() -> EndedBy {
    EndedBy::Berth { actor: Actor::Berthctl { pid: 7 }, verb: Verb::Stop, killed_after_grace: false }
}

fn note(step: BootStep, seconds: i64) -> Option<BootNote> {
    Some(BootNote { step, words: Some("no such image".to_owned()), at: at(seconds) })
}

fn wish(name: &str, after_reboot: AfterReboot) -> Wish {
    Wish { name: name.to_owned(), after_reboot: Some(after_reboot), ..Wish::default() }
}

fn fate_of(boot: &Boot, wish: Option<Wish>, seen: Seen) -> Option<Fate> {
    let wishes: Vec<Wish> = wish.into_iter().collect();
    plan(boot, at(NOW), &wishes, vec![seen], true).pop().map(|one| one.fate)
}

const START: Option<Fate> = Some(Fate::Start { after: 0 });
const ASK: Option<Fate> = Some(Fate::Ask { doubtful: false });
const DOUBT: Option<Fate> = Some(Fate::Ask { doubtful: true });

#[test]
fn whether_it_ran_when_the_machine_went_down() {
    let down = |seconds| Boot { went_down: Some(at(seconds)), ..boot() };
    let last = |session, by, unwatched| Seen { last: run(by, unwatched), ..seen(session) };
    let gap = Some((90_000, BOOT + 30));
    let cases = [
        ("podman forgets how it ended", boot(), seen(session("bot")), START),
        ("docker notes the end as it comes back", boot(), seen(ended(BOOT + 5, 255)), START),
        ("it ended by itself", boot(), seen(ended(50_000, 0)), None),
        ("with a failure", boot(), seen(ended(50_000, 1)), None),
        ("killed, and nobody knows when the machine went down", boot(), seen(ended(50_000, 137)), DOUBT),
        ("asked to end, likewise", boot(), seen(ended(50_000, 143)), DOUBT),
        ("a code that a lost monitor leaves", boot(), seen(ended(50_000, -1)), DOUBT),
        ("as the machine went down", down(90_000), seen(ended(89_990, 0)), START),
        ("a little after that was written", down(90_000), seen(ended(90_020, 137)), START),
        ("long before", down(90_000), seen(ended(50_000, 137)), None),
        ("stopped through Berth", boot(), last(ended(90_000, 143), berth(), None), None),
        (
            "stopped through Berth as the machine went down",
            down(90_000),
            last(ended(89_990, 0), berth(), None),
            None,
        ),
        (
            "stopped through Berth, and nobody recorded",
            boot(),
            Seen { stopped: true, ..seen(ended(90_000, 137)) },
            None,
        ),
        (
            "stopped, and its machine went down meanwhile",
            boot(),
            Seen { stopped: true, ..seen(session("bot")) },
            START,
        ),
        (
            "left after an earlier restart, and not started since",
            boot(),
            Seen { left: Some(at(50_000)), ..seen(session("bot")) },
            None,
        ),
        ("left, and started since", boot(), Seen { left: Some(at(500)), ..seen(session("bot")) }, START),
        ("Berth saw the shutdown", boot(), last(ended(50_000, 0), EndedBy::Shutdown, None), START),
        ("Berth went down with it", boot(), last(ended(90_010, 0), EndedBy::Unknown, gap), START),
        ("ended itself long after Berth did", boot(), last(ended(95_000, 0), EndedBy::Itself, gap), None),
        ("killed long after Berth ended", boot(), last(ended(95_000, 137), EndedBy::Unknown, gap), DOUBT),
        (
            "a short run that Berth sees for the first time",
            boot(),
            last(ended(1060, 0), EndedBy::Unknown, Some((1000, BOOT + 30))),
            None,
        ),
        ("it was seen to end", boot(), last(ended(50_000, 255), EndedBy::Itself, None), None),
        ("for want of memory", boot(), last(ended(50_000, 137), EndedBy::Kernel, None), None),
        ("it can only be removed", boot(), seen(Session { state: State::Dead, ..session("bot") }), None),
        (
            "it never ran",
            boot(),
            seen(Session { started_at: None, state: State::Created, ..session("bot") }),
            None,
        ),
        (
            "it ran since, and ended",
            boot(),
            seen(Session { started_at: Some(at(BOOT + 9)), ..ended(BOOT + 20, 0) }),
            None,
        ),
    ];
    for (name, boot, seen, expected) in cases {
        assert_eq!(fate_of(&boot, Some(wish("bot", AfterReboot::Start)), seen), expected, "{name}");
    }
}

#[test]
fn what_is_wanted_and_what_there_is_decide() {
    let alive = |state| Session {
        state,
        started_at: Some(at(BOOT + 3)),
        restart_policy: "always".to_owned(),
        ..session("bot")
    };
    let new = || Session { created_at: Some(at(BOOT + 2)), ..alive(State::Running) };
    let by_hand = || Session { restart_policy: "no".to_owned(), ..alive(State::Running) };
    let labelled = |value: &str| {
        let labels = [(LABEL_AFTER_REBOOT.to_owned(), value.to_owned())].into();
        seen(Session { own: false, labels, ..session("bot") })
    };
    let missing = |wish| (Some(wish), Seen { missing: vec!["/x".to_owned()], ..seen(session("bot")) });
    let start = || Some(wish("bot", AfterReboot::Start));
    let noted = |step, seconds| (start(), Seen { note: note(step, seconds), ..seen(session("bot")) });
    let blocked = || Some(Fate::Blocked { paths: vec!["/x".to_owned()] });
    let leave = || Some(Fate::Leave);
    let cases = [
        ("start", (start(), seen(session("bot"))), START),
        ("ask", (Some(wish("bot", AfterReboot::Ask)), seen(session("bot"))), ASK),
        ("leave", (Some(wish("bot", AfterReboot::Leave)), seen(session("bot"))), leave()),
        ("of its own, and nothing is said", (None, seen(session("bot"))), leave()),
        ("another's", (None, seen(Session { own: false, ..session("bot") })), None),
        ("of its own, and perhaps it had ended long before", (None, seen(ended(50_000, 137))), None),
        ("a label says start", (None, labelled("start")), START),
        ("a label says ask", (None, labelled("ask")), ASK),
        ("a label says nothing that is known", (None, labelled("perhaps")), None),
        ("the file wins over the label", (Some(wish("bot", AfterReboot::Leave)), labelled("start")), leave()),
        (
            "the file says nothing of it",
            (Some(Wish { after_reboot: None, ..wish("bot", AfterReboot::Leave) }), labelled("ask")),
            ASK,
        ),
        ("its policy started it", (start(), seen(alive(State::Running))), Some(Fate::Again)),
        ("its policy tries", (None, seen(alive(State::Restarting))), Some(Fate::Again)),
        ("it is new", (start(), seen(new())), None),
        ("a person started it", (start(), seen(by_hand())), None),
        (
            "the clock was set since it was started",
            (start(), seen(Session { started_at: Some(at(1000)), ..alive(State::Running) })),
            Some(Fate::Again),
        ),
        ("a folder is gone", missing(wish("bot", AfterReboot::Start)), blocked()),
        ("a folder is gone, and it asks", missing(wish("bot", AfterReboot::Ask)), blocked()),
        ("a folder is gone of one that is left", missing(wish("bot", AfterReboot::Leave)), leave()),
        ("another starts it", noted(BootStep::Taken, NOW - 5), Some(Fate::Starting)),
        ("another was about to, and is gone", noted(BootStep::Taken, NOW - 500), ASK),
        ("it was started, and the list is older", noted(BootStep::Started, NOW - 1), Some(Fate::Starting)),
        ("the person left it", noted(BootStep::Left, NOW - 5), leave()),
        (
            "it was started",
            (start(), Seen { note: note(BootStep::Started, NOW - 5), ..seen(alive(State::Running)) }),
            Some(Fate::Started),
        ),
        (
            "it could not be",
            noted(BootStep::Failed, NOW - 5),
            Some(Fate::Failed { words: "no such image".to_owned() }),
        ),
        (
            "it could not be, and then it could",
            (
                start(),
                Seen {
                    note: note(BootStep::Failed, BOOT + 5),
                    ..seen(Session { started_at: Some(at(BOOT + 9)), ..ended(BOOT + 20, 0) })
                },
            ),
            None,
        ),
    ];
    for (name, (wish, seen), expected) in cases {
        assert_eq!(fate_of(&boot(), wish, seen), expected, "{name}");
    }
}

#[test]
fn the_file_gives_the_order_and_what_is_not_in_it_comes_last() {
    let wishes = [
        Wish { delay: 5, ..wish("db", AfterReboot::Start) },
        wish("api", AfterReboot::Ask),
        wish("absent", AfterReboot::Start),
    ];
    let all = ["zoo", "api", "db", "ant"].map(|name| seen(session(name))).to_vec();
    let order = |can_write| {
        let plan = plan(&boot(), at(NOW), &wishes, all.clone(), can_write);
        plan.into_iter().map(|one| (one.name, one.fate)).collect::<Vec<_>>()
    };
    let expected = |first| {
        let rest = [("api", Fate::Ask { doubtful: false }), ("ant", Fate::Leave), ("zoo", Fate::Leave)];
        [("db", first)]
            .into_iter()
            .chain(rest)
            .map(|(name, fate)| (name.to_owned(), fate))
            .collect::<Vec<_>>()
    };
    assert_eq!(order(true), expected(Fate::Start { after: 5 }));
    // Another could not know.
    assert_eq!(order(false), expected(Fate::Ask { doubtful: false }));
}

#[test]
fn a_command_is_offered_while_it_runs_and_until_it_is_answered() {
    let wish = Wish { resume_command: "claude --continue".to_owned(), ..wish("bot", AfterReboot::Start) };
    let offered = |session: Session, step: Option<BootStep>| {
        let note = step.and_then(|step| note(step, NOW - 5));
        let plan =
            plan(&boot(), at(NOW), std::slice::from_ref(&wish), vec![Seen { note, ..seen(session) }], true);
        plan.into_iter().next().and_then(|one| one.resume_command)
    };
    let runs = || Session { state: State::Running, started_at: Some(at(BOOT + 3)), ..session("bot") };
    let command = Some("claude --continue".to_owned());
    assert_eq!(offered(runs(), None), command);
    assert_eq!(offered(runs(), Some(BootStep::Started)), command);
    assert_eq!(offered(runs(), Some(BootStep::Resumed)), None);
    assert_eq!(offered(session("bot"), None), None);
}

proptest::proptest! {
    /// What was begun or answered since the machine was started is never started by itself again.
    #[test]
    fn nothing_is_started_twice(
        began in 0_i64..200_000, ended_after in 0_i64..200_000, code in -1_i64..256, step in 0_usize..5, wish_at in 0_usize..3
    ) {
        let steps = [BootStep::Taken, BootStep::Started, BootStep::Failed, BootStep::Left, BootStep::Resumed];
        let wishes = [AfterReboot::Start, AfterReboot::Ask, AfterReboot::Leave];
        let one = Session { started_at: Some(at(began)), ..ended(began + ended_after, code) };
        let with = |note| {
            fate_of(&boot(), Some(wish("bot", wishes[wish_at])), Seen { note, ..seen(one.clone()) })
        };
        let is_start = |fate: Option<Fate>| matches!(fate, Some(Fate::Start { .. }));
        proptest::prop_assert!(!is_start(with(note(steps[step], NOW - 5))));
        proptest::prop_assert!(!is_start(with(None)) || (began < BOOT && wish_at == 0));
    }
}
