//! Who ended a run: from what is known of its end, and of what was asked of it.

use jiff::{SignedDuration, Timestamp};

use crate::ending::EndedBy;
use crate::time::shifted;
use crate::verb::{Actor, Outcome, Verb};

/// How far two clocks of one machine, or a call and what it does, may lie apart.
const SLACK: SignedDuration = SignedDuration::from_secs(2);

/// The longest that a verb takes beyond its grace, where nobody told of its end.
const CALL: SignedDuration = SignedDuration::from_secs(60);

/// How long after a signal of somebody else's an end counts as its doing.
const AFTER_SIGNAL: SignedDuration = SignedDuration::from_secs(120);

/// How far from the mark of a shutdown the ends of its sessions lie.
const AROUND_SHUTDOWN: SignedDuration = SignedDuration::from_secs(60);

/// A verb of Berth's on the session, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub verb: Verb,
    pub actor: Actor,
    pub grace: Option<u32>,
    pub at: Timestamp,
    pub finished: Option<(Timestamp, Outcome)>,
}

/// What is known of an end. All times are by our clock.
#[derive(Debug, Clone)]
pub struct End<'a> {
    /// Whether the run is over.
    pub over: bool,
    pub ended_at: Option<Timestamp>,
    pub exit_code: Option<i64>,
    pub oom_killed: bool,
    /// Whether nobody watched when it ended.
    pub unwatched: bool,
    /// What Berth asked, in any order.
    pub asked: &'a [Asked],
    /// Signals that the engine told of, whoever sent them.
    pub signals: &'a [Timestamp],
    /// Shutdowns of the engine or the machine.
    pub shutdowns: &'a [Timestamp],
}

/// Who ended it, and the seconds of grace that it had from a verb of Berth's.
pub fn ended_by(end: &End<'_>) -> (EndedBy, Option<u32>) {
    if !end.over {
        return (EndedBy::Nobody, None);
    }
    let ours = end.ended_at.and_then(|at| last_before(end.asked, at));
    let grace = ours.filter(|asked| asked.verb.gives_grace()).and_then(|asked| asked.grace);
    let by = match (ours, end.exit_code) {
        _ if end.oom_killed => EndedBy::Kernel,
        (Some(asked), _) => EndedBy::Berth {
            actor: asked.actor.clone(),
            verb: asked.verb,
            killed_after_grace: end.exit_code == Some(137) && grace.is_some_and(|grace| grace > 0),
        },
        (None, None) => EndedBy::Unknown,
        _ if near(end, end.shutdowns, AROUND_SHUTDOWN, AROUND_SHUTDOWN) => EndedBy::Shutdown,
        _ if near(end, end.signals, AFTER_SIGNAL, SLACK) => EndedBy::Other,
        // The machine may have gone down meanwhile.
        (None, Some(130 | 137 | 143)) if end.unwatched => EndedBy::Unknown,
        (None, Some(130 | 137 | 143)) => EndedBy::Other,
        (None, Some(_)) => EndedBy::Itself,
    };
    (by, grace)
}

/// The last verb that was called before the end and not over by then. One that came after may
/// have been quicker than a clock: the first of these then, for a removal follows a stop.
fn last_before(asked: &[Asked], ended: Timestamp) -> Option<&Asked> {
    let covers = |asked: &&Asked| {
        let grace = SignedDuration::from_secs(asked.grace.unwrap_or(0).into());
        let until = match asked.finished {
            Some((_, Outcome::Refused)) => return false,
            // What was still to come when nobody waited any more counts, too.
            // A signal is sent in no time, and obeyed in the program's own.
            Some((at, Outcome::Done)) if asked.verb == Verb::Kill => shifted(at, AFTER_SIGNAL),
            Some((at, Outcome::Done)) => at,
            Some((_, Outcome::Unknown)) | None => shifted(asked.at, grace + CALL),
        };
        let early = asked.at.duration_since(ended);
        let late = ended.duration_since(until);
        asked.verb.ends() && early <= SLACK && late <= SLACK
    };
    let (before, after): (Vec<_>, Vec<_>) = asked.iter().filter(covers).partition(|asked| asked.at <= ended);
    let last = before.into_iter().max_by_key(|asked| asked.at);
    last.or_else(|| after.into_iter().min_by_key(|asked| asked.at))
}

/// Whether the end lies at most `after` one of these times, and at most `before` it.
fn near(end: &End<'_>, times: &[Timestamp], after: SignedDuration, before: SignedDuration) -> bool {
    let Some(ended) = end.ended_at else { return false };
    times.iter().any(|time| {
        let since = ended.duration_since(*time);
        since <= after && since >= -before
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    type Case = (&'static str, Vec<Asked>, End<'static>, EndedBy, Option<u32>);

    /// Called at 100, done at 103.
    fn asked(verb: Verb) -> Asked {
        let done = Some((at(103), Outcome::Done));
        Asked { verb, actor: Actor::Berthctl { pid: 7 }, grace: None, at: at(100), finished: done }
    }

    fn stop(grace: u32, finished: Option<(Timestamp, Outcome)>) -> Asked {
        Asked { grace: Some(grace), finished, ..asked(Verb::Stop) }
    }

    fn berth(verb: Verb, killed_after_grace: bool) -> EndedBy {
        EndedBy::Berth { actor: Actor::Berthctl { pid: 7 }, verb, killed_after_grace }
    }

    fn end(ended: i64, exit_code: i64) -> End<'static> {
        End {
            over: true,
            ended_at: Some(at(ended)),
            exit_code: Some(exit_code),
            oom_killed: false,
            unwatched: false,
            asked: &[],
            signals: &[],
            shutdowns: &[],
        }
    }

    #[test]
    fn nobody_asked() {
        let cases: &[(&str, End<'static>, EndedBy)] = &[
            ("it goes on", End { over: false, ..end(102, 0) }, EndedBy::Nobody),
            ("its own code", end(102, 3), EndedBy::Itself),
            ("well", end(102, 0), EndedBy::Itself),
            ("a program that is not there", end(102, 127), EndedBy::Itself),
            ("SIGTERM", end(102, 143), EndedBy::Other),
            ("SIGINT", end(102, 130), EndedBy::Other),
            ("SIGKILL", end(102, 137), EndedBy::Other),
            ("want of memory", End { oom_killed: true, ..end(102, 137) }, EndedBy::Kernel),
            ("no code", End { exit_code: None, ..end(102, 0) }, EndedBy::Unknown),
            ("no time and no code", End { ended_at: None, exit_code: None, ..end(0, 0) }, EndedBy::Unknown),
            ("a code without a time", End { ended_at: None, ..end(0, 1) }, EndedBy::Itself),
            ("SIGKILL, unseen", End { unwatched: true, ..end(102, 137) }, EndedBy::Unknown),
            ("its own code, unseen", End { unwatched: true, ..end(102, 1) }, EndedBy::Itself),
        ];
        for (name, end, expected) in cases {
            assert_eq!(ended_by(end).0, *expected, "{name}");
        }
    }

    #[test]
    fn berth_asked() {
        let done = |seconds| Some((at(seconds), Outcome::Done));
        let unknown = Some((at(103), Outcome::Unknown));
        let refused = Some((at(103), Outcome::Refused));
        let cases: &[Case] = &[
            (
                "a stop that was obeyed",
                vec![stop(10, done(103))],
                end(102, 143),
                berth(Verb::Stop, false),
                Some(10),
            ),
            (
                "a program that ends well",
                vec![stop(10, done(103))],
                end(102, 0),
                berth(Verb::Stop, false),
                Some(10),
            ),
            ("grace ran out", vec![stop(10, done(111))], end(110, 137), berth(Verb::Stop, true), Some(10)),
            ("no grace at all", vec![stop(0, done(103))], end(100, 137), berth(Verb::Stop, false), Some(0)),
            ("a kill", vec![asked(Verb::Kill)], end(101, 137), berth(Verb::Kill, false), None),
            (
                "a signal that is obeyed in its own time",
                vec![asked(Verb::Kill)],
                end(170, 0),
                berth(Verb::Kill, false),
                None,
            ),
            ("a restart", vec![asked(Verb::Restart)], end(101, 143), berth(Verb::Restart, false), None),
            ("a forced removal", vec![asked(Verb::Delete)], end(101, 137), berth(Verb::Delete, false), None),
            ("its pod", vec![asked(Verb::PodStop)], end(101, 143), berth(Verb::PodStop, false), None),
            ("refused", vec![stop(10, refused)], end(102, 137), EndedBy::Other, None),
            ("before the call", vec![stop(10, done(103))], end(97, 137), EndedBy::Other, None),
            (
                "clocks a second apart",
                vec![stop(10, done(103))],
                end(99, 143),
                berth(Verb::Stop, false),
                Some(10),
            ),
            ("long after it was done", vec![stop(10, done(103))], end(106, 1), EndedBy::Itself, None),
            ("the caller was killed", vec![stop(10, None)], end(110, 137), berth(Verb::Stop, true), Some(10)),
            (
                "no answer in time",
                vec![stop(100, unknown)],
                end(200, 137),
                berth(Verb::Stop, true),
                Some(100),
            ),
            ("no answer, much later", vec![stop(10, unknown)], end(300, 137), EndedBy::Other, None),
            (
                "what ends nothing",
                vec![asked(Verb::Pause), asked(Verb::Rename)],
                end(102, 3),
                EndedBy::Itself,
                None,
            ),
            (
                "a kill while a stop waits",
                vec![stop(100, None), Asked { at: at(105), finished: done(107), ..asked(Verb::Kill) }],
                end(106, 137),
                berth(Verb::Kill, false),
                None,
            ),
            (
                "a removal that follows a stop at once",
                vec![stop(1, done(102)), Asked { at: at(102), ..asked(Verb::Delete) }],
                end(101, 137),
                berth(Verb::Stop, true),
                Some(1),
            ),
            (
                "memory ran out while it was stopped",
                vec![stop(10, done(103))],
                End { oom_killed: true, ..end(102, 137) },
                EndedBy::Kernel,
                Some(10),
            ),
            (
                "asked while nobody watched",
                vec![stop(10, done(103))],
                End { unwatched: true, ..end(102, 137) },
                berth(Verb::Stop, true),
                Some(10),
            ),
            (
                "asked, and the code is lost",
                vec![stop(10, done(103))],
                End { exit_code: None, ..end(102, 0) },
                berth(Verb::Stop, false),
                Some(10),
            ),
        ];
        for (name, asked, end, by, grace) in cases {
            let end = End { asked, ..end.clone() };
            assert_eq!(ended_by(&end), (by.clone(), *grace), "{name}");
        }
    }

    #[test]
    fn others_and_shutdowns() {
        let (signal, shutdown) = ([at(100)], [at(100)]);
        let cases: &[(&str, End<'_>, EndedBy)] = &[
            ("a signal, and it ends well", End { signals: &signal, ..end(103, 0) }, EndedBy::Other),
            ("a signal long ago", End { signals: &signal, ..end(221, 0) }, EndedBy::Itself),
            ("a signal after the end", End { signals: &signal, ..end(90, 1) }, EndedBy::Itself),
            (
                "before the shutdown was marked",
                End { shutdowns: &shutdown, ..end(95, 143) },
                EndedBy::Shutdown,
            ),
            ("after that", End { shutdowns: &shutdown, ..end(130, 137) }, EndedBy::Shutdown),
            (
                "a shutdown sends signals",
                End { shutdowns: &shutdown, signals: &signal, ..end(101, 0) },
                EndedBy::Shutdown,
            ),
            ("another day", End { shutdowns: &shutdown, ..end(90_000, 137) }, EndedBy::Other),
            (
                "seen by nobody",
                End { shutdowns: &shutdown, unwatched: true, ..end(100, 137) },
                EndedBy::Shutdown,
            ),
        ];
        for (name, end, expected) in cases {
            assert_eq!(ended_by(end).0, *expected, "{name}");
        }
        // What Berth asked comes first: the engine tells of its signals, too.
        let asked = [stop(10, Some((at(103), Outcome::Done)))];
        let end = End { asked: &asked, signals: &signal, ..end(102, 143) };
        assert_eq!(ended_by(&end).0, berth(Verb::Stop, false));
    }
}
