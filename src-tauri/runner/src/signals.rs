//! The signals that both engines know, which are those of Linux.

use serde::Serialize;

/// Names without `SIG`, by number: the first is 1.
const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
    "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
    "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
];
/// The last real-time signal.
pub(crate) const MAX_SIGNAL: u32 = 64;

/// One signal that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Signal {
    /// From 1 to 31.
    pub number: u32,
    /// Without `SIG`, e.g. `TERM`.
    pub name: &'static str,
}

/// Every signal that has a name, by number.
pub fn signals() -> Vec<Signal> {
    (1..).zip(NAMES).map(|(number, name)| Signal { number, name }).collect()
}

/// `SIGTERM` for `TERM`; `None` where it is no name.
pub(crate) fn by_name(name: &str) -> Option<String> {
    NAMES.contains(&name).then(|| format!("SIG{name}"))
}

/// `SIGTERM` for 15; the number for real-time signals. `None` where it is no signal.
pub(crate) fn by_number(number: u32) -> Option<String> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    match NAMES.get(index) {
        Some(name) => Some(format!("SIG{name}")),
        None => (number <= MAX_SIGNAL).then(|| number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_linux() {
        for (number, name) in
            [(1, "SIGHUP"), (9, "SIGKILL"), (15, "SIGTERM"), (28, "SIGWINCH"), (31, "SIGSYS")]
        {
            assert_eq!(by_number(number).as_deref(), Some(name));
            let bare = name.trim_start_matches("SIG");
            assert_eq!(by_name(bare).as_deref(), Some(name));
            assert!(signals().contains(&Signal { number, name: bare }));
        }
        assert_eq!(by_number(34).as_deref(), Some("34"));
        assert_eq!((by_number(0), by_number(65), by_name("SIGTERM"), by_name("")), (None, None, None, None));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_agrees() {
        use rustix::process::Signal as System;
        for (number, signal) in [
            (1, System::HUP),
            (10, System::USR1),
            (12, System::USR2),
            (15, System::TERM),
            (28, System::WINCH),
        ] {
            assert_eq!(signal.as_raw(), number);
        }
    }
}
