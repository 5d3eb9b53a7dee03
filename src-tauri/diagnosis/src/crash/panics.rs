//! Panics, of whatever thread.

use std::backtrace::Backtrace;
use std::panic;
use std::thread;

use super::reports::{CrashKind, CrashReports};
use super::text;

impl CrashReports {
    /// From now on a panic of any thread leaves a report. What was done at a panic is done after it.
    pub fn follow_panics(&self) {
        let (reports, before) = (self.clone(), panic::take_hook());
        panic::set_hook(Box::new(move |panic| {
            let payload = panic.payload();
            let message = payload.downcast_ref::<&str>().copied();
            let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
            let place = panic.location().map(ToString::to_string);
            let current = thread::current();
            let report = text::Panic {
                message: message.unwrap_or("it does not say"),
                place: place.as_deref().unwrap_or("it does not say"),
                thread: current.name().unwrap_or("one without a name"),
                backtrace: &Backtrace::force_capture().to_string(),
            };
            reports.write(CrashKind::App, &report.text(&reports.log));
            before(panic);
        }));
    }
}
