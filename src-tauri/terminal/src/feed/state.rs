//! The state of a feed, behind its lock: what is due, and when.

use std::time::{Duration, Instant};

use crate::model::Model;
use crate::outgoing::Outgoing;
use crate::sink::Item;
use crate::splice::Held;

pub struct State {
    pub model: Model,
    pub outgoing: Outgoing,
    /// Output of the attach while the log is read.
    pub held: Option<Held>,
    pub closed: bool,
}

impl State {
    pub fn held_bytes(&self) -> Option<usize> {
        self.held.as_ref().map(Held::len)
    }

    pub fn completed(&self) -> usize {
        self.held.as_ref().map_or(0, Held::completed)
    }

    /// Whether there is something for the consumer now.
    pub fn is_ready(&self, now: Instant) -> bool {
        self.held.is_none() && self.outgoing.is_ready(now)
    }

    /// The time until something is due that no output announces: for the model, or for a
    /// consumer that lags.
    pub fn due_in(&self, now: Instant) -> Option<Duration> {
        let frame = if self.held.is_none() { self.outgoing.next_frame_in(now) } else { None };
        self.model.due_in(now).into_iter().chain(frame).min()
    }

    /// All that the delivering thread waits for. It is woken when this changes.
    pub fn work(&self, now: Instant) -> (bool, bool, bool) {
        (self.due_in(now).is_some(), self.is_ready(now), self.outgoing.has_full_message())
    }

    pub fn take_items(&mut self, now: Instant) -> Vec<Item> {
        self.outgoing.take(now, |paint| self.model.paint(paint))
    }
}
