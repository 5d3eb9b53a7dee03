//! Which ends of runs are worth telling. Pure.

use berth_archive::{EndedBy, Ending};

use super::notice::{RunSeen, What};
use crate::settings::{NoticeRule, NoticeSettings};

/// What a person is told of the end of a run, if anything: never of one that Berth was asked for.
pub fn judge(run: &RunSeen) -> Option<What> {
    if matches!(run.by, EndedBy::Berth { .. } | EndedBy::Shutdown | EndedBy::Nobody) {
        return None;
    }
    let ended = || What::Ended { exit_code: run.exit_code, by: run.by.clone() };
    match run.ending {
        Ending::OutOfMemory => Some(What::OutOfMemory),
        Ending::Failed | Ending::NotStarted => Some(ended()),
        // Without the archive it may have been Berth.
        Ending::Killed => run.run.is_some().then(ended),
        Ending::Well | Ending::Asked | Ending::Unknown => None,
    }
}

/// Whether a run that ended so is one round of a crash loop: one that runs over well and over
/// again goes round as well.
pub fn is_round(run: &RunSeen) -> bool {
    let by_itself = !matches!(run.by, EndedBy::Berth { .. } | EndedBy::Shutdown | EndedBy::Nobody);
    judge(run).is_some() || by_itself && run.ending == Ending::Well && run.restarts > 0
}

/// Whether the person wants to be told of it: of the session of this name, or of the engine.
pub fn is_wanted(what: &What, rules: &NoticeSettings, engine: &str, name: &str) -> bool {
    let rule = match what {
        What::Ended { .. } => NoticeRule::Ended,
        What::OutOfMemory => NoticeRule::OutOfMemory,
        What::Unhealthy => NoticeRule::Unhealthy,
        What::CrashLoop { .. } => NoticeRule::CrashLoop,
        What::Asks { .. } => NoticeRule::Asks,
        What::EngineLost => return rules.engine_lost,
        What::EngineBack => return rules.engine_back,
    };
    rules.tells(rule, engine, name)
}

#[cfg(test)]
mod tests {
    use berth_archive::{Actor, SessionKey, Verb};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn what_is_told_of_an_end() {
        let berth =
            |verb| EndedBy::Berth { actor: Actor::Berthctl { pid: 1 }, verb, killed_after_grace: true };
        let oom = || Some(What::OutOfMemory);
        let ended = |code: i64, by: EndedBy| Some(What::Ended { exit_code: Some(code), by });
        let (known, unknown) = (Some(1), None);
        let cases = [
            ("it is done", 0, false, EndedBy::Itself, known, None),
            ("Ctrl+C in it", 130, false, EndedBy::Other, known, None),
            ("it was asked elsewhere", 143, false, EndedBy::Other, known, None),
            ("you stopped it", 143, false, berth(Verb::Stop), known, None),
            ("you stopped it, and its grace ran out", 137, false, berth(Verb::Stop), known, None),
            ("you stopped it, and it failed", 1, false, berth(Verb::Stop), known, None),
            ("you killed it", 137, false, berth(Verb::Kill), known, None),
            ("you restarted it", 137, false, berth(Verb::Restart), known, None),
            ("the machine was shut down", 137, false, EndedBy::Shutdown, known, None),
            ("somebody else killed it", 137, false, EndedBy::Other, known, ended(137, EndedBy::Other)),
            ("nobody saw who killed it", 137, false, EndedBy::Unknown, known, ended(137, EndedBy::Unknown)),
            ("nothing is archived, and perhaps you did", 137, false, EndedBy::Unknown, unknown, None),
            (
                "nothing is archived, and it failed",
                1,
                false,
                EndedBy::Unknown,
                unknown,
                ended(1, EndedBy::Unknown),
            ),
            ("it failed", 1, false, EndedBy::Itself, known, ended(1, EndedBy::Itself)),
            ("it could not start", 127, false, EndedBy::Itself, known, ended(127, EndedBy::Itself)),
            ("it crashed", 139, false, EndedBy::Itself, known, ended(139, EndedBy::Itself)),
            ("it had too little memory", 137, true, EndedBy::Kernel, known, oom()),
            ("the same, and nothing is archived", 137, true, EndedBy::Unknown, unknown, oom()),
            ("it goes on", 0, false, EndedBy::Nobody, known, None),
        ];
        for (name, code, oom_killed, by, run, expected) in cases {
            let seen = RunSeen {
                key: SessionKey { engine: "podman".into(), container: "c".into() },
                name: "bot".into(),
                own: true,
                run,
                ended_at: Timestamp::UNIX_EPOCH,
                ending: Ending::of(Some(code), oom_killed, false),
                exit_code: Some(code),
                by,
                restarts: 0,
            };
            assert_eq!(judge(&seen), expected, "{name}");
            assert_eq!(is_round(&seen), expected.is_some(), "{name}");
            let again = RunSeen { restarts: 2, ..seen };
            let goes_round = expected.is_some() || code == 0 && again.by == EndedBy::Itself;
            assert_eq!(is_round(&again), goes_round, "{name}, again and again");
        }
    }
}
