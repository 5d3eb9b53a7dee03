//! The threads of an attached terminal: one each for the client's end, its output, the consumer,
//! the input and the log.

use std::io::{ErrorKind, Read};
use std::sync::mpsc;
use std::time::Duration;

use super::AttachedTerminal;
use crate::attaching::{read_transcript, wait_until_attached};
use crate::error::Result;
use crate::errors::ErrorOutput;
use crate::feed::Feed;
use crate::options::{Errors, Options};
use crate::thread::{spawn, spawn_carrier};

/// The last output may arrive this long after the client's end. On Unix the kernel closes
/// the terminal with its session leader; this limit is for other cases.
const LAST_OUTPUT_TIMEOUT: Duration = Duration::from_secs(2);

impl AttachedTerminal {
    /// Starts them all.
    pub(super) fn start(
        &self,
        mut reader: Box<dyn Read + Send>,
        errors: Option<Box<dyn Read + Send>>,
        options: Options,
    ) -> Result<()> {
        let Options { log, raw_when_attached, settle, errors: place, on_end, .. } = options;
        let errors = match ErrorOutput::read(errors) {
            Ok(errors) => errors,
            Err(error) => {
                self.child.kill_and_reap()?;
                return Err(error);
            }
        };
        let (child, master, input, feed) =
            (self.child.clone(), self.master.clone(), self.input.clone(), self.feed.clone());
        let (drained, drain_ended) = mpsc::channel::<()>();
        // First of all: it reaps, which killing waits for.
        let waiter = move || {
            let mut exit = child.wait();
            master.lock().hang_up();
            input.close();
            // The sender is dropped at the end of the output, which shows here as an error.
            if drain_ended.recv_timeout(LAST_OUTPUT_TIMEOUT) == Err(mpsc::RecvTimeoutError::Timeout) {
                tracing::warn!("the terminal stayed open after its client ended");
            }
            exit.errors = errors.text();
            if let Errors::AtEnd(words) = place {
                feed.output(words(&exit.errors).as_bytes());
            }
            if let Some(on_end) = on_end {
                on_end();
            }
            feed.end(exit);
        };
        if let Err(error) = spawn("berth-child", waiter) {
            self.child.kill_and_reap()?;
            return Err(error);
        }

        let feed = self.feed.clone();
        spawn_carrier("berth-drain", move || {
            drain(reader.as_mut(), &feed);
            drop(drained);
        })?;
        let feed = self.feed.clone();
        spawn_carrier("berth-feed", move || feed.deliver())?;
        let (input, feed, master) = (self.input.clone(), self.feed.clone(), self.master.clone());
        let (attached, is_attached) = mpsc::channel();
        spawn("berth-input", move || {
            // Where no log is read the receiver is gone.
            let _ = attached.send(!raw_when_attached || wait_until_attached(&feed, &master));
            input.run();
        })?;
        if let Some(log) = log {
            let feed = self.feed.clone();
            spawn("berth-log", move || {
                let attached = is_attached.recv().unwrap_or(false);
                feed.splice(read_transcript(&feed, log, settle, attached));
            })?;
        }
        Ok(())
    }
}

/// Reads the pseudo-terminal to its end. Nothing here may wait for the consumer or for the
/// program: a client that is not read freezes its container.
fn drain(reader: &mut dyn Read, feed: &Feed) {
    // A read gives 4 KB at most on Linux; the rest is for other systems.
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return,
            Ok(n) => feed.output(&buffer[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                tracing::debug!(%error, "the terminal can't be read any more");
                return;
            }
        }
    }
}
