//! Signals, by name or number.

use super::rule::{Rule, SignalRule};
use crate::signals::{MAX_SIGNAL, by_name, by_number};

/// `TERM`, `sigterm` and `15` alike -> `SIGTERM`; real-time signals stay numbers.
///
/// # Errors
/// The rule that it breaks.
pub fn signal(text: &str) -> Result<String, Rule> {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number);
    by_name(name).or_else(|| by_number(number?)).ok_or_else(|| {
        let text = text.chars().take(40).collect::<String>().escape_debug().to_string();
        SignalRule::NoSignal { text, max: MAX_SIGNAL }.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_signals() {
        for (text, expected) in [
            ("TERM", "SIGTERM"),
            ("sigkill", "SIGKILL"),
            ("9", "SIGKILL"),
            ("1", "SIGHUP"),
            ("31", "SIGSYS"),
            ("SIGWINCH", "SIGWINCH"),
            ("34", "34"),
            ("64", "64"),
        ] {
            assert_eq!(signal(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn others_are_refused() {
        for text in ["", "0", "65", "-9", "+9", "SIG", "SIGSIGTERM", "TERM ", "--all", "9x", "é"] {
            assert!(signal(text).is_err(), "{text}");
        }
    }
}
