use std::sync::mpsc;
use std::time::Duration;

use berth_terminal::{FeedEvent, LogReader, Options, Transcript};

use crate::support::{SIZE, Shown, exists, wait_until};

fn with_history(mut read: impl FnMut() -> Vec<u8> + Send + 'static) -> Options {
    Options { log: Some(Box::new(move || read().into())), ..Options::default() }
}

/// The log was read before the attach showed the end of it.
#[test]
fn what_log_and_attach_both_tell_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("written");
    let script = format!("echo two; echo three; echo four; touch '{}'", written.display());
    let mut is_first = true;
    let mut options = with_history(move || {
        // An engine takes longer to tell its log again than a client to show three lines.
        if !std::mem::take(&mut is_first) {
            wait_until("all output", || written.exists());
        }
        b"one\r\ntwo\r\nthree\r\n".to_vec()
    });
    options.settle = Duration::from_secs(60);
    let shown = Shown::open(&script, SIZE, options);
    assert_eq!(shown.wait_end().1, "one\r\ntwo\r\nthree\r\nfour\r\n");
}

#[test]
fn the_past_is_marked() {
    let shown = Shown::open("echo now", SIZE, with_history(|| b"then\r\n".to_vec()));
    shown.wait_end();
    shown.window.see(|seen| {
        assert_eq!(seen.events[0], (0, FeedEvent::Reset));
        assert_eq!(seen.events[1], (6, FeedEvent::Live));
        assert_eq!(seen.text(), "then\r\nnow\r\n");
    });
}

#[test]
fn an_empty_log_is_no_past() {
    let shown = Shown::open("echo now", SIZE, with_history(Vec::new));
    shown.wait_end();
    shown.window.see(|seen| assert_eq!((seen.events.len(), seen.text().as_str()), (1, "now\r\n")));
}

/// An engine that does not answer a `logs` must not freeze the container.
#[test]
fn a_log_that_never_comes_stops_nothing() {
    let (never, wait) = mpsc::channel::<()>();
    let options = with_history(move || {
        let _ = wait.recv();
        b"too late".to_vec()
    });
    let shown = Shown::open("yes | head -c 16777216; echo the last line", SIZE, options);
    wait_until("end of the flood", || !exists(shown.terminal.client_pid()));
    let (_, text) = shown.wait_end();
    assert!(text.contains("the last line"));
    drop(never);
    assert!(!shown.window.see(|seen| seen.text().contains("too late")));
}

/// A client that makes its terminal raw has joined.
#[test]
fn of_a_run_that_is_over_a_client_only_complains() {
    for (client, shown) in
        [("sleep 0.2; echo complaint", false), ("stty raw; echo last words; sleep 0.2", true)]
    {
        let transcript =
            Transcript { current: b"all of it\r\n".to_vec(), ended: true, ..Transcript::default() };
        let log: LogReader = Box::new(move || transcript.clone());
        let options = Options { log: Some(log), raw_when_attached: true, ..Options::default() };
        let (_, text) = Shown::open(client, SIZE, options).wait_end();
        assert!(text.contains("all of it"), "{text:?}");
        assert_eq!(text.contains("complaint") || text.contains("last words"), shown, "{text:?}");
    }
}

#[test]
fn a_line_stands_between_two_runs() {
    let transcript = Transcript {
        previous: b"before\r\n".to_vec(),
        separator: "started again 12:04".into(),
        current: b"then\r\n".to_vec(),
        ended: false,
    };
    let options = Options { log: Some(Box::new(move || transcript.clone())), ..Options::default() };
    let (_, text) = Shown::open("echo now", SIZE, options).wait_end();
    let order = ["before\r\n", "── started again 12:04 ──", "then\r\n", "now\r\n"]
        .map(|part| text.find(part).unwrap());
    assert!(order.is_sorted(), "{text:?}");
}
