use std::borrow::Cow;

use super::*;

/// The rows with text after a transcript.
fn rows(previous: &str) -> Vec<String> {
    let mut screen = Screen::new(Size { cols: 30, rows: 6 }, 100);
    let current = b"then\r\n".to_vec();
    let replayed = screen.replay_transcript(&Transcript {
        previous: previous.into(),
        separator: "started again 12:04".into(),
        current,
        ended: false,
    });
    // Another terminal that reads the bytes shows the same.
    let mut window = Screen::new(Size { cols: 30, rows: 6 }, 100);
    window.write(&replayed);
    assert_eq!(window.snapshot().paint, screen.snapshot().paint);
    let terminal = &screen.emulator.terminal;
    let text = |row: Cow<crate::emulator::Row>| {
        row.stored().iter().filter_map(|cell| char::from_u32(cell.code())).collect::<String>()
    };
    terminal.normal.all_rows().map(text).filter(|row| !row.is_empty()).collect()
}

const LINE: &str = "── started again 12:04 ──";

#[test]
fn a_line_stands_between_two_runs() {
    assert_eq!(rows("before\r\n"), ["before", LINE, "then"]);
    assert_eq!(
        rows("1\r\n2\r\n3\r\n4\r\n5\r\nprompt> "),
        ["1", "2", "3", "4", "5", "prompt> ", LINE, "then"]
    );
}

/// A full-screen program was killed: on the other screen, in the midst of a sequence,
/// with a scroll region, without a cursor, in capitals and letters of another set.
#[test]
fn a_line_stands_below_whatever_a_run_left() {
    let left = "one\r\ntwo\r\nthree\x1b[1;2r\x1b[2;2H\x1b[?25l\x1b[7m\x1b(0\x1b[?6h\x1b[4h\x1b[?1049h\x1b[Hpicture\x1b]0;titl";
    assert_eq!(rows(left), ["one", "two", "three", LINE, "then"]);
}

/// Also below the other screen, in the midst of a sequence, and with a saved cursor.
#[test]
fn a_scrollback_that_was_cleared_is_gone_and_the_rest_is_as_it_was() {
    let size = Size { cols: 12, rows: 3 };
    let begin = "1\r\n2\r\n3\r\nand a line that wraps\r\n";
    for (before, after) in [
        ("", "end"),
        ("\x1b7\r\n\r\n", "\x1b8x"),
        ("\x1b[?1049hpicture", "\x1b[?1049lend"),
        ("\x1b[3", "1mred"),
    ] {
        let mut screen = Screen::new(size, 100);
        screen.write(format!("{begin}{before}").as_bytes());
        let frame = screen.frame();
        screen.clear_scrollback();
        assert_eq!(screen.frame(), frame, "{before:?}");
        assert_eq!(screen.emulator.terminal.normal.scrollback.len(), 0, "{before:?}");

        let mut whole = Screen::new(size, 100);
        whole.write(format!("{begin}{before}{after}").as_bytes());
        screen.write(after.as_bytes());
        assert_eq!(screen.frame(), whole.frame(), "{before:?}");

        let Snapshot { paint, unfinished, .. } = screen.snapshot();
        let mut window = Screen::new(size, 100);
        window.write(&[paint, unfinished].concat());
        assert_eq!(window.emulator.terminal.normal.len(), 3, "{before:?}");
    }
}

/// By `CSI n S`, which codex and tmux send: no line of a transcript is missing.
#[test]
fn lines_scroll_into_the_scrollback_from_a_region_at_the_top() {
    for (region, kept) in [("", 4), ("\x1b[1;3r", 4), ("\x1b[2;4r", 0), ("\x1b[?1049h", 0)] {
        let mut screen = Screen::new(Size { cols: 5, rows: 4 }, 100);
        screen.write(format!("1\r\n2\r\n3\r\n4{region}\x1b[3S\x1b[S").as_bytes());
        assert_eq!(screen.emulator.terminal.normal.scrollback.len(), kept, "{region:?}");
    }
}

#[test]
fn of_the_past_only_progress_is_told() {
    let (sender, told) = std::sync::mpsc::channel();
    let mut screen = Screen::new(Size { cols: 30, rows: 6 }, 100);
    screen.set_notification_handler(Box::new(move |one| sender.send(one).unwrap_or_default()));
    screen.replay(b"\x07\x1b]9;done\x07\x1b]9;4;1;50\x07\x1b]52;c;YQ==\x07");
    let told_now = told.try_iter().collect::<Vec<_>>();
    let [Notification::Progress { progress: Some(progress) }] = told_now[..] else {
        unreachable!("{told_now:?}")
    };
    assert_eq!(progress.value, Some(50));
    screen.append_run("started again", b"");
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [Notification::Progress { progress: None }]);
}

#[test]
fn no_line_stands_above_a_first_run() {
    assert_eq!(rows(""), ["then"]);
}

/// It would hold back everything that is shown of a session until its next block. Not where the
/// past ends in a sequence, which the output that follows completes.
#[test]
fn a_synchronized_block_ends_with_the_past() {
    let size = Size { cols: 30, rows: 6 };
    for (log, after) in [("\x1b[?2026hhalf", "\x1b[?2026l"), ("half\x1b[?2026h\x1b[1", ""), ("whole", "")] {
        let mut screen = Screen::new(size, 100);
        let replayed = screen.replay_transcript(&log.as_bytes().to_vec().into());
        assert_eq!(String::from_utf8(replayed).ok(), Some([log, after].concat()));
    }
}
