//! A window that lags skips what it missed, and ends as one that read every byte.
#![cfg(unix)]

use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use berth_terminal::{AttachedTerminal, FeedEvent, Options, Sink, Size};

use crate::oracle::Oracle;

const SIZE: Size = Size { cols: 80, rows: 24 };

/// What the window was told since it last began anew.
#[derive(Default)]
struct Seen {
    resets: usize,
    /// Snapshots that were followed by another, with nothing in between.
    frames: usize,
    before: Vec<u8>,
    snapshot: Vec<u8>,
    live: bool,
    after: Vec<u8>,
    unparsed: usize,
    ended: bool,
}

#[derive(Clone, Default)]
struct Slow(Arc<(Mutex<Seen>, Condvar)>);

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
                told.frames += usize::from(told.live && told.after.is_empty());
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

/// Lines of all lengths and colours.
fn lines() -> Vec<u8> {
    let lines =
        (0..60_000).map(|n| format!("\x1b[{}m{n} 世界 {}\x1b[0m\r\n", 31 + n % 7, "x".repeat(n % 90)));
    lines.collect::<String>().into_bytes()
}

/// A session that runs `script` beside a file with the lines.
fn session(window: &Slow, script: &str) -> (AttachedTerminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lines"), lines()).unwrap();
    let script = format!("cd '{}'; stty raw -echo; {script}", folder.path().display());
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script);
    let terminal =
        AttachedTerminal::open(&command, SIZE, Box::new(window.clone()), Options::default()).unwrap();
    (terminal, folder)
}

impl Slow {
    /// Parses what it has, again and again, as long as `goes_on`.
    fn parses(&self, terminal: &AttachedTerminal, goes_on: impl Fn(&Seen) -> bool) {
        loop {
            let mut told = self.0.0.lock().unwrap();
            if !goes_on(&told) {
                return;
            }
            let parsed = std::mem::take(&mut told.unparsed);
            drop(told);
            terminal.ack(parsed);
            let told = self.0.0.lock().unwrap();
            drop(self.0.1.wait_timeout(told, Duration::from_millis(20)).unwrap());
        }
    }

    fn assert_saw(&self, stream: &[u8]) {
        let told = self.0.0.lock().unwrap();
        let differences =
            Oracle::start().compare_window(SIZE, 1000, stream, &told.before, &told.snapshot, &told.after);
        assert!(differences.is_empty(), "after {} skips:\n{}", told.resets, differences.join("\n"));
    }
}

#[test]
fn a_window_that_skipped_ends_as_one_that_read_all() {
    let window = Slow::default();
    let (terminal, _folder) = session(&window, "cat lines");
    // It parses nothing until the session has written all.
    while !terminal.has_ended() {
        std::thread::sleep(Duration::from_millis(20));
    }
    window.parses(&terminal, |told| !told.ended);
    assert!(window.0.0.lock().unwrap().resets > 0, "it never lagged");
    window.assert_saw(&lines());
}

/// It is shown the screen first, and everything once nothing more comes.
#[test]
fn a_window_that_got_a_frame_ends_as_one_that_read_all() {
    let window = Slow::default();
    let (terminal, folder) = session(&window, "cat lines; touch written; head -c 1 >told; cat lines");
    while !folder.path().join("written").exists() {
        std::thread::sleep(Duration::from_millis(20));
    }
    window.parses(&terminal, |told| told.resets < 2);
    assert_eq!(window.0.0.lock().unwrap().frames, 1, "the first was a frame");
    terminal.write(vec![b'x']).unwrap();
    window.parses(&terminal, |told| !told.ended);
    window.assert_saw(&lines().repeat(2));
}
