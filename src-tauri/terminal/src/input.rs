//! Input on its way to the client. It is queued, so that a program that does not read blocks
//! no caller.

use std::collections::VecDeque;
use std::io::Write;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use crate::error::{Error, Result};

/// Bytes that may wait for a program that does not read. The kernel and the
/// engines take 130 to 300 KB on top before the writer blocks.
const MAX_QUEUED_BYTES: usize = 4 * 1024 * 1024;

/// The queue in front of the pseudo-terminal's blocking writer.
pub(crate) struct Input {
    queue: Mutex<Queue>,
    wake: Condvar,
    written: Condvar,
    /// Locked by the writing thread only.
    writer: Mutex<Box<dyn Write + Send>>,
}

#[derive(Default)]
struct Queue {
    chunks: VecDeque<Vec<u8>>,
    /// Bytes in `chunks` and in the hands of the writer.
    waiting: usize,
    closed: bool,
    /// The client's input ends behind `chunks`.
    ends: bool,
    /// The client takes no more.
    broken: bool,
    /// The client has attached, so that what is queued is written.
    begun: bool,
}

impl Input {
    pub fn new(writer: Box<dyn Write + Send>) -> Self {
        Self {
            queue: Mutex::default(),
            wake: Condvar::new(),
            written: Condvar::new(),
            writer: Mutex::new(writer),
        }
    }

    /// Takes bytes over, all or none, and returns at once. One write of any
    /// length passes when nothing waits.
    pub fn push(&self, bytes: Vec<u8>) -> Result<()> {
        let mut queue = self.queue.lock();
        if queue.closed || queue.ends {
            return Err(Error::Closed);
        }
        if queue.waiting > 0 && queue.waiting + bytes.len() > MAX_QUEUED_BYTES {
            return Err(Error::Busy { waiting: queue.waiting });
        }
        queue.waiting += bytes.len();
        queue.chunks.push_back(bytes);
        self.wake.notify_one();
        Ok(())
    }

    /// Lets the client's input end when all before was written.
    pub fn end(&self) {
        self.queue.lock().ends = true;
        self.wake.notify_all();
    }

    /// Whether what is queued is written, from that time on at the latest.
    pub fn has_begun_within(&self, time: Duration) -> bool {
        let mut queue = self.queue.lock();
        self.written.wait_while_for(&mut queue, |queue| !queue.begun && !queue.closed, time);
        queue.begun && !queue.closed
    }

    /// Whether all was written within that time.
    pub fn is_written_within(&self, time: Duration) -> bool {
        let mut queue = self.queue.lock();
        let waits = |queue: &mut Queue| queue.waiting > 0 && !queue.closed;
        self.written.wait_while_for(&mut queue, waits, time);
        queue.waiting == 0 && !queue.broken
    }

    /// Writes nothing any more, and drops what waits.
    pub fn close(&self) {
        let mut queue = self.queue.lock();
        queue.closed = true;
        queue.chunks.clear();
        self.wake.notify_one();
        self.written.notify_all();
    }

    /// Writes the queue until [`Input::close`]. For the writing thread.
    pub fn run(&self) {
        let mut writer = self.writer.lock();
        self.queue.lock().begun = true;
        self.written.notify_all();
        let mut broken = false;
        while let Some(chunk) = self.next() {
            // After an error the client is gone, or about to be; the thread that waits for
            // it reports the end.
            if !broken && let Err(error) = writer.write_all(&chunk).and_then(|()| writer.flush()) {
                tracing::debug!(%error, "the attach client takes no more input");
                broken = true;
            }
            let mut queue = self.queue.lock();
            queue.waiting -= chunk.len();
            queue.broken |= broken;
            self.written.notify_all();
        }
        // The client's input ends with its writer.
        *writer = Box::new(std::io::sink());
    }

    /// The next chunk; `None` when closed.
    fn next(&self) -> Option<Vec<u8>> {
        let mut queue = self.queue.lock();
        self.wake.wait_while(&mut queue, |queue| !queue.closed && !queue.ends && queue.chunks.is_empty());
        if queue.closed { None } else { queue.chunks.pop_front() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn refuses_more_than_may_wait_and_keeps_what_it_took() {
        let input = Input::new(Box::new(std::io::sink()));
        input.push(vec![0; MAX_QUEUED_BYTES + 1]).unwrap();
        let refused = input.push(vec![0]).unwrap_err();
        assert!(matches!(refused, Error::Busy { waiting } if waiting == MAX_QUEUED_BYTES + 1));
        assert_eq!(input.next().unwrap().len(), MAX_QUEUED_BYTES + 1);
    }

    #[test]
    fn takes_nothing_when_closed() {
        let input = Input::new(Box::new(std::io::sink()));
        input.close();
        assert!(matches!(input.push(vec![0]), Err(Error::Closed)));
        assert_eq!(input.next(), None);
    }
}
