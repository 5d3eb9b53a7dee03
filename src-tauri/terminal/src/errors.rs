//! What a client writes to its stderr, read on a thread of its own.

use std::io::{ErrorKind, Read};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use parking_lot::Mutex;

use crate::error::Result;
use crate::thread::spawn;

/// How much is kept, in bytes: the end.
const MAX_BYTES: usize = 16 << 10;
/// A client that has ended has written everything; only a process that it left behind may
/// still hold its stderr.
const REST_TIMEOUT: Duration = Duration::from_millis(500);

/// The end of a client's stderr. Read always, because a client whose stderr is full waits.
pub struct ErrorOutput {
    tail: Arc<Mutex<Vec<u8>>>,
    /// Its sender is dropped at the end.
    ended: Receiver<()>,
}

impl ErrorOutput {
    /// Reads to the end; `None` is a stderr that is not apart.
    pub fn read(source: Option<Box<dyn Read + Send>>) -> Result<Self> {
        let tail: Arc<Mutex<Vec<u8>>> = Arc::default();
        let (open, ended) = mpsc::channel::<()>();
        if let Some(mut source) = source {
            let tail = Arc::clone(&tail);
            spawn("berth-errors", move || {
                keep_tail(source.as_mut(), &tail);
                drop(open);
            })?;
        }
        Ok(Self { tail, ended })
    }

    /// The text, once the client has ended.
    pub fn text(&self) -> String {
        // An error either way: nothing is ever sent.
        let _ = self.ended.recv_timeout(REST_TIMEOUT);
        String::from_utf8_lossy(&self.tail.lock()).trim().to_owned()
    }
}

fn keep_tail(source: &mut dyn Read, tail: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => {
                let mut tail = tail.lock();
                tail.extend_from_slice(&buffer[..read]);
                let surplus = tail.len().saturating_sub(MAX_BYTES);
                tail.drain(..surplus);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                tracing::debug!(%error, "the client's stderr can't be read any more");
                return;
            }
        }
    }
}
