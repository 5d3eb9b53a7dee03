//! Decides what becomes of each session of an engine after a restart of its machine.

use berth_archive::{BootNote, BootStep, EndedBy, Run};
use jiff::{SignedDuration, Timestamp};

use super::boot::Boot;
use super::fate::{AfterReboot, AfterRestart, Fate, LABEL_AFTER_REBOOT, Wish};
use crate::session::{NO_RESTARTS, Session, State};

/// A start that was begun by a program longer ago is given up: that program is gone.
const GIVEN_UP: SignedDuration = SignedDuration::from_mins(2);
/// How long before a machine is known to go down, or Berth was last heard of, its sessions end.
const GOING_DOWN: SignedDuration = SignedDuration::from_mins(3);
/// Codes of programs that a signal ended, and those that engines give where they saw no end.
const CUT_OFF: [i64; 5] = [130, 137, 143, 255, -1];

/// What is known of a session.
#[derive(Debug, Clone)]
pub struct Seen {
    pub session: Session,
    /// Its last run, as far as the archive has it.
    pub last: Option<Run>,
    /// Whether Berth stopped that run, as far as it knows.
    pub stopped: bool,
    /// What became of it since the machine was started.
    pub note: Option<BootNote>,
    /// When it was left after an earlier start of the machine.
    pub left: Option<Timestamp>,
    /// What it mounts of this machine that is not there.
    pub missing: Vec<String>,
}

impl Seen {
    /// One of which nothing else is known.
    pub fn of(session: Session) -> Self {
        Self { session, last: None, stopped: false, note: None, left: None, missing: Vec::new() }
    }
}

/// Whether a session ran when its machine went down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ran {
    Yes,
    /// Nobody can tell.
    Perhaps,
    No,
}

/// What a file or a label wants of a session; nothing of one that is neither wanted nor Berth's own.
fn wished(session: &Session, wishes: &[Wish]) -> Option<(AfterReboot, usize)> {
    let place = wishes.iter().position(|wish| wish.name == session.name);
    let defined = place.and_then(|place| wishes.get(place)?.after_reboot);
    let labelled = || session.labels.get(LABEL_AFTER_REBOOT).and_then(|value| value.parse().ok());
    let wish = defined.or_else(labelled);
    let meant = wish.is_some() || place.is_some() || session.own;
    meant.then(|| (wish.unwrap_or_default(), place.unwrap_or(usize::MAX)))
}

/// Whether anything can be said of a session: it ran before the machine was started.
pub fn is_meant(session: &Session, wishes: &[Wish]) -> bool {
    session.started_at.is_some() && !session.infra && wished(session, wishes).is_some()
}

/// What becomes of each session: those to be started first, in their order. `can_write` says whether it can be
/// written down who starts what: without that nothing is started by itself.
pub fn plan(
    boot: &Boot,
    now: Timestamp,
    wishes: &[Wish],
    seen: Vec<Seen>,
    can_write: bool,
) -> Vec<AfterRestart> {
    let mut all: Vec<_> = seen
        .into_iter()
        .filter_map(|seen| {
            let (after_reboot, place) = wished(&seen.session, wishes)?;
            let defined = wishes.get(place).cloned().unwrap_or_default();
            let want = Want {
                after_reboot,
                delay: defined.delay,
                resumes: !defined.resume_command.is_empty(),
                can_write,
            };
            let fate = fate(boot, now, &want, &seen)?;
            let runs = matches!(fate, Fate::Again | Fate::Started);
            let resumed = seen.note.as_ref().is_some_and(|note| note.step == BootStep::Resumed);
            let Session { engine, id, name, restart_policy, .. } = seen.session;
            let resume_command = Some(defined.resume_command).filter(|_| want.resumes && runs && !resumed);
            Some((place, AfterRestart { engine, id, name, restart_policy, fate, resume_command }))
        })
        .collect();
    all.sort_by(|(left, one), (right, other)| (left, &one.name).cmp(&(right, &other.name)));
    all.into_iter().map(|(_, one)| one).collect()
}

/// What is wanted of a session.
#[derive(Debug, Clone, Copy)]
struct Want {
    after_reboot: AfterReboot,
    delay: u32,
    /// Whether a command takes up its work again.
    resumes: bool,
    can_write: bool,
}

fn fate(boot: &Boot, now: Timestamp, want: &Want, seen: &Seen) -> Option<Fate> {
    let Want { after_reboot, delay, resumes, can_write } = *want;
    let Seen { session, note, missing, .. } = seen;
    let began = session.started_at?;
    let step = note.as_ref().map(|note| note.step);
    if session.state.is_alive() {
        // One that a person has made or started since is none that came back.
        let was_there = session.created_at.is_none_or(|created| created < boot.at);
        let came_back = step.is_some() || resumes || session.restart_policy != NO_RESTARTS;
        return match step {
            Some(BootStep::Started) => Some(Fate::Started),
            _ => (was_there && came_back).then_some(Fate::Again),
        };
    }
    if let Some(BootNote { step: BootStep::Failed, words, at }) = note
        && began <= *at
    {
        return Some(Fate::Failed { words: words.clone().unwrap_or_default() });
    }
    // What ended since the machine was started has ended by itself.
    if began >= boot.at {
        return None;
    }
    let doubtful = match ran(boot, seen) {
        Ran::No => return None,
        Ran::Perhaps => true,
        Ran::Yes => false,
    };
    match (step, after_reboot) {
        (Some(BootStep::Left), _) => Some(Fate::Leave),
        // What was listed is older than its start.
        (Some(BootStep::Started | BootStep::Resumed), _) => Some(Fate::Starting),
        // Of one that nobody wants anything of it is said only where it is sure.
        (None, AfterReboot::Leave) => (!doubtful).then_some(Fate::Leave),
        _ if !missing.is_empty() => Some(Fate::Blocked { paths: missing.clone() }),
        (Some(BootStep::Taken), _)
            if note.as_ref().is_some_and(|note| now.duration_since(note.at).abs() <= GIVEN_UP) =>
        {
            Some(Fate::Starting)
        }
        (None, AfterReboot::Start) if !doubtful && can_write => Some(Fate::Start { after: delay }),
        _ => Some(Fate::Ask { doubtful }),
    }
}

/// Whether a session that does not run, and last began before the machine was started, ran when that went down.
fn ran(boot: &Boot, seen: &Seen) -> Ran {
    let Seen { session, last, stopped, left, .. } = seen;
    if left.is_some_and(|left| session.started_at.is_some_and(|began| began <= left)) {
        return Ran::No;
    }
    let Some(ended) = session.finished_at else {
        // podman forgets how it ended (4.3: `created`, with the time of its start).
        return if session.state == State::Dead { Ran::No } else { Ran::Yes };
    };
    // docker notes an end that nobody saw as its daemon comes back.
    if ended >= boot.at {
        return Ran::Yes;
    }
    let is_last = |last: &&Run| session.started_at.is_some_and(|began| same(last.key.started_at, began));
    let last = last.as_ref().filter(is_last);
    match last.map(|last| &last.by) {
        Some(EndedBy::Shutdown) => return Ran::Yes,
        Some(EndedBy::Berth { .. }) => return Ran::No,
        _ if *stopped => return Ran::No,
        _ => {}
    }
    if let Some(down) = boot.went_down {
        return if down.duration_since(ended) <= GOING_DOWN { Ran::Yes } else { Ran::No };
    }
    match last.and_then(|last| last.unwatched) {
        // Berth went down with the machine, and it a moment before or after. Of a run that Berth has never seen the
        // time begins with the run.
        Some((from, to))
            if to >= boot.at
                && !session.started_at.is_some_and(|began| same(from, began))
                && ended.duration_since(from).abs() <= GOING_DOWN =>
        {
            return Ran::Yes;
        }
        _ => {}
    }
    let by_itself = last.is_some_and(|last| matches!(last.by, EndedBy::Itself | EndedBy::Kernel));
    let cut_off = session.exit_code.is_none_or(|code| CUT_OFF.contains(&code));
    if cut_off && !by_itself { Ran::Perhaps } else { Ran::No }
}

/// Whether two times are those of one start: an event is a moment late.
fn same(one: Timestamp, other: Timestamp) -> bool {
    one.duration_since(other).abs() <= SignedDuration::from_secs(10)
}

#[cfg(test)]
mod tests;
