//! A terminal on a client, with a sink that keeps all output.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use berth_runner::EngineKind;
use berth_terminal::{AttachedTerminal, Errors, Exit, FeedEvent, Options, Sink, Size};

use crate::wait::PATIENCE;

/// A terminal on a client, and all the bytes that its sink was given.
pub struct View {
    pub terminal: Arc<AttachedTerminal>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

#[derive(Default)]
struct Seen {
    bytes: Vec<u8>,
    exit: Option<Exit>,
    terminal: Option<std::sync::Weak<AttachedTerminal>>,
}

struct Window(Arc<(Mutex<Seen>, Condvar)>);

impl Sink for Window {
    fn output(&self, bytes: Vec<u8>) -> bool {
        let mut seen = lock(&self.0.0);
        seen.bytes.extend_from_slice(&bytes);
        // Parsed at once: this window never lags.
        if let Some(terminal) = seen.terminal.as_ref().and_then(std::sync::Weak::upgrade) {
            drop(seen);
            terminal.ack(bytes.len());
        }
        self.0.1.notify_all();
        true
    }

    fn event(&self, event: FeedEvent) -> bool {
        let mut seen = lock(&self.0.0);
        match event {
            FeedEvent::Reset => seen.bytes.clear(),
            FeedEvent::Live => {}
            FeedEvent::Ended { exit } => seen.exit = Some(exit),
        }
        self.0.1.notify_all();
        true
    }
}

impl View {
    /// Runs the client on a pseudo-terminal of 80 by 24.
    pub fn open(command: &Command) -> Self {
        Self::open_with(command, Options::default())
    }

    /// The same with options, such as a log to show first.
    pub fn open_with(command: &Command, options: Options) -> Self {
        Self::open_sized(command, Size { cols: 80, rows: 24 }, options)
    }

    /// The same on a terminal of another size.
    pub fn open_sized(command: &Command, size: Size, options: Options) -> Self {
        // As the app: podman's clients may write to a pipe, and what a client says on stderr is
        // not the session's. Other programs have one terminal for both.
        let is_of =
            |kind: EngineKind| Path::new(command.get_program()).file_stem() == Some(kind.word().as_ref());
        let piped = is_of(EngineKind::Podman);
        let errors = if piped || is_of(EngineKind::Docker) { Errors::Apart } else { Errors::Mixed };
        let options = Options { piped, errors, ..options };
        let seen: Arc<(Mutex<Seen>, Condvar)> = Arc::default();
        let terminal = AttachedTerminal::open(command, size, Box::new(Window(seen.clone())), options);
        let terminal = Arc::new(terminal.unwrap_or_else(|e| panic!("no terminal: {e}")));
        lock(&seen.0).terminal = Some(Arc::downgrade(&terminal));
        Self { terminal, seen }
    }

    pub fn types(&self, text: impl AsRef<[u8]>) {
        self.terminal.write(text.as_ref().to_vec()).unwrap_or_else(|e| panic!("can't type: {e}"));
    }

    /// The bytes since the last reset of the terminal.
    pub fn shown(&self) -> Vec<u8> {
        lock(&self.seen.0).bytes.clone()
    }

    /// Waits until `text` was shown, and drops everything up to its end.
    pub fn reads(&self, text: &str) {
        let waited = self.seen.1.wait_timeout_while(lock(&self.seen.0), PATIENCE, |seen| {
            find(&seen.bytes, text.as_bytes()).is_none()
        });
        let (mut seen, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match find(&seen.bytes, text.as_bytes()) {
            Some(at) => drop(seen.bytes.drain(..at + text.len())),
            None => panic!("never saw {text:?}, but {:?}", String::from_utf8_lossy(&seen.bytes)),
        }
    }

    /// Types again and again until `text` is shown: for the first input to a client that may
    /// not be attached yet.
    pub fn types_until(&self, typed: &str, text: &str) {
        crate::wait::until(&format!("{text:?} after typing {typed:?}"), || {
            self.types(typed);
            let enough = std::time::Duration::from_millis(300);
            let waited = self.seen.1.wait_timeout_while(lock(&self.seen.0), enough, |seen| {
                find(&seen.bytes, text.as_bytes()).is_none()
            });
            let (seen, _) = waited.unwrap_or_else(PoisonError::into_inner);
            find(&seen.bytes, text.as_bytes()).map(|_| ())
        });
        self.reads(text);
    }

    /// Waits until the client has ended.
    pub fn ends(&self) -> Exit {
        let waited = self.seen.1.wait_timeout_while(lock(&self.seen.0), PATIENCE, |seen| seen.exit.is_none());
        let (seen, _) = waited.unwrap_or_else(PoisonError::into_inner);
        seen.exit.clone().unwrap_or_else(|| panic!("the client goes on"))
    }
}

fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
