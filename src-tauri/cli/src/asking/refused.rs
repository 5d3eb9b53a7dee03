//! A refusal as the end of a verb.

use berth_control::{Refusal, RefusalKind};

use crate::exit::{FAILURE, NO_ENGINE, NO_TERMINAL, NOT_FOUND, NOT_RUNNING, Stop, USAGE};

/// `name` is the session's.
pub fn stop(refusal: Refusal, name: &str) -> Stop {
    let (code, hint) = match refusal.kind {
        RefusalKind::NotFound => (NOT_FOUND, String::new()),
        RefusalKind::NotRunning => (NOT_RUNNING, format!("; see how it ended with: berthctl why {name}")),
        RefusalKind::NoTerminal => (NO_TERMINAL, format!("; read what it prints with: berthctl logs {name}")),
        RefusalKind::NoEngine => (NO_ENGINE, String::new()),
        RefusalKind::Invalid => (USAGE, String::new()),
        RefusalKind::Unknown | RefusalKind::App | RefusalKind::Lost | RefusalKind::Failed => {
            (FAILURE, String::new())
        }
    };
    Stop::new(code, format!("{}{hint}", refusal.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_have_the_documented_codes() {
        for (kind, code) in [
            (RefusalKind::NotFound, 3),
            (RefusalKind::NotRunning, 7),
            (RefusalKind::NoTerminal, 9),
            (RefusalKind::NoEngine, 5),
            (RefusalKind::Invalid, 2),
            (RefusalKind::Lost, 1),
            (RefusalKind::Failed, 1),
        ] {
            let stop = stop(Refusal::new(kind, "It is so"), "bot");
            assert_eq!(stop.code, code, "{kind:?}");
            assert!(stop.message.starts_with("It is so"), "{}", stop.message);
        }
    }
}
