//! A program asks, and reads all answers up to that of its last question: each
//! must come once.

use berth_terminal::{Colors, Options};

use crate::support::{SIZE, Shown};

/// Asks `questions` (for `printf`), then for the status, and shows what is typed up to its answer.
fn ask(questions: &str, options: Options) -> String {
    let script = format!(
        r"stty raw -echo; printf '{questions}\033[5n'; got=; while :; do
            byte=$(dd bs=1 count=1 2>/dev/null | od -An -tx1); got=$got$byte
            case $got in *'1b 5b 30 6e') break;; esac
        done; echo; echo got:$got:"
    );
    let shown = Shown::open(&script, SIZE, options);
    let (_, text) = shown.wait_end();
    let got = text.split(':').nth(1).unwrap();
    let bytes = got.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
    String::from_utf8(bytes).unwrap().replace('\x1b', "ESC").strip_suffix("ESC[0n").unwrap().to_owned()
}

#[test]
fn the_cursor_position_is_answered_once() {
    assert_eq!(ask(r"abc\033[6n", Options::default()), "ESC[1;4R");
}

#[test]
fn a_replayed_question_is_not_answered() {
    let log: berth_terminal::LogReader = Box::new(|| b"\x1b[6n\x1b[c\x1b]11;?\x07prompt".to_vec().into());
    let colors = Colors { foreground: [1; 3], background: [2; 3], cursor: [3; 3], ansi: [[4; 3]; 16] };
    let options = Options { log: Some(log), colors: Some(colors), ..Options::default() };
    assert_eq!(ask(r"\033[6n", options), "ESC[1;7R");
}

#[test]
fn colours_are_answered_when_the_theme_is_known() {
    assert_eq!(ask(r"\033]11;?\007", Options::default()), "");
    let colors =
        Colors { foreground: [255, 0, 1], background: [16, 32, 48], cursor: [0; 3], ansi: [[4; 3]; 16] };
    let options = Options { colors: Some(colors), ..Options::default() };
    assert_eq!(ask(r"\033]11;?\033\\", options), "ESC]11;rgb:1010/2020/3030ESC\\");
}

#[test]
fn a_change_of_theme_reaches_the_program() {
    let script = r"stty raw -echo; printf '\033[?2031hasked'; dd bs=1 count=9 2>/dev/null | od -An -c | tr -d ' \n'; echo :";
    let dark = Colors { foreground: [255; 3], background: [16; 3], cursor: [255; 3], ansi: [[4; 3]; 16] };
    let shown = Shown::open(script, SIZE, Options { colors: Some(dark), ..Options::default() });
    shown.wait_text("asked");
    shown.terminal.set_colors(Colors {
        foreground: [0; 3],
        background: [250; 3],
        cursor: [0; 3],
        ansi: [[4; 3]; 16],
    });
    let (_, text) = shown.wait_end();
    assert!(text.contains("033[?997;2n:"), "{text:?}");
}

#[test]
fn nothing_that_a_program_sent_is_echoed() {
    // Titles, a clipboard, a checksum, an answerback.
    let attacks = r"\033]0;rm -rf\007\033[21t\033[20t\033]52;c;?\007\033[1*y\005";
    assert_eq!(ask(attacks, Options::default()), "");
}

/// A setting that is none gets an answer in which it does not come back.
#[test]
fn a_status_string_is_answered_once() {
    let asked = r"\033P$qm\033\\\033P$qrm -rf\033\\";
    assert_eq!(ask(asked, Options::default()), r"ESCP1$r0mESC\ESCP0$rESC\");
}

#[test]
fn a_window_that_answers_by_itself_is_the_only_one() {
    let script = r"stty raw -echo; printf '\033[6n?'; printf got:; dd bs=1 count=4 2>/dev/null; printf :";
    let shown = Shown::open(script, SIZE, Options { answers: false, ..Options::default() });
    shown.wait_text("got:");
    shown.terminal.write(b"mine".to_vec()).unwrap();
    let (_, text) = shown.wait_end();
    assert!(text.contains("got:mine:"), "{text:?}");
}

#[test]
fn the_alternate_screen_is_told_apart() {
    let shown = Shown::shell(r"printf 'on main'; read _; printf '\033[?1049hon alternate'; read _");
    shown.wait_text("on main");
    assert!(!shown.terminal.on_alternate_screen());
    shown.terminal.write(b"\n".to_vec()).unwrap();
    shown.wait_text("on alternate");
    assert!(shown.terminal.on_alternate_screen());
}
