//! The rules of Berth, and those of a person beside them.

use proptest::prelude::*;

use super::*;
use crate::activity::Activity;
use crate::verdict::{Choice, Input};

const MINE: &str = r#"
[[rule]]
id = "bot.asks"
activity = "asks"
program = "bot"
quiet = 0.5
when = [{ region = "bottom 2", regex = 'Deploy (\w+)\?' }]
not = [{ region = "title", contains = "paused" }]
choices = [{ label = "Deploy $1", text = "yes", key = "enter" }, { each = '\[(\w)\]', label = "$1", text = "$1" }]
"#;

fn bot(lines: &[&str], quiet: f64) -> (Program, ScreenText, Moment) {
    let argv = vec!["sh".into(), "-c".into(), "exec /opt/bot --live".into()];
    let screen = ScreenText {
        cols: 40,
        rows: 9,
        lines: lines.iter().map(|&line| line.into()).collect(),
        ..ScreenText::default()
    };
    let moment = Moment { quiet: Duration::from_secs_f64(quiet), ..Moment::default() };
    (Program { argv, ..Program::default() }, screen, moment)
}

#[test]
fn ours_have_no_fault() {
    assert_eq!(OURS.1, []);
}

#[test]
fn a_rule_says_why() {
    let (rules, faults) = Rules::with_text("my.toml", MINE);
    assert_eq!(faults, []);
    let (program, screen, moment) = bot(&["old", "Deploy web? [y] [n]", ""], 1.0);
    let verdict = rules.judge(&program, &screen, &moment).unwrap();
    assert_eq!((verdict.activity, verdict.rule.as_str()), (Activity::Asks, "bot.asks"));
    assert_eq!(verdict.source, RuleSource::File { path: "my.toml".into() });
    assert_eq!((verdict.line, verdict.evidence.as_str()), (Some(1), "Deploy web? [y] [n]"));
    let text = |text: &str| Input::Text(text.into());
    let key = |name: &str| Input::Key(name.parse().unwrap());
    assert_eq!(
        verdict.choices,
        [
            Choice { label: "Deploy web".into(), send: vec![text("yes"), key("enter")] },
            Choice { label: "y".into(), send: vec![text("y")] },
            Choice { label: "n".into(), send: vec![text("n")] },
        ]
    );
}

#[test]
fn a_rule_waits_for_quiet_and_for_its_program() {
    let (rules, _) = Rules::with_text("my.toml", MINE);
    let (program, screen, moment) = bot(&["Deploy web?"], 0.1);
    assert_eq!(rules.judge(&program, &screen, &moment), None);
    assert_eq!(rules.next_look(&program, &screen, &moment), Some(Duration::from_millis(400)));
    let quiet = Moment { quiet: Duration::from_secs(1), ..moment };
    assert!(rules.judge(&program, &screen, &quiet).is_some());
    let paused = ScreenText { title: "paused".into(), ..screen.clone() };
    assert_eq!(rules.judge(&program, &paused, &quiet), None);
    let other = Program { argv: vec!["cat".into()], ..program };
    assert_eq!(rules.judge(&other, &screen, &quiet), None);
}

#[test]
fn a_folder_replaces_rules_and_turns_them_off() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("1.toml", MINE);
    write("2.toml", "[[rule]]\nid = 'bot.asks'\nactivity = 'works'\nwhen = [{ contains = 'Deploy' }]\n");
    write("3.toml", "[[rule]]\nid = 'nothing'\noff = true\n[[rule]]\nid = 'x'\n");
    write("no.txt", "[[");
    let (rules, faults) = Rules::with_folder(folder.path());
    let faults: Vec<_> =
        faults.iter().map(|fault| (fault.line, fault.column, fault.reason.as_str())).collect();
    let expected = [(4, 1, "the rule lacks activity"), (2, 6, "there is no rule \"nothing\" to turn off")];
    assert_eq!(faults, expected);
    let (program, screen, moment) = bot(&["Deploy web?"], 1.0);
    assert_eq!(rules.judge(&program, &screen, &moment).unwrap().activity, Activity::Works);
    write("9.toml", "[[rule]]\nid = 'bot.asks'\noff = true\n");
    assert_eq!(Rules::with_folder(folder.path()).0.judge(&program, &screen, &moment), None);
    assert_eq!(Rules::with_folder(&folder.path().join("none")).1, []);
}

#[test]
fn a_file_that_can_t_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("large.toml"), " ".repeat((LARGEST as usize + 1) << 10)).unwrap();
    fs::write(folder.path().join("bytes.toml"), [0xff, 0xfe]).unwrap();
    let (_, faults) = Rules::with_folder(folder.path());
    let problems: Vec<_> = faults.iter().map(|fault| &fault.problem).collect();
    assert!(matches!(
        problems[..],
        [RuleProblem::RuleFileUnread { .. }, RuleProblem::RuleFileTooLarge { limit: LARGEST }]
    ));
}

#[test]
fn the_example_of_the_docs_is_right() {
    let docs = include_str!("../../../../docs/activity-rules.md");
    let example = docs.split("```").find_map(|part| part.strip_prefix("toml\n")).unwrap();
    assert_eq!(Rules::with_text("docs", example).1, []);
}

/// What is asked at each change of a screen must be cheap: the rules of Berth compile once.
#[test]
fn ours_are_read_once() {
    let (first, second) = (Rules::shipped(), Rules::with_folder(Path::new("/nonexistent")).0);
    assert!(first.rules.iter().zip(second.rules.iter()).all(|(one, other)| Arc::ptr_eq(one, other)));
}

/// A file with a part cut out and other text in its place.
fn damaged() -> impl Strategy<Value = String> {
    let texts = SHIPPED.map(|(_, text)| text);
    let new = prop_oneof!["[\\[\\]{}='\"#,\\n]{0,6}", "\\PC{0,12}"];
    (prop::sample::select(texts.to_vec()), any::<prop::sample::Index>(), 0..80_usize, new).prop_map(
        |(text, at, length, new)| {
            let characters: Vec<char> = text.chars().take(2000).collect();
            let at = at.index(characters.len());
            let end = (at + length).min(characters.len());
            let [before, after] =
                [&characters[..at], &characters[end..]].map(|part| part.iter().collect::<String>());
            format!("{before}{new}{after}")
        },
    )
}

fn any_screen() -> impl Strategy<Value = ScreenText> {
    let line = prop_oneof!["", "[ -~]{0,30}", "\\PC{0,12}", Just("Continue? [y/N]".to_owned())];
    let lines = prop::collection::vec(line, 0..8);
    let wrapped = prop::collection::vec(any::<bool>(), 0..9);
    let cursor = prop::option::of((0..9_u16, 0..40_u16));
    (lines, wrapped, cursor, 0..12_u16, any::<bool>(), "\\PC{0,9}").prop_map(
        |(lines, wrapped, cursor, cols, alternate, title)| ScreenText {
            cols,
            rows: 8,
            lines,
            wrapped,
            cursor,
            alternate,
            title,
            ..ScreenText::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_fault_is_within_the_file(text in damaged()) {
        let (_, faults) = Rules::with_text("my.toml", &text);
        let lines = text.matches('\n').count() + 1;
        for fault in faults {
            prop_assert!((1..=lines).contains(&(fault.line as usize)) && fault.column > 0, "{fault}");
            prop_assert!(!fault.reason.is_empty());
        }
    }

    #[test]
    fn any_screen_can_be_judged(screen in any_screen(), quiet in 0..5_u64) {
        let moment = Moment { quiet: Duration::from_secs(quiet), ..Moment::default() };
        let (rules, program) = (Rules::shipped(), Program::default());
        let verdict = rules.judge(&program, &screen, &moment);
        if let Some(line) = verdict.and_then(|verdict| verdict.line) {
            prop_assert!(usize::from(line) < screen.lines.len());
        }
        if let Some(next) = rules.next_look(&program, &screen, &moment) {
            prop_assert!(!next.is_zero());
        }
    }
}
