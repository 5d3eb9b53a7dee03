//! What can't go on: a sentence and an exit code, as of all that fails.

use std::panic::PanicHookInfo;
use std::process;

use crate::exit::FAILURE;
use crate::print;

/// What tokio (1.54) says where the system has no thread or no file left; a panic of its own makes its threads wait
/// for each other.
const NOTHING_LEFT: [&str; 2] = ["OS can't spawn worker thread", "failed to create UnixStream"];

/// Makes each panic an end like that of any other failure.
pub fn tell() {
    std::panic::set_hook(Box::new(|panic| {
        print::err(&sentence(panic));
        process::exit(i32::from(FAILURE));
    }));
}

fn sentence(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let words = payload.downcast_ref::<&str>().copied();
    let words =
        words.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("nobody knows why");
    if NOTHING_LEFT.iter().any(|known| words.contains(known)) {
        return format!("berthctl: The system has no thread or no file left for it: {words}");
    }
    let place = panic.location().map(|place| format!(" ({place})")).unwrap_or_default();
    format!("berthctl: A fault of its own ended it: {words}{place}")
}
