//! Panics, of whatever thread.

use std::backtrace::Backtrace;
use std::panic::{self, PanicHookInfo};
use std::thread;

use super::reports::{CrashKind, CrashReports};
use super::text::Panic;

impl CrashReports {
    /// From now on a panic of any thread leaves a report, after what was done at a panic before.
    pub fn follow_panics(&self) {
        let (reports, before) = (self.clone(), panic::take_hook());
        panic::set_hook(Box::new(move |panic| {
            // First: should a report fail, standard error has the panic all the same.
            before(panic);
            reports.write(CrashKind::App, || text(panic, &reports));
        }));
    }
}

fn text(panic: &PanicHookInfo<'_>, reports: &CrashReports) -> String {
    let payload = panic.payload();
    let message = payload.downcast_ref::<&str>().copied();
    let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = panic.location().map(ToString::to_string);
    let current = thread::current();
    let panic = Panic {
        message: message.unwrap_or("it does not say"),
        place: place.as_deref().unwrap_or("it does not say"),
        thread: current.name().unwrap_or("one without a name"),
        backtrace: &Backtrace::force_capture().to_string(),
    };
    panic.text(&reports.log)
}
