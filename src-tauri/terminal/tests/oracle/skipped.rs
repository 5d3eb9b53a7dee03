//! A window that lags skips what it missed, and ends as one that read every byte.
#![cfg(unix)]

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use berth_terminal::{FeedEvent, Options, PtyCommand, Sink, Size, Terminal};

use crate::oracle::Oracle;

/// What the window was told since it last began anew.
#[derive(Default)]
struct Told {
    resets: usize,
    before: Vec<u8>,
    snapshot: Vec<u8>,
    live: bool,
    after: Vec<u8>,
    unparsed: usize,
    ended: bool,
}

#[derive(Clone, Default)]
struct Slow(Arc<(Mutex<Told>, Condvar)>);

impl Sink for Slow {
    fn output(&self, bytes: Vec<u8>) -> bool {
        let mut told = self.0.0.lock().unwrap();
        told.unparsed += bytes.len();
        match (told.resets, told.live) {
            (0, _) => told.before.extend(bytes),
            (_, false) => told.snapshot.extend(bytes),
            (_, true) => told.after.extend(bytes),
        }
        self.0.1.notify_all();
        true
    }

    fn event(&self, event: FeedEvent) -> bool {
        let mut told = self.0.0.lock().unwrap();
        match event {
            FeedEvent::Reset => {
                told.resets += 1;
                told.live = false;
                (told.snapshot, told.after) = Default::default();
            }
            FeedEvent::Live => told.live = true,
            FeedEvent::Ended { .. } => told.ended = true,
        }
        self.0.1.notify_all();
        true
    }
}

#[test]
fn a_window_that_skipped_ends_as_one_that_read_all() {
    let lines =
        (0..200_000).map(|n| format!("\x1b[{}m{n} 世界 {}\x1b[0m\r\n", 31 + n % 7, "x".repeat(n % 90)));
    let stream: Vec<u8> = lines.collect::<String>().into_bytes();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&stream).unwrap();
    let script = format!("stty raw; cat '{}'", file.path().display());
    let command =
        PtyCommand { program: "/bin/sh".into(), args: vec!["-c".into(), script], ..Default::default() };
    let size = Size { cols: 80, rows: 24 };
    let window = Slow::default();
    let terminal = Terminal::open(&command, size, Box::new(window.clone()), Options::default()).unwrap();

    // It parses nothing until the session has written all.
    let mut told = window.0.0.lock().unwrap();
    while !told.ended {
        told = window.0.1.wait_timeout(told, Duration::from_millis(20)).unwrap().0;
        if terminal.has_ended() {
            let parsed = std::mem::take(&mut told.unparsed);
            drop(told);
            terminal.ack(parsed);
            told = window.0.0.lock().unwrap();
        }
    }
    assert!(told.resets > 0, "it never lagged");
    let differences =
        Oracle::start().compare_window(size, 1000, &stream, &told.before, &told.snapshot, &told.after);
    assert!(differences.is_empty(), "after {} skips:\n{}", told.resets, differences.join("\n"));
}
