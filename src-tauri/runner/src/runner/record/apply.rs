//! Tells the archive what the book says, step by step. May block.

use berth_archive::{Archive, Result, RunId};
use jiff::Timestamp;

use super::memory;
use super::step::{Kept, Step};

/// A run whose log is to be kept, with its number.
#[derive(Debug)]
pub(super) struct Numbered {
    pub run: RunId,
    pub kept: Kept,
}

/// Tells the steps in order; those that the archive does not take end it.
///
/// # Errors
/// The archive can't be written.
pub(super) fn apply(archive: &Archive, engine: &str, steps: Vec<Step>) -> Result<Vec<Numbered>> {
    let mut logs = Vec::new();
    for step in steps {
        match step {
            Step::Session(facts) => archive.note_session(&facts)?,
            Step::Run(session, facts) => _ = archive.note_run(&session, &facts)?,
            Step::Log(kept) => {
                if let Some(run) = archive.note_run(&kept.session, &kept.facts)? {
                    logs.push(Numbered { run, kept: *kept });
                }
            }
            Step::Signal(session, at, signal) => archive.note_signal(&session, at, signal.as_deref())?,
            Step::Health(session, facts, at, verdict) => {
                if let Some(run) = archive.note_run(&session, &facts)? {
                    archive.note_health(run, at, &verdict)?;
                }
            }
            Step::Gone(session) => archive.note_gone(&session)?,
            Step::All(containers) => archive.note_all(engine, &containers)?,
            Step::Memory(session, pid) => {
                let now = Timestamp::now();
                if let Some(bytes) = memory::peak(pid, &session.container) {
                    archive.note_peak_memory(&session, now, bytes)?;
                }
            }
            Step::Shutdown(at) => archive.note_shutdown(engine, at)?,
            Step::Missed(from, to) => archive.note_missed(engine, from, to)?,
            Step::Offset(seconds) => archive.note_offset(engine, seconds)?,
        }
    }
    Ok(logs)
}
