//! How a run ended, in words.

use berth_archive::{Ending, Run};

use super::signals;

/// What an ending is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// `None` while it goes on.
    pub ending: Option<Ending>,
    pub exit_code: Option<i64>,
    pub oom_within: bool,
    /// The engine's own words of a failed start.
    pub error: Option<String>,
}

impl From<&Run> for Ended {
    fn from(run: &Run) -> Self {
        Self {
            ending: run.ending,
            exit_code: run.exit_code,
            oom_within: run.oom_within,
            error: run.error.clone(),
        }
    }
}

/// An ending in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Short: `Exited 137: killed by SIGKILL`.
    pub title: String,
    /// One or two sentences.
    pub sentence: String,
}

impl Explained {
    fn new(title: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { title: title.into(), sentence: sentence.into() }
    }
}

/// `exited 3`, `killed 137`, `out of memory`, `running`.
pub fn word(ended: &Ended) -> String {
    match (ended.ending, ended.exit_code) {
        (None, _) => "running".to_owned(),
        (Some(Ending::OutOfMemory), _) => "out of memory".to_owned(),
        (Some(Ending::NotStarted), None) => "not started".to_owned(),
        (Some(_), None) => "end unknown".to_owned(),
        (Some(Ending::Asked), Some(code)) => format!("ended {code}"),
        (Some(Ending::Killed), Some(code)) => format!("killed {code}"),
        (Some(_), Some(code)) => format!("exited {code}"),
    }
}

/// Explains how a run ended; for one that goes on it says so.
pub fn explain(ended: &Ended) -> Explained {
    let Some(ending) = ended.ending else {
        return Explained::new("Running", "This session has not ended.");
    };
    let explained = match (ending, ended.exit_code) {
        (Ending::OutOfMemory, code) => return out_of_memory(code),
        (Ending::NotStarted, Some(code @ 125..=127)) => by_code(code),
        (Ending::NotStarted, _) => Explained::new("Never started", "The engine could not start it."),
        (_, None) => Explained::new("Ended, code unknown", "Nobody knows which code it exited with."),
        (_, Some(code)) => by_code(code),
    };
    let mut sentence = explained.sentence;
    if ended.oom_within {
        sentence += " Something in it was killed before, because the session reached its memory limit.";
    }
    if let Some(error) = &ended.error {
        sentence += &format!(" The engine says: {error}");
    }
    Explained { sentence, ..explained }
}

fn by_code(code: i64) -> Explained {
    match code {
        0 => Explained::new("Exited 0", "The program ended by itself, without an error."),
        ..0 => Explained::new(
            format!("Exited {code}: lost by the engine"),
            "The engine lost track of the process, so its real exit code is not known. That happens when its \
             monitor was killed or the machine went down.",
        ),
        125 => Explained::new(
            "Exited 125: the engine failed",
            "By convention the engine itself failed here, not the program.",
        ),
        126 => Explained::new(
            "Exited 126: could not be run",
            "A command was found but could not be run: its own, or one that its shell was given. Check the \
             permissions, and whether it was built for another processor.",
        ),
        127 => Explained::new(
            "Exited 127: command not found",
            "A command was not found: its own, or one that its shell was given. Check the spelling, and the PATH \
             of the image.",
        ),
        129..=192 => {
            let signal = signals::name(code - 128);
            // 130 and 143 are how a person or an engine ends a program: no alarm.
            let how = if matches!(code, 130 | 143) { "ended" } else { "killed" };
            Explained::new(format!("Exited {code}: {how} by {signal}"), signals::meaning(&signal))
        }
        _ => Explained::new(
            format!("Exited {code}"),
            "The program ended with an error of its own. Its last lines usually tell why.",
        ),
    }
}

fn out_of_memory(code: Option<i64>) -> Explained {
    let title = match code {
        Some(code) => format!("Exited {code}: out of memory"),
        None => "Out of memory".to_owned(),
    };
    Explained::new(
        title,
        "The system killed it because it reached its memory limit. Start it with a higher limit, or let it use less.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(ending: Option<Ending>, exit_code: Option<i64>) -> Ended {
        Ended { ending, exit_code, oom_within: false, error: None }
    }

    #[test]
    fn every_ending_has_its_words() {
        use Ending::{Asked, Failed, Killed, NotStarted, OutOfMemory, Unknown, Well};
        for (ending, code, short, title, part) in [
            (Some(Well), Some(0), "exited 0", "Exited 0", "by itself"),
            (Some(Failed), Some(3), "exited 3", "Exited 3", "Its last lines"),
            (Some(Asked), Some(143), "ended 143", "Exited 143: ended by SIGTERM", "asked to end"),
            (Some(Asked), Some(130), "ended 130", "Exited 130: ended by SIGINT", "Ctrl-C"),
            (Some(Killed), Some(137), "killed 137", "Exited 137: killed by SIGKILL", "could not clean up"),
            (Some(Failed), Some(139), "exited 139", "Exited 139: killed by SIGSEGV", "invalid memory"),
            (Some(Failed), Some(170), "exited 170", "Exited 170: killed by SIG42", "does not handle"),
            (Some(Failed), Some(193), "exited 193", "Exited 193", "an error of its own"),
            (Some(Failed), Some(-1), "exited -1", "Exited -1: lost by the engine", "monitor"),
            (Some(OutOfMemory), Some(137), "out of memory", "Exited 137: out of memory", "memory limit"),
            (Some(OutOfMemory), None, "out of memory", "Out of memory", "memory limit"),
            (Some(NotStarted), Some(127), "exited 127", "Exited 127: command not found", "PATH"),
            (Some(NotStarted), Some(126), "exited 126", "Exited 126: could not be run", "permissions"),
            (Some(NotStarted), Some(125), "exited 125", "Exited 125: the engine failed", "the engine itself"),
            (Some(NotStarted), Some(128), "exited 128", "Never started", "could not start"),
            (Some(NotStarted), None, "not started", "Never started", "could not start"),
            (Some(Unknown), None, "end unknown", "Ended, code unknown", "Nobody knows"),
            (None, None, "running", "Running", "has not ended"),
        ] {
            let ended = ended(ending, code);
            let explained = explain(&ended);
            assert_eq!((word(&ended).as_str(), explained.title.as_str()), (short, title));
            assert!(explained.sentence.contains(part), "{title}: {}", explained.sentence);
        }
    }

    #[test]
    fn what_the_engine_says_and_what_was_killed_within_is_added() {
        let error = Some("port is already allocated".to_owned());
        let ended = Ended { error, oom_within: true, ..ended(Some(Ending::NotStarted), None) };
        let sentence = explain(&ended).sentence;
        assert!(sentence.contains("Something in it was killed before"), "{sentence}");
        assert!(sentence.ends_with("The engine says: port is already allocated"), "{sentence}");
    }
}
