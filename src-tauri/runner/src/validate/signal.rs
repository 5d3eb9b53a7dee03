//! Signals, by name or number.

/// The names that both engines know (Linux).
const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
    "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
    "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
];
/// Numbers go up to the last real-time signal.
const LAST: u32 = 64;

/// `TERM`, `sigterm` and `15` alike -> `SIGTERM`; real-time signals stay numbers.
///
/// # Errors
/// A sentence that names the rule.
pub fn signal(text: &str) -> Result<String, String> {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    if NAMES.contains(&name) {
        return Ok(format!("SIG{name}"));
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse::<u32>().ok().filter(|number| digits && (1..=LAST).contains(number));
    let Some(number) = number else {
        return Err(format!(
            "\"{}\" is not a signal; write a name such as TERM, INT, HUP or KILL, or a number from 1 to {LAST}",
            text.chars().take(40).collect::<String>().escape_debug()
        ));
    };
    let name = usize::try_from(number - 1).ok().and_then(|index| NAMES.get(index));
    Ok(name.map_or_else(|| number.to_string(), |name| format!("SIG{name}")))
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
