//! How far a copy is, for who looks at it from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::image::Transfer;

/// Bytes that were copied, and how many there are to copy; 0 while that is not known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress(Arc<(AtomicU64, AtomicU64)>);

impl Progress {
    pub fn add(&self, bytes: u64) {
        self.0.0.fetch_add(bytes, Ordering::Relaxed);
    }

    pub fn expect(&self, total: u64) {
        self.0.1.store(total, Ordering::Relaxed);
    }

    pub fn now(&self) -> Transfer {
        Transfer { done: self.0.0.load(Ordering::Relaxed), total: self.0.1.load(Ordering::Relaxed) }
    }
}
