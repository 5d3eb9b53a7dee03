//! A window that records what it is told, and a terminal that it shows.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use berth_terminal::{AttachedTerminal, Exit, FeedEvent, Options, Sink, Size};

/// A loaded machine may take its time; a healthy one never comes near.
const PATIENCE: Duration = Duration::from_secs(60);

pub const SIZE: Size = Size { cols: 80, rows: 24 };

/// What a window was told.
#[derive(Default)]
pub struct Seen {
    pub bytes: Vec<u8>,
    /// Each with the number of bytes before it.
    pub events: Vec<(usize, FeedEvent)>,
    acknowledged: usize,
    /// Its process is stopped: telling it something does not return.
    frozen: bool,
}

impl Seen {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn exit(&self) -> Option<&Exit> {
        match self.events.last() {
            Some((_, FeedEvent::Ended { exit })) => Some(exit),
            _ => None,
        }
    }
}

#[derive(Clone, Default)]
pub struct Window(Arc<(Mutex<Seen>, Condvar)>);

impl Window {
    pub fn freeze(&self, frozen: bool) {
        self.0.0.lock().unwrap().frozen = frozen;
        self.0.1.notify_all();
    }

    pub fn see<T>(&self, f: impl FnOnce(&Seen) -> T) -> T {
        f(&self.0.0.lock().unwrap())
    }

    fn tell(&self, f: impl FnOnce(&mut Seen)) -> bool {
        let mut seen = self.0.1.wait_while(self.0.0.lock().unwrap(), |seen| seen.frozen).unwrap();
        f(&mut seen);
        self.0.1.notify_all();
        true
    }
}

impl Sink for Window {
    fn output(&self, bytes: Vec<u8>) -> bool {
        self.tell(|seen| seen.bytes.extend(bytes))
    }

    fn event(&self, event: FeedEvent) -> bool {
        self.tell(|seen| seen.events.push((seen.bytes.len(), event)))
    }
}

/// A terminal and the window that shows it.
pub struct Shown {
    pub terminal: AttachedTerminal,
    pub window: Window,
}

impl Shown {
    pub fn shell(script: &str) -> Self {
        Self::open(script, SIZE, Options::default())
    }

    /// With its output through a pipe.
    pub fn piped(script: &str) -> Self {
        Self::run(&shell(script), SIZE, Options { piped: true, ..Options::default() })
    }

    pub fn open(script: &str, size: Size, options: Options) -> Self {
        Self::run(&shell(script), size, options)
    }

    pub fn run(command: &Command, size: Size, options: Options) -> Self {
        let window = Window::default();
        let terminal = AttachedTerminal::open(command, size, Box::new(window.clone()), options).unwrap();
        Self { terminal, window }
    }

    /// Waits until the window was told something, without parsing: nothing is acknowledged.
    pub fn wait_unread(&self, what: &str, done: impl Fn(&Seen) -> bool) {
        self.wait_with(what, done, false);
    }

    /// Waits until the window was told something, and acknowledges on the way.
    pub fn wait(&self, what: &str, done: impl Fn(&Seen) -> bool) {
        self.wait_with(what, done, true);
    }

    pub fn wait_text(&self, text: &str) {
        self.wait(text, |seen| seen.text().contains(text));
    }

    /// The client's end, and all that the window was told.
    pub fn wait_end(&self) -> (Exit, String) {
        self.wait("the end", |seen| seen.exit().is_some());
        self.window.see(|seen| (seen.exit().unwrap().clone(), seen.text()))
    }

    fn wait_with(&self, what: &str, done: impl Fn(&Seen) -> bool, acknowledge: bool) {
        let (seen, told) = &*self.window.0;
        let deadline = Instant::now() + PATIENCE;
        let mut seen = seen.lock().unwrap();
        loop {
            let parsed = seen.bytes.len() - seen.acknowledged;
            if acknowledge && parsed > 0 {
                seen.acknowledged += parsed;
                drop(seen);
                self.terminal.ack(parsed);
                seen = self.window.0.0.lock().unwrap();
                continue;
            }
            if done(&seen) {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let end = seen.bytes.len();
                let tail = String::from_utf8_lossy(&seen.bytes[end.saturating_sub(500)..]);
                panic!("no {what:?} within {PATIENCE:?}; {:?} and {end} bytes: …{tail:?}", seen.events);
            }
            seen = told.wait_timeout(seen, left).unwrap().0;
        }
    }
}

pub fn shell(script: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script);
    command
}

/// Waits for a condition that nobody announces, with growing pauses.
pub fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    let mut pause = Duration::from_millis(1);
    while !done() {
        assert!(Instant::now() < deadline, "no {what} within {PATIENCE:?}");
        std::thread::park_timeout(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

/// Whether a process is there, a zombie included.
pub fn exists(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}
