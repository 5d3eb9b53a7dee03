//! Sends a terminal's output and events to a window, in order.

use std::cell::Cell;

use berth_runner::Session;
use berth_terminal::{Exit, FeedEvent, Sink};
use serde::Serialize;
use tauri::ipc::{Channel, InvokeResponseBody, IpcResponse};

use crate::error::WireError;

/// An event on a terminal's channel, in order with the bytes.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TerminalEvent {
    /// Clear the terminal: what follows, up to `live`, is a replay of the past.
    Reset,
    /// The replay is over: from here on bytes are new.
    Live,
    /// The attach client ended; nothing follows.
    Ended {
        /// How the session is now, when the engine could be asked.
        session: Option<Box<Session>>,
        /// Whether the run that was shown last is known to go on: what was typed meanwhile is for it.
        continues: bool,
        /// Why the client ended, when it was not the session that ended.
        failure: Option<WireError>,
    },
    /// The shell ended; nothing follows.
    ShellEnded {
        /// Its exit code; `None` when its client was killed.
        code: Option<u32>,
    },
}

/// Tauri brings a message of less than 1 KB to the page at once. For a longer one the page
/// has to make a request, …
const DIRECT_BYTES: usize = 1023;
/// … which takes longer than this much in pieces, a screen of text.
const PIECES_BYTES: usize = 8 * DIRECT_BYTES;

/// The sink of a window's channel.
pub(super) struct ChannelSink {
    output: Channel,
    /// Called when the client has ended; it sends the last event.
    on_end: Cell<Option<OnEnd>>,
}

/// Called once, with how the client ended.
pub(super) type OnEnd = Box<dyn FnOnce(Exit) + Send>;

impl ChannelSink {
    pub fn new(output: Channel, on_end: impl FnOnce(Exit) + Send + 'static) -> Self {
        Self { output, on_end: Cell::new(Some(Box::new(on_end))) }
    }
}

impl Sink for ChannelSink {
    fn output(&self, bytes: Vec<u8>) -> bool {
        if bytes.len() > PIECES_BYTES {
            return self.output.send(InvokeResponseBody::Raw(bytes)).is_ok();
        }
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(whole(rest, DIRECT_BYTES));
            if self.output.send(InvokeResponseBody::Raw(piece.to_vec())).is_err() {
                return false;
            }
            rest = after;
        }
        true
    }

    fn event(&self, event: FeedEvent) -> bool {
        match event {
            FeedEvent::Reset => send(&self.output, &TerminalEvent::Reset),
            FeedEvent::Live => send(&self.output, &TerminalEvent::Live),
            FeedEvent::Ended { exit } => {
                if let Some(on_end) = self.on_end.take() {
                    on_end(exit);
                }
                true
            }
        }
    }
}

/// The sink of a terminal without a view: only its screen model goes on.
pub(super) struct NullSink;

impl Sink for NullSink {
    fn output(&self, _: Vec<u8>) -> bool {
        false
    }

    fn event(&self, _: FeedEvent) -> bool {
        false
    }
}

/// Sends an event; `false` when the window is gone.
pub(super) fn send(output: &Channel, event: &TerminalEvent) -> bool {
    event.body().and_then(|body| output.send(body)).is_ok()
}

/// Up to so many bytes of text, at most `most`, that end with a whole character.
fn whole(text: &[u8], most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let begins = |at: &usize| text[*at] & 0b1100_0000 != 0b1000_0000;
    (most - 3..=most).rev().find(begins).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel() -> (Channel, std::sync::mpsc::Receiver<String>) {
        let (sender, receiver) = std::sync::mpsc::channel();
        let channel = Channel::new(move |body| {
            let text = match body {
                InvokeResponseBody::Json(json) => json,
                InvokeResponseBody::Raw(bytes) => format!("{} bytes", bytes.len()),
            };
            drop(sender.send(text));
            Ok(())
        });
        (channel, receiver)
    }

    #[test]
    fn a_screen_of_text_goes_in_pieces_and_a_flood_whole() {
        let (output, sent) = channel();
        let sink = ChannelSink::new(output, |_| ());
        assert!(sink.output(vec![b'x'; DIRECT_BYTES + 1]));
        assert!(sink.output(vec![b'x'; PIECES_BYTES + 1]));
        assert_eq!(sent.try_iter().collect::<Vec<_>>(), ["1023 bytes", "1 bytes", "8185 bytes"]);
    }

    #[test]
    fn the_end_is_told_once() {
        let (output, sent) = channel();
        let (ended, ends) = std::sync::mpsc::channel();
        let sink = ChannelSink::new(output, move |exit| drop(ended.send(exit)));
        assert!(sink.event(FeedEvent::Reset) && sink.event(FeedEvent::Live));
        let exit = Exit { code: Some(3), signal: None, errors: String::new() };
        assert!(sink.event(FeedEvent::Ended { exit: exit.clone() }));
        assert!(sink.event(FeedEvent::Ended { exit }));
        assert_eq!(sent.try_iter().collect::<Vec<_>>(), [r#"{"kind":"reset"}"#, r#"{"kind":"live"}"#]);
        assert_eq!(ends.try_iter().map(|exit| exit.code).collect::<Vec<_>>(), [Some(3)]);
    }

    #[test]
    fn pieces_end_with_whole_characters() {
        let text = "aé世🦀".repeat(9);
        for most in 4..20 {
            let mut rest = text.as_bytes();
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(whole(rest, most));
                assert!(!piece.is_empty() && piece.len() <= most);
                assert!(std::str::from_utf8(piece).is_ok(), "{most}: {piece:?}");
                rest = after;
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_cut_somewhere() {
        assert_eq!(whole(&[0x80; 9], 4), 4);
    }
}
