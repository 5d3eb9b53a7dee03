//! The rules of Berth, and those of a person beside them.

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
