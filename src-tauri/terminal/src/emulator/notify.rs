//! A program's notifications for the person or the desktop: bells, notices (`OSC 9`, `OSC 777`
//! and, in [`super::notice_parts`], `OSC 99`), progress (`OSC 9 ; 4`), text for the clipboard
//! (`OSC 52`). Notices are cleaned of control characters; the window decides what is done with
//! them.

use base64::Engine;

use super::encoding::BASE64;
use super::notice_parts::{NoticePart, NoticeParts};
use super::notification::{Notification, Progress, ProgressState};
use super::state::TermState;

/// ConEmu's own numbers.
const CONEMU_FIRST: u32 = 1;
const CONEMU_LAST: u32 = 12;
/// Bells and notices that are kept between two calls of the handler; more are dropped.
const MAX_PENDING: usize = 8;
/// A longer title or text is cut.
const MAX_NOTICE_CHARS: usize = 256;

impl TermState {
    pub(super) fn ring(&mut self) {
        if !self.notifications.contains(&Notification::Bell) {
            self.push_notification(Notification::Bell);
        }
    }

    /// `OSC 9 ; text`, as iTerm2 has it, and `OSC 9 ; number ; …`, as ConEmu has it: shells send
    /// those at each prompt (`9;9;folder`, `9;12`), and only progress is for a person.
    pub(super) fn notice(&mut self, text: &str) {
        let (number, rest) = text.split_once(';').unwrap_or((text, ""));
        match number.parse() {
            Ok(4) => self.progress(rest),
            Ok(CONEMU_FIRST..=CONEMU_LAST) => {}
            _ => self.push_notice("", text),
        }
    }

    /// `OSC 99 ; key=value:… ; text`
    pub(super) fn notice_part(&mut self, text: &str) {
        match NoticeParts::read(self.notice_parts.take(), text) {
            NoticePart::Begun(parts) => self.notice_parts = Some(parts),
            NoticePart::Complete { title, body } => self.push_notice(&title, &body),
            NoticePart::Ignored(before) => self.notice_parts = before,
        }
    }

    /// `OSC 9 ; 4 ; state ; percent`
    fn progress(&mut self, text: &str) {
        let (state, value) = text.split_once(';').unwrap_or((text, ""));
        let value = value.parse().ok().map(|value: u32| value.min(100) as u8);
        // A failure or a pause without a number stays where it was.
        let before = self.progress.and_then(|progress| progress.value);
        let known = value.filter(|value| *value > 0).or(before);
        let progress = match state {
            "0" | "" => None,
            "1" => Some(Progress { state: ProgressState::Running, value: value.or(Some(0)) }),
            "2" => Some(Progress { state: ProgressState::Failed, value: known }),
            "3" => Some(Progress { state: ProgressState::Running, value: None }),
            "4" => Some(Progress { state: ProgressState::Waiting, value: known }),
            _ => return,
        };
        self.show_progress(progress);
    }

    pub(super) fn show_progress(&mut self, progress: Option<Progress>) {
        if std::mem::replace(&mut self.progress, progress) != progress {
            self.replace_notification(Notification::Progress { progress });
        }
    }

    /// `OSC 777 ; notify ; title ; text`, as urxvt has it.
    pub(super) fn extension(&mut self, text: &str) {
        if let Some(("notify", notice)) = text.split_once(';') {
            let (title, text) = notice.split_once(';').unwrap_or((notice, ""));
            self.push_notice(title, text);
        }
    }

    /// `OSC 52 ; selections ; base64`. A query ("?") is not answered: programs must not read the
    /// clipboard.
    pub(super) fn clipboard(&mut self, text: &str) {
        let Some((_, data)) = text.split_once(';') else { return };
        let Ok(bytes) = BASE64.decode(data) else { return };
        let Ok(text) = String::from_utf8(bytes) else { return };
        if text.is_empty() {
            return;
        }
        self.replace_notification(Notification::Clipboard { text });
    }

    /// `OSC 52` with more than the parser keeps.
    pub(super) fn clipboard_too_long(&mut self) {
        self.replace_notification(Notification::ClipboardTooLong);
    }

    /// The last one of its kind counts, as it would in the clipboard.
    fn replace_notification(&mut self, notification: Notification) {
        let kind = std::mem::discriminant(&notification);
        self.notifications.retain(|one| std::mem::discriminant(one) != kind);
        self.notifications.push(notification);
    }

    pub(super) fn push_notice(&mut self, title: &str, text: &str) {
        let (title, text) = (clean(title), clean(text));
        if !(title.is_empty() && text.is_empty()) {
            self.push_notification(Notification::Notice { title, text });
        }
    }

    fn push_notification(&mut self, notification: Notification) {
        if self.notifications.len() < MAX_PENDING {
            self.notifications.push(notification);
        }
    }
}

/// One line of at most [`MAX_NOTICE_CHARS`], without control and direction characters.
fn clean(text: &str) -> String {
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let mut shown = spaced.trim().chars().filter(|c| !invisible(*c));
    let mut clean: String = shown.by_ref().take(MAX_NOTICE_CHARS).collect();
    if shown.next().is_some() {
        clean.push('…');
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::Emulator;

    fn notifications(bytes: impl AsRef<[u8]>) -> Vec<Notification> {
        let mut emulator = Emulator::new(80, 24, 0);
        emulator.advance(bytes.as_ref());
        emulator.take_notifications()
    }

    fn notice(title: &str, text: &str) -> Vec<Notification> {
        vec![Notification::Notice { title: title.into(), text: text.into() }]
    }

    #[test]
    fn a_bell_rings_once_however_often_it_is_written() {
        assert_eq!(notifications("\x07\x07 x \x07"), [Notification::Bell]);
    }

    #[test]
    fn a_bell_that_ends_a_sequence_is_none() {
        assert_eq!(notifications("\x1b]0;title\x07"), []);
    }

    #[test]
    fn notices_are_read_in_both_forms() {
        assert_eq!(notifications("\x1b]9;build done\x07"), notice("", "build done"));
        assert_eq!(
            notifications("\x1b]777;notify;make;done; all of it\x1b\\"),
            notice("make", "done; all of it")
        );
        assert_eq!(notifications("\x1b]777;notify;only a title\x07"), notice("only a title", ""));
    }

    #[test]
    fn what_is_no_notice_is_not_told() {
        for silent in
            ["\x1b]9;\x07", "\x1b]777;precmd\x07", "\x1b]9;\u{202e}\u{200b}\x07", "\x1b]9;4;7;50\x07"]
        {
            assert_eq!(notifications(silent), [], "{silent:?}");
        }
    }

    #[test]
    fn of_conemus_numbers_none_is_a_notice() {
        for rest in [
            "1;500",
            "2;\"a box\"",
            "3;\"title\"",
            "5",
            "6;\"macro\"",
            "7;\"cmd\"",
            "8;\"PATH\"",
            "9;\"C:\\\"",
            "9;/home/a",
            "10;1",
            "11;\"comment\"",
            "12",
        ] {
            assert_eq!(notifications(format!("\x1b]9;{rest}\x07")), [], "{rest:?}");
        }
        for text in ["13;a", "12 tests failed", "4 files", "0;a", "3.5 s"] {
            assert_eq!(notifications(format!("\x1b]9;{text}\x07")), notice("", text), "{text:?}");
        }
    }

    #[test]
    fn progress_is_what_the_program_said_last() {
        use ProgressState::{Failed, Running, Waiting};
        let shown = |state, value| Some(Progress { state, value });
        for (written, progress) in [
            ("\x1b]9;4;1;50\x07", shown(Running, Some(50))),
            ("\x1b]9;4;1\x1b\\", shown(Running, Some(0))),
            ("\x1b]9;4;1;999\x07", shown(Running, Some(100))),
            ("\x1b]9;4;3\x07", shown(Running, None)),
            ("\x1b]9;4;3;0\x07", shown(Running, None)),
            ("\x1b]9;4;2\x07", shown(Failed, None)),
            ("\x1b]9;4;1;40\x07\x1b]9;4;2\x07", shown(Failed, Some(40))),
            ("\x1b]9;4;1;40\x07\x1b]9;4;4;60\x07", shown(Waiting, Some(60))),
            ("\x1b]9;4;1;40\x07\x1b]9;4;0\x07", None),
            ("\x1b]9;4;1;40\x07\x1b]9;4\x07", None),
            ("\x1b]9;4;1;40\x07\x1bc", None),
        ] {
            assert_eq!(notifications(written), [Notification::Progress { progress }], "{written:?}");
        }
        assert_eq!(notifications("\x1b]9;4;0;0\x07"), [], "there was none");
    }

    #[test]
    fn a_text_for_the_clipboard_beyond_the_limit_is_told() {
        let long = "QUJD".repeat(100_000);
        assert_eq!(notifications(format!("\x1b]52;c;{long}\x07")), [Notification::ClipboardTooLong]);
        assert_eq!(notifications(format!("\x1b]52;c;{long}\x18")), [], "cancelled");
        assert_eq!(notifications(format!("\x1b]2;{long}\x07")), [], "a title");
    }

    #[test]
    fn a_notice_is_one_clean_line_of_bounded_length() {
        assert_eq!(notifications("\x1b]9;a\u{202e}b\u{2028}c\x07"), notice("", "ab c"));
        let [Notification::Notice { text, .. }] =
            &notifications(format!("\x1b]9;{}\x07", "x".repeat(100_000)))[..]
        else {
            unreachable!("one notice")
        };
        assert_eq!(text.chars().count(), MAX_NOTICE_CHARS + 1);
    }

    #[test]
    fn text_for_the_clipboard_is_decoded_with_and_without_padding() {
        for written in ["\x1b]52;c;aMOkIQ==\x07", "\x1b]52;;aMOkIQ\x1b\\", "\x1b]52;p;aMOkIQ==\x1b\\"] {
            assert_eq!(
                notifications(written),
                [Notification::Clipboard { text: "hä!".into() }],
                "{written:?}"
            );
        }
    }

    #[test]
    fn the_clipboard_is_never_told() {
        let mut emulator = Emulator::new(80, 24, 0);
        emulator.advance(b"\x1b]52;c;?\x07\x1b]52;c;!!!\x07\x1b]52;c;/w==\x07\x1b]52;c;\x07\x1b]52\x07");
        assert_eq!(emulator.take_notifications(), []);
        assert_eq!(emulator.take_answers(), b"");
    }

    #[test]
    fn of_many_texts_the_last_counts() {
        assert_eq!(
            notifications("\x1b]52;c;YQ==\x07\x1b]52;c;Yg==\x07"),
            [Notification::Clipboard { text: "b".into() }]
        );
    }

    #[test]
    fn a_flood_says_no_more_than_a_few() {
        let flood: String = (0..1000).map(|n| format!("\x1b]9;{n}\x07")).collect();
        assert_eq!(notifications(flood).len(), MAX_PENDING);
    }
}
