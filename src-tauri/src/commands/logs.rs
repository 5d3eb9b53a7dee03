//! Commands on logs: read once, or followed as they are written.

use std::ops::ControlFlow;
use std::time::Duration;

use berth_runner::Runner;
use parking_lot::Mutex;
use serde::Serialize;
use tauri::ipc::{Channel, InvokeResponseBody, IpcResponse, Response};
use tauri::{State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::subscriptions::Subscriptions;

/// The last `lines` of a session's log as raw bytes.
#[tauri::command]
pub async fn session_logs(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    lines: u32,
) -> Result<Response, WireError> {
    Ok(Response::new(engines.runner(&engine).await?.logs(&id, lines).await?))
}

/// The shortest time between two messages of a log.
const LOG_INTERVAL: Duration = Duration::from_millis(100);
/// The most bytes of one message: a flood is more than a person reads, so its beginning is left out.
const LOG_MESSAGE_BYTES: usize = 1024 * 1024;

/// An event of a followed log, in order with its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LogEvent {
    /// Output of a flood was left out before the bytes that follow.
    Skipped {
        /// Ends of lines in it.
        lines: u32,
        bytes: u32,
    },
    /// Nothing follows.
    Ended {
        /// Why the log is not whole; `null` when the run ended.
        failure: Option<WireError>,
    },
}

/// Sends the last `lines` lines of a session's log as raw bytes, then what it writes, until
/// the run ends, with [`LogEvent`]s. Returns the number to `unsubscribe` with.
#[tauri::command]
pub async fn follow_logs(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    subscriptions: State<'_, Subscriptions>,
    engine: String,
    id: String,
    lines: u32,
    channel: Channel,
) -> Result<u32, WireError> {
    let runner = engines.runner(&engine).await?;
    Ok(subscriptions.start(window.label(), send_log(runner, id, lines, channel)))
}

async fn send_log(runner: Runner, id: String, lines: u32, channel: Channel) {
    let waiting = Mutex::new(Waiting::default());
    let flush = || {
        let waiting = std::mem::take(&mut *waiting.lock());
        waiting.bytes.is_empty() || waiting.send(&channel).is_ok()
    };
    let follow = runner.follow_logs(&id, lines, |bytes| {
        waiting.lock().append(bytes);
        ControlFlow::Continue(())
    });
    let flushing = async {
        while flush() {
            tokio::time::sleep(LOG_INTERVAL).await;
        }
    };
    let followed = tokio::select! {
        followed = follow => followed,
        // The window is gone.
        () = flushing => return,
    };
    if flush() {
        let event = LogEvent::Ended { failure: followed.err().map(WireError::from) };
        // A window that is gone needs no end.
        drop(event.body().and_then(|body| channel.send(body)));
    }
}

/// The output that waits for the next message.
#[derive(Debug, Default)]
struct Waiting {
    bytes: Vec<u8>,
    skipped_bytes: usize,
    skipped_lines: usize,
}

impl Waiting {
    /// Of more than a message the end stays, from the start of a line.
    fn append(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > LOG_MESSAGE_BYTES {
            let surplus = self.bytes.len() - LOG_MESSAGE_BYTES;
            let line = self.bytes[surplus..].iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let skipped = self.bytes.drain(..surplus + line);
            self.skipped_bytes += skipped.len();
            self.skipped_lines += skipped.filter(|byte| *byte == b'\n').count();
        }
    }

    /// # Errors
    /// When the window is gone.
    fn send(self, channel: &Channel) -> tauri::Result<()> {
        if self.skipped_bytes > 0 {
            let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
            let (lines, bytes) = (count(self.skipped_lines), count(self.skipped_bytes));
            channel.send(LogEvent::Skipped { lines, bytes }.body()?)?;
        }
        channel.send(InvokeResponseBody::Raw(self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_keeps_its_last_lines_and_counts_the_others() {
        let mut waiting = Waiting::default();
        let line = [&[b'x'; 99][..], b"\n"].concat();
        (0..20_000).for_each(|_| waiting.append(&line));
        let kept = waiting.bytes.len();
        assert!((LOG_MESSAGE_BYTES - 100..=LOG_MESSAGE_BYTES).contains(&kept));
        assert_eq!((kept % 100, &waiting.bytes[..3]), (0, &b"xxx"[..]));
        assert_eq!(waiting.skipped_bytes, 2_000_000 - kept);
        assert_eq!(waiting.skipped_lines, 20_000 - kept / 100);
    }

    #[test]
    fn a_line_longer_than_a_message_keeps_its_end() {
        let mut waiting = Waiting::default();
        waiting.append(&vec![b'x'; LOG_MESSAGE_BYTES + 5]);
        assert_eq!(waiting.bytes.len(), LOG_MESSAGE_BYTES);
        assert_eq!((waiting.skipped_bytes, waiting.skipped_lines), (5, 0));
    }

    #[test]
    fn what_fits_a_message_is_whole() {
        let mut waiting = Waiting::default();
        waiting.append(b"a\nb\n");
        assert_eq!((waiting.skipped_bytes, waiting.skipped_lines), (0, 0));
    }
}
