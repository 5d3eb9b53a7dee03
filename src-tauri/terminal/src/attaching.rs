//! The time until a client has attached and the log before it was read.

use std::thread;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::feed::Feed;
use crate::options::LogReader;
use crate::pty::Master;
use crate::screen::Transcript;

/// A client that has not attached by then is not waited for.
const ATTACH_TIMEOUT: Duration = Duration::from_secs(5);
/// A terminal's mode can't be waited for.
const POLL_INTERVAL: Duration = Duration::from_millis(5);
/// How often the log is read until it overlaps the output of the attach. It may never:
/// docker logs bytes that are not text as something else.
const MAX_LOG_READS: usize = 4;

/// Waits until the client has made its terminal raw, which clients do when they attach
/// (podman 4.3 just before, docker 20.10 just after): a log that is read from then on
/// contains what was written before. Returns whether it did, as far as the system knows.
pub fn wait_until_attached(feed: &Feed, master: &Mutex<Master>) -> bool {
    let deadline = Instant::now() + ATTACH_TIMEOUT;
    let mut is_known = false;
    while !feed.has_ended() && Instant::now() < deadline {
        let is_raw = master.lock().is_raw();
        match is_raw {
            Some(true) => return true,
            Some(false) => is_known = true,
            None if !is_known => return true,
            // It has ended.
            None => {}
        }
        thread::sleep(POLL_INTERVAL);
    }
    false
}

/// Reads the log until it overlaps the held output of the attach. `attached` is the result
/// of [`wait_until_attached`].
pub fn read_transcript(feed: &Feed, mut read: LogReader, settle: Duration, attached: bool) -> Transcript {
    let mut transcript = Transcript::default();
    for _ in 0..MAX_LOG_READS {
        let completed = feed.completed();
        transcript = read();
        if transcript.ended && !attached {
            // The log contains everything, and the client only reports an error. docker
            // 20.10: "You cannot attach to a stopped container, start it first", podman 4.3:
            // "Error: you can only attach to running containers".
            feed.discard_held();
            return transcript;
        }
        if feed.is_overlapped_by(&transcript.current, completed, settle) {
            return transcript;
        }
    }
    tracing::info!("the session's log and its attach do not overlap");
    transcript
}
