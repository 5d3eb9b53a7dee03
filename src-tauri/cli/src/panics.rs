//! Panics: a sentence instead of Rust's own words, and an exit code, as of all that fails.

use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind};
use std::process;

use crate::exit::FAILURE;
use crate::print;

/// What tokio (1.54) says where the system has no thread or no file left; a panic of its own makes its threads wait
/// for each other.
const NOTHING_LEFT: [&str; 2] = ["OS can't spawn worker thread", "failed to create UnixStream"];

/// Says each panic in a sentence. The thread unwinds then, for some panics are caught on purpose; only where tokio
/// has nothing left does the program end at once.
pub fn tell() {
    std::panic::set_hook(Box::new(|panic| {
        let words = words(panic);
        if is_the_end(words) {
            // Nothing is dropped now that would do it.
            let _ = crossterm::terminal::disable_raw_mode();
        }
        print::err(&sentence(words, panic.location()));
        if is_the_end(words) {
            process::exit(i32::from(FAILURE));
        }
    }));
}

/// Does `work`; `None` if it panicked.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn words<'a>(panic: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = panic.payload();
    let words = payload.downcast_ref::<&str>().copied();
    words.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("nobody knows why")
}

fn is_the_end(words: &str) -> bool {
    NOTHING_LEFT.iter().any(|known| words.contains(known))
}

fn sentence(words: &str, place: Option<&Location<'_>>) -> String {
    if is_the_end(words) {
        return format!("berthctl: The system has no thread or no file left for it: {words}");
    }
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    format!("berthctl: A fault of its own: {words}{place}")
}

#[cfg(test)]
#[expect(clippy::panic, reason = "tests of panics")]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_caught_ends_nothing() {
        let usual = std::panic::take_hook();
        tell();
        let (caught_here, in_a_thread) =
            (caught(|| panic!("of a test")), std::thread::spawn(|| panic!("of a test")).join());
        std::panic::set_hook(usual);
        assert!(caught_here.is_none() && in_a_thread.is_err());
        assert_eq!(caught(|| 3), Some(3));
    }

    #[test]
    fn only_where_tokio_has_nothing_left_is_it_the_end() {
        let thread = "OS can't spawn worker thread: Resource temporarily unavailable (os error 11)";
        for words in [thread, "failed to create UnixStream: Too many open files"] {
            assert!(is_the_end(words), "{words}");
            let said = sentence(words, None);
            assert!(said.starts_with("berthctl: The system has no") && said.ends_with(words), "{said}");
        }
        let place = Location::caller();
        let said = sentence("index out of bounds", Some(place));
        assert!(!is_the_end("index out of bounds"));
        assert_eq!(said, format!("berthctl: A fault of its own: index out of bounds ({place})"));
    }
}
