//! Who ended a run, in words.

use berth_archive::{Actor, EndedBy, Run, Verb};

use super::signals;
use crate::time::moment;

/// What is known of it, each a phrase; empty for what ended by itself.
pub fn phrases(run: &Run) -> Vec<String> {
    let sent = run.exit_code.filter(|code| *code > 128).map(|code| signals::name(code - 128));
    match &run.by {
        EndedBy::Berth { actor, verb, killed_after_grace } => {
            let after_grace = killed_after_grace.then(|| match run.grace {
                Some(seconds) => format!("killed by SIGKILL after the {seconds} s grace time"),
                None => "killed by SIGKILL after the grace time".to_owned(),
            });
            after_grace.into_iter().chain([by_berth(actor, *verb, sent.as_deref())]).collect()
        }
        EndedBy::Shutdown => vec!["the engine or the machine was shut down".to_owned()],
        EndedBy::Other if sent.as_deref() == Some("SIGKILL") => {
            vec!["not by Berth: a kill, or a stop whose grace time ran out".to_owned()]
        }
        EndedBy::Other => vec!["not ended by Berth".to_owned()],
        EndedBy::Itself | EndedBy::Kernel | EndedBy::Unknown | EndedBy::Nobody => Vec::new(),
    }
}

/// The same for a column of a table, where nothing said would be a gap.
pub fn always(run: &Run) -> String {
    let phrases = phrases(run);
    if !phrases.is_empty() {
        return phrases.join(", ");
    }
    match run.by {
        EndedBy::Itself => "ended by itself",
        EndedBy::Kernel => "ended by the kernel, for want of memory",
        EndedBy::Unknown => "nobody saw who ended it",
        _ => "",
    }
    .to_owned()
}

/// In which time nobody watched, if its end fell into one.
pub fn unwatched(run: &Run) -> Option<String> {
    let (from, to) = run.unwatched?;
    Some(format!("Berth did not watch from {} to {}", moment(from), moment(to)))
}

fn by_berth(actor: &Actor, verb: Verb, sent: Option<&str>) -> String {
    let place = match actor {
        Actor::Window { .. } => "in a window of Berth",
        Actor::Berthctl { .. } => "by berthctl",
    };
    if let (Verb::Kill, Some(signal)) = (verb, sent.filter(|signal| *signal != "SIGKILL")) {
        // One that handles a signal ends in a way of its own: then it was no kill.
        return match actor {
            Actor::Window { .. } => format!("a window of Berth sent it {signal}"),
            Actor::Berthctl { .. } => format!("berthctl sent it {signal}"),
        };
    }
    let deed = match verb {
        Verb::Start | Verb::PodStart => "started anew",
        Verb::Kill => "killed",
        Verb::Restart => "restarted",
        Verb::Recreate => "recreated",
        Verb::Delete | Verb::Prune => "deleted",
        Verb::PodStop | Verb::PodRemove => "its pod was stopped",
        Verb::Stop | Verb::Pause | Verb::Resume | Verb::Rename => "stopped",
        Verb::PauseRestarts | Verb::ResumeRestarts | Verb::ChangeLimits => "stopped",
    };
    format!("{deed} {place}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::tests::run;

    #[test]
    fn everybody_who_can_end_a_run_has_words() {
        let berth = |actor, verb, killed_after_grace| EndedBy::Berth { actor, verb, killed_after_grace };
        let (window, ctl) = (Actor::Window { pid: 1 }, Actor::Berthctl { pid: 2 });
        for (by, code, grace, words) in [
            (berth(window.clone(), Verb::Stop, false), 143, Some(10), "stopped in a window of Berth"),
            (
                berth(ctl.clone(), Verb::Stop, true),
                137,
                Some(3),
                "killed by SIGKILL after the 3 s grace time, stopped by berthctl",
            ),
            (
                berth(ctl.clone(), Verb::Restart, true),
                137,
                None,
                "killed by SIGKILL after the grace time, restarted by berthctl",
            ),
            (berth(ctl.clone(), Verb::Kill, false), 137, None, "killed by berthctl"),
            (berth(ctl.clone(), Verb::Kill, false), 143, None, "berthctl sent it SIGTERM"),
            (berth(ctl.clone(), Verb::Kill, false), 3, None, "killed by berthctl"),
            (berth(window, Verb::Kill, false), 138, None, "a window of Berth sent it SIGUSR1"),
            (berth(ctl.clone(), Verb::Prune, false), 137, None, "deleted by berthctl"),
            (berth(ctl, Verb::PodRemove, false), 143, None, "its pod was stopped by berthctl"),
            (EndedBy::Shutdown, 143, None, "the engine or the machine was shut down"),
            (EndedBy::Other, 137, None, "not by Berth: a kill, or a stop whose grace time ran out"),
            (EndedBy::Other, 143, None, "not ended by Berth"),
            (EndedBy::Itself, 3, None, "ended by itself"),
            (EndedBy::Kernel, 137, None, "ended by the kernel, for want of memory"),
            (EndedBy::Unknown, 137, None, "nobody saw who ended it"),
            (EndedBy::Nobody, 0, None, ""),
        ] {
            let run = Run { by, exit_code: Some(code), grace, ..run() };
            assert_eq!(always(&run), words);
        }
    }
}
