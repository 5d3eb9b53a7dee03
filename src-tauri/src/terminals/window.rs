//! What a window is told of a terminal, and in which order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_runner::{Run, Runner, Session, State};
use berth_terminal::{FeedEvent, Sink};
use serde::Serialize;
use tauri::ipc::{Channel, InvokeResponseBody, IpcResponse};

use super::moored::{Address, Moored};
use super::past::Shown;
use crate::failure::Failure;
use crate::harbour::locked;

/// What a terminal's channel carries beside the bytes, in order with them.
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
        /// Why the client ended, when it was not the session that ended.
        failure: Option<Failure>,
    },
    /// The shell ended; nothing follows.
    ShellEnded {
        /// Its exit code; `None` when its client was killed.
        code: Option<u32>,
    },
}

/// Tauri brings what is shorter than 1 KB to the page at once; for what is longer the page
/// has to come, …
const DIRECT: usize = 1023;
/// … which takes longer than to bring as much as this, a screen of text, in pieces.
const SMALL: usize = 8 * DIRECT;

/// Hands a terminal's feed to the window.
pub(super) struct Window {
    pub output: Channel,
    pub runner: Runner,
    pub address: Address,
    pub shown: Shown,
    pub number: u32,
    pub moored: Arc<Mutex<Moored>>,
}

impl Sink for Window {
    fn output(&self, bytes: Vec<u8>) -> bool {
        if bytes.len() > SMALL {
            return self.output.send(InvokeResponseBody::Raw(bytes)).is_ok();
        }
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(whole(rest, DIRECT));
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
            // An exec's client passes on the code of its process, on both engines.
            FeedEvent::Ended { exit } if self.address.shell.is_some() => {
                send(&self.output, &TerminalEvent::ShellEnded { code: exit.code })
            }
            FeedEvent::Ended { .. } => {
                let (output, runner) = (self.output.clone(), self.runner.clone());
                let (address, shown) = (self.address.clone(), self.shown.clone());
                let (number, moored) = (self.number, Arc::clone(&self.moored));
                tauri::async_runtime::spawn(async move {
                    let ended = how_it_ended(&runner, &address.session, shown.of(&address)).await;
                    if let TerminalEvent::Ended { session: Some(now), .. } = &ended {
                        shown.note_end(&address, now);
                    }
                    send(&output, &ended);
                    locked(&moored).views.remove(&number);
                });
                true
            }
        }
    }
}

/// Up to so many bytes of text, at most `most`, that end with a whole character.
fn whole(text: &[u8], most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let begins = |at: &usize| text[*at] & 0b1100_0000 != 0b1000_0000;
    (most - 3..=most).rev().find(begins).unwrap_or(most)
}

/// Tells a window that another one shows its terminal now.
pub(super) fn shown_elsewhere(output: &Channel) {
    let failure = Failure::new("elsewhere", "Another window of Berth shows it now");
    send(output, &TerminalEvent::Ended { session: None, failure: Some(failure) });
}

/// Nobody looks: the model alone goes on.
pub(super) struct Nobody;

impl Sink for Nobody {
    fn output(&self, _: Vec<u8>) -> bool {
        false
    }

    fn event(&self, _: FeedEvent) -> bool {
        false
    }
}

fn send(output: &Channel, event: &TerminalEvent) -> bool {
    event.body().and_then(|body| output.send(body)).is_ok()
}

/// Asks the engine what became of the session: a client's own status can't be
/// trusted (podman's `attach` gave 0 for 7 and for 137, observed on 4.3).
async fn how_it_ended(runner: &Runner, session: &str, shown: Option<Run>) -> TerminalEvent {
    // The client may end some milliseconds before the engine has noted the exit.
    const ASKS: u32 = 15;
    const PAUSE: Duration = Duration::from_millis(100);
    let mut asked = 1;
    loop {
        match runner.status(session).await {
            Ok(now)
                if now.state == State::Running
                    && shown.is_none_or(|run| run.began == now.started_at)
                    && asked < ASKS =>
            {
                asked += 1;
                tokio::time::sleep(PAUSE).await;
            }
            Ok(now) => {
                let failure = (now.state == State::Running).then(|| {
                    Failure::new("detached", "The connection to the session ended; the session still runs")
                });
                return TerminalEvent::Ended { session: Some(Box::new(now)), failure };
            }
            Err(error) => return TerminalEvent::Ended { session: None, failure: Some(error.into()) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
