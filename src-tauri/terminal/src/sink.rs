//! The contract between a terminal and its consumer.

use crate::child::Exit;

/// A consumer of a terminal's output, such as a window. Its methods are called from one
/// thread, in order. They return `false` when the consumer is gone; no call follows then.
pub trait Sink: Send + 'static {
    /// Takes raw output of the session, at most 128 KB, in whole characters. Once it is
    /// parsed, the consumer acknowledges it with [`crate::AttachedTerminal::ack`].
    fn output(&self, bytes: Vec<u8>) -> bool;

    /// Takes an event, in order with the output.
    fn event(&self, event: FeedEvent) -> bool;
}

/// An event between two pieces of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedEvent {
    /// Clear the terminal. The output between this and `Live` is a replay of the past.
    Reset,
    /// The replay is over: the output after this is new.
    Live,
    /// The attach client ended. Nothing follows.
    Ended {
        /// How it ended.
        exit: Exit,
    },
}

/// One call of a [`Sink`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Bytes(Vec<u8>),
    Event(FeedEvent),
}

impl Item {
    /// Hands the item to `sink`; `false` when the consumer is gone.
    pub fn deliver(self, sink: &dyn Sink) -> bool {
        match self {
            Self::Bytes(bytes) => sink.output(bytes),
            Self::Event(event) => sink.event(event),
        }
    }
}
