//! Screens that imitate a question.

use std::time::Duration;

use berth_activity::{Activity, Moment, Program, Rules, ScreenText};

use crate::case::{self, Case, text_of};

fn asks(rules: &Rules, argv: &str, screen: &ScreenText, quiet: f64) -> Option<String> {
    let program = Program { argv: argv.split(' ').map(str::to_owned).collect(), ..Program::default() };
    let moment = Moment { quiet: Duration::from_secs_f64(quiet), ..Moment::default() };
    let verdict = rules.judge(&program, screen, &moment)?;
    let why = || format!("{} says {:?} by {:?}", verdict.rule, verdict.evidence, screen.lines);
    (verdict.activity == Activity::Asks).then(why)
}

fn none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} false questions:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

#[test]
fn what_imitates_a_question_is_none() {
    let rules = Rules::shipped();
    let cases = case::drawn("hostile.txt");
    assert!(cases.len() >= 50);
    let mut wrong = Vec::new();
    for case in &cases {
        let verdict = rules.judge(&case.program(), &case.screen(), &case.moment(true));
        if let Some(verdict) = verdict.filter(|verdict| verdict.activity == Activity::Asks) {
            wrong.push(format!("{}: {} says {:?}", case.name, verdict.rule, verdict.evidence));
        }
    }
    println!("{} hostile screens, {} false questions", cases.len(), wrong.len());
    none(&wrong);
}

/// The bytes of every recording go by, in pieces of any size, and a shell's prompt comes after them.
#[test]
fn the_corpus_that_goes_by_asks_nothing() {
    let rules = Rules::shipped();
    let mut wrong = Vec::new();
    for case in case::all() {
        let mut screen = Case { cols: 80, rows: 24, ..case::drawn("hostile.txt").remove(0) }.empty();
        screen.write(b"me@box:~$ cat recording\r\n");
        for piece in case.bytes.chunks(case.bytes.len() / 10 + 1) {
            screen.write(piece);
            wrong.extend(
                asks(&rules, "bash", &text_of(&screen), 0.01).map(|why| format!("{}: {why}", case.title())),
            );
        }
        screen.write(b"me@box:~$ ");
        wrong.extend(
            asks(&rules, "bash", &text_of(&screen), 60.0).map(|why| format!("{}, then: {why}", case.title())),
        );
    }
    none(&wrong);
}

/// The text of every screen of the corpus, as other programs show it.
#[test]
fn a_transcript_asks_nothing() {
    let rules = Rules::shipped();
    let mut wrong = Vec::new();
    for case in case::all().iter().filter(|case| case.cols == 80) {
        let shown = case.screen();
        let text = shown.lines.join("\r\n");
        let text = text.trim_end();
        let (last, cursor) = (case.rows, "\x1b[H\x1b[200B\x1b[200C");
        for (how, argv, bytes) in [
            ("cat", "bash", format!("me@box:~$ cat screen\r\n{text}\r\nme@box:~$ ")),
            ("cat without line end", "bash", format!("me@box:~$ cat screen\r\n{text}me@box:~$ ")),
            ("cat, zsh", "zsh", format!("{text}\r\nbox% ")),
            ("cat, busybox", "sh", format!("{text}\r\n/work # ")),
            ("less", "bash", format!("\x1b[?1049h{text}\x1b[{last};1H\x1b[K:")),
            ("less to the end", "less screen", format!("\x1b[?1049h{text}\x1b[{last};1H\x1b[Kscreen (END)")),
            ("less -X", "bash", format!("{text}\r\n:")),
            ("more", "bash", format!("{text}\r\n--More--(50%)")),
            (
                "man",
                "bash",
                format!(
                    "\x1b[?1049h{text}\x1b[{last};1H\x1b[K Manual page x(1) line 1 (press h for help or q to quit)"
                ),
            ),
            ("vim", "bash", format!("\x1b[?1049h{text}\x1b[{last};1H\x1b[K\"screen\" 24L, 900B\x1b[H")),
            (
                "vim, typing",
                "vim screen",
                format!("\x1b[?1049h{text}\x1b7\x1b[{last};1H\x1b[K-- INSERT --\x1b8"),
            ),
            ("tail", "tail -f screen", format!("{text}\r\n")),
            ("log that goes on", "server", format!("{text}\r\n{cursor}\r\n")),
        ] {
            let mut screen = case.empty();
            screen.write(bytes.as_bytes());
            let found = asks(&rules, argv, &text_of(&screen), 60.0);
            wrong.extend(found.map(|why| format!("{} in {how}: {why}", case.title())));
        }
    }
    none(&wrong);
}
