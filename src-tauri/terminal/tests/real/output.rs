use berth_terminal::FeedEvent;

use crate::support::{SIZE, Seen, Shown, Window, exists, wait_until};

/// 64 MB, then a last line.
const FLOOD: &str = "yes 'a line of output' | head -c 67108864; echo; echo the last line";

#[test]
fn a_window_that_keeps_up_gets_every_byte() {
    let (_, text) = Shown::shell("seq 1 2000").wait_end();
    let lines: String = (1..=2000).map(|n| format!("{n}\r\n")).collect();
    assert_eq!(text, lines);
}

#[test]
fn a_window_that_never_acknowledges_stops_nothing() {
    let shown = Shown::shell(FLOOD);
    wait_until("end of the flood", || shown.terminal.has_ended());
    let told = shown.window.see(|seen| (seen.bytes.len(), seen.events.len()));
    assert!(told.0 <= 2 << 20, "{told:?}");

    // When it goes on it sees the end, and not what it missed.
    shown.wait("the end", |seen| seen.exit().is_some());
    shown.window.see(|seen| {
        let kinds: Vec<_> = seen.events.iter().map(|(_, event)| event).collect();
        assert!(
            matches!(kinds[..], [FeedEvent::Reset, FeedEvent::Live, FeedEvent::Ended { .. }]),
            "{kinds:?}"
        );
        assert!(String::from_utf8_lossy(&seen.bytes[seen.events[0].0..]).contains("the last line"));
    });
}

#[test]
fn a_frozen_window_stops_nothing() {
    let shown = Shown::shell(&format!("read go; {FLOOD}"));
    shown.window.freeze(true);
    shown.terminal.write(b"\r".to_vec()).unwrap();
    wait_until("end of the flood", || !exists(shown.terminal.client_pid()));
    assert_eq!(shown.window.see(|seen| seen.bytes.len()), 0);
    shown.window.freeze(false);
    let (_, text) = shown.wait_end();
    assert!(text.contains("the last line"));
    assert!(text.len() < 4 << 20);
}

#[test]
fn another_window_is_painted_and_goes_on() {
    let mut shown = Shown::shell("echo before; read line; echo \"after $line\"; read line");
    shown.wait_text("before");
    let first = std::mem::take(&mut shown.window);
    shown.terminal.replace_sink(Box::new(shown.window.clone()));
    shown.wait_text("before");
    shown.terminal.write(b"now\r".to_vec()).unwrap();
    shown.wait_text("after now");
    shown.window.see(|seen| {
        assert_eq!(seen.events[0], (0, FeedEvent::Reset));
        assert_eq!(seen.events[1].1, FeedEvent::Live);
    });
    assert!(!first.see(|seen| seen.text().contains("after now")));
}

/// It is painted anew, the half-read sequence included, and so is one that comes later.
#[test]
fn a_scrollback_that_was_cleared_is_shown_to_nobody() {
    let mut shown =
        Shown::shell("stty -echo; seq 1 100; printf 'half \\033[3'; read go; echo '1mred'; read line");
    shown.wait("output", |seen| seen.text().contains("half"));
    shown.terminal.clear_scrollback();
    let live = |seen: &Seen| seen.events.last().is_some_and(|(_, event)| *event == FeedEvent::Live);
    shown.wait("a picture", |seen| live(seen) && seen.bytes.ends_with(b"\x1b[3"));
    let painted = |seen: &Seen| {
        let reset = seen.events.iter().rfind(|(_, event)| *event == FeedEvent::Reset).unwrap();
        seen.text()[reset.0..].to_owned()
    };
    let first = shown.window.see(painted);
    assert!(first.contains("100") && !first.contains("50"), "{first:?}");

    shown.window = Window::default();
    shown.terminal.replace_sink(Box::new(shown.window.clone()));
    shown.wait("a picture", |seen| live(seen) && seen.bytes.ends_with(b"\x1b[3"));
    assert_eq!(shown.window.see(painted), first);
    shown.terminal.write(b"\r".to_vec()).unwrap();
    shown.wait_text("\x1b[31mred");
}

/// Its last screen stays readable.
#[test]
fn a_window_may_come_after_the_end() {
    let mut shown = Shown::shell("echo last words; exit 4");
    shown.wait_end();
    shown.window = Window::default();
    shown.terminal.replace_sink(Box::new(shown.window.clone()));
    let (exit, text) = shown.wait_end();
    assert_eq!(exit.code, Some(4));
    assert!(text.contains("last words"));
}

#[test]
fn nothing_is_told_after_closing() {
    let shown = Shown::shell("exec yes");
    shown.wait_unread("output", |seen| !seen.bytes.is_empty());
    shown.terminal.close().unwrap();
    // One message may be on its way; the end never comes.
    shown.terminal.resize(SIZE).unwrap();
    assert!(shown.window.see(|seen| seen.exit().is_none()));
}

/// What carries output lets the window go first; the client, and so its session, steps back
/// behind nobody.
#[cfg(target_os = "linux")]
#[test]
fn only_our_own_threads_step_back() {
    let shown = Shown::shell("echo client $(nice).; read -r _");
    let ours = nice_of("self").unwrap();
    shown.wait_text(&format!("client {ours}."));
    for name in ["berth-drain", "berth-feed"] {
        // Those of other tests, too, some of which only begin.
        wait_until(name, || nices_of_threads(name) == [(ours + 5).min(19)].into());
    }
}

#[cfg(target_os = "linux")]
fn nices_of_threads(name: &str) -> std::collections::BTreeSet<i32> {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let named = threads.filter(|thread| {
        std::fs::read_to_string(thread.path().join("comm")).is_ok_and(|comm| comm.trim_end() == name)
    });
    named.filter_map(|thread| nice_of(&format!("self/task/{}", thread.file_name().display()))).collect()
}

/// The 19th field of `proc_pid_stat(5)`; the second may hold spaces, in brackets. `None` when it has ended.
#[cfg(target_os = "linux")]
fn nice_of(process: &str) -> Option<i32> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(16)?.parse().ok()
}
