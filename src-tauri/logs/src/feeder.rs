//! Fills a source from memory, for measures and for tests that have no engine.

use std::sync::Arc;

use crate::block::{Batch, Reader};
use crate::error::Result;
use crate::records::Records;
use crate::view::View;
use crate::wire::{LogQuery, LogStream};

/// What an engine's client would print, taken as a view takes it.
#[derive(Debug)]
pub struct Feeder {
    view: Arc<View>,
    source: usize,
    records: Records,
    reader: Reader,
}

impl Feeder {
    /// Of one source of a view.
    pub fn new(view: &Arc<View>, source: usize) -> Self {
        Self { view: Arc::clone(view), source, records: Records::timed(), reader: Reader::default() }
    }

    /// Takes lines with times.
    pub fn feed(&mut self, stream: LogStream, bytes: &[u8]) {
        let mut batch = Batch::default();
        let reader = &mut self.reader;
        self.records.take(bytes, |record| reader.read(stream, &record, &mut batch));
        self.view.push(self.source, batch);
    }

    /// Asks a query, and waits until it was asked of all lines; returns how many rows there are.
    ///
    /// # Errors
    ///
    /// A pattern is no regular expression.
    pub fn ask(&self, query: &LogQuery) -> Result<u32> {
        self.view.ask_now(query)
    }
}
