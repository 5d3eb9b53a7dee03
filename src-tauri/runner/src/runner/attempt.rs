//! One change asked of an engine: done, refused, or unknown.
//!
//! A client that says nothing in time, or is cut off, has not failed: the engine may have
//! done it, or may yet do it. So a change without a clear answer is an [`Attempt::Unknown`],
//! and the state of the session decides. Every verb that changes something goes through here.

use std::time::Duration;

use berth_archive::Outcome;

use super::Runner;
use super::call::CallContext;
use super::intent::{Change, outcome_of};
use crate::args::Invocation;
use crate::error::{Error, Result};
use crate::process::Output;
use crate::session::Session;

/// What the answer to a change says of it.
#[derive(Debug)]
#[must_use = "a change without a clear answer may have happened"]
pub(super) enum Attempt {
    /// The engine says that it is done.
    Done(Output),
    /// The engine says that it is not done.
    Refused { output: Output, error: Error },
    /// There is no answer: it may have happened, or may yet happen.
    Unknown(Error),
}

impl Attempt {
    /// Judges the answer to a call.
    ///
    /// # Errors
    /// The client could not be started, so that nothing was asked of the engine.
    fn of(answer: Result<Output>, refused: impl FnOnce(&Output) -> Error) -> Result<Self> {
        match answer {
            Ok(output) if output.success() => Ok(Self::Done(output)),
            Ok(output) if output.killed() => Ok(Self::Unknown(refused(&output))),
            Ok(output) => Ok(Self::Refused { error: refused(&output), output }),
            Err(error @ Error::Spawn { .. }) => Err(error),
            Err(error) => Ok(Self::Unknown(error)),
        }
    }

    /// Why it is not known to be done; `None` if it is.
    pub fn error(self) -> Option<Error> {
        match self {
            Self::Done(_) => None,
            Self::Refused { error, .. } | Self::Unknown(error) => Some(error),
        }
    }

    /// What the archive is told of it.
    fn outcome(&self) -> Outcome {
        match self {
            Self::Done(_) => Outcome::Done,
            Self::Refused { .. } => Outcome::Refused,
            Self::Unknown(_) => Outcome::Unknown,
        }
    }

    /// Takes the answer for what happened, where nothing else can tell.
    pub fn trusted(self) -> Result<()> {
        self.error().map_or(Ok(()), Err)
    }

    /// Done if the engine says so, or if a look at the session shows that it `happened`.
    fn confirmed(self, happened: bool) -> Result<()> {
        match self.error() {
            Some(error) if !happened => Err(error),
            _ => Ok(()),
        }
    }
}

impl Runner {
    /// Asks the engine for a change; what it does to sessions is written to the archive, before
    /// and after.
    ///
    /// # Errors
    /// The client could not be started, or the engine has no such thing, so that nothing was asked of it.
    pub(super) async fn attempt(
        &self,
        context: CallContext<'_>,
        change: impl Into<Option<Change<'_>>>,
        invocation: Invocation,
        limit: Duration,
    ) -> Result<Attempt> {
        self.speaks(context, &invocation)?;
        let begun = match change.into() {
            Some(change) => Some(self.begin(&change).await),
            None => None,
        };
        let answer = self.call(context, invocation, limit).await;
        let attempt = Attempt::of(answer, |output| self.refused(context, output));
        if let Some(begun) = begun {
            let outcome = attempt.as_ref().map_or_else(outcome_of, Attempt::outcome);
            self.finish(begun, outcome).await;
        }
        attempt
    }

    /// Settles an attempt that is not known to be done by how the container `id` is now;
    /// `happened` gets `None` if it is gone.
    ///
    /// # Errors
    /// That of the attempt, if it has not happened or the engine does not say.
    pub(super) async fn confirm(
        &self,
        attempt: Attempt,
        id: &str,
        happened: impl FnOnce(Option<&Session>) -> bool,
    ) -> Result<()> {
        if let Attempt::Done(_) = attempt {
            return Ok(());
        }
        let happened = match self.inspect(id).await {
            Ok(now) => happened(now.as_ref().map(|now| &now.session)),
            Err(error) => {
                tracing::debug!(%error, id, "an attempt can't be confirmed");
                false
            }
        };
        attempt.confirmed(happened)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::process::ExitStatus;

    use super::*;
    use crate::reason::Illegible;

    #[cfg(unix)]
    fn status(code: i32) -> ExitStatus {
        std::os::unix::process::ExitStatusExt::from_raw(code << 8)
    }

    #[cfg(windows)]
    fn status(code: i32) -> ExitStatus {
        std::os::windows::process::ExitStatusExt::from_raw(code.unsigned_abs())
    }

    fn ended(code: i32) -> Result<Output> {
        Ok(Output { status: status(code), stdout: Vec::new(), stderr: b"no".to_vec() })
    }

    fn not_running() -> Error {
        Error::NotRunning { name: "x".to_owned(), state: "exited".to_owned() }
    }

    fn timed_out() -> Error {
        Error::TimedOut { engine: "podman".to_owned(), operation: "pause".to_owned(), after: Duration::ZERO }
    }

    fn of(answer: Result<Output>) -> Result<Attempt> {
        Attempt::of(answer, |_| not_running())
    }

    #[test]
    fn a_status_is_an_answer() {
        assert!(matches!(of(ended(0)), Ok(Attempt::Done(_))));
        assert!(matches!(of(ended(125)), Ok(Attempt::Refused { error: Error::NotRunning { .. }, .. })));
    }

    #[test]
    fn a_call_that_was_cut_off_is_unknown_and_not_failed() {
        let too_much = Error::Unreadable {
            engine: "podman".to_owned(),
            operation: "start".to_owned(),
            reason: Illegible::TooLong { mebibytes: 1 },
            detail: String::new(),
        };
        for error in [timed_out(), too_much] {
            assert!(matches!(of(Err(error)), Ok(Attempt::Unknown(_))));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_client_that_was_killed_has_not_refused() {
        let status = std::os::unix::process::ExitStatusExt::from_raw(9);
        let killed = Output { status, stdout: Vec::new(), stderr: Vec::new() };
        assert!(matches!(of(Ok(killed)), Ok(Attempt::Unknown(_))));
    }

    #[test]
    fn a_client_that_does_not_start_changes_nothing() {
        let error = Error::Spawn { program: "podman".into(), source: std::io::ErrorKind::NotFound.into() };
        assert!(matches!(of(Err(error)), Err(Error::Spawn { .. })));
    }

    #[test]
    fn what_is_seen_counts_more_than_what_was_said() {
        for attempt in [|| of(ended(1)), || of(Err(timed_out()))] {
            assert!(attempt().unwrap().confirmed(true).is_ok());
            assert!(attempt().unwrap().confirmed(false).is_err());
            assert!(attempt().unwrap().trusted().is_err());
        }
        assert!(of(ended(0)).unwrap().confirmed(false).is_ok());
        assert!(of(ended(0)).unwrap().trusted().is_ok());
        assert_eq!(of(Err(timed_out())).unwrap().error().unwrap().code(), "timed_out");
    }
}
